// SPDX-License-Identifier: Apache-2.0
// What kind of file a file is.
#pragma once

#include <string>

namespace slk {

// "network/1", "chip/1", "experiment/1", ... of a YAML file: the value of its first `spikelock:`
// line; "image/2" of JSON. Empty if there is no such file or line.
std::string kind_of(const std::string& path);

}  // namespace slk
