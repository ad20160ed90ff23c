// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/chip_top.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "models/arrival.hpp"
#include "sim/tlm/modules.hpp"

namespace slk {

using spec::Event;
using spec::Register;
using spec::Window;

namespace {

constexpr auto kMeshRegisters = static_cast<std::uint32_t>(Register::kMesh);
constexpr auto kEnd = static_cast<std::uint32_t>(spec::kRegisters.size());

void prepare(tlm::tlm_generic_payload& payload) {
  payload.set_data_length(sizeof(std::uint32_t));
  payload.set_streaming_width(sizeof(std::uint32_t));
}

}  // namespace

ChipTop::ChipTop(const sc_core::sc_module_name& name)
    : sc_module(name), host("host"), arrivals("arrivals") {
  SC_HAS_PROCESS(ChipTop);
  SC_METHOD(work);
  dont_initialize();
  for (std::uint32_t c = 0; c < kMostCores; ++c) {
    cores_.push_back(std::make_unique<Core>(("core" + std::to_string(c)).c_str()));
    host.bind(cores_[c]->host);
    arrivals.bind(cores_[c]->arrivals);
    cores_[c]->trace.bind(beats_[c]);
    sensitive << cores_[c]->has_settled();
  }
  SC_METHOD(end);
  sensitive << end_;
  dont_initialize();
  prepare(payload_);
  prepare(delivery_);
  delivery_.set_command(tlm::TLM_WRITE_COMMAND);
}

void ChipTop::power_up(const Mesh& mesh, const CoreSize& size, const sc_core::sc_time& clock) {
  assert(!busy_ && mesh.cores() > 1 && mesh.cores() <= kMostCores);
  mesh_ = mesh;
  std::vector<PacketPort*> ports;
  for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
    cores_[c]->power_up(size, clock, mesh);
    ports.push_back(&cores_[c]->packet_port());
    beats(c).clear();
  }
  clock_ = std::make_unique<MeshClock>(mesh, std::move(ports), *this);
  packets.clear();
  late.clear();
  keep_packets = false;
}

tlm::tlm_response_status ChipTop::access(std::uint32_t core, const HostAddress& at, bool write,
                                         std::uint32_t& data) {
  const bool registers = at.window == static_cast<std::uint32_t>(Window::kRegisters);
  const bool all = core == static_cast<std::uint32_t>(spec::kCoreAll);
  if (registers && at.row >= kMeshRegisters) {
    if (!all || at.row >= kEnd || at.chunk != 0) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
    return access_mesh(static_cast<Register>(at.row), write, data);
  }
  if (all ? !write : core >= mesh_.cores()) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  const bool is_command = write && registers && at.chunk == 0 && !busy_ &&
                          at.row == static_cast<std::uint32_t>(Register::kCommand);
  const auto command = spec::unpack<spec::CommandRegister>(&data);
  if (is_command) prepare_command(command);
  const tlm::tlm_response_status status =
      all ? broadcast(at, data) : access_core(core, at, write, data);
  if (is_command) begin(command);
  return status;
}

// Cores that are not told of it have nothing to do.
void ChipTop::prepare_command(const spec::CommandRegister& command) {
  for (std::uint32_t c = 0; c < mesh_.cores(); ++c) cores_[c]->packet_port().clear();
  if (command.reset != 0) clock_->drain();
}

tlm::tlm_response_status ChipTop::access_core(std::uint32_t core, const HostAddress& at, bool write,
                                              std::uint32_t& data) {
  payload_.set_command(write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
  payload_.set_address(at.encode());
  payload_.set_data_ptr(reinterpret_cast<unsigned char*>(&data));
  payload_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  sc_core::sc_time delay;
  host[static_cast<int>(core)]->b_transport(payload_, delay);
  return payload_.get_response_status();
}

// All cores are asked; the answer is the first error of any.
tlm::tlm_response_status ChipTop::broadcast(const HostAddress& at, std::uint32_t& data) {
  tlm::tlm_response_status worst = tlm::TLM_OK_RESPONSE;
  for (std::uint32_t c = 0; c < mesh_.cores(); ++c) {
    const tlm::tlm_response_status status = access_core(c, at, true, data);
    if (worst == tlm::TLM_OK_RESPONSE) worst = status;
  }
  return worst;
}

tlm::tlm_response_status ChipTop::access_mesh(Register r, bool write, std::uint32_t& data) {
  if (!write) {
    data = read_register(r);
    return tlm::TLM_OK_RESPONSE;
  }
  const spec::RegisterInfo& info = spec::kRegisters[static_cast<std::size_t>(r)];
  if (info.access == spec::Access::kRo) return tlm::TLM_COMMAND_ERROR_RESPONSE;
  if (busy_) return tlm::TLM_GENERIC_ERROR_RESPONSE;
  write_register(r, data);
  return tlm::TLM_OK_RESPONSE;
}

std::uint32_t ChipTop::read_register(Register r) const {
  const MeshClock::Registers& registers = clock_->registers;
  switch (r) {
    case Register::kMesh:
      return pack(spec::MeshRegister{mesh_.width, mesh_.height})[0];
    case Register::kMode:
      return pack(registers.mode)[0];
    case Register::kCyclesPerStep:
      return registers.cycles_per_step;
    case Register::kInFlight:
      return clock_->in_flight();
    case Register::kOverruns:
      return registers.overruns;
    case Register::kCyclesChipLow:
      return static_cast<std::uint32_t>(registers.cycles_chip);
    default:
      return static_cast<std::uint32_t>(registers.cycles_chip >> 32);
  }
}

void ChipTop::write_register(Register r, std::uint32_t data) {
  MeshClock::Registers& registers = clock_->registers;
  if (r == Register::kMode) {
    registers.mode = spec::unpack<spec::ModeRegister>(&data);
    for (std::uint32_t c = 0; c < mesh_.cores(); ++c) cores_[c]->set_mode(registers.mode);
  } else if (r == Register::kCyclesPerStep) {
    registers.cycles_per_step = data;
  } else if (r == Register::kOverruns) {
    registers.overruns = data;
  } else if (r == Register::kCyclesChipLow) {
    registers.cycles_chip = registers.cycles_chip >> 32 << 32 | data;
  } else {
    registers.cycles_chip = std::uint64_t{data} << 32 | (registers.cycles_chip & 0xffffffff);
  }
}

// The cores have it. What none of them has to do takes no time.
void ChipTop::begin(const spec::CommandRegister& command) {
  const auto first = cores_.begin();
  busy_ = std::any_of(first, first + mesh_.cores(), [](const auto& core) { return core->busy(); });
  if (!busy_) return;
  moved_ = false;
  step_ = command.step != 0;
  began_ = sc_core::sc_time_stamp();
  for (std::uint32_t c = 0; c < mesh_.cores(); ++c) cores_[c]->set_chip_busy(true);
}

// A core has settled. When all have, the packets move; the end of that is not before now.
void ChipTop::work() {
  const auto first = cores_.begin();
  if (!busy_ || moved_ || !std::all_of(first, first + mesh_.cores(), [](const auto& core) {
        return core->settled();
      })) {
    return;
  }
  moved_ = true;
  const sc_core::sc_time length = cores_.front()->cycles(clock_->run(step_));
  end_.notify(began_ + length - sc_core::sc_time_stamp());
}

void ChipTop::end() {
  busy_ = false;
  for (std::uint32_t c = 0; c < mesh_.cores(); ++c) {
    cores_[c]->end_update();
    cores_[c]->set_chip_busy(false);
  }
}

void ChipTop::finish() {
  if (busy_) sc_core::sc_start();  // until nothing is left to happen
}

bool ChipTop::fault() const {
  const auto first = cores_.begin();
  return std::any_of(first, first + mesh_.cores(), [](const auto& core) { return core->fault(); });
}

void ChipTop::injected(std::uint32_t core, const spec::Packet& packet) {
  const std::uint32_t to = mesh_.number(packet.x, packet.y);
  cores_[core]->count(Event::kPackets, 1);
  cores_[core]->count(Event::kHopsX, mesh_.hops_x(core, to));
  cores_[core]->count(Event::kHopsY, mesh_.hops_y(core, to));
}

void ChipTop::accepted(std::uint32_t core, const Flit& flit, std::uint64_t cycle) {
  std::uint32_t word = pack(flit.packet)[0];
  delivery_.set_address(0);
  delivery_.set_data_ptr(reinterpret_cast<unsigned char*>(&word));
  delivery_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  sc_core::sc_time delay;
  arrivals[static_cast<int>(core)]->b_transport(delivery_, delay);
  assert(delivery_.is_response_ok());

  const std::uint32_t step = cores_[core]->step();
  const Arrival arrival = arrive(step, flit.packet.arrival, clock_->registers.mode);
  constexpr std::uint32_t kMask = (1u << spec::kArrivalBits) - 1;
  const std::uint32_t ahead = (flit.packet.arrival - step) & kMask;
  const std::uint32_t sent_for = arrival.late == 0 ? step + ahead : step + 1 - arrival.late;
  if (keep_packets) {
    packets.push_back({flit.injected, cycle, flit.from, core, flit.packet.axon, sent_for,
                       arrival.late, arrival.dropped});
  }
  if (arrival.late > 0) {
    late.push_back({sent_for, core, flit.packet.axon, arrival.late, arrival.dropped});
  }
}

void ChipTopRelease::operator()(ChipTop* top) const {
  top->finish();
  release_modules();
}

ChipTopClaim claim_chip_top(const Mesh& mesh, const CoreSize& size, std::uint64_t clock_hz) {
  ChipTopClaim claim(&claim_modules().chip);
  claim->power_up(mesh, size, clock_period(clock_hz));
  return claim;
}

}  // namespace slk
