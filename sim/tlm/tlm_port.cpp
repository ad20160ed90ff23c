// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/tlm_port.hpp"

#include <sstream>

#include "models/error.hpp"

namespace slk {

std::uint32_t TlmPort::access(spec::Window window, std::uint32_t row, std::uint32_t chunk,
                              bool write, std::uint32_t data) {
  const Top::Answer answer =
      top_.access({static_cast<std::uint32_t>(window), row, chunk}, write, data);
  if (answer.status == tlm::TLM_OK_RESPONSE) return answer.data;
  tlm::tlm_generic_payload named;
  named.set_response_status(answer.status);
  std::ostringstream out;
  out << "tlm: host socket " << (write ? "write to " : "read of ")
      << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
      << chunk << " was answered with " << named.get_response_string()
      << "; look at Core::access in sim/tlm/core_host.cpp";
  throw Error(out.str(), Exit::kMachine);
}

}  // namespace slk
