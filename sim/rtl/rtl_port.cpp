// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/rtl_port.hpp"

#include <sstream>

#include "models/error.hpp"

namespace slk {

std::uint32_t RtlPort::access(spec::Window window, std::uint32_t row, std::uint32_t chunk,
                              bool write, std::uint32_t data) {
  const RtlCore::Answer answer = core_.access(window, row, chunk, write, data);
  if (answer.taken && !answer.error) return answer.data;
  std::ostringstream out;
  out << "rtl: host port " << (write ? "write to " : "read of ")
      << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
      << chunk << (answer.taken ? " was refused" : " got no answer")
      << "; look at slk_host_decode in a waveform (--wave)";
  throw Error(out.str(), Exit::kMachine);
}

}  // namespace slk
