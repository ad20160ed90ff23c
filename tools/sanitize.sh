#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sanitize.sh BUILD JOBS: builds with the address and undefined-behaviour sanitizers, in BUILD-sanitize, and runs
# the tests of models, host, machines and tools; the RTL is that of BUILD, as it is.
set -eu
build=$1
jobs=$2
checked=$build-sanitize
if [ ! -f "$checked/build.ninja" ]; then
  cmake -S . -B "$checked" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS="-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
    -DSLK_VARIANTS= >/dev/null
fi
tools/build.sh "$checked" "$jobs" spikelock random_network test_models test_host test_sim test_tools
SPIKELOCK_RTL=$(cd "$build/rtl" && pwd) SLK_NETWORKS=10 \
  ctest --test-dir "$checked" --output-on-failure -j "$jobs" -R '^(models|host|sim|tools):'
