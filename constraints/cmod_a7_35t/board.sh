# SPDX-License-Identifier: Apache-2.0
# Cmod A7-35T: an Artix-7.
family=xc7
part=xc7a35tcpg236-1
luts=20800
registers=41600
blocks=50  # RAMB36
clock_mhz=48
