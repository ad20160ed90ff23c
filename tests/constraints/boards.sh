#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# boards.sh CHECK: holds every board of constraints/ to itself. pins: its top and its pins name the same
# ports; sizes: its chip file says what its top builds; yosys: the top reads with the vendor's cells.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
faults=0
checked=0

fault() {
  echo "$*"
  faults=$((faults + 1))
}

check_pins() {
  local ports pins port
  ports=$(sed -n '/^module top/,/^);/p' "$1/top.sv" | sed -nE 's/^ *(input|output) +logic +(\w+),?( .*)?$/\2/p' | sort)
  pins=$(cat "$1"/pins.* | sed -nE 's/^set_io +(\w+) .*/\1/p; s/.*PACKAGE_PIN.*get_ports (\w+)\]/\1/p' | sort)
  checked=$((checked + $(echo $ports | wc -w)))
  for port in $(echo "$ports $pins" | tr ' ' '\n' | sort | uniq -u); do
    fault "$1: port $port has no pin, or pin no port"
  done
}

# of_chip KEY, of_top PARAMETER: the value in each file; true and serial are 1.
of_chip() { sed -nE "s/^[^#]*\b$1: *(\w+).*/\1/p" "$2/chip.yaml" | sed 's/true\|serial/1/; s/false\|pipelined/0/'; }
of_top() { sed -nE "s/^ *\.$1\((\w+)\).*/\1/p" "$2/top.sv"; }

check_sizes() {
  local pair chip top
  for pair in neurons=Neurons axons=Axons synapse_words=SynapseWords lanes=Lanes receptors=Receptors \
    profiles=Profiles random=Random neuron_pass=SerialNeurons counters=Counters learning=Learning teaching=Teaching clocks_per_bit=ClocksPerBit; do
    chip=$(of_chip "${pair%=*}" "$1")
    top=$(of_top "${pair#*=}" "$1")
    checked=$((checked + 1))
    [ -n "$chip" ] && [ "$chip" = "${top:-0}" ] ||
      fault "$1: ${pair%=*} is '$chip' in chip.yaml, '$top' in top.sv"
  done
  [ "$(of_chip clock_hz "$1")" = "$(sed -n 's/^clock_mhz=//p' "$1/board.sh")000000" ] ||
    fault "$1: clock_hz of chip.yaml is not clock_mhz of board.sh"
}

check_yosys() {
  local said cells
  case $(sed -n 's/^family=//p' "$1/board.sh") in
    ice40) cells=+/ice40/cells_sim.v ;;
    *) cells='+/xilinx/cells_sim.v +/xilinx/cells_xtra.v' ;;
  esac
  said=$(yosys -q -w 'floating point parameter' -p "read_verilog -lib $cells;
    read_verilog -sv $(grep '^rtl/' rtl/sources.f | tr '\n' ' ') constraints/slk_board.sv $1/top.sv;
    hierarchy -check -top top; proc; check -assert" 2>&1) && [ -z "$said" ] || fault "$1: $said"
  checked=$((checked + 1))
}

case ${1:-} in
  pins | sizes | yosys) ;;
  *)
    echo "boards.sh: no check '${1:-}'; pins, sizes or yosys" >&2
    exit 2
    ;;
esac
for board in constraints/*/; do "check_$1" "${board%/}"; done
echo "$1: $checked checked, $faults faults"
[ "$faults" = 0 ] && [ "$checked" -ge 4 ]
