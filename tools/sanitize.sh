#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sanitize.sh BUILD JOBS: builds with the address and undefined-behaviour sanitizers and runs the tests.
set -eu
build=$1
jobs=$2
if [ ! -f "$build/build.ninja" ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS="-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
    -DSLK_VARIANTS="core_l8;core_l1;learn_l8;learn_l1" >/dev/null
fi
tools/build.sh "$build" "$jobs"
SLK_NETWORKS=10 ctest --test-dir "$build" --output-on-failure -j "$jobs" -R '^(models|host|sim|tools):'
