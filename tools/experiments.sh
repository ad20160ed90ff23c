#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# experiments.sh BUILD [BACKEND]: every full experiment, each with its criterion and time; the pictures of
# docs/experiments.md are written to BUILD/experiments. Ends with status 1 if a criterion is missed.
set -u
build=$1
backend=${2:-golden}
out=$build/experiments
mkdir -p "$out"
missed=0
for file in models/experiments/*.yaml; do
  begin=$(date +%s)
  "$build/bin/spikelock" run "$file" --backend "$backend" --pictures "$out" --json "$out/$(basename "$file" .yaml).json" || missed=1
  echo "$(($(date +%s) - begin)) s"
  echo
done
exit $missed
