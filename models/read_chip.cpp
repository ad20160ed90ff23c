// SPDX-License-Identifier: Apache-2.0
// Reads a chip file.
#include <filesystem>

#include "models/chip.hpp"
#include "models/energy.hpp"
#include "models/gen/spec.hpp"
#include "models/yaml_reader.hpp"

namespace slk {
namespace {

constexpr std::int64_t kNeurons = std::int64_t{1} << spec::kSlotBits;
constexpr std::int64_t kAxons = std::int64_t{1} << spec::kAxonBits;
constexpr std::int64_t kWords = std::int64_t{1} << spec::kWordBits;
constexpr std::int64_t kClock = 10000000000;  // Hz

std::uint32_t read_capacity(const yaml::Map& core, const std::string& key, std::int64_t max) {
  return static_cast<std::uint32_t>(core.need(key, yaml::range(1, max)).integer(1, max));
}

std::uint32_t read_axons(const yaml::Map& core) {
  constexpr std::int64_t kUnit = spec::kRingWordBits;
  const std::string allowed = "multiples of 32, " + yaml::range(kUnit, kAxons);
  const yaml::Field field = core.need("axons", allowed);
  const std::int64_t axons = field.integer(kUnit, kAxons);
  if (axons % kUnit != 0) field.refuse(allowed);
  return static_cast<std::uint32_t>(axons);
}

std::uint32_t read_lanes(const yaml::Map& core, std::uint32_t neurons) {
  const auto lanes =
      static_cast<std::uint32_t>(core.need("lanes", "1, 2, 4, 8, 16").one_of({1, 2, 4, 8, 16}));
  if (neurons % lanes != 0) {
    core.need("neurons", "").refuse("multiples of lanes, " + std::to_string(lanes));
  }
  return lanes;
}

bool read_option(const yaml::Map& core, const std::string& key, bool otherwise) {
  const auto option = core.find(key);
  return option ? option->boolean() : otherwise;
}

CoreSize read_core(const yaml::Field& field) {
  const yaml::Map core = field.map({{"neurons", "axons", "synapse_words", "lanes", "receptors",
                                     "learning", "teaching", "random", "profiles"},
                                    {}});
  CoreSize size;
  size.neurons = read_capacity(core, "neurons", kNeurons);
  size.axons = read_axons(core);
  size.synapse_words = read_capacity(core, "synapse_words", kWords);
  size.lanes = read_lanes(core, size.neurons);
  if (const auto receptors = core.find("receptors")) {
    size.receptors = static_cast<std::uint32_t>(receptors->integer(1, 2));
  }
  size.learning = read_option(core, "learning", false);
  size.teaching = read_option(core, "teaching", false);
  if (size.teaching && !size.learning) {
    core.need("teaching", "").fail("teaching: true without learning: true; allowed with it");
  }
  size.random = read_option(core, "random", true);
  size.profiles = core.has("profiles") ? read_capacity(core, "profiles", kNeurons) : size.neurons;
  return size;
}

void check_mesh(const yaml::Field& mesh) {
  constexpr std::int64_t kSide = 256;
  if (!mesh.is_list()) mesh.refuse("[1, 1]");
  const std::vector<yaml::Field> sides = mesh.list();
  if (sides.size() != 2)
    mesh.fail("mesh has " + std::to_string(sides.size()) + " sides; allowed [1, 1]");
  const std::int64_t x = sides[0].integer(1, kSide);
  const std::int64_t y = sides[1].integer(1, kSide);
  if (x == 1 && y == 1) return;
  mesh.refuse_later("mesh: [" + std::to_string(x) + ", " + std::to_string(y) + "]");
}

void check_mode(const yaml::Field& mode) {
  if (mode.says("barrier")) return;
  if (mode.is_map()) {
    mode.map({{"real_time"}, {}}).need("real_time", "barrier");
    mode.refuse_later("mode: real_time");
  }
  mode.refuse("barrier");
}

std::uint32_t read_uart(const yaml::Field& uart) {
  constexpr std::int64_t kMax = (1 << spec::kClocksPerBitBits) - 1;
  const yaml::Map map = uart.map({{"clocks_per_bit"}, {}});
  const yaml::Field clocks = map.need("clocks_per_bit", "clock cycles in a bit");
  return static_cast<std::uint32_t>(clocks.integer(spec::kClocksPerBitMin, kMax));
}

std::string read_energy(const yaml::Field& energy, const std::string& path) {
  const std::string word = energy.text();
  const auto list = find_price_list(word, std::filesystem::path(path).parent_path().string());
  if (!list) energy.fail("no price list '" + word + "'; " + allowed_price_lists());
  return *list;
}

}  // namespace

Chip read_chip(const std::string& path) {
  const yaml::Document document = yaml::open_document(path, "chip");
  const yaml::Map file = yaml::root(document).map(
      {{"spikelock", "name", "mesh", "core", "clock_hz", "mode", "energy", "uart"}, {}});
  Chip chip;
  chip.path = path;
  chip.name = std::filesystem::path(path).stem().string();
  if (const auto name = file.find("name")) chip.name = name->text();
  if (const auto mesh = file.find("mesh")) check_mesh(*mesh);
  chip.core = read_core(file.need("core", "a map of capacities"));
  if (const auto clock = file.find("clock_hz")) {
    chip.clock_hz = static_cast<std::uint64_t>(clock->integer(1, kClock));
  }
  if (const auto mode = file.find("mode")) check_mode(*mode);
  if (const auto uart = file.find("uart")) chip.clocks_per_bit = read_uart(*uart);
  if (const auto energy = file.find("energy")) chip.energy = read_energy(*energy, path);
  return chip;
}

}  // namespace slk
