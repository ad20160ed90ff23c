#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh BUILD JOBS: fuzzes for SLK_FUZZ_SECONDS each (3600): codec, host and TLM with libFuzzer and the
# sanitizers, in BUILD-fuzz, led by coverage; the RTL by chance. Inputs that reached something new stay in
# BUILD-fuzz/corpus; one that fails is named at the end.
set -eu
build=$1
jobs=$2
seconds=${SLK_FUZZ_SECONDS:-3600}
fuzz=$build-fuzz
if [ ! -f "$fuzz/build.ninja" ]; then
  cmake -S . -B "$fuzz" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DSLK_FUZZER=ON \
    -DCMAKE_CXX_FLAGS="-g -Wno-shadow -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
    -DSLK_VARIANTS=core_l8 >/dev/null
fi
tools/build.sh "$fuzz" "$jobs" fuzz_codec fuzz_host fuzz_tlm
tools/build.sh "$build" "$jobs" fuzz_rtl

# run NAME CORPUS
run() {
  mkdir -p "$fuzz/corpus/$1"
  echo "fuzz: $1, $seconds s"
  "$fuzz/bin/fuzz_$1" -max_total_time="$seconds" -timeout=60 -max_len=2000 -print_final_stats=1 \
    -artifact_prefix="$fuzz/$1-" "$fuzz/corpus/$1" "tests/fuzz/corpus/$2" 2>"$fuzz/$1.log" || {
    tail -n 30 "$fuzz/$1.log" >&2
    exit 1
  }
  grep -E '^stat::number_of_executed_units|^#.*DONE' "$fuzz/$1.log"
}
run codec codec
run host host
run tlm device
echo "fuzz: rtl, $seconds s"
SLK_FUZZ_SECONDS=$seconds "$build/bin/fuzz_rtl" tests/fuzz/corpus/device
