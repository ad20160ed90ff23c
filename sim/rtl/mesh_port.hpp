// SPDX-License-Identifier: Apache-2.0
// A Verilated chip of several cores as a ChipPort: an access that is refused, or never answered, is
// an error.
#pragma once

#include "models/chip_port.hpp"
#include "sim/rtl/rtl_mesh.hpp"

namespace slk {

class MeshPort : public ChipPort {
 public:
  // An access may wait `budget` cycles, as a reset does for packets under way.
  MeshPort(RtlMesh& mesh, std::uint64_t budget) : mesh_(mesh), budget_(budget) {}
  std::uint32_t access(std::uint32_t core, spec::Window window, std::uint32_t row,
                       std::uint32_t chunk, bool write, std::uint32_t data) override;

 private:
  RtlMesh& mesh_;
  const std::uint64_t budget_;
};

}  // namespace slk
