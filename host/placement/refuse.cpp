// SPDX-License-Identifier: Apache-2.0
#include "host/placement/refuse.hpp"

#include <cassert>

#include "models/error.hpp"

namespace slk::placement {

void refuse(const Chip& chip, const std::string& constraint, std::uint64_t need,
            std::uint64_t limit, const std::string& remedy, const std::string& who) {
  assert(need > limit);
  throw Error((chip.path.empty() ? chip.name : chip.path) + ": " + constraint +
              ": the network needs " + std::to_string(need) + ", " + who + " " +
              std::to_string(limit) + "; " + remedy);
}

}  // namespace slk::placement
