#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# realtime.sh BUILD [BACKEND ...]: what a shrinking period does to two networks, on TLM and RTL (or on those named):
# the curves of docs/realtime.md. Ends with status 1 if golden with the lateness of a machine is not that machine, at
# any point.
set -u
build=$1
shift
chip=models/chips/mesh4x4_small_realtime.yaml
failed=0
[ $# -gt 0 ] || set -- tlm rtl
for backend; do
  "$build/bin/spikelock" profile models/networks/all_to_all90.yaml --chip $chip --backend "$backend" --steps 200 \
    --periods 300,100,90,80,70,60,50,40 || failed=1
  "$build/bin/spikelock" profile models/networks/digits/digits.yaml --chip $chip --backend "$backend" --steps 3200 \
    --periods 300,100,60,50,40,30 || failed=1
done
exit $failed
