#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD: golden, TLM and RTL on every chip of CMakeLists.txt: random networks of all that the chip has, past
# the serial line, and one over it.
set -euo pipefail
suite=configs
build=$1
work=$build/configs/networks
export SPIKELOCK_RTL=$build/configs
. tests/campaign.sh

# chip VARIANT...: writes the chip file of a line of variants.txt.
chip() {
  local option=(false true) pass=(pipelined serial)
  cat >"$work/$1.yaml" <<EOF
spikelock: chip/1
core: {neurons: $4, axons: $5, synapse_words: $8, lanes: $9, receptors: ${10}, learning: ${option[${11}]},
  teaching: ${option[${12}]}, random: ${option[${13}]}, profiles: ${14}, neuron_pass: ${pass[${15}]},
  counters: ${option[${16}]}}
uart: {clocks_per_bit: 4}
EOF
}

while read -r -a v; do
  chip "${v[@]}"
  file=$work/${v[0]}.yaml
  has=()
  [ "${v[9]}" = 2 ] || has+=(--receptors 1)
  [ "${v[11]}" = 1 ] || has+=(--no-teaching)
  [ "${v[12]}" = 1 ] || has+=(--no-random)
  kind=static
  if [ "${v[3]}" -lt 256 ] || [ "${v[4]}" -lt 1024 ] || [ "${v[13]}" -lt 256 ]; then kind=small; fi
  campaign "$file" 100 "$kind" "${has[@]}"
  [ "${v[10]}" = 0 ] || campaign "$file" 200 plastic "${has[@]}"
  check models/networks/oscillator.yaml "$file" --steps 30
done <"$SPIKELOCK_RTL/variants.txt"
total
