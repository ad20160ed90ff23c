# SPDX-License-Identifier: Apache-2.0
# Bitstream of a Xilinx board, in the folder of the repository, without a project:
#   vivado -mode batch -source constraints/vivado.tcl -tclargs BOARD
set board [lindex $argv 0]
set folder constraints/$board
set out build/fpga/$board
file mkdir $out

# lines FILE PATTERN: what the pattern's parentheses match in the lines of a file.
proc lines {file pattern} {
  set stream [open $file]
  set found {}
  foreach {all part} [regexp -all -inline -line $pattern [read $stream]] {lappend found $part}
  close $stream
  return $found
}

read_verilog -sv [concat [lines rtl/sources.f {^(rtl/\S+)}] constraints/slk_board.sv $folder/top.sv]
read_xdc $folder/pins.xdc
synth_design -top top -part [lines $folder/board.sh {^part=(\S+)}]
opt_design
place_design
route_design
report_utilization -file $out/utilization.txt
report_timing_summary -file $out/timing.txt
set slack [get_property SLACK [get_timing_paths -max_paths 1]]
if {$slack < 0} {error "$board misses its clock by [expr {-$slack}] ns; see $out/timing.txt"}
write_bitstream -force $out/top.bit
puts "$out/top.bit: slack $slack ns"
