#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# regress.sh BUILD: the long runs: 1,000 random networks on every variant of the core, 10^7 cases of the
# neuron arithmetic and of the generator.
set -eu
build=$1
SLK_NETWORKS=${SLK_NETWORKS:-1000} "$build/bin/test_system" "tlm and rtl with*"
SLK_CASES=${SLK_CASES:-10000000} "$build/bin/test_rtl"
