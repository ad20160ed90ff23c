// SPDX-License-Identifier: Apache-2.0
// TLM and RTL as backends: a core past its serial line or over it, or a mesh of cores.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "host/device.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"

namespace slk::tests {

enum class Way { kBackdoor, kLine };

constexpr std::uint64_t kClock = 100000000;

// `name` is "tlm" or "rtl".
inline std::unique_ptr<Backend> make_machine(const std::string& name, const Image& image, Way way,
                                             std::uint32_t x_seed) {
  constexpr std::uint32_t kClocksPerBit = 4;
  const bool tlm = name == "tlm";
  if (way == Way::kBackdoor) {
    return tlm ? make_tlm_backend(image) : make_rtl_backend(image, x_seed);
  }
  SimulatedChip chip = tlm ? make_tlm_chip(image.core, kClock, kClocksPerBit)
                           : make_rtl_chip(image.core, kClocksPerBit, x_seed);
  Probe* const probe = chip.probe;
  return make_device_backend(image, std::move(chip.line), probe, {name});
}

// Likewise of a chip of one core or several, past its serial line, if it has one.
inline std::unique_ptr<Backend> make_machine(const std::string& name, const ChipImage& image,
                                             std::uint32_t x_seed) {
  if (image.cores.size() == 1) {
    return make_machine(name, image.cores.front(), Way::kBackdoor, x_seed);
  }
  return name == "tlm" ? make_tlm_chip_backend(image, kClock)
                       : make_rtl_chip_backend(image, x_seed);
}

}  // namespace slk::tests
