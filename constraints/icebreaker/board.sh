# SPDX-License-Identifier: Apache-2.0
# iCEBreaker: an iCE40 UP5K.
family=ice40
device=up5k
package=sg48
synth='-device u -spram -dsp'
clock_mhz=24
program='iceprog BIN'
