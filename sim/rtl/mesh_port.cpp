// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/mesh_port.hpp"

#include <sstream>

#include "models/error.hpp"

namespace slk {

std::uint32_t MeshPort::access(std::uint32_t core, spec::Window window, std::uint32_t row,
                               std::uint32_t chunk, bool write, std::uint32_t data) {
  const RtlMesh::Answer answer = mesh_.access(core, window, row, chunk, write, data, budget_);
  if (answer.taken && !answer.error) return answer.data;
  std::ostringstream out;
  out << "rtl: host port " << (write ? "write to " : "read of ");
  if (core == spec::kCoreAll) {
    out << "all cores, ";
  } else {
    out << "core " << core << ", ";
  }
  out << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
      << chunk << (answer.taken ? " was refused" : " got no answer")
      << "; look at slk_chip and slk_step_barrier in a waveform (--wave)";
  throw Error(out.str(), Exit::kMachine);
}

}  // namespace slk
