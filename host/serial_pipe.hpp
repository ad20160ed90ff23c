// SPDX-License-Identifier: Apache-2.0
// A device at a serial port of this machine, 8N1; or behind a pseudo-terminal, which has no rate.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "models/byte_pipe.hpp"

namespace slk {

inline constexpr std::uint32_t kDefaultBaud = 115200;

// Its name is "serial:PATH". No other program that asks for the port like this one can have it
// meanwhile. set_line() takes rates that the port has. Throws Error (exit 2): no such port, no
// permission, no such rate; (exit 3): the port is in use.
std::unique_ptr<BytePipe> make_serial_pipe(const std::string& path, std::uint32_t baud);

}  // namespace slk
