// SPDX-License-Identifier: Apache-2.0
// The line: frames that come, one after the other, each answered.
#include "sim/tlm/link.hpp"

#include <cassert>
#include <utility>

namespace slk {

using spec::Event;

namespace {

// So many commands back a reply may have been lost.
constexpr std::uint8_t kRemembered = 128;

// More than any store: whether there is room for a frame is asked when it has proved right.
constexpr std::size_t kPayloadMax = std::size_t{1} << 24;

bool is_answered_anew(std::uint8_t opcode) {
  return opcode == spec::kOpcodeRead || opcode == spec::kOpcodeOutput;
}

}  // namespace

ChipLink::ChipLink(const sc_core::sc_module_name& name, Core& core)
    : sc_module(name), host("host"), core_(core), reader_(kPayloadMax) {
  SC_HAS_PROCESS(ChipLink);
  SC_METHOD(hear);
  sensitive << hear_event_;
  dont_initialize();
  SC_METHOD(serve);
  sensitive << serve_event_;
  dont_initialize();
  SC_METHOD(run);
  sensitive << run_event_ << core.done();
  dont_initialize();
  payload_.set_data_length(sizeof(std::uint32_t));
  payload_.set_streaming_width(sizeof(std::uint32_t));
}

void ChipLink::power_up(const StoreSizes& size, std::uint32_t clocks_per_bit) {
  assert(clocks_per_bit >= spec::kClocksPerBitMin &&
         clocks_per_bit >> spec::kClocksPerBitBits == 0);
  power_down();
  size_ = size;
  clocks_per_bit_ = clocks_per_bit;
  commands_.clear(core_.cycles(clocks_per_bit));
  replies_.clear(core_.cycles(clocks_per_bit));
  reader_ = FrameReader(kPayloadMax);
  expected_ = 0;
  session_ = 0;
  report_ = {};
  faults_ = {};
  clear_streams();
}

void ChipLink::power_down() {
  hear_event_.cancel();
  serve_event_.cancel();
  run_event_.cancel();
  frames_.clear();
  frame_bytes_ = 0;
  replying_ = false;
  waits_since_.reset();
  run_target_ = 0;
  if (run_state_ == Run::kReading) run_state_ = Run::kIdle;
}

void ChipLink::receive(Bytes bytes) {
  commands_.send(sc_core::sc_time_stamp(), std::move(bytes));
  hear();
}

void ChipLink::hear() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  const Bytes bytes = commands_.take(now);
  core_.count(Event::kLinkBytesIn, bytes.size());
  for (const std::uint8_t byte : bytes) {
    const std::uint64_t bad = reader_.faults().total();
    if (reader_.take(byte)) {
      store(reader_.payload());
    } else if (reader_.faults().total() != bad) {
      faults_.frame = 1;
    }
  }
  const auto next = commands_.arrival_of(spec::kLinkFlag);
  if (next) hear_event_.notify(*next - now);
}

void ChipLink::store(const Bytes& frame) {
  if (frame_bytes_ + frame.size() > size_.receive) {
    faults_.receive_overflow = 1;
    return;
  }
  frame_bytes_ += frame.size();
  frames_.push_back(frame);
  serve_event_.notify(sc_core::SC_ZERO_TIME);
}

// Entered when there is something new: a frame, the end of a reply, or what a command waits for.
void ChipLink::serve() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  if (replying_) {
    if (now < replies_.end()) return serve_event_.notify(replies_.end() - now);
    replying_ = false;
    frame_bytes_ -= frames_.front().size();
    frames_.pop_front();
  }
  if (frames_.empty()) return;
  if (!waits_since_) waits_since_ = now;
  access_time_ = sc_core::SC_ZERO_TIME;
  counted_ = 0;
  const DecodedCommand decoded = decode_command(frames_.front());
  Reply reply;
  reply.opcode = decoded.opcode;
  reply.sequence = decoded.sequence;
  const Answer status = answer(decoded, reply);
  if (!status) return;
  waits_since_.reset();
  reply.status = *status;
  send(reply);
}

// The sequence number decides whether the command is executed.
ChipLink::Answer ChipLink::answer(const DecodedCommand& decoded, Reply& reply) {
  const bool hello = decoded.opcode == spec::kOpcodeHello;
  const auto age = static_cast<std::uint8_t>(hello ? 0 : expected_ - decoded.sequence);
  if (age > kRemembered) {
    reply.data.push_back(expected_);
    return spec::kStatusSequence;
  }
  if (age > 0 && !is_answered_anew(decoded.opcode)) return spec::kStatusOk;
  if (decoded.status != spec::kStatusOk) return decoded.status;
  const Answer status =
      std::visit([&](const auto& command) { return execute(command, reply); }, decoded.command);
  if (status == spec::kStatusOk && age == 0) expected_ = decoded.sequence + 1;
  return status;
}

void ChipLink::send(Reply& reply) {
  reply.fault = fault();
  Bytes bytes = encode_frame(encode_reply(reply));
  core_.count(Event::kLinkBytesOut, bytes.size() - counted_);
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  replies_.send(now + access_time_, std::move(bytes));
  replying_ = true;
  serve_event_.notify(replies_.end() - now);
  sc_core::sc_pause();  // who waits for a reply can look
}

// A bad line is repaired by sending again, and is not worth a word in every reply.
bool ChipLink::fault() const {
  return core_.fault() || faults_.record_kind != 0 || faults_.record_step != 0;
}

}  // namespace slk
