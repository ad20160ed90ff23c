#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD JOBS [NAME...]: builds Spikelock with each one-line fault of mutants.txt, in the RTL or in
# the models, and checks networks (or runs the named tests) until the fault is caught; prints by what. Fails
# if a mutant survives.
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

# Copies the sources to $1; in file $2 the first text $3 becomes $4.
mutate() {
  rm -rf "$1"
  mkdir -p "$1/src"
  cp -r CMakeLists.txt models rtl sim host tests tools docs "$1/src"
  FROM=$3 TO=$4 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/ or die "text not found\n"' "$1/src/$2"
  cmake -S "$1/src" -B "$1/build" -G Ninja -DSLK_VARIANTS=core_l8 -DSLK_VERILATOR_ARGS=-Wno-fatal >/dev/null
}

# Networks that are tried in turn: shipped ones, then random ones.
check_all() {
  local network seed
  for network in models/networks/random_recurrent.yaml models/networks/all_to_all90.yaml; do
    spikelock check $network --steps 300 --chip models/chips/core256.yaml && continue
    return 0
  done
  for seed in $(seq 1 40); do
    network=$(random_network "$seed" "$out/random")
    spikelock check "$network" --steps 100 --chip models/chips/core256.yaml && continue
    return 0
  done
  return 1
}

# Builds what the fault is in, and tries to see it: mutant's folder $1, file $2, tests $3 ("program
# filter", or empty: a check of networks).
catch() {
  if [ -n "$3" ]; then
    ninja -C "$1/build" --quiet -j "$jobs" "${3%% *}" || return 1
    ! "$1/build/bin/${3%% *}" "${3#* }"
  elif [[ $2 == rtl/* ]]; then
    ninja -C "$1/build" --quiet -j "$jobs" rtl || return 1
    SPIKELOCK_RTL=$PWD/$1/build/rtl check_all
  else
    ninja -C "$1/build" --quiet -j "$jobs" spikelock || return 1
    SPIKELOCK_RTL=$PWD/$build/rtl PATH=$PWD/$1/build/bin:$PATH check_all
  fi
}

# The last sentence of a check, or the first assertion that failed.
sentence() {
  grep -hE '^DIVERGED|^FAILED|^spikelock:' "$1" | tail -n 1 | sed 's/; replay:.*//' | grep . ||
    awk '/^[^ ].*: FAILED:/ {seen = 1; next} seen && NF {sub(/^ +/, ""); print; exit}' "$1"
}

while IFS='|' read -r name file from to tests; do
  name=$(echo $name)
  case $name in '' | '#'*) continue ;; esac
  [ "$names" = "  " ] || [[ $names == *" $name "* ]] || continue
  file=$(echo $file)
  from=${from# } from=${from% }
  to=${to# } to=${to% }
  tests=${tests# } tests=${tests% }
  mutate "$out/$name" "$file" "$from" "$to"
  if catch "$out/$name" "$file" "$tests" >"$out/$name.txt" 2>&1; then
    caught=$((caught + 1))
    printf '%s (%s)\n  %s\n' "$name" "$file" "$(sentence "$out/$name.txt")"
  else
    survivors=$((survivors + 1))
    printf '%s (%s)\n  SURVIVED, or did not build: %s\n' "$name" "$file" "$out/$name.txt"
  fi
  rm -rf "$out/$name"
done <$here/mutants.txt
rm -rf "$out/random"
echo "mutants: $caught caught, $survivors survived"
[ "$survivors" = 0 ] && [ "$caught" -gt 0 ]
