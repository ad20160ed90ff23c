#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# demo.sh BUILD JOBS: 594 handwritten digits, one stream, on golden, and over the serial line on TLM and RTL;
# then the verdict.
set -eu
build=$1
jobs=$2
network=models/networks/digits/digits.yaml
steps=19008  # 594 images of 32 steps
out=$build/demo
mkdir -p "$out"
# RTL that does not compile is the verdict of the check below, not the end of the demo.
tools/build.sh "$build" "$jobs" spikelock digits
echo "build: RTL"
tools/build.sh "$build" "$jobs" core_l8_plugin >/dev/null 2>&1 || true

echo
echo "1. Spikes, states, weights, events and cycles of every step, golden against TLM and RTL, both reached"
echo "   over their serial line:"
echo
spikelock check "$network" --steps $steps --json "$out/check.json" --spikes "$out"

echo
echo "2. The digits, as each machine reads them:"
echo
digits score "$out/golden.csv" "$out/tlm.csv" "$out/rtl.csv" --root .
