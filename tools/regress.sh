#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# regress.sh BUILD: the long runs: 1,000 random networks on every variant of the core, 300 of them over the
# serial line; 1,000 plastic ones on golden, TLM and RTL with 8 lanes and with 1; 10^7 cases of the neuron
# arithmetic and of the generator.
set -eu
build=$1
SLK_NETWORKS=${SLK_NETWORKS:-1000} "$build/bin/test_system" -w NoTests "tlm and rtl with*,tlm and rtl over*,tlm and rtl learn*,tlm and rtl of*,lockstep holds cores*"
SLK_NETWORKS=${SLK_NETWORKS:-1000} "$build/bin/test_sim" -w NoTests 'golden\, which puts*'
SLK_CASES=${SLK_CASES:-10000000} "$build/bin/test_rtl"
