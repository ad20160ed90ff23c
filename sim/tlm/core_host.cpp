// SPDX-License-Identifier: Apache-2.0
// The host port of the TLM core: windows, registers, what is refused and with which fault.
#include <algorithm>
#include <cstring>

#include "sim/tlm/address.hpp"
#include "sim/tlm/core.hpp"

namespace slk {

using spec::Register;
using spec::Window;

namespace {

// The link's registers stand between the core's and those of learning.
constexpr auto kLinkRegisters = static_cast<std::uint32_t>(Register::kSession);
constexpr auto kLearningRegisters = static_cast<std::uint32_t>(Register::kPlasticAxons);
constexpr auto kSizeRegisters = static_cast<std::uint32_t>(Register::kSizeRoutes);
constexpr auto kMeshRegisters = static_cast<std::uint32_t>(Register::kMesh);

// One aligned word, read or written.
tlm::tlm_response_status check_form(const tlm::tlm_generic_payload& payload) {
  constexpr unsigned kWord = sizeof(std::uint32_t);
  if (payload.get_byte_enable_ptr()) return tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE;
  if (payload.get_data_length() != kWord || payload.get_streaming_width() < kWord ||
      payload.get_address() % kWord != 0) {
    return tlm::TLM_BURST_ERROR_RESPONSE;
  }
  if (!payload.is_read() && !payload.is_write()) return tlm::TLM_COMMAND_ERROR_RESPONSE;
  return tlm::TLM_OK_RESPONSE;
}

}  // namespace

void Core::access(int, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const HostAddress at = HostAddress::decode(payload.get_address());
  if (at.window == static_cast<std::uint32_t>(Window::kCounter) && !busy()) {
    const sc_core::sc_time now = sc_core::sc_time_stamp();
    if (counters_ready_ > now) delay = std::max(delay, counters_ready_ - now);
  }
  delay += clock_;
  const tlm::tlm_response_status form = check_form(payload);
  payload.set_response_status(form);
  if (form != tlm::TLM_OK_RESPONSE) return;

  std::uint32_t data = 0;
  if (payload.is_write()) std::memcpy(&data, payload.get_data_ptr(), sizeof data);
  const bool registers = at.window == static_cast<std::uint32_t>(Window::kRegisters);
  const tlm::tlm_response_status status = registers ? access_register(at, payload.is_write(), data)
                                                    : access_memory(at, payload.is_write(), data);
  if (status == tlm::TLM_GENERIC_ERROR_RESPONSE) {
    faults_.host_busy = 1;
  } else if (status != tlm::TLM_OK_RESPONSE) {
    faults_.host_address = 1;
  }
  if (payload.is_read()) std::memcpy(payload.get_data_ptr(), &data, sizeof data);
  payload.set_response_status(status);
}

tlm::tlm_response_status Core::access_memory(const HostAddress& at, bool write,
                                             std::uint32_t& data) {
  if (at.window >= memories_.size()) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  Memory& memory = *memories_[at.window];
  if (at.row >= memory.rows() || at.chunk >= memory.chunks()) {
    return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  }
  if (busy()) return tlm::TLM_GENERIC_ERROR_RESPONSE;
  if (write) {
    memory.write(at.row, at.chunk, data);
  } else {
    data = memory.read(at.row, at.chunk);
  }
  return tlm::TLM_OK_RESPONSE;
}

tlm::tlm_response_status Core::access_register(const HostAddress& at, bool write,
                                               std::uint32_t& data) {
  if (!has_register(at.row) || at.chunk != 0) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  const auto r = static_cast<Register>(at.row);
  if (!write) {
    data = read_register(r);
    return tlm::TLM_OK_RESPONSE;
  }
  const spec::RegisterInfo& info = spec::kRegisters[at.row];
  if (info.access == spec::Access::kRo) return tlm::TLM_COMMAND_ERROR_RESPONSE;
  if (busy() && r != Register::kFaults) return tlm::TLM_GENERIC_ERROR_RESPONSE;
  write_register(r, data);
  return tlm::TLM_OK_RESPONSE;
}

bool Core::has_register(std::uint32_t address) const {
  if (address < kLinkRegisters) return true;
  if (address >= kSizeRegisters) return address < kMeshRegisters;
  return size_.learning && address >= kLearningRegisters;
}

std::uint32_t Core::read_register(Register r) const {
  switch (r) {
    case Register::kIdentity:
      return spec::kIdentity;
    case Register::kSpecHashLow:
      return static_cast<std::uint32_t>(spec::kHash);
    case Register::kSpecHashHigh:
      return static_cast<std::uint32_t>(spec::kHash >> 32);
    case Register::kSizeNeurons:
      return size_.neurons;
    case Register::kSizeAxons:
      return size_.axons;
    case Register::kSizeSynapseWords:
      return size_.synapse_words;
    case Register::kSizeProfiles:
      return size_.profiles;
    case Register::kSizeRoutes:
      return size_.routes;
    case Register::kSizeInputs:
      return size_.inputs;
    case Register::kOptions:
      return pack(spec::OptionsRegister{size_.lanes, size_.receptors, size_.random, size_.learning,
                                        size_.teaching, size_.serial_neurons, size_.counters})[0];
    case Register::kOccupiedNeurons:
      return occupied_neurons_;
    case Register::kOccupiedAxons:
      return occupied_axons_;
    case Register::kAdaptEvery:
      return adapt_every_;
    case Register::kNoiseKeyA:
      return noise_key_.a;
    case Register::kNoiseKeyB:
      return noise_key_.b;
    case Register::kStep:
      return step_;
    case Register::kStatus:
      return pack(spec::StatusRegister{busy()})[0];
    case Register::kFaults:
      return pack(faults_)[0];
    case Register::kCyclesReset:
      return phase_cycles(Phase::kReset);
    case Register::kCyclesSynapse:
      return phase_cycles(Phase::kSynapse);
    case Register::kCyclesUpdate:
      return phase_cycles(Phase::kUpdate);
    case Register::kPlasticAxons:
      return plastic_axons_;
    case Register::kWindowKeyA:
      return window_key_.a;
    case Register::kWindowKeyB:
      return window_key_.b;
    case Register::kEventKeyA:
      return event_key_.a;
    case Register::kEventKeyB:
      return event_key_.b;
    case Register::kCyclesFlush:
      return phase_cycles(Phase::kFlush);
    case Register::kCyclesRescale:
      return phase_cycles(Phase::kRescale);
    default:  // write-only, or the link's
      break;
  }
  return 0;
}

// An occupied number beyond the core's size counts as that size.
void Core::write_register(Register r, std::uint32_t data) {
  if (r == Register::kOccupiedNeurons) {
    const auto occupied = spec::unpack<spec::OccupiedNeuronsRegister>(&data);
    occupied_neurons_ = std::min(occupied.value, size_.neurons);
  } else if (r == Register::kOccupiedAxons) {
    const auto occupied = spec::unpack<spec::OccupiedAxonsRegister>(&data);
    occupied_axons_ = std::min(occupied.value, size_.axons);
  } else if (r == Register::kAdaptEvery) {
    adapt_every_ = spec::unpack<spec::AdaptEveryRegister>(&data).value;
  } else if (r == Register::kNoiseKeyA) {
    noise_key_.a = size_.random ? data : 0;
  } else if (r == Register::kNoiseKeyB) {
    noise_key_.b = size_.random ? data : 0;
  } else if (r == Register::kStep) {
    step_ = data;
  } else if (r == Register::kCommand) {
    begin(spec::unpack<spec::CommandRegister>(&data));
  } else if (r == Register::kFaults) {
    const std::uint32_t left = pack(faults_)[0] & ~data;
    faults_ = spec::unpack<spec::FaultsRegister>(&left);
  } else if (r == Register::kInput) {
    queue_input(spec::unpack<spec::InputRegister>(&data).line);
  } else {
    write_learning(r, data);
  }
}

void Core::write_learning(Register r, std::uint32_t data) {
  if (r == Register::kPlasticAxons) {
    const auto plastic = spec::unpack<spec::PlasticAxonsRegister>(&data);
    plastic_axons_ = std::min(plastic.value, size_.axons);
  } else if (r == Register::kModulators) {
    rules_.write(spec::unpack<spec::ModulatorsRegister>(&data));
  } else if (!size_.random) {  // keys are kept only where random numbers are made
    return;
  } else if (r == Register::kWindowKeyA) {
    window_key_.a = data;
  } else if (r == Register::kWindowKeyB) {
    window_key_.b = data;
  } else if (r == Register::kEventKeyA) {
    event_key_.a = data;
  } else {
    event_key_.b = data;
  }
}

// Busy from now on; work() takes over.
void Core::begin(const spec::CommandRegister& command) {
  command_ = command;
  cycles_ = {};
  began_ = sc_core::sc_time_stamp();
  port_.clear();
  if (command.step) ++step_;
  if (!command.step && !command.reset && !command.flush) return;
  phase_ = next_needed(Phase::kFlush);
  if (phase_ == Phase::kIdle) return;
  phase_began_ = began_;
  command_given_.notify(sc_core::SC_ZERO_TIME);
}

// The queue holds every input line, and one more at its output.
void Core::queue_input(std::uint32_t line) {
  if (line >= size_.inputs) {
    faults_.input_range = 1;
  } else if (inputs_.size() > size_.inputs) {
    faults_.input_overflow = 1;
  } else {
    inputs_.push_back(line);
  }
}

// Of the phase that is running, those that have passed.
std::uint32_t Core::phase_cycles(Phase phase) const {
  if (phase != phase_) return cycles_[static_cast<std::size_t>(phase)];
  const sc_core::sc_time passed = sc_core::sc_time_stamp() - phase_began_;
  return static_cast<std::uint32_t>(passed.value() / clock_.value());
}

}  // namespace slk
