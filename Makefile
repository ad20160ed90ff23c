# SPDX-License-Identifier: Apache-2.0
# One-line verbs over CMake; `make help` lists them.
BUILD ?= build
JOBS ?= 2
export PATH := $(CURDIR)/$(BUILD)/bin:$(PATH)
export CMAKE_COLOR_DIAGNOSTICS = OFF

.DEFAULT_GOAL := help
.PHONY: help setup ready build demo test experiments realtime regress meshes traffic faults fuzz large bench mutants area synth fpga configs gates sanitize spec digits format tidy clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install what is missing (Debian packages, with apt; says which)
	@tools/setup.sh

ready:
	@tools/setup.sh --if-missing

build: ready ## compile everything: build/bin/spikelock and the RTL variants
	@tools/build.sh $(BUILD) $(JOBS)

demo: ready ## 594 digits on golden, TLM and RTL, with the cross-check
	@tools/demo.sh $(BUILD) $(JOBS)

test: build ## all tests that a commit needs
	@ctest --test-dir $(BUILD) --output-on-failure -j $(JOBS) --progress

experiments: ready ## the learning experiments in full, on golden, each with its criterion (some minutes)
	@tools/build.sh $(BUILD) $(JOBS) spikelock
	@tools/experiments.sh $(BUILD)

realtime: build ## what a shrinking period of real time does to two networks, on TLM and RTL
	@tools/realtime.sh $(BUILD)

regress: build ## 1,000 random networks, golden = TLM = RTL, and 10^7 cases of the arithmetic (an hour)
	@tools/regress.sh $(BUILD)

meshes: build ## random networks on 1, 4 and 16 cores, five placements each, golden = TLM = RTL (hours; SLK_MESHES=10 for less)
	@tools/meshes.sh $(BUILD)

traffic: ready ## 10^7 packets of adversarial traffic through the mesh of the RTL (some minutes)
	@tools/build.sh $(BUILD) $(JOBS) test_rtl
	@SLK_PACKETS=10000000 $(BUILD)/bin/test_rtl -w NoTests 'slk_mesh moves*'

faults: ready ## 10^6 frames of random networks over bad lines, and what such lines still carry (some minutes)
	@tools/build.sh $(BUILD) $(JOBS) test_faults
	@SLK_FRAMES=$${SLK_FRAMES:-1000000} SLK_RTL_FRAMES=$${SLK_RTL_FRAMES:-20000} $(BUILD)/bin/test_faults -w NoTests 'tlm over*,rtl over*'
	@SLK_LINES=$${SLK_LINES:-20} SLK_SVG=docs/faults.svg $(BUILD)/bin/test_faults -w NoTests 'a bad line is slower*'

fuzz: ready ## fuzzers of codec, host and TLM (clang, sanitizers) and of the RTL, SLK_FUZZ_SECONDS each (3600)
	@tools/fuzz.sh $(BUILD) $(JOBS)

large: ready ## a random network on the RTL of 5 x 5 and of 8 x 8 cores, two placements each (half an hour)
	@tools/build.sh $(BUILD) $(JOBS) rtl_large test_system
	@$(BUILD)/bin/test_system -w NoTests '[large]'

bench: build ## cycles and speed, each beside its limit or a named peer
	@$(BUILD)/bin/bench
	@$(BUILD)/bin/bench_placement

mutants: build ## one-line faults in the RTL, each of which must be caught (some minutes)
	@tests/mutants/run.sh $(BUILD) $(JOBS)

area: ready ## look-up tables and registers of a lane, as Yosys maps it for a Xilinx 7 (some minutes)
	@tools/area.sh

synth: ready ## area of three sizes and more on iCE40, ECP5 and Xilinx 7 against its budget, clocks of both iCE40 boards (an hour)
	@tools/synth.sh
	@tools/fpga.sh $(BUILD) icebreaker
	@tools/fpga.sh $(BUILD) ice40hx8k_breakout

fpga: ready ## a board's chip: make fpga BOARD=icebreaker; a bitstream and its clock, or the area of a Xilinx (some minutes)
	@tools/fpga.sh $(BUILD) "$(BOARD)"

configs: ready ## random networks on 18 chips of other sizes and options, golden = TLM = RTL (half an hour)
	@tools/build.sh $(BUILD) $(JOBS) spikelock random_network configs
	@tests/configs/run.sh $(BUILD)

gates: ready ## random networks on netlists that Yosys made, golden = TLM = gates (some minutes)
	@tools/build.sh $(BUILD) $(JOBS) spikelock random_network gates
	@tests/gates/run.sh $(BUILD)

sanitize: build ## the C++ tests under the address and undefined-behaviour sanitizers
	@tools/sanitize.sh $(BUILD) $(JOBS)

spec: ready ## write the generated files anew from models/spec/hardware.yaml and rtl/link_program.txt
	@tools/build.sh $(BUILD) $(JOBS) specgen linkasm
	@$(BUILD)/bin/specgen --root .
	@$(BUILD)/bin/linkasm --root .

digits: build ## train the digits network and encode its images anew
	@$(BUILD)/bin/digits train --root . && $(BUILD)/bin/digits encode --root .

format: ready ## format all C++
	@git ls-files -co --exclude-standard '*.cpp' '*.hpp' | grep -v '/gen/' | xargs clang-format -i

tidy: build ## clang-tidy over all C++
	@tools/tidy.sh $(BUILD) $(JOBS)

clean: ## remove what was built
	@rm -rf $(BUILD) $(BUILD)-sanitize $(BUILD)-fuzz
