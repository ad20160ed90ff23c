// SPDX-License-Identifier: Apache-2.0
// A device at the other end of a TCP connection: a chip that is served, or a serial line behind a
// terminal server.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "models/byte_pipe.hpp"

namespace slk {

// Its name is "tcp:HOST:PORT". Throws Error: no such host (exit 2); nobody there (exit 3).
std::unique_ptr<BytePipe> make_tcp_pipe(const std::string& host, std::uint16_t port);

}  // namespace slk
