# SPDX-License-Identifier: Apache-2.0
# iCEBreaker: an iCE40 UP5K.
family=ice40
device=up5k
package=sg48
synth='-device u -spram -dsp'
clock_mhz=18
program='iceprog BIN'
# The half of the SPRAM that synapses leave is for the states of the neurons, which a serial pass never
# reads and writes at once.
prepare='setattr -set ram_style "huge" m:*u_states*'
