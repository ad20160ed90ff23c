// SPDX-License-Identifier: Apache-2.0
// The machines that a command line names, and the one of them that is not in this process: a
// device.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/chip.hpp"
#include "models/chip_image.hpp"

namespace slk {

// Splits "golden,tlm,rtl". Throws Error, which names the flag: unknown, repeated, empty; "device"
// without the address of one, or an address without "device".
std::vector<std::string> parse_backends(const std::string& flag, const std::string& list,
                                        const std::string& device);

// The device at the address, with the image, and its line as parse_line() takes it, or, if that is
// empty, as it is. Throws Error: the device does not answer, or is not what the image was placed
// for; the chip has several cores.
std::unique_ptr<Backend> make_device(const ChipImage& image, const std::string& address,
                                     const std::string& line);

// The chip that the device at the address is, as far as it says. Throws Error.
Chip chip_of_device(const std::string& address);

}  // namespace slk
