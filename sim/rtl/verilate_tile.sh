#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# verilate_tile.sh DIR TILE.sv COMMAND...: runs a command that makes DIR/libslk_tile.a, as verilate.sh
# does, and the module that stands for it, DIR/slk_tile_wrapper.sv: Verilator's, with the parameters
# of TILE.sv, which are fixed in the library. Verilator's runtime is left out of the library, so that
# a program has it once.
set -u
dir=$1
tile=$2
shift 2
rm -f "$dir/slk_tile_wrapper.sv"
"$@" || { rm -f "$dir/libslk_tile.a"; exit 1; }
ar d "$dir/libslk_tile.a" verilated.o verilated_fst_c.o verilated_threads.o
{
  echo '// verilator lint_off UNUSED'
  echo '// verilator lint_off BLKSEQ'
  echo '// verilator lint_off DECLFILENAME'
  sed -n '/^module slk_tile #(/,/^) (/p' "$tile"
  sed '1,/^module slk_tile (/d' "$dir/slk_tile.sv"
} >"$dir/slk_tile_wrapper.sv"
