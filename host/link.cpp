// SPDX-License-Identifier: Apache-2.0
#include "host/link.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "host/link_words.hpp"
#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/output_code.hpp"

namespace slk {
namespace {

constexpr std::size_t kUnansweredMax = 63;   // half of what a sequence number can tell apart
constexpr std::size_t kReplyMax = 2048;      // bytes of payload; longer than any we ask for
constexpr std::uint32_t kFirstReceive = 64;  // bytes that every device takes
constexpr std::size_t kFramesUnderWay = 4;   // on a line that loses some
constexpr std::uint64_t kImpatience = 16;    // times shorter is the first silence there
constexpr std::uint64_t kPatience = 4;       // times longer the last
constexpr int kSilencesMax = 20;             // of a device that has answered before
constexpr int kFirstSilencesMax = 3;
constexpr int kFruitlessMax = 1000;
constexpr std::uint32_t kTriesMax = 11;    // to open a broken line again
constexpr std::uint32_t kFirstPause = 10;  // ms before the first of them, twice as many each time

// The session, and with it a register that we know, so that no other reply is taken for this one.
const ReadCommand kSessionQuestion{spec::Window::kRegisters, 4,
                                   static_cast<std::uint32_t>(spec::Register::kSession), 3};

// A reply with data cannot be replaced by the acknowledgement of a later one.
std::size_t data_bytes(const Command& command) {
  if (const auto* read = std::get_if<ReadCommand>(&command)) {
    return std::size_t{read->rows} * read->row_bytes;
  }
  if (const auto* output = std::get_if<OutputCommand>(&command)) {
    return output->count * kOutputEntryBytes;
  }
  return std::holds_alternative<HelloCommand>(command) ? 16 : 0;
}

// What a frame carries there or back beside numbers.
std::size_t data_of(const Command& command) {
  if (const auto* write = std::get_if<WriteCommand>(&command)) return write->data.size();
  if (const auto* records = std::get_if<RecordsCommand>(&command)) return records->records.size();
  return data_bytes(command);
}

}  // namespace

Link::Link(std::string name, std::unique_ptr<BytePipe> pipe, std::uint64_t patience)
    : name_(std::move(name)), pipe_(std::move(pipe)), patience_(patience), reader_(kReplyMax) {
  sizes_.receive = kFirstReceive;
}

std::uint32_t Link::hello(std::uint32_t session) {
  assert(unanswered_.empty());
  session_ = session;
  next_ = 0;
  send(HelloCommand{session});
  const Reply hello = receive().reply;
  if (hello.status != spec::kStatusOk || hello.data.size() != 16) {
    throw Error(name_ + ": hello was answered with " + std::to_string(hello.data.size()) +
                    " bytes and status " + status_name(hello.status) +
                    ", not with 16 and ok; build device and program from the same sources",
                Exit::kMachine);
  }
  const std::uint32_t identity = number32_at(hello.data, 0);
  const std::uint64_t hash = number_at(hello.data, 4, 8);
  if (identity != spec::kIdentity || hash != spec::kHash) {
    throw Error(name_ + ": the device has identity " + hex64(identity).substr(8) +
                    " and spec hash " + hex64(hash) + ", this program " +
                    hex64(spec::kIdentity).substr(8) + " and " + hex64(spec::kHash) +
                    "; build both from the same sources",
                Exit::kMachine);
  }
  const ReadCommand sizes{spec::Window::kRegisters, 4,
                          static_cast<std::uint32_t>(spec::Register::kLine), 4};
  send(sizes);
  const Reply reply = receive().reply;
  if (reply.status != spec::kStatusOk || reply.data.size() != data_bytes(sizes)) {
    throw Error(refusal_sentence(name_, sizes, reply.status), Exit::kMachine);
  }
  const std::uint32_t line = number32_at(reply.data, 0);
  sizes_ = {spec::unpack<spec::LineRegister>(&line).clocks_per_bit, number32_at(reply.data, 4),
            number32_at(reply.data, 8), number32_at(reply.data, 12)};
  if (sizes_.receive < kFirstReceive) {
    throw Error(name_ + ": the device has a receive store of " + std::to_string(sizes_.receive) +
                    " bytes, and this program needs " + std::to_string(kFirstReceive) +
                    "; build it with a larger one",
                Exit::kMachine);
  }
  greeted_ = true;
  return number32_at(hello.data, 12);
}

bool Link::fits(std::initializer_list<Command> commands) const {
  std::size_t bytes = 0;
  for (const Command& command : commands) bytes += encode_command(0, command).size();
  for (const Sent& sent : unanswered_) bytes += sent.payload;
  if (too_long_) return false;
  if (!unanswered_.empty() && !frame_size_.clean() && bytes > kFramesUnderWay * frame_bytes()) {
    return false;
  }
  return unanswered_.size() + commands.size() <= kUnansweredMax && bytes <= sizes_.receive;
}

void Link::send(const Command& command, std::uint64_t patience) {
  assert(fits({command}));
  if (unanswered_.empty()) progress();
  Sent sent;
  sent.sequence = next_++;
  sent.command = command;
  sent.payload = encode_command(0, command).size();
  sent.data = data_of(command);
  sent.patience = patience;
  unanswered_.push_back(sent);
  write(sent);
}

void Link::write(const Sent& sent) { write_frame(sent.sequence, sent.command); }

// A line that breaks here is opened again by the next that waits for an answer.
void Link::write_frame(std::uint8_t sequence, const Command& command) {
  const Bytes wire = encode_frame(encode_command(sequence, command));
  line_.written += wire.size();
  if (!broken_.empty()) return;
  try {
    pipe_->write(wire);
  } catch (const BrokenPipe& broken) {
    broken_ = broken.what();
  }
}

void Link::go_back(std::size_t first) {
  waited_ = 0;
  frame_size_.lost();
  for (const Sent& sent : unanswered_) too_long_ |= !sent.answered && sent.data > 2 * frame_bytes();
  if (too_long_) return ask_session();
  for (std::size_t i = first; i < unanswered_.size(); ++i) {
    if (!unanswered_[i].answered) write(unanswered_[i]);
  }
}

// Everything that is unanswered once more, as if it had never been sent.
void Link::start_over() {
  refused_.reset();
  for (Sent& sent : unanswered_) sent.asked_again = false;
  go_back(0);
}

// The device has our session, and nothing comes any more of what it was sent. A hello makes it
// expect the number of the first of these commands again, even if that was executed.
std::vector<Command> Link::withdraw() {
  std::vector<Command> commands;
  for (Sent& sent : unanswered_) commands.push_back(std::move(sent.command));
  next_ = static_cast<std::uint8_t>(unanswered_.front().sequence - 1);
  unanswered_.clear();
  refused_.reset();
  too_long_ = false;
  send(HelloCommand{session_});
  receive();
  return commands;
}

Link::Answer Link::receive() {
  assert(!unanswered_.empty());
  while (!unanswered_.front().answered) {
    if (too_long_ && !question_) return {{}, {}, withdraw()};
    take(next_reply());
  }
  Sent first = std::move(unanswered_.front());
  unanswered_.pop_front();
  if (first.reply.status != spec::kStatusOk) {
    next_ = first.sequence;
    unanswered_.clear();
    too_long_ = false;
  }
  return {std::move(first.command), std::move(first.reply), {}};
}

Reply Link::next_reply() {
  Reply reply;
  for (;;) {
    while (next_byte_ < received_.size()) {
      if (reader_.take(received_[next_byte_++]) && decode_reply(reader_.payload(), reply)) {
        return reply;
      }
    }
    wait_for_bytes();
  }
}

// Bytes that make no reply do not count as an answer, only as time.
void Link::wait_for_bytes() {
  if (!broken_.empty()) reconnect();
  if (waited_ >= silence_limit()) take_silence();
  const std::uint64_t limit = silence_limit();
  received_.clear();
  next_byte_ = 0;
  try {
    received_ = pipe_->read(limit - waited_);
  } catch (const BrokenPipe& broken) {
    broken_ = broken.what();
    return;
  }
  line_.read += received_.size();
  bytes_heard_ += received_.size();
  waited_ = received_.empty() ? limit : waited_ + received_.size();
}

// A line that has lost frames is soon asked again, and then less and less often.
std::uint64_t Link::silence_limit() const {
  std::uint64_t bytes = 0;
  std::uint64_t patience = patience_;
  for (const Sent& sent : unanswered_) {
    if (sent.answered) continue;
    bytes += 2 * (sent.payload + data_bytes(sent.command) + 16);
    patience += sent.patience;
  }
  if (!frame_size_.clean()) {
    patience =
        std::min(std::max(patience, kPatience * patience_), patience_ / kImpatience << silences_);
  }
  return bytes + patience;
}

void Link::take_silence() {
  const int most = greeted_ ? kSilencesMax : kFirstSilencesMax;
  const bool last = ++silences_ >= most;
  if (silences_ > most || (last && (question_ || !has_session()))) give_up();
  if (last || question_) {
    ask_session();
  } else {
    start_over();
  }
}

// Pauses, tries, and goes on where the device stands.
void Link::reconnect() {
  while (!broken_.empty()) {
    if (!greeted_) {
      throw Error(broken_ + "; check that it is a device, and that nothing else uses it",
                  Exit::kMachine);
    }
    if (tries_ == kTriesMax) {
      const std::uint32_t seconds = ((kFirstPause << kTriesMax) - kFirstPause) / 1000;
      throw Error(broken_ + "; tried " + std::to_string(tries_) + " times in " +
                      std::to_string(seconds) + " s to go on; check the line and begin anew",
                  Exit::kMachine);
    }
    if (!pipe_->reopen(kFirstPause << tries_++)) continue;
    broken_.clear();
    received_.clear();
    next_byte_ = 0;
    reader_ = FrameReader(kReplyMax);
    faults_before_ = 0;
    silences_ = 0;
    if (has_session()) {
      ask_session();
    } else {
      start_over();
    }
  }
}

// A hello is executed whatever its number, and asks for the session itself.
bool Link::has_session() const {
  return greeted_ && !std::holds_alternative<HelloCommand>(unanswered_.front().command);
}

// The command before the first unanswered one has been executed.
void Link::ask_session() {
  waited_ = 0;
  if (!question_) question_ = static_cast<std::uint8_t>(unanswered_.front().sequence - 1);
  write_frame(*question_, kSessionQuestion);
}

void Link::take_session(const Reply& reply) {
  if (reply.opcode != spec::kOpcodeRead || reply.sequence != *question_) return fruitless();
  if (reply.status == spec::kStatusSequence && reply.data.size() == 1) {
    // It has executed no such number; the one before that which it expects, it has.
    fruitless();
    question_ = static_cast<std::uint8_t>(reply.data[0] - 1);
    return ask_session();
  }
  if (reply.data.size() != data_bytes(kSessionQuestion) ||
      number32_at(reply.data, 8) != sizes_.receive) {
    return fruitless();
  }
  question_.reset();
  const std::uint32_t found = number32_at(reply.data, 0);
  if (found == session_) {
    if (!too_long_) start_over();
    return;
  }
  throw Error(
      name_ +
          (found == 0 ? ": the device was reset"
                      : ": another program used the device, which has session " +
                            hex64(found).substr(8) + " and not our " + hex64(session_).substr(8)) +
          "; begin anew",
      Exit::kMachine);
}

void Link::take(const Reply& reply) {
  waited_ = 0;
  if (question_) return take_session(reply);
  if (reply.status == spec::kStatusSequence) return take_refusal(reply);
  const std::size_t at = static_cast<std::uint8_t>(reply.sequence - unanswered_.front().sequence);
  if (at >= unanswered_.size() || unanswered_[at].answered ||
      opcode_of(unanswered_[at].command) != reply.opcode) {
    return fruitless();
  }
  progress();
  refused_.reset();
  set_answered(unanswered_[at], reply);
  acknowledge(at);
}

// The frames behind a lost one are all refused; going back for the first of these replies is
// enough. They come in ascending order: one that does not is of the next round.
void Link::take_refusal(const Reply& reply) {
  const std::uint8_t first = unanswered_.front().sequence;
  const std::size_t executed =
      reply.data.size() == 1 ? static_cast<std::uint8_t>(reply.data[0] - first) : kUnansweredMax;
  if (executed >= unanswered_.size() || unanswered_[executed].answered) return fruitless();
  if (acknowledge(executed)) {
    progress();
  } else {
    fruitless();
  }
  const bool same_round = refused_ && static_cast<std::int8_t>(reply.sequence - *refused_) > 0;
  refused_ = reply.sequence;
  if (!same_round) go_back(executed);
}

// The first `count` commands were executed. Those whose data are missing are asked for again, once.
bool Link::acknowledge(std::size_t count) {
  bool any = false;
  bool lost = false;
  for (std::size_t i = 0; i < count; ++i) {
    Sent& sent = unanswered_[i];
    if (sent.answered) continue;
    if (data_bytes(sent.command) == 0) {
      any = true;
      set_answered(sent, {opcode_of(sent.command), sent.sequence, {}, spec::kStatusOk, false});
    } else if (!std::exchange(sent.asked_again, true)) {
      lost = true;
      write(sent);
    }
  }
  if (lost) frame_size_.lost();
  return any;
}

void Link::set_answered(Sent& sent, const Reply& reply) {
  sent.answered = true;
  sent.reply = reply;
  frame_size_.got_through(data_bytes(sent.command) > 0 ? reply.data.size() : sent.data);
}

void Link::progress() {
  silences_ = 0;
  fruitless_ = 0;
  tries_ = 0;
  bytes_heard_ = 0;
  waited_ = 0;
  faults_before_ = reader_.faults().total();
}

void Link::fruitless() {
  if (++fruitless_ < kFruitlessMax) return;
  throw Error(name_ + ": " + std::to_string(fruitless_) + " replies came, but none to " +
                  describe(unanswered_.front().command) + "; reset the device",
              Exit::kMachine);
}

void Link::give_up() const {
  const std::string command = describe(unanswered_.front().command);
  if (bytes_heard_ == 0) {
    throw Error(name_ + ": no answer to " + command + ", asked " +
                    std::to_string(silences_ - (question_ ? 1 : 0)) +
                    " times; check that the device runs, and that nothing else uses the line",
                Exit::kMachine);
  }
  if (fruitless_ > 0) {
    throw Error(name_ + ": the device answers, but not to " + command +
                    "; it was reset, or another program uses the line: begin anew",
                Exit::kMachine);
  }
  const std::uint64_t damaged = reader_.faults().total() - faults_before_;
  throw Error(name_ + ": " + std::to_string(bytes_heard_) + " bytes came, but no answer to " +
                  command + " (damaged frames: " + std::to_string(damaged) +
                  "); check the bit rate and the wiring",
              Exit::kMachine);
}

}  // namespace slk
