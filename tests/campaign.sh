# SPDX-License-Identifier: Apache-2.0
# Sourced by suites that try random networks on builds of the chip in the folder SPIKELOCK_RTL. They set
# `suite`, the word before what is said, `build` and `work`; from SLK_SEED (1) on, SLK_NETWORKS (10) of each kind.
networks=${SLK_NETWORKS:-10}
first=${SLK_SEED:-1}
rm -rf "$work"
mkdir -p "$work"
: >"$work/agreed"
echo "$suite: random networks from seed $first (SLK_SEED, SLK_NETWORKS)"

# check NETWORK CHIP FLAG...: golden, TLM and the build in lockstep, spikes, states, weights, cycles and machine
# events. 1 if the network does not fit; ends everything when machines differ.
check() {
  local network=$1 chip=$2 status=0
  shift 2
  "$build/bin/spikelock" check "$network" --chip "$chip" "$@" >"$work/said" 2>&1 || status=$?
  if [ $status = 0 ]; then
    tail -n 1 "$work/said" >>"$work/agreed"
    return 0
  fi
  if [ $status = 2 ] && grep -qE 'the core has|32 bits|214748364[78]' "$work/said"; then return 1; fi
  cat "$work/said" >&2
  echo "$suite: SPIKELOCK_RTL=$SPIKELOCK_RTL $build/bin/spikelock check $network --chip $chip $*" >&2
  exit 1
}

# campaign CHIP STEPS KIND FLAG...: as many networks of random_network as fit and are wanted.
campaign() {
  local chip=$1 steps=$2 seed=$first done=0 refused=0 folder
  shift 2
  for (( ; done < networks && seed < first + 20 * networks; seed++)); do
    folder=$work/$seed
    "$build/bin/random_network" "$seed" "$folder" "$@" >/dev/null
    if check "$folder/network.yaml" "$chip" --steps "$steps" --link backdoor --x-seed "$((seed + 1))"; then
      done=$((done + 1))
    else
      refused=$((refused + 1))
    fi
    rm -rf "$folder"
  done
  echo "$suite: $(basename "$chip" .yaml) $*: $done networks agree, $refused do not fit"
  [ "$done" = "$networks" ]
}

# total: what agreed, in all; fails if it was nothing.
total() {
  awk -v suite="$suite" '{gsub(",", "")
        for (i = 2; i <= NF; i++) for (k in total) if ($i ~ "^" k) total[k] += $(i - 1)}
       BEGIN {split("steps updates spikes weights", names); for (i in names) total[names[i]] = 0}
       END {printf "%s: all agree: %d networks", suite, NR
            for (i = 1; i <= 4; i++) printf ", %d %s", total[names[i]], names[i]
            print ""
            exit !(total["spikes"] > 0 && total["weights"] > 0)}' "$work/agreed"
}
