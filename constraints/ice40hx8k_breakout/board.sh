# SPDX-License-Identifier: Apache-2.0
# iCE40-HX8K breakout board.
family=ice40
device=hx8k
package=ct256
synth='-device hx'
clock_mhz=48
program='iceprog -S BIN'
# Cycle counts of phases are in flip-flops: there are more of these than of block RAM.
prepare='setattr -set ram_style "registers" m:*u_phase_cycles*'
