// SPDX-License-Identifier: Apache-2.0
// A small core on its host port: one access at a time, as cycles.
#pragma once

#include <algorithm>

#include "Vslk_core.h"
#include "tests/rtl/bench.hpp"

namespace slk::bench {

using spec::Register;
using spec::Window;

inline constexpr std::uint32_t kNeurons = 32, kAxons = 64, kSynapseWords = 128, kLanes = 8,
                               kProfiles = 8;
inline constexpr int kBudget = 1000;

struct Extent {
  Window window;
  std::uint32_t rows;
  unsigned bits;  // of a row
};
inline constexpr std::array<Extent, 10> kMemories{{
    {Window::kAxon, kAxons, spec::Axon::kBits},
    {Window::kSynapse, kSynapseWords, kLanes* spec::kWeightBits},
    {Window::kRouteIndex, kNeurons + kAxons, spec::RouteIndex::kBits},
    {Window::kRoute, kAxons, spec::Route::kBits},
    {Window::kNeuron, kNeurons, spec::Neuron::kBits},
    {Window::kProfile, kProfiles, spec::Profile::kBits},
    {Window::kNumber, kNeurons, spec::Number::kBits},
    {Window::kState, kNeurons, spec::State::kBits},
    {Window::kRing, spec::kDelaySlots* kAxons / spec::kRingWordBits, spec::kRingWordBits},
    {Window::kCounter, spec::kEventCount, spec::Counter::kBits},
}};

struct Answer {
  bool error = false;
  std::uint32_t data = 0;
};

class Core {
 public:
  Core() {
    rtl_->host_valid_i = 0;
    rtl_->link_events_i = 0;
    rtl_->mesh_i = pack(spec::MeshRegister{1, 1})[0];
    rtl_->x_i = rtl_->y_i = rtl_->chip_busy_i = rtl_->packet_ready_i = rtl_->arrival_valid_i = 0;
    rtl_->mode_i = rtl_->arrival_i = 0;
    rtl_.reset();
  }

  Answer access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                std::uint32_t data = 0) {
    rtl_->host_window_i = static_cast<CData>(window);
    rtl_->host_i = host_bus(row, chunk, write, data);
    rtl_->host_valid_i = 1;
    rtl_.settle();
    for (int i = 0; !rtl_->host_ready_o; ++i) {
      REQUIRE(i < kBudget);
      rtl_.tick();
    }
    rtl_.tick();
    // Nothing holds after the access was taken.
    rtl_->host_valid_i = 0;
    rtl_->host_window_i = static_cast<CData>(~rtl_->host_window_i & 15);
    rtl_->host_i = host_bus(port(~row, spec::kHostRowBits), ~chunk & 7, !write, ~data);
    rtl_.settle();
    REQUIRE(rtl_->response_valid_o);
    return {rtl_->response_error_o != 0, rtl_->response_data_o};
  }

  std::uint32_t read(Register address) {
    const Answer answer = access(Window::kRegisters, static_cast<std::uint32_t>(address), 0, false);
    REQUIRE(!answer.error);
    return answer.data;
  }
  bool write(Register address, std::uint32_t data) {
    return !access(Window::kRegisters, static_cast<std::uint32_t>(address), 0, true, data).error;
  }

  // The faults so far, which are cleared; the pin agrees.
  std::uint32_t take_faults() {
    const std::uint32_t faults = read(Register::kFaults);
    REQUIRE((rtl_->fault_o != 0) == (faults != 0));
    REQUIRE(write(Register::kFaults, faults));
    REQUIRE(read(Register::kFaults) == 0);
    REQUIRE(!rtl_->fault_o);
    return faults;
  }

  bool busy() const { return rtl_->busy_o != 0; }
  void finish() {
    for (int i = 0; busy(); ++i) {
      REQUIRE(i < kBudget);
      rtl_.tick();
      REQUIRE(!rtl_->response_valid_o);
    }
  }

 private:
  Module<Vslk_core> rtl_;
};

inline std::uint32_t fault(std::uint32_t spec::FaultsRegister::*bit) {
  spec::FaultsRegister faults;
  faults.*bit = 1;
  return pack(faults)[0];
}

inline std::uint32_t command(bool step, bool reset) {
  spec::CommandRegister value;
  value.step = step;
  value.reset = reset;
  return pack(value)[0];
}

inline unsigned chunks_of(const Extent& memory) { return (memory.bits + 31) / 32; }

inline std::uint32_t chunk_mask(const Extent& memory, unsigned chunk) {
  return low_mask(std::min(32u, memory.bits - 32 * chunk));
}

}  // namespace slk::bench
