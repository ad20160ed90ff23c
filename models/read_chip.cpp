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
constexpr std::int64_t kRoutes = std::int64_t{1} << spec::kRouteBits;
constexpr std::int64_t kSide = std::int64_t{1} << spec::kMeshBits;
constexpr std::int64_t kClock = 10000000000;  // Hz
constexpr std::int64_t kCyclesPerStep = 0xffffffff;
constexpr std::int64_t kLateness = spec::kDelaySlots - 2;  // leaves a delay of 1

std::uint32_t read_capacity(const yaml::Map& core, const std::string& key, std::int64_t max) {
  return static_cast<std::uint32_t>(core.need(key, yaml::range(1, max)).integer(1, max));
}

std::uint32_t read_capacity(const yaml::Map& core, const std::string& key, std::int64_t max,
                            std::uint32_t otherwise) {
  return core.has(key) ? read_capacity(core, key, max) : otherwise;
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
  const yaml::Map core =
      field.map({{"neurons", "axons", "synapse_words", "lanes", "receptors", "learning", "teaching",
                  "random", "neuron_pass", "counters", "profiles", "routes", "inputs"},
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
  if (const auto pass = core.find("neuron_pass")) {
    size.serial_neurons = pass->word({"pipelined", "serial"}) == 1;
  }
  size.counters = read_option(core, "counters", true);
  size.profiles = read_capacity(core, "profiles", kNeurons, size.neurons);
  size.routes = read_capacity(core, "routes", kRoutes, size.axons);
  size.inputs = read_capacity(core, "inputs", kAxons, size.axons);
  return size;
}

Mesh read_mesh(const yaml::Field& mesh) {
  const std::string allowed = "[columns, rows], each " + yaml::range(1, kSide);
  if (!mesh.is_list()) mesh.refuse(allowed);
  const std::vector<yaml::Field> sides = mesh.list();
  if (sides.size() != 2) {
    mesh.fail("mesh has " + std::to_string(sides.size()) + " sides; allowed " + allowed);
  }
  return {static_cast<std::uint32_t>(sides[0].integer(1, kSide)),
          static_cast<std::uint32_t>(sides[1].integer(1, kSide))};
}

// One core has no mesh on which a packet could be late.
std::optional<RealTime> read_mode(const yaml::Field& mode, const Mesh& mesh) {
  if (mode.says("barrier")) return std::nullopt;
  if (!mode.is_map()) mode.refuse("barrier, {real_time: {cycles_per_step: N}}");
  const yaml::Field field = mode.map({{"real_time"}, {}}).need("real_time", "barrier");
  if (mesh.cores() == 1) {
    field.fail("real_time on one core, where no packet can be late; allowed barrier, or a mesh");
  }
  const yaml::Map map = field.map({{"cycles_per_step", "late", "max_lateness"}, {}});
  RealTime result;
  result.cycles_per_step = static_cast<std::uint32_t>(
      map.need("cycles_per_step", yaml::range(1, kCyclesPerStep)).integer(1, kCyclesPerStep));
  if (const auto late = map.find("late")) result.drop = late->word({"defer", "drop"}) == 1;
  if (!result.drop) result.max_lateness = 1;
  if (const auto lateness = map.find("max_lateness")) {
    if (result.drop) lateness->fail("max_lateness with late: drop; allowed with late: defer");
    result.max_lateness = static_cast<std::uint32_t>(lateness->integer(0, kLateness));
  }
  return result;
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
  if (const auto mesh = file.find("mesh")) chip.mesh = read_mesh(*mesh);
  chip.core = read_core(file.need("core", "a map of capacities"));
  if (!chip.core.counters && chip.mesh.cores() > 1) {
    file.need("mesh", "")
        .fail(
            "counters: false on a mesh, whose packets are held to the counts; allowed on one core");
  }
  if (const auto clock = file.find("clock_hz")) {
    chip.clock_hz = static_cast<std::uint64_t>(clock->integer(1, kClock));
  }
  if (const auto mode = file.find("mode")) chip.real_time = read_mode(*mode, chip.mesh);
  if (const auto uart = file.find("uart")) chip.clocks_per_bit = read_uart(*uart);
  if (const auto energy = file.find("energy")) chip.energy = read_energy(*energy, path);
  return chip;
}

}  // namespace slk
