// SPDX-License-Identifier: Apache-2.0
// A chip as a picture: cores as tiles with the fill of their memories, links in the colour of their
// load.
#pragma once

#include <string>

#include "host/placement_report.hpp"

namespace slk {

// SVG; `title` and `subtitle` stand on top, `unit` says what a packet count is of ("packets a
// step"). `steps` divides the packets.
std::string floor_plan(const PlacementReport& report, const std::string& title,
                       const std::string& subtitle, const std::string& unit, double steps);

}  // namespace slk
