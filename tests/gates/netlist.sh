#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# netlist.sh OUT PARAMETER=VALUE...: maps slk_top to the cells of an iCE40 UltraPlus, with all that
# constraints/icebreaker uses, and writes the netlist: modules of the vendor's cells and wires, nothing else.
set -eu
out=$1
shift
cd "$(dirname "$0")/../.."
set=''
for parameter; do set="$set -set ${parameter%=*} ${parameter#*=}"; done
mkdir -p "$(dirname "$out")"
# Single wires: Verilator would see loops through the bits of a carry chain.
yosys -q -l "$out.log" -p "
  read_verilog -sv $(grep '^rtl/' rtl/sources.f | tr '\n' ' '); chparam $set slk_top;
  synth_ice40 -device u -spram -dsp -top slk_top -run begin:coarse;
  setattr -set ram_style \"huge\" m:*u_neuron_serial.u_states*;
  synth_ice40 -device u -spram -dsp -top slk_top -run coarse:; rename -top slk_top; splitnets; opt_clean -purge;
  select -assert-none t:* t:SB_* %d; select -assert-none m:*; select -assert-none p:*;
  tee -q -o $out.stat stat; write_verilog -noattr -noexpr $out.new" >"$out.err" 2>&1 ||
  { cat "$out.err" >&2; exit 1; }
# What Yosys has checked holds in the file, too: cells, and no process, operator or memory.
if ! grep -q '^  SB_LUT4 ' "$out.new" || grep -nE '^ *(always|initial|reg )|[^<]=[^>;]*[-+*/&|^?]' "$out.new"; then
  echo "netlist.sh: $out.new is not a netlist of cells" >&2
  exit 1
fi
mv "$out.new" "$out"
