#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD JOBS [NAME...]: builds Spikelock with each one-line fault of mutants.txt, in the RTL or in
# the models, and checks networks (or runs the named tests) until the fault is caught; prints by what. Fails
# if a mutant survives. All are built in one copy of the sources, one after the other.
set -euo pipefail
build=$1
jobs=$2
shift 2
here=tests/mutants
out=$build/mutants
tree=$out/tree
mkdir -p "$out"
names=" $* "
survivors=0
caught=0

# The copy. Its RTL is compiled in many small files, most of which a mutant leaves as they are:
# ccache has them.
copy() {
  rm -rf "$tree"
  mkdir -p "$tree/src"
  cp -r CMakeLists.txt models rtl sim host tests tools docs "$tree/src"
  cmake -S "$tree/src" -B "$tree/build" -G Ninja "-DSLK_VARIANTS=core_l8;learn_l8" \
    "-DSLK_VERILATOR_ARGS=-Wno-fatal;--output-split;4000;-j;$jobs;-MAKEFLAGS;OPT_FAST=-O1" >/dev/null
}

# In file $1 the first text $2 becomes $3.
mutate() {
  FROM=$2 TO=$3 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/ or die "text not found\n"' "$tree/src/$1"
  generate "$1"
}

# What is made of file $1.
generate() {
  [ "$1" != rtl/link_program.txt ] || "$build/bin/linkasm" --root "$tree/src"
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

# The same with networks that learn.
check_plastic() {
  local network seed
  for seed in $(seq 1 40); do
    network=$(random_network "$seed" "$out/random" plastic)
    spikelock check "$network" --steps 100 --chip models/chips/core256_learn.yaml && continue
    return 0
  done
  return 1
}

# Builds what the fault is in, and tries to see it: file $1, tests $2 ("program filter", "plastic", or
# empty: a check of networks).
catch() {
  local check=check_all core=core_l8
  if [ "$2" = plastic ]; then
    check=check_plastic core=learn_l8
  elif [ -n "$2" ]; then
    ninja -C "$tree/build" --quiet -j "$jobs" "${2%% *}" || return 1
    ! "$tree/build/bin/${2%% *}" "${2#* }"
    return
  fi
  if [[ $1 == rtl/* ]]; then
    ninja -C "$tree/build" --quiet -j "$jobs" ${core}_plugin || return 1
    SPIKELOCK_RTL=$PWD/$tree/build/rtl $check
  else
    ninja -C "$tree/build" --quiet -j "$jobs" spikelock || return 1
    SPIKELOCK_RTL=$PWD/$build/rtl PATH=$PWD/$tree/build/bin:$PATH $check
  fi
}

# The last sentence of a check, or the first assertion that failed.
sentence() {
  grep -hE '^DIVERGED|^FAILED|^spikelock:' "$1" | tail -n 1 | sed 's/; replay:.*//' | grep . ||
    awk '/^[^ ].*: FAILED:/ {seen = 1; next} seen && NF && !/^explicitly with message/ {sub(/^ +/, ""); print; exit}' "$1"
}

copy
while IFS='|' read -r name file from to tests; do
  name=$(echo $name)
  case $name in '' | '#'*) continue ;; esac
  [ "$names" = "  " ] || [[ $names == *" $name "* ]] || continue
  file=$(echo $file)
  from=${from# } from=${from% }
  to=${to# } to=${to% }
  tests=${tests# } tests=${tests% }
  mutate "$file" "$from" "$to"
  # What crashes without a word has caught nothing.
  if catch "$file" "$tests" >"$out/$name.txt" 2>&1 && said=$(sentence "$out/$name.txt" | grep .); then
    caught=$((caught + 1))
    printf '%s (%s)\n  %s\n' "$name" "$file" "$said"
  else
    survivors=$((survivors + 1))
    printf '%s (%s)\n  SURVIVED, or did not build: %s\n' "$name" "$file" "$out/$name.txt"
  fi
  cp "$file" "$tree/src/$file"  # newer than what was built of the mutant
  generate "$file"
done <$here/mutants.txt
rm -rf "$tree" "$out/random"
echo "mutants: $caught caught, $survivors survived"
[ "$survivors" = 0 ] && [ "$caught" -gt 0 ]
