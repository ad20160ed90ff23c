// SPDX-License-Identifier: Apache-2.0
// Brings a device from any state to the beginning of a run: the image loaded, state and streams
// empty, step 0, totals zero.
#pragma once

#include "host/link_port.hpp"
#include "models/image.hpp"

namespace slk {

// The link has said hello. Throws Error (exit 3): the core is not one that the image was placed
// for, it stays busy, it was reset, a command was refused.
void prepare_device(Link& link, LinkPort& port, const Image& image);

// Throws Error (exit 3): the device has lost our session, and with it what was loaded.
void require_session(const Link& link, LinkPort& port);

}  // namespace slk
