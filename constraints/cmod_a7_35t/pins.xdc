# SPDX-License-Identifier: Apache-2.0
# Pins of the Cmod A7-35T.
set_property -dict {PACKAGE_PIN L17 IOSTANDARD LVCMOS33} [get_ports clk_12m_i]
set_property -dict {PACKAGE_PIN J17 IOSTANDARD LVCMOS33} [get_ports uart_rx_i]
set_property -dict {PACKAGE_PIN J18 IOSTANDARD LVCMOS33} [get_ports uart_tx_o]
set_property -dict {PACKAGE_PIN A17 IOSTANDARD LVCMOS33} [get_ports led_run_o]
set_property -dict {PACKAGE_PIN C16 IOSTANDARD LVCMOS33} [get_ports led_fault_o]
create_clock -period 83.333 [get_ports clk_12m_i]

# The serial line knows no clock, and nobody waits for a lamp.
set_false_path -from [get_ports uart_rx_i]
set_false_path -to [get_ports {uart_tx_o led_run_o led_fault_o}]

# Of the bitstream.
set_property CFGBVS VCCO [current_design]
set_property CONFIG_VOLTAGE 3.3 [current_design]
