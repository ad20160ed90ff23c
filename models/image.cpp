// SPDX-License-Identifier: Apache-2.0
#include "models/image.hpp"

#include <algorithm>
#include <array>

#include "models/rule_rows.hpp"

namespace slk {
namespace {

// One synapse word: lane 0 in the lowest byte.
RowChunks synapse_word(const Image& image, std::uint32_t word) {
  RowChunks chunks((image.core.lanes * spec::kWeightBits + 31) / 32, 0);
  for (std::uint32_t lane = 0; lane < image.core.lanes; ++lane) {
    const auto code = static_cast<std::uint8_t>(image.weights[word * image.core.lanes + lane]);
    chunks[lane / 4] |= std::uint32_t{code} << (lane % 4 * 8);
  }
  return chunks;
}

template <class Chunks>
RowChunks as_row(const Chunks& chunks) {
  return {chunks.begin(), chunks.end()};
}

using WriteRow = std::function<void(spec::Window, std::uint32_t row, const RowChunks&)>;

// The tables Q are there with teaching only.
void for_each_rule_row(const Image& image, const WriteRow& write) {
  using spec::Window;
  for (std::uint32_t r = 0; r < image.rules.size(); ++r) {
    write(Window::kRule, r, as_row(pack(rule_row(image.rules[r]))));
  }
  for (std::uint32_t t = 0; t < kRuleTables; ++t) {
    if (t == spec::kTableQ && !image.core.teaching) continue;
    for (std::uint32_t r = 0; r < image.rules.size(); ++r) {
      const Rule::Table& table = table_of(image.rules[r], t);
      for (std::uint32_t d = 0; d < table.size(); ++d) {
        write(Window::kRuleTable, table_row(t, r, d), as_row(pack(spec::RuleEntry{table[d]})));
      }
    }
  }
}

}  // namespace

void for_each_row(
    const Image& image, std::uint32_t input_base,
    const std::function<void(spec::Window, std::uint32_t row, const RowChunks&)>& write) {
  using spec::Window;
  const auto write_all = [&](Window window, const auto& rows, std::uint32_t first) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) write(window, first + i, as_row(pack(rows[i])));
  };
  write_all(Window::kAxon, image.axons, 0);
  for (std::uint32_t w = 0; w < image.words(); ++w) {
    write(Window::kSynapse, w, synapse_word(image, w));
  }
  write_all(Window::kRouteIndex, image.neuron_routes, 0);
  write_all(Window::kRouteIndex, image.input_routes, input_base);
  write_all(Window::kRoute, image.routes, 0);
  write_all(Window::kNeuron, image.neurons, 0);
  write_all(Window::kProfile, image.profiles, 0);
  if (image.core.random) {
    for (std::uint32_t s = 0; s < image.slot_numbers.size(); ++s) {
      write(Window::kNumber, s, as_row(pack(spec::Number{image.slot_numbers[s]})));
    }
  }
  write_all(Window::kPlasticAxon, image.plastic_axons, 0);
  write_all(Window::kAxonWindow, std::vector<spec::AxonWindow>(image.plastic_axons.size()), 0);
  for_each_rule_row(image, write);
}

std::uint8_t row_bytes(spec::Window window, std::uint32_t lanes) {
  unsigned bits = spec::kWindows[static_cast<std::size_t>(window)].row_bits;
  if (window == spec::Window::kSynapse) bits = lanes * spec::kWeightBits;
  if (bits == 0) bits = spec::kHostDataBits;  // registers and ring words: one chunk
  return static_cast<std::uint8_t>((bits + 7) / 8);
}

void for_each_span(const Image& image, std::uint32_t input_base,
                   const std::function<void(const RowSpan&)>& write) {
  RowSpan span;
  std::uint32_t next = 0;  // row behind the span
  for_each_row(image, input_base,
               [&](spec::Window window, std::uint32_t row, const RowChunks& chunks) {
                 // Where input lines begin depends on the size of the core. They are a span of
                 // their own in any case, so that the commands of a load do not depend on it.
                 const bool inputs = window == spec::Window::kRouteIndex && row == input_base;
                 if (window != span.window || row != next || inputs) {
                   if (!span.bytes.empty()) write(span);
                   span = {window, row, row_bytes(window, image.core.lanes), {}};
                 }
                 for (std::size_t b = 0; b < span.row_bytes; ++b) {
                   span.bytes.push_back(static_cast<std::uint8_t>(chunks[b / 4] >> b % 4 * 8));
                 }
                 next = row + 1;
               });
  if (!span.bytes.empty()) write(span);
}

InputLines input_lines(const Image& image) {
  InputLines lines;
  for (std::uint32_t l = 0; l < image.line_numbers.size(); ++l) lines[image.line_numbers[l]] = l;
  return lines;
}

}  // namespace slk
