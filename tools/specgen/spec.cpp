// SPDX-License-Identifier: Apache-2.0
// Look-ups in the spec.
#include "tools/specgen/spec.hpp"

namespace slk::specgen {

const Constant* Spec::find_constant(const std::string& name) const {
  for (const Constant& constant : constants) {
    if (constant.name == name) return &constant;
  }
  return nullptr;
}

const Struct* Spec::find_struct(const std::string& name) const {
  for (const Struct& body : structs) {
    if (body.name == name) return &body;
  }
  return nullptr;
}

const char* access_name(Access access) {
  switch (access) {
    case Access::kRo:
      return "ro";
    case Access::kRw:
      return "rw";
    case Access::kWo:
      return "wo";
    case Access::kW1c:
      return "w1c";
  }
  return "";
}

}  // namespace slk::specgen
