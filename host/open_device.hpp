// SPDX-License-Identifier: Apache-2.0
// From the address of a device to the line to it.
#pragma once

#include <memory>
#include <string>

#include "host/device.hpp"
#include "models/byte_pipe.hpp"

namespace slk {

// Opens "serial:PATH", "serial:PATH,BAUD" or "tcp:HOST:PORT". Throws Error: no such address, and
// what the pipes say.
std::unique_ptr<BytePipe> open_device(const std::string& address);

// With a session of its own, so that the program knows whether the device was reset or used by
// another.
DeviceOptions options_of_device();

}  // namespace slk
