// SPDX-License-Identifier: Apache-2.0
// Windows and registers as the link's commands reach them: its own registers, and all else through
// the core's host socket.
#include "sim/tlm/link.hpp"

namespace slk {

using spec::Register;
using spec::Window;

namespace {

constexpr auto kRegisters = static_cast<std::uint32_t>(Window::kRegisters);

bool is_register(const HostAddress& at, Register r) {
  return at.window == kRegisters && at.row == static_cast<std::uint32_t>(r);
}

// What the core will refuse need not wait for it.
bool is_read_only(const HostAddress& at) {
  return at.window == kRegisters && (at.row >= spec::kRegisters.size() ||
                                     spec::kRegisters[at.row].access == spec::Access::kRo);
}

}  // namespace

// Registers can be read at any time, and faults cleared. All else is refused during a run, and
// waits for the end of its last step, and of what was commanded through the register `command`.
ChipLink::Gate ChipLink::gate(const HostAddress& at, bool write) {
  if (at.window == kRegisters && !write) return Gate::kOpen;
  if (is_register(at, Register::kFaults) || is_register(at, Register::kLinkFaults)) {
    return Gate::kOpen;
  }
  if (under_way()) return Gate::kBusy;
  return core_.busy() && !is_read_only(at) ? Gate::kWait : Gate::kOpen;
}

bool ChipLink::access(const HostAddress& at, bool write, std::uint32_t& data) {
  const bool own = at.window == kRegisters && at.chunk == 0 &&
                   at.row >= static_cast<std::uint32_t>(Register::kSession) &&
                   at.row <= static_cast<std::uint32_t>(Register::kLinkFaults);
  if (!own) return access_core(at, write, data, access_time_);
  const auto r = static_cast<Register>(at.row);
  if (write) return write_register(r, data);
  data = read_register(r);
  return true;
}

std::uint32_t ChipLink::read_register(Register r) const {
  switch (r) {
    case Register::kSession:
      return session_;
    case Register::kLine:
      return pack(setting_)[0];
    case Register::kSizeReceive:
      return size_.receive;
    case Register::kSizeRecords:
      return size_.records;
    case Register::kSizeOutput:
      return size_.output;
    case Register::kReport:
      return pack(report_)[0];
    case Register::kRunTarget:
      return run_target_;
    case Register::kRecordsEnd:
      return records_.end();
    case Register::kOutputEnd:
      return output_.end();
    case Register::kOutputReleased:
      return output_.released();
    case Register::kLinkFaults:
      return pack(faults_)[0];
    default:  // stream_clear, which is write-only
      return 0;
  }
}

// False: the register is read-only, or cannot have this value.
bool ChipLink::write_register(Register r, std::uint32_t data) {
  if (r == Register::kLine) {
    const auto setting = spec::unpack<LineSetting>(&data);
    if (setting.clocks_per_bit < spec::kClocksPerBitMin || setting.parity > spec::kParityEven) {
      return false;
    }
    next_setting_ = setting;
  } else if (r == Register::kReport) {
    report_ = spec::unpack<spec::ReportRegister>(&data);
  } else if (r == Register::kStreamClear) {
    clear_streams();
  } else if (r == Register::kLinkFaults) {
    const std::uint32_t left = pack(faults_)[0] & ~data;
    faults_ = spec::unpack<spec::LinkFaultsRegister>(&left);
  } else {
    return false;
  }
  return true;
}

// False: the core refused it.
bool ChipLink::access_core(const HostAddress& at, bool write, std::uint32_t& data,
                           sc_core::sc_time& delay) {
  payload_.set_command(write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
  payload_.set_address(at.encode());
  payload_.set_data_ptr(reinterpret_cast<unsigned char*>(&data));
  payload_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  host->b_transport(payload_, delay);
  if (!payload_.is_response_ok()) return false;
  if (write && is_register(at, Register::kStep)) run_target_ = data;  // no run begins by itself
  return true;
}

// What the RTL has on pins takes no time.
std::uint32_t ChipLink::read_core(Register r) {
  std::uint32_t data = 0;
  sc_core::sc_time none;
  access_core({kRegisters, static_cast<std::uint32_t>(r), 0}, false, data, none);
  return data;
}

void ChipLink::write_core(Register r, std::uint32_t data) {
  sc_core::sc_time none;
  access_core({kRegisters, static_cast<std::uint32_t>(r), 0}, true, data, none);
}

}  // namespace slk
