// SPDX-License-Identifier: Apache-2.0
// The part of an image file that belongs to one core: its memories, rows in hexadecimal as the
// hardware has them, and the host's tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/image.hpp"

namespace slk {

// Eight digits a chunk, the highest chunk first, as one writes a number.
std::string to_hex(const RowChunks& chunks);
// The reverse. Throws Error if it has other digits, or more or fewer than `chunks` take.
RowChunks from_hex(const std::string& text, std::size_t chunks);

template <class Row>
std::vector<Row> rows_from(const nlohmann::ordered_json& memory) {
  std::vector<Row> rows;
  for (const auto& text : memory) {
    rows.push_back(spec::unpack<Row>(from_hex(text.get<std::string>(), Row::kChunks).data()));
  }
  return rows;
}

// All of it but for rules, registers and sizes, which all cores of a chip share.
nlohmann::ordered_json core_json(const Image& image);
// Reads that into an image that has its size. Throws Error or what the JSON library throws.
void read_core_json(const nlohmann::ordered_json& json, Image& image);

}  // namespace slk
