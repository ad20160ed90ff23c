// SPDX-License-Identifier: Apache-2.0
// Changes the setting of a serial line at both of its ends (docs/link.md, "The setting of the
// line").
#pragma once

#include <optional>
#include <string>

#include "host/link.hpp"
#include "models/byte_pipe.hpp"

namespace slk {

// That of the device, which both ends have, or nobody would answer.
LineSetting line_of(Link& link);

// From now on device and pipe speak in the setting `to`; nothing may be unanswered. False: the pipe
// cannot, or nobody answered in it, and both are back at `home`, the setting of the device's reset.
// Either way the session goes on. Throws Error: the device refuses it; nobody answers at `home`.
bool set_line(Link& link, const LineSetting& to, const LineSetting& home);

// A setting in the words of a user.
struct LineWish {
  std::uint32_t baud = 0;
  std::uint32_t parity = spec::kParityNone;
  bool flow = false;  // RTS and CTS
};

// "BAUD[,odd|,even][,flow]". Throws Error, which names the flag.
LineWish parse_line(const std::string& flag, const std::string& text);

// A device whose line has another setting as long as this lasts.
class LineChange {
 public:
  // After hello(), while nothing is unanswered. Throws Error: the line has no rate, the device no
  // such bit time, nobody answers; then the line is as it was.
  LineChange(Link& link, const LineWish& wish);
  // Back again. After a broken run the device keeps the setting until it is reset.
  ~LineChange();
  LineChange(const LineChange&) = delete;
  LineChange& operator=(const LineChange&) = delete;

 private:
  Link& link_;
  const LineSetting home_;
};

}  // namespace slk
