// SPDX-License-Identifier: Apache-2.0
#include "host/link.hpp"

#include <cassert>
#include <utility>

#include "host/link_words.hpp"
#include "models/digest.hpp"
#include "models/error.hpp"

namespace slk {
namespace {

constexpr std::size_t kUnansweredMax = 63;   // half of what a sequence number can tell apart
constexpr std::size_t kReplyMax = 2048;      // bytes of payload; longer than any we ask for
constexpr std::uint32_t kFirstReceive = 64;  // bytes that every device takes
constexpr int kSilencesMax = 3;
constexpr int kFruitlessMax = 1000;

// A reply with data cannot be replaced by the acknowledgement of a later one.
std::size_t data_bytes(const Command& command) {
  if (const auto* read = std::get_if<ReadCommand>(&command)) {
    return std::size_t{read->rows} * read->row_bytes;
  }
  if (const auto* output = std::get_if<OutputCommand>(&command))
    return std::size_t{output->count} * 4;
  return std::holds_alternative<HelloCommand>(command) ? 16 : 0;
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
                          static_cast<std::uint32_t>(spec::Register::kClocksPerBit), 4};
  send(sizes);
  const Reply reply = receive().reply;
  if (reply.status != spec::kStatusOk || reply.data.size() != data_bytes(sizes)) {
    throw Error(refusal_sentence(name_, sizes, reply.status), Exit::kMachine);
  }
  sizes_ = {number32_at(reply.data, 0), number32_at(reply.data, 4), number32_at(reply.data, 8),
            number32_at(reply.data, 12)};
  return number32_at(hello.data, 12);
}

bool Link::fits(std::initializer_list<Command> commands) const {
  std::size_t bytes = 0;
  for (const Command& command : commands) bytes += encode_command(0, command).size();
  for (const Sent& sent : unanswered_) bytes += sent.payload;
  return unanswered_.size() + commands.size() <= kUnansweredMax && bytes <= sizes_.receive;
}

void Link::send(const Command& command, std::uint64_t patience) {
  assert(fits({command}));
  if (unanswered_.empty()) progress();
  Sent sent;
  sent.sequence = next_++;
  sent.command = command;
  sent.payload = encode_command(0, command).size();
  sent.patience = patience + 2 * (sent.payload + data_bytes(command) + 16);
  unanswered_.push_back(sent);
  write(sent);
}

void Link::write(const Sent& sent) {
  const Bytes wire = encode_frame(encode_command(sent.sequence, sent.command));
  line_.written += wire.size();
  pipe_->write(wire);
}

void Link::go_back(std::size_t first) {
  waited_ = 0;
  for (std::size_t i = first; i < unanswered_.size(); ++i) {
    if (!unanswered_[i].answered) write(unanswered_[i]);
  }
}

Link::Answer Link::receive() {
  assert(!unanswered_.empty());
  while (!unanswered_.front().answered) take(next_reply());
  Sent first = std::move(unanswered_.front());
  unanswered_.pop_front();
  if (first.reply.status != spec::kStatusOk) {
    next_ = first.sequence;
    unanswered_.clear();
  }
  return {std::move(first.command), std::move(first.reply)};
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
  std::uint64_t limit = patience_;
  for (const Sent& sent : unanswered_) limit += sent.answered ? 0 : sent.patience;
  if (waited_ >= limit) {
    if (++silences_ == kSilencesMax) give_up();
    refused_.reset();
    for (Sent& sent : unanswered_) sent.asked_again = false;
    go_back(0);
  }
  received_ = pipe_->read(limit - waited_);
  next_byte_ = 0;
  line_.read += received_.size();
  bytes_heard_ += received_.size();
  waited_ = received_.empty() ? limit : waited_ + received_.size();
}

void Link::take(const Reply& reply) {
  waited_ = 0;
  if (reply.status == spec::kStatusSequence) return take_refusal(reply);
  const std::size_t at = static_cast<std::uint8_t>(reply.sequence - unanswered_.front().sequence);
  if (at >= unanswered_.size() || unanswered_[at].answered ||
      opcode_of(unanswered_[at].command) != reply.opcode) {
    return fruitless();
  }
  progress();
  refused_.reset();
  unanswered_[at].answered = true;
  unanswered_[at].reply = reply;
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
  for (std::size_t i = 0; i < count; ++i) {
    Sent& sent = unanswered_[i];
    if (sent.answered) continue;
    if (data_bytes(sent.command) == 0) {
      any = sent.answered = true;
      sent.reply.opcode = opcode_of(sent.command);
      sent.reply.sequence = sent.sequence;
    } else if (!std::exchange(sent.asked_again, true)) {
      write(sent);
    }
  }
  return any;
}

void Link::progress() {
  silences_ = 0;
  fruitless_ = 0;
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
    throw Error(name_ + ": no answer to " + command + ", asked " + std::to_string(silences_) +
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
