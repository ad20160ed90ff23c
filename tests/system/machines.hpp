// SPDX-License-Identifier: Apache-2.0
// TLM and RTL as backends, past their serial line or over it.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "host/device.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"

namespace slk::tests {

enum class Way { kBackdoor, kLine };

// `name` is "tlm" or "rtl".
inline std::unique_ptr<Backend> make_machine(const std::string& name, const Image& image, Way way,
                                             std::uint32_t x_seed) {
  constexpr std::uint64_t kClock = 100000000;
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

}  // namespace slk::tests
