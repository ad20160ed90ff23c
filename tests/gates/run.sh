#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD: golden, TLM and netlist in lockstep, spikes, states, weights, cycles and machine events:
# random networks on the static chip and on that of the iCEBreaker, plastic ones on the one that learns, past the serial line, and three
# networks over it. SLK_NETWORKS says how many of each kind (10), SLK_SEED the first seed (1).
set -euo pipefail
build=$1
here=$(dirname "$0")
networks=${SLK_NETWORKS:-10}
first=${SLK_SEED:-1}
export SPIKELOCK_RTL=$build/gates
work=$build/gates/networks
rm -rf "$work"
mkdir -p "$work"
echo "gates: random networks from seed $first (SLK_SEED, SLK_NETWORKS)"

# check NETWORK CHIP FLAG...: 1 if the network does not fit; ends everything when machines differ.
check() {
  local network=$1 chip=$2 status=0
  shift 2
  "$build/bin/spikelock" check "$network" --chip "$here/$chip.yaml" "$@" >"$work/said" 2>&1 || status=$?
  if [ $status = 0 ]; then
    tail -n 1 "$work/said" >>"$work/agreed"
    return 0
  fi
  if [ $status = 2 ] && grep -qE 'the core has|32 bits|214748364[78]' "$work/said"; then return 1; fi
  cat "$work/said" >&2
  echo "gates: SPIKELOCK_RTL=$SPIKELOCK_RTL $build/bin/spikelock check $network --chip $here/$chip.yaml $*" >&2
  exit 1
}

# campaign CHIP KIND STEPS: as many random networks as fit and are wanted.
campaign() {
  local seed=$first done=0 refused=0 folder
  for (( ; done < networks && seed < first + 20 * networks; seed++)); do
    folder=$work/$1_$seed
    "$build/bin/random_network" "$seed" "$folder" $2 >/dev/null
    if check "$folder/network.yaml" "$1" --steps "$3" --link backdoor --x-seed "$((seed + 1))"; then
      done=$((done + 1))
    else
      refused=$((refused + 1))
    fi
    rm -rf "$folder"
  done
  echo "gates: $1: $done networks agree, $refused do not fit"
  [ "$done" = "$networks" ]
}

campaign static '' 100
campaign learning plastic 100
campaign serial small 100
check models/networks/oscillator.yaml static --steps 30
check models/networks/oscillator.yaml serial --steps 30
check models/networks/pair_stdp.yaml learning
awk '{gsub(",", "")
      for (i = 2; i <= NF; i++) for (k in total) if ($i ~ "^" k) total[k] += $(i - 1)}
     BEGIN {split("steps updates spikes weights", names); for (i in names) total[names[i]] = 0}
     END {printf "gates: golden = tlm = netlist: %d networks", NR
          for (i = 1; i <= 4; i++) printf ", %d %s", total[names[i]], names[i]
          print ""
          exit !(total["spikes"] > 0 && total["weights"] > 0)}' "$work/agreed"
