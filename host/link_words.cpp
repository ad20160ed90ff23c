// SPDX-License-Identifier: Apache-2.0
#include "host/link_words.hpp"

namespace slk {
namespace {

std::string rows_of(spec::Window window, std::uint32_t first, std::size_t count) {
  const auto w = static_cast<std::size_t>(window);
  if (window == spec::Window::kRegisters && count == 1 && first < spec::kRegisters.size()) {
    return std::string("register ") + spec::kRegisters[first].name;
  }
  const std::string name =
      w < spec::kWindows.size() ? spec::kWindows[w].name : "window " + std::to_string(w);
  if (count <= 1) return name + " row " + std::to_string(first);
  return name + " rows " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

struct Describe {
  std::string operator()(const HelloCommand&) const { return "hello"; }
  std::string operator()(const ReadCommand& c) const {
    return "read of " + rows_of(c.window, c.row, c.rows);
  }
  std::string operator()(const WriteCommand& c) const {
    return "write of " + rows_of(c.window, c.row, c.data.size() / c.row_bytes);
  }
  std::string operator()(const RecordsCommand& c) const {
    return "records at byte " + std::to_string(c.cursor);
  }
  std::string operator()(const RunToCommand& c) const {
    return "run_to step " + std::to_string(c.step);
  }
  std::string operator()(const OutputCommand& c) const {
    return "output from entry " + std::to_string(c.cursor);
  }
};

const char* remedy(int status) {
  switch (status) {
    case spec::kStatusOpcode:
    case spec::kStatusLength:
      return "the device knows no such command; build it and this program from the same sources";
    case spec::kStatusAddress:
      return "the core has no such place, or refuses it now; place the network for this core";
    case spec::kStatusBusy:
      return "a run is under way; end it with run_to, or reset the device";
    case spec::kStatusRange:
      return "the device is not where this program left it; reset it and begin anew";
    case spec::kStatusRoom:
      return "the record store is full; reset the device and begin anew";
    case spec::kStatusStalled:
      return "the core hangs; look at it in a waveform, or reset the device";
    default:
      return "docs/link.md knows no such status; build device and program from the same sources";
  }
}

}  // namespace

std::string describe(const Command& command) { return std::visit(Describe{}, command); }

std::string refusal_sentence(const std::string& device, const Command& command, int status) {
  return device + ": " + describe(command) + " was answered with status " + status_name(status) +
         ": " + remedy(status);
}

}  // namespace slk
