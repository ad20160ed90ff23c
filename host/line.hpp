// SPDX-License-Identifier: Apache-2.0
// Changes the setting of a serial line at both of its ends (docs/link.md, "The setting of the
// line").
#pragma once

#include "host/link.hpp"
#include "models/byte_pipe.hpp"

namespace slk {

// From now on device and pipe speak in the setting `to`; nothing may be unanswered. False: the pipe
// cannot, or nobody answered in it, and both are back at `home`, the setting of the device's reset.
// Either way the session goes on. Throws Error: the device refuses it; nobody answers at `home`.
bool set_line(Link& link, const LineSetting& to, const LineSetting& home);

}  // namespace slk
