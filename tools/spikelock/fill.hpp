// SPDX-License-Identifier: Apache-2.0
// How full a core is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/image.hpp"

namespace slk {

struct Fill {
  std::string what;
  std::uint64_t used = 0;
  std::uint64_t limit = 0;
};

inline std::vector<Fill> fill_of(const Image& image) {
  const CoreSize& core = image.core;
  return {{"neurons", image.neurons.size(), core.neurons},
          {"axons", image.axons.size(), core.axons},
          {"synapse words", image.words(), core.synapse_words},
          {"profiles", image.profiles.size(), core.profiles},
          {"input lines", image.input_routes.size(), core.axons},
          {"routes", image.routes.size(), core.axons}};
}

}  // namespace slk
