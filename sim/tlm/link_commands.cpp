// SPDX-License-Identifier: Apache-2.0
// What each command of the link does. Nothing is done before a command has stopped waiting, so a
// command that waits is begun anew.
#include <algorithm>

#include "models/output_code.hpp"
#include "sim/tlm/link.hpp"

namespace slk {

using spec::Event;
using spec::Window;

namespace {

constexpr std::uint32_t kChunkBytes = sizeof(std::uint32_t);

// How far x is ahead of y, both cursors that wrap.
std::int32_t distance(std::uint32_t x, std::uint32_t y) { return static_cast<std::int32_t>(x - y); }

template <class Rows>
bool is_row_length(const Rows& rows) {
  return rows.row_bytes > 0 && rows.row_bytes <= spec::kLinkRowBytesMax;
}

// Can the host port be asked for it?
bool fits_port(const HostAddress& at) {
  return at.window >> spec::kHostWindowBits == 0 && at.row >> spec::kHostRowBits == 0;
}

// Bytes on the wire of what follows the opening flag.
std::size_t wire_bytes(const Bytes& payload) {
  const auto escaped = std::count_if(payload.begin(), payload.end(), [](std::uint8_t byte) {
    return byte == spec::kLinkFlag || byte == spec::kLinkEscape;
  });
  return payload.size() + static_cast<std::size_t>(escaped);
}

}  // namespace

ChipLink::Answer ChipLink::execute(const HelloCommand& command, Reply& reply) {
  append_number(reply.data, spec::kIdentity, 4);
  append_number(reply.data, spec::kHash, 8);
  append_number(reply.data, session_, 4);
  session_ = command.session;
  return spec::kStatusOk;
}

ChipLink::Answer ChipLink::execute(const ReadCommand& command, Reply& reply) {
  if (!is_row_length(command)) return spec::kStatusLength;
  for (std::uint32_t row = command.row; row < command.row + command.rows; ++row) {
    for (std::uint32_t byte = 0; byte < command.row_bytes; byte += kChunkBytes) {
      const HostAddress at{static_cast<std::uint32_t>(command.window), row, byte / kChunkBytes};
      if (!fits_port(at)) return spec::kStatusAddress;
      const Gate open = gate(at, false);
      if (open == Gate::kBusy) return spec::kStatusBusy;
      if (open == Gate::kWait) return {};
      if (command.window == Window::kCounter) count_sent(reply);
      std::uint32_t data = 0;
      if (!access(at, false, data)) return spec::kStatusAddress;
      const std::uint32_t bytes = std::min(kChunkBytes, command.row_bytes - byte);
      append_number(reply.data, data & low_mask(8 * bytes), bytes);
    }
  }
  return spec::kStatusOk;
}

// A counter that is read has counted the bytes of the reply that stand before it.
void ChipLink::count_sent(const Reply& reply) {
  Bytes sent = encode_reply(reply);
  sent.pop_back();  // the status
  const std::size_t bytes = 1 + wire_bytes(sent);
  core_.count(Event::kLinkBytesOut, bytes - counted_);
  counted_ = bytes;
}

ChipLink::Answer ChipLink::execute(const WriteCommand& command, Reply&) {
  if (!is_row_length(command)) return spec::kStatusLength;
  std::size_t taken = 0;
  for (std::uint32_t row = command.row; taken < command.data.size(); ++row) {
    for (std::uint32_t byte = 0; byte < command.row_bytes; byte += kChunkBytes) {
      const std::uint32_t bytes = std::min(kChunkBytes, command.row_bytes - byte);
      if (taken == command.data.size()) return spec::kStatusLength;
      const HostAddress at{static_cast<std::uint32_t>(command.window), row, byte / kChunkBytes};
      if (!fits_port(at)) return spec::kStatusAddress;
      const Gate open = gate(at, true);
      if (open == Gate::kBusy) return spec::kStatusBusy;
      if (open == Gate::kWait) return {};
      if (command.data.size() - taken < bytes) return spec::kStatusLength;
      std::uint32_t data = number32_at(command.data, taken, bytes);
      if (!access(at, true, data)) return spec::kStatusAddress;
      taken += bytes;
    }
  }
  return spec::kStatusOk;
}

ChipLink::Answer ChipLink::execute(const RecordsCommand& command, Reply&) {
  const std::int32_t known = distance(records_.end(), command.cursor);
  if (known < 0) return spec::kStatusRange;
  if (static_cast<std::uint32_t>(known) >= command.records.size()) return spec::kStatusOk;
  const auto begin = command.records.begin() + known;
  const auto end = command.records.end();
  if (!records_.has_room(static_cast<std::size_t>(end - begin))) return spec::kStatusRoom;
  records_.append(begin, end);
  run_event_.notify(sc_core::SC_ZERO_TIME);
  return spec::kStatusOk;
}

ChipLink::Answer ChipLink::execute(const RunToCommand& command, Reply&) {
  if (command.step > spec::kLinkStepMax) return spec::kStatusRange;
  run_target_ = command.step;
  run_event_.notify(sc_core::SC_ZERO_TIME);
  return spec::kStatusOk;
}

ChipLink::Answer ChipLink::execute(const OutputCommand& command, Reply& reply) {
  if (distance(command.release, output_.released()) > 0) {
    if (!output_.reaches(command.release)) return spec::kStatusRange;
    output_.release(command.release);
    run_event_.notify(sc_core::SC_ZERO_TIME);
  }
  if (!output_.reaches(command.cursor)) return spec::kStatusRange;
  const bool there = output_is_there(command);
  if (!there && !stalled()) return {};
  std::vector<spec::OutputEntry> entries;
  for (std::uint32_t cursor = command.cursor; cursor != output_.end(); ++cursor) {
    const spec::OutputEntry& entry = output_.at(cursor);
    if (entries.size() == command.count) break;
    if (entry.kind == spec::kEntryStep && entry.value > command.until) break;
    entries.push_back(entry);
  }
  reply.data = encode_output(entries);
  return there ? spec::kStatusOk : spec::kStatusStalled;
}

// What is answered depends on the commands only, not on the time that they took.
bool ChipLink::output_is_there(const OutputCommand& command) {
  if (output_.end() - command.cursor >= command.count) return true;
  if (run_state_ == Run::kStep) return step() > command.until;
  return step() >= command.until || !under_way() || !has_room();
}

// So long without the end of a step, from the beginning of the command on?
bool ChipLink::stalled() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  const sc_core::sc_time end =
      std::max(*waits_since_, step_ended_) + core_.cycles(std::uint64_t{1} << spec::kLinkStallBits);
  if (now >= end) return true;
  serve_event_.notify(end - now);
  return false;
}

}  // namespace slk
