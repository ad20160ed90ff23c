// SPDX-License-Identifier: Apache-2.0
#include "host/link_port.hpp"

#include <algorithm>
#include <cassert>

#include "host/link_words.hpp"
#include "models/error.hpp"

namespace slk {
namespace {

constexpr std::size_t kReadsUnanswered = 4;  // enough to keep the line busy

}  // namespace

void require_ok(const Link& link, const Link::Answer& answer) {
  if (answer.reply.status == spec::kStatusOk) return;
  throw Error(refusal_sentence(link.name(), answer.command, answer.reply.status), Exit::kMachine);
}

Reply ask(Link& link, const Command& command) {
  assert(link.unanswered() == 0);
  link.send(command);
  const Link::Answer answer = link.receive();
  assert(answer.withdrawn.empty());
  require_ok(link, answer);
  return answer.reply;
}

std::uint32_t LinkPort::access(spec::Window window, std::uint32_t row, std::uint32_t chunk,
                               bool write, std::uint32_t data) {
  const auto below = static_cast<std::uint8_t>(chunk * 4);
  const auto width = static_cast<std::uint8_t>(below + 4);
  if (!write) return number32_at(read_rows(window, row, width, 1), below);
  Bytes bytes = chunk == 0 ? Bytes() : read_rows(window, row, below, 1);
  append_number(bytes, data, 4);
  write_rows(window, row, width, bytes);
  return 0;
}

std::size_t LinkPort::rows_per_frame(std::uint8_t row_bytes) const {
  const std::size_t bytes = std::min<std::size_t>(link_.frame_bytes(), link_.sizes().receive / 3);
  return std::max<std::size_t>(1, bytes / row_bytes);
}

void LinkPort::write_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          const Bytes& bytes) {
  const LineBytes before = link_.line_bytes();
  std::size_t sent = 0;
  std::size_t written = 0;
  while (written < bytes.size()) {
    const std::size_t count = std::min(rows_per_frame(row_bytes) * row_bytes, bytes.size() - sent);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(sent);
    const WriteCommand command{window, row_bytes,
                               first_row + static_cast<std::uint32_t>(sent / row_bytes),
                               Bytes(from, from + static_cast<std::ptrdiff_t>(count))};
    if (count > 0 && link_.fits({command})) {
      link_.send(command);
      sent += count;
      continue;
    }
    const Link::Answer answer = link_.receive();
    if (!answer.withdrawn.empty()) {
      sent = written;
      continue;
    }
    require_ok(link_, answer);
    written += std::get<WriteCommand>(answer.command).data.size();
  }
  if (window == spec::Window::kCounter) clear_ = {link_.line_bytes().written, before.read};
}

Bytes LinkPort::read_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          std::uint32_t rows) {
  Bytes bytes;
  std::uint32_t sent = 0;
  while (bytes.size() < std::size_t{rows} * row_bytes) {
    const auto count =
        static_cast<std::uint16_t>(std::min<std::size_t>(rows_per_frame(row_bytes), rows - sent));
    const ReadCommand command{window, row_bytes, first_row + sent, count};
    if (count > 0 && link_.unanswered() < kReadsUnanswered && link_.fits({command})) {
      link_.send(command);
      sent += count;
      continue;
    }
    const Link::Answer answer = link_.receive();
    if (answer.withdrawn.empty()) {
      take_rows(answer, bytes);
    } else {
      sent = static_cast<std::uint32_t>(bytes.size() / row_bytes);
    }
  }
  return bytes;
}

void LinkPort::take_rows(const Link::Answer& answer, Bytes& bytes) {
  require_ok(link_, answer);
  const auto& read = std::get<ReadCommand>(answer.command);
  const std::size_t expected = std::size_t{read.rows} * read.row_bytes;
  if (answer.reply.data.size() != expected) {
    throw Error(link_.name() + ": " + describe(answer.command) + " brought " +
                    std::to_string(answer.reply.data.size()) + " bytes, not " +
                    std::to_string(expected) + "; build device and program from the same sources",
                Exit::kMachine);
  }
  bytes.insert(bytes.end(), answer.reply.data.begin(), answer.reply.data.end());
}

LineBytes LinkPort::bytes_since_clear() const {
  const LineBytes now = link_.line_bytes();
  return {now.written - clear_.written, now.read - clear_.read};
}

}  // namespace slk
