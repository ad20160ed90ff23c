// SPDX-License-Identifier: Apache-2.0
// The line: frames that come, one after the other, each answered.
#include "sim/tlm/link.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace slk {

using spec::Event;

namespace {

// So many commands back a reply may have been lost.
constexpr std::uint8_t kRemembered = 128;

// Of an opcode, a number, and the arguments of a write before its rows.
constexpr std::size_t kWriteHead = 7;

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
  pin_ = setting_ = LineSetting{clocks_per_bit};
  commands_.clear(core_.cycles(1));
  replies_.clear(core_.cycles(1));
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
  waiting_bytes_ = 0;
  waiting_rows_ = 0;
  next_setting_.reset();
  trial_ends_.reset();
  replying_ = false;
  waits_since_.reset();
  run_target_ = 0;
  if (run_state_ == Run::kReading) run_state_ = Run::kIdle;
}

void ChipLink::receive(Bytes bytes, const LineSetting& setting) {
  commands_.send(sc_core::sc_time_stamp(), std::move(bytes), setting);
  hear();
}

void ChipLink::hear() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  while (const auto piece = commands_.take(now)) {
    end_silence(piece->begin);
    end_trial(piece->end);
    heard_ = piece->end;
    take(*piece);
  }
  end_silence(std::min(commands_.next_begin().value_or(now), now));
  end_trial(now);
  const auto next = commands_.arrival_of(spec::kLinkFlag);
  if (next) hear_event_.notify(*next - now);
}

void ChipLink::take(const Wire::Piece& piece) {
  if (!same_bits(piece.setting, setting_)) return reader_.drop();
  core_.count(Event::kLinkBytesIn, piece.bytes.size());
  for (const std::uint8_t byte : piece.bytes) {
    const std::uint64_t bad = reader_.faults().total();
    if (reader_.take(byte)) {
      trial_ends_.reset();
      store(reader_.payload());
    } else if (reader_.faults().total() != bad) {
      core_.count(Event::kBadFrames, 1);
      faults_.frame = 1;
    }
  }
}

// Until `until` no byte has come: is that too long for a frame?
void ChipLink::end_silence(const sc_core::sc_time& until) {
  const std::uint64_t bits = std::uint64_t{1} << spec::kLinkTimeoutBits;
  if (!reader_.in_frame() || until < heard_ + core_.cycles(bits * setting_.clocks_per_bit)) return;
  reader_.drop();
  core_.count(Event::kFrameTimeouts, 1);
  faults_.timeout = 1;
}

void ChipLink::end_trial(const sc_core::sc_time& until) {
  if (!trial_ends_ || until < *trial_ends_) return;
  trial_ends_.reset();
  next_setting_.reset();
  setting_ = pin_;
}

// One byte of what waits stands at the store's output, beside its memory.
void ChipLink::store(const Bytes& frame) {
  const std::size_t waiting = waiting_bytes_ + waiting_rows_;
  if (waiting + frame.size() > size_.receive + (waiting > 0 ? 1u : 0u)) {
    core_.count(Event::kRefusedFrames, 1);
    faults_.receive_overflow = 1;
    return;
  }
  waiting_bytes_ += frame.size();
  frames_.push_back(frame);
  serve_event_.notify(sc_core::SC_ZERO_TIME);
}

// Entered when there is something new: a frame, the end of a reply, or what a command waits for.
void ChipLink::serve() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  if (replying_) {
    if (now < replies_.end()) return serve_event_.notify(replies_.end() - now);
    replying_ = false;
    frames_.pop_front();
    if (next_setting_) change_line();
  }
  end_trial(now);
  if (frames_.empty()) return;
  if (!waits_since_) {
    waits_since_ = now;
    waiting_bytes_ -= frames_.front().size();
  }
  access_time_ = sc_core::SC_ZERO_TIME;
  counted_ = 0;
  const DecodedCommand decoded = decode_command(frames_.front());
  Reply reply;
  reply.opcode = decoded.opcode;
  reply.sequence = decoded.sequence;
  const Answer status = answer(decoded, reply);
  waiting_rows_ =
      !status && decoded.opcode == spec::kOpcodeWrite ? frames_.front().size() - kWriteHead : 0;
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
  replies_.send(now + access_time_, std::move(bytes), setting_);
  replying_ = true;
  serve_event_.notify(replies_.end() - now);
  sc_core::sc_pause();  // who waits for a reply can look
}

// The reply to the command that wrote a new setting has left.
void ChipLink::change_line() {
  hear();
  setting_ = *next_setting_;
  next_setting_.reset();
  trial_ends_ = sc_core::sc_time_stamp() + core_.cycles(std::uint64_t{1} << spec::kLinkStallBits);
}

// A bad line is repaired by sending again, and is not worth a word in every reply.
bool ChipLink::fault() const {
  return core_.fault() || faults_.record_kind != 0 || faults_.record_step != 0;
}

}  // namespace slk
