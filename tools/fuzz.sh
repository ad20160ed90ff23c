#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh BUILD JOBS: libFuzzer on codec, host, TLM and RTL for SLK_FUZZ_SECONDS each (3600), JOBS at a time, in
# BUILD-fuzz: the C++ under the sanitizers, the RTL as Verilator makes it, led by its branches. Inputs that reached
# something new stay in BUILD-fuzz/corpus; one that fails is named at the end.
set -eu
jobs=$2
fuzz=$1-fuzz
seconds=${SLK_FUZZ_SECONDS:-3600}
rtl_coverage="-fsanitize-coverage=inline-8bit-counters,pc-table"
if [ ! -f "$fuzz/build.ninja" ]; then
  cmake -S . -B "$fuzz" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DSLK_FUZZER=ON \
    -DCMAKE_CXX_FLAGS="-g -Wno-shadow -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
    -DCMAKE_CXX_STANDARD_LIBRARIES=-latomic -DSLK_VERILATOR_ARGS="-MAKEFLAGS;CXX=clang++;-CFLAGS;$rtl_coverage" \
    -DSLK_VARIANTS=core_l8 >/dev/null
fi
tools/build.sh "$fuzz" "$jobs" fuzz_codec fuzz_host fuzz_tlm fuzz_rtl

# Arguments: BUILD-fuzz, seconds, fuzzer, the folder of its first inputs.
fuzz_one='
mkdir -p "$1/corpus/$3"
echo "fuzz: $3, $2 s"
"$1/bin/fuzz_$3" -max_total_time="$2" -timeout=60 -max_len=2000 -print_final_stats=1 \
  -artifact_prefix="$1/$3-" "$1/corpus/$3" "tests/fuzz/corpus/$4" 2>"$1/$3.log" || {
  tail -n 30 "$1/$3.log" >&2
  exit 1
}
echo "fuzz: $3, $(sed -n "s/^stat::number_of_executed_units: *//p" "$1/$3.log") inputs, none failed"
'
printf '%s\n' 'rtl device' 'tlm device' 'host host' 'codec codec' |
  xargs -P "$jobs" -L 1 sh -c "$fuzz_one" fuzz "$fuzz" "$seconds"
