// SPDX-License-Identifier: Apache-2.0
// LinkPort: the memories and registers of a core at the other end of a link.
#pragma once

#include "host/link.hpp"
#include "models/host_port.hpp"

namespace slk {

// Throws Error (exit 3) if the device did not do what it was asked for: the command, the status,
// the remedy.
void require_ok(const Link& link, const Link::Answer& answer);

// Sends a command while nothing is unanswered, and requires the answer to be ok.
Reply ask(Link& link, const Command& command);

// One access is one command, two for a chunk other than the first that is written. Rows go in
// frames of up to Link::frame_bytes(), or a third of the device's receive store, several at once.
// Between calls nothing is unanswered.
class LinkPort : public HostPort {
 public:
  // The link has said hello, and outlives the port.
  explicit LinkPort(Link& link) : link_(link) {}

  std::uint32_t access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data) override;
  void write_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                  const Bytes& bytes) override;
  Bytes read_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                  std::uint32_t rows) override;

  // Bytes on the line since the event counters were last written, whose reply is the first that
  // counts. On a line without losses `written` is what the event link_bytes_in reads in the last
  // command, and `read` is link_bytes_out and the rest of that reply.
  LineBytes bytes_since_clear() const;

 private:
  std::size_t rows_per_frame(std::uint8_t row_bytes) const;
  void take_rows(const Link::Answer& answer, Bytes& bytes);

  Link& link_;
  LineBytes clear_;
};

}  // namespace slk
