#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# meshes.sh BUILD: random networks on chips of 1, 4 and 16 cores, with 8 lanes and with 1, each under five
# placements: golden, TLM and RTL in lockstep. SLK_MESHES says how many networks a chip (100), SLK_SEED the first.
set -eu
SLK_MESHES=${SLK_MESHES:-100} "$1/bin/test_system" -w NoTests "random networks do on*"
