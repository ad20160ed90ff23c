#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD: golden, TLM and netlist: random networks on the static chip and on that of the iCEBreaker,
# plastic ones on the one that learns, past the serial line, and three networks over it.
set -euo pipefail
suite=gates
build=$1
here=$(dirname "$0")
work=$build/gates/networks
export SPIKELOCK_RTL=$build/gates
. tests/campaign.sh

campaign "$here/static.yaml" 100 static
campaign "$here/learning.yaml" 100 plastic
campaign "$here/serial.yaml" 100 small --receptors 1 --no-random
check models/networks/oscillator.yaml "$here/static.yaml" --steps 30
check models/networks/oscillator.yaml "$here/serial.yaml" --steps 30
check models/networks/pair_stdp.yaml "$here/learning.yaml"
total
