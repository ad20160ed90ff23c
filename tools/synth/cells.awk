# SPDX-License-Identifier: Apache-2.0
# Counts what `stat` of Yosys lists: LUT, FF, carry, BRAM, DSP, SPRAM; one line of them for the last
# module listed or, with -v each=1, one for every module, its name in front. Memory made of LUT counts as
# LUT, as many as it takes. BRAM is RAMB18 (a RAMB36 is two) on xc7, DP16KD on ecp5, 4 kbit on ice40.
function clear() { lut = ff = carry = bram = dsp = spram = 0 }
function line() { return lut + 0 " " ff + 0 " " carry + 0 " " bram + 0 " " dsp + 0 " " spram + 0 }
function done() {
  if (name != "" && each) print name, line()
}
$1 == "===" {
  done()
  name = NF == 3 ? $2 : ""  # no name: the whole hierarchy
  # \NAME, $paramod\NAME\PARAMETERS or $paramod$HASH\NAME
  sub(/^[^\\]*\\/, "", name)
  sub(/\\.*/, "", name)
  clear()
}
NF != 2 { next }
# Xilinx 7, and LUT4 of an ECP5
$1 ~ /^LUT[1-6]$/ { lut += $2 }
$1 ~ /^RAM(32M|64M|128X1D)$/ { lut += 4 * $2 }
$1 ~ /^RAM(32|64)X1D$/ { lut += 2 * $2 }
$1 ~ /^(SRL16E|SRLC32E)$/ { lut += $2 }
$1 ~ /^FD[CPRS]E(_1)?$/ { ff += $2 }
$1 == "CARRY4" { carry += $2 }
$1 == "RAMB18E1" { bram += $2 }
$1 == "RAMB36E1" { bram += 2 * $2 }
$1 == "DSP48E1" { dsp += $2 }
# ECP5: a CCU2C is two LUT
$1 == "CCU2C" { lut += 2 * $2; carry += $2 }
$1 == "TRELLIS_DPR16X4" { lut += 4 * $2 }
$1 == "TRELLIS_FF" { ff += $2 }
$1 == "DP16KD" || $1 == "PDPW16KD" { bram += $2 }
$1 == "MULT18X18D" { dsp += $2 }
# iCE40
$1 == "SB_LUT4" { lut += $2 }
$1 ~ /^SB_DFF/ { ff += $2 }
$1 == "SB_CARRY" { carry += $2 }
$1 ~ /^SB_RAM40_4K/ { bram += $2 }
$1 == "SB_MAC16" { dsp += $2 }
$1 == "SB_SPRAM256KA" { spram += $2 }
END {
  done()
  if (!each) print line()
}
