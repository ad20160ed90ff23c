#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# area.sh: what Yosys makes, for a Xilinx 7, of the modules that exist once a lane: each lane has its
# accumulators (slk_lane), and with learning slk_plastic_lane beside them. 32 slots a lane are 8 lanes of
# 256 neurons. LUT includes those that hold memory.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 0 ] || { echo "area.sh: no arguments" >&2; exit 2; }
files=$(grep '^rtl/' rtl/sources.f)
report=$(mktemp)
trap 'rm -f "$report"' EXIT

# row NAME TOP PARAMETER=VALUE...
row() {
  local name=$1 top=$2 set='' parameter
  shift 2
  for parameter; do set+="-set ${parameter%=*} ${parameter#*=} "; done
  yosys -q -p "read_verilog -sv $(echo $files); chparam $set $top;
               synth_xilinx -family xc7 -flatten -noiopad -noclkbuf -nowidelut -top $top;
               tee -q -o $report stat" 2>/dev/null >&2 || { echo "area.sh: yosys failed on $top" >&2; exit 1; }
  awk -f tools/synth/cells.awk "$report" | {
    read -r lut ff carry block _
    printf '%-44s %6d %6d %6d %6d\n' "$name" "$lut" "$ff" "$carry" "$block"
  }
}

printf '%-44s %6s %6s %6s %6s\n' 'a lane of 32 slots' LUT FF CARRY4 RAMB18
row 'accumulators of one receptor' slk_lane Segments=32 Receptors=1
row 'accumulators of two receptors' slk_lane Segments=32 Receptors=2
plastic='slk_plastic_lane Segments=32'
row 'learning, rounded to nearest' $plastic Teaching=0 Random=0
row 'learning with teaching' $plastic Teaching=1 Random=0
row 'learning, stochastic' $plastic Teaching=0 Random=1
row 'learning with teaching, stochastic' $plastic Teaching=1 Random=1
printf '\n%-44s %6s %6s %6s %6s\n' 'of a learning lane' LUT FF CARRY4 RAMB18
row 'pairing' slk_pairing Teaching=0
row 'pairing with teaching' slk_pairing Teaching=1
row 'an update, rounded to nearest' slk_weight_update Random=0
row 'an update, stochastic' slk_weight_update Random=1
printf '\n%-44s %6s %6s %6s %6s\n' 'once a core' LUT FF CARRY4 RAMB18
row 'rules and their rescaling' slk_rules Teaching=1 Random=1
