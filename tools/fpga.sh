#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# fpga.sh BUILD BOARD: builds the chip for a board of constraints/. For an iCE40 a bitstream, of the
# best of three seeds, in BUILD/fpga/BOARD/top.bin; it fails if one of the seeds misses the board's clock.
# For a Xilinx 7 the area only: the bitstream needs Vivado.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || { echo "fpga.sh: give a build folder and a board" >&2; exit 2; }
board=$2
folder=constraints/$board
boards=$(cd constraints && ls -d */ | tr -d /)
if [ -z "$board" ] || [ ! -f "$folder/board.sh" ]; then
  echo "fpga: no board '$board'; allowed BOARD=$(echo $boards | sed 's/ /, /g')" >&2
  exit 2
fi
. "$folder/board.sh"
out=$1/fpga/$board
mkdir -p "$out"

# synthesise COMMAND: reads the sources, runs COMMAND, leaves the log in $out/yosys.log and the counts in
# the variables lut, ff, ...
synthesise() {
  yosys -q -l "$out/yosys.log" \
    -p "read_verilog -sv $(grep '^rtl/' rtl/sources.f | tr '\n' ' ') constraints/slk_board.sv $folder/top.sv;
        $1; tee -q -o $out/stat.txt stat" >/dev/null 2>"$out/yosys.err" ||
    { cat "$out/yosys.err" >&2; echo "fpga: Yosys failed; all of it is in $out/yosys.log" >&2; exit 1; }
  read -r lut ff carry bram dsp spram < <(awk -f tools/synth/cells.awk "$out/stat.txt")
}

place_and_route() {
  local seed log mhz best worst
  : >"$out/mhz.txt"
  for seed in 1 2 3; do
    log=$out/seed$seed.log
    # A design that does not fit may be routed for ever.
    timeout 900 nextpnr-ice40 --"$device" --package "$package" --json "$out/top.json" --pcf "$folder/pins.pcf" \
      --freq "$clock_mhz" --timing-allow-fail --seed "$seed" --asc "$out/seed$seed.asc" >"$log" 2>&1 ||
      { grep -m 3 ERROR "$log" >&2 || true
        echo "fpga: nextpnr failed or took over 15 minutes; all of it is in $log" >&2; exit 1; }
    mhz=$(grep 'Max frequency' "$log" | tail -n 1 | sed -E 's/.*: ([0-9.]+) MHz.*/\1/')
    echo "$mhz $seed" >>"$out/mhz.txt"
    echo "  seed $seed: $mhz MHz"
  done
  grep -E 'ICESTORM_(LC|RAM|SPRAM|DSP):' "$log" | tail -n 4 | sed -E 's/^Info:[[:space:]]*ICESTORM_/  /'
  best=$(sort -g "$out/mhz.txt" | tail -n 1)
  worst=$(sort -g "$out/mhz.txt" | head -n 1)
  echo "  worst of three seeds: ${worst% *} MHz; the board's clock is $clock_mhz MHz"
  icepack "$out/seed${best#* }.asc" "$out/top.bin"
  echo "$out/top.bin of seed ${best#* }; to load it: ${program/BIN/$out/top.bin}"
  awk -v mhz="${worst% *}" -v clock="$clock_mhz" 'BEGIN {exit !(mhz >= clock)}' || {
    echo "fpga: $board is slower than its clock; the critical path is in $out/seed${worst#* }.log" >&2
    exit 1
  }
}

case $family in
  ice40)
    # `prepare` of the board says something of its memories before they are mapped.
    synth="synth_ice40 $synth -top top"
    synthesise "$synth -run begin:coarse; ${prepare:-}; $synth -run coarse: -json $out/top.json"
    echo "$board: $lut LUT4, $ff flip-flops, $bram block RAM, $spram SPRAM, $dsp DSP"
    place_and_route
    ;;
  xc7)
    synthesise "synth_xilinx -family xc7 -flatten -top top"
    echo "$board, as Yosys maps it: $lut of $luts LUT, $ff of $registers flip-flops," \
      "$(((bram + 1) / 2)) of $blocks RAMB36, $dsp DSP"
    [ "$lut" -le "$luts" ] && [ "$ff" -le "$registers" ] && [ "$bram" -le $((2 * blocks)) ] ||
      { echo "fpga: more than an $part has" >&2; exit 1; }
    echo "the bitstream needs Vivado: vivado -mode batch -source constraints/vivado.tcl -tclargs $board"
    ;;
esac
