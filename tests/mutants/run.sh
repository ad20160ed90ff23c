#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD JOBS [NAME...]: builds the core with each one-line fault of mutants.txt and checks networks
# until the fault is caught; prints by what. Fails if a mutant survives.
set -euo pipefail
build=$1
jobs=$2
shift 2
here=tests/mutants
out=$build/mutants
mkdir -p "$out"
names=" $* "
survivors=0
caught=0

# Writes the mutant's RTL to $1: in file $2 the first text $3 becomes $4.
mutate() {
  rm -rf "$1/src"
  mkdir -p "$1/src"
  cp -r rtl "$1/src/rtl"
  FROM=$3 TO=$4 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/ or die "text not found\n"' "$1/src/rtl/$2"
}

# Networks that are tried in turn: shipped ones, then random ones.
check_all() {
  local rtl=$1 network seed
  for network in models/networks/random_recurrent.yaml models/networks/all_to_all90.yaml; do
    SPIKELOCK_RTL=$rtl spikelock check $network --steps 300 --chip models/chips/core256.yaml && continue
    return 0
  done
  for seed in $(seq 1 40); do
    network=$(random_network "$seed" "$out/random")
    SPIKELOCK_RTL=$rtl spikelock check "$network" --steps 100 --chip models/chips/core256.yaml && continue
    return 0
  done
  return 1
}

while IFS='|' read -r name file from to; do
  name=$(echo $name)
  case $name in '' | '#'*) continue ;; esac
  [ "$names" = "  " ] || [[ $names == *" $name "* ]] || continue
  file=$(echo $file)
  from=${from# } from=${from% }
  to=${to# }
  mutate "$out/$name" "$file" "$from" "$to"
  cmake -S . -B "$out/$name/build" -G Ninja -DSLK_RTL="$PWD/$out/$name/src/rtl/sources.f" \
    -DSLK_VARIANTS=core_l8 -DSLK_VERILATOR_ARGS=-Wno-fatal >/dev/null
  ninja -C "$out/$name/build" --quiet -j "$jobs" rtl
  if check_all "$PWD/$out/$name/build/rtl" >"$out/$name.txt" 2>&1; then
    caught=$((caught + 1))
    printf '%s (%s)\n  %s\n' "$name" "$file" \
      "$(grep -hE '^DIVERGED|^FAILED|^spikelock:' "$out/$name.txt" | tail -n 1 | sed 's/; replay:.*//')"
  else
    survivors=$((survivors + 1))
    printf '%s (%s)\n  SURVIVED\n' "$name" "$file"
  fi
  rm -rf "$out/$name"
done <$here/mutants.txt
rm -rf "$out/random"
echo "mutants: $caught caught, $survivors survived"
[ "$survivors" = 0 ] && [ "$caught" -gt 0 ]
