// SPDX-License-Identifier: Apache-2.0
// Reads an entry of `projections`: who is connected, with what weights and delays.
#include <optional>
#include <string>

#include "models/connect.hpp"
#include "models/limits.hpp"
#include "models/read_edges.hpp"
#include "models/read_parts.hpp"

namespace slk {
namespace {

constexpr const char* kConnectAllowed =
    "all_to_all, one_to_one, {all_to_all: {self: false}}, {probability: p, self: false}, "
    "{file: edges.csv}";

// A projection on its way: its keys, its place in the network, its synapses so far.
struct Draft {
  const yaml::Map& map;
  const Network& network;
  std::uint32_t position;
  const Population& from;
  const Population& to;
  Edges edges;

  PairDraws draws(Purpose purpose) const { return {network.seed, purpose, position}; }
};

bool read_self(const yaml::Map& map) {
  const auto self = map.find("self");
  return !self || self->boolean();
}

void connect_by_map(const yaml::Field& connect, Draft& draft) {
  if (!connect.is_map()) connect.refuse(kConnectAllowed);
  const yaml::Map map = connect.map({{"all_to_all", "probability", "self", "file"}, {}});
  const auto all = map.find("all_to_all");
  const auto probability = map.find("probability");
  const auto file = map.find("file");
  const bool one = all.has_value() + probability.has_value() + file.has_value() == 1;
  if (!one || (map.has("self") && !probability)) {
    connect.fail("connect is no rule; allowed " + std::string(kConnectAllowed));
  }
  if (all) {
    const bool self = read_self(all->map({{"self"}, {}}));
    draft.edges.synapses = connect_all(draft.from, draft.to, self);
  } else if (probability) {
    const std::uint64_t threshold = probability->probability();
    draft.edges.synapses = connect_at_random(draft.from, draft.to, read_self(map), threshold,
                                             draft.draws(Purpose::kConnect));
  } else {
    draft.edges = read_edges(*file, draft.from, draft.to);
  }
}

void read_connect(Draft& draft) {
  const yaml::Field connect = draft.map.need("connect", kConnectAllowed);
  if (connect.says("all_to_all")) {
    draft.edges.synapses = connect_all(draft.from, draft.to, true);
  } else if (connect.says("one_to_one")) {
    if (draft.from.size != draft.to.size) {
      connect.fail("one_to_one from " + std::to_string(draft.from.size) + " to " +
                   std::to_string(draft.to.size) + " neurons; allowed equal sizes");
    }
    draft.edges.synapses = connect_one_to_one(draft.from, draft.to);
  } else {
    connect_by_map(connect, draft);
  }
}

// A number or `{uniform: [a, b]}`.
Uniform read_uniform(const yaml::Field& value, std::int64_t min, std::int64_t max) {
  if (!value.is_map()) {
    const auto number = static_cast<std::int32_t>(value.integer(min, max));
    return {number, number};
  }
  const std::string allowed = "[a, b] with a <= b in " + yaml::range(min, max);
  const yaml::Field pair = value.map({{"uniform"}, {}}).need("uniform", allowed);
  if (!pair.is_list()) pair.refuse(allowed);
  const std::vector<yaml::Field> items = pair.list();
  if (items.size() != 2) {
    pair.fail("uniform has " + std::to_string(items.size()) + " values; allowed " + allowed);
  }
  const auto low = static_cast<std::int32_t>(items[0].integer(min, max));
  const auto high = static_cast<std::int32_t>(items[1].integer(min, max));
  if (low > high) {
    pair.fail("uniform is [" + std::to_string(low) + ", " + std::to_string(high) + "]; allowed " +
              allowed);
  }
  return {low, high};
}

// A value that the edge table has as a column must not be a key, too.
std::optional<yaml::Field> find_unless_column(const Draft& draft, const std::string& key,
                                              const std::string& column, bool has_column) {
  auto value = draft.map.find(key);
  if (value && has_column) {
    value->fail("'" + key + "' is given as a key and as column '" + column + "' of " +
                draft.edges.path + "; allowed one of them");
  }
  return value;
}

void read_delays(Draft& draft) {
  const auto delay = find_unless_column(draft, "delay", "delay", draft.edges.has_delay);
  if (delay) {
    draw_delays(draft.edges.synapses, read_uniform(*delay, 1, limits::kDelay),
                draft.draws(Purpose::kDelay));
  }
  sort_synapses(draft.edges.synapses);
}

// Reads the weights of sorted synapses. Those of instructive ones need none.
void read_weights(Draft& draft, bool required) {
  const std::string allowed = "a number " + yaml::range(-limits::kWeight, limits::kWeight) +
                              ", {uniform: [a, b]}, {file: w.csv}, a column 'weight' of the edges";
  const auto weights = find_unless_column(draft, "weights", "weight", draft.edges.has_weight);
  if (!weights && !draft.edges.has_weight && required) draft.map.need("weights", allowed);
  if (!weights) return;
  if (weights->is_text() || weights->is_list()) weights->refuse(allowed);
  if (weights->is_map()) {
    const yaml::Map map = weights->map({{"uniform", "file"}, {}});
    const auto file = map.find("file");
    if (file && map.has("uniform")) weights->refuse(allowed);
    if (file) return read_weights(*file, draft.from, draft.to, draft.edges.synapses);
  }
  draw_weights(draft.edges.synapses, read_uniform(*weights, -limits::kWeight, limits::kWeight),
               draft.draws(Purpose::kWeight));
}

std::uint8_t read_receptor(const yaml::Map& map) {
  const auto receptor = map.find("receptor");
  if (!receptor) return 0;
  if (receptor->says("instructive")) return kInstructive;
  return static_cast<std::uint8_t>(receptor->one_of({0, 1}, "instructive"));
}

std::optional<std::uint8_t> read_rule(const yaml::Map& map, const Network& network,
                                      std::uint8_t receptor) {
  const auto rule = map.find("rule");
  if (!rule) return std::nullopt;
  if (receptor == kInstructive) {
    rule->fail("an instructive projection has no 'rule'; allowed with receptor 0, 1");
  }
  return read_rule_name(*rule, network);
}

// A plastic weight begins where its rule can bring it.
void check_weights(const yaml::Map& map, const Network& network, const Projection& projection) {
  if (!projection.rule) return;
  const Rule& rule = network.rules[*projection.rule];
  for (const Synapse& synapse : projection.synapses) {
    if (synapse.weight >= rule.min && synapse.weight <= rule.max) continue;
    map.field().fail(network.name_of(synapse.source) + " -> " + network.name_of(synapse.target) +
                     " has weight " + std::to_string(synapse.weight) + "; rule '" + rule.name +
                     "' allows " + yaml::range(rule.min, rule.max));
  }
}

std::uint8_t read_small(const yaml::Map& map, const std::string& key, std::int64_t max) {
  const auto value = map.find(key);
  return value ? static_cast<std::uint8_t>(value->integer(0, max)) : std::uint8_t{0};
}

}  // namespace

Projection read_projection(const yaml::Field& entry, const Network& network,
                           std::uint32_t position) {
  const yaml::Map map =
      entry.map({{"from", "to", "connect", "weights", "shift", "delay", "receptor", "rule"}, {}});
  Projection projection;
  projection.from = read_population_name(map.need("from", "a population"), network);
  projection.to =
      read_population_name(map.need("to", "a population"), network, Population::Kind::kLif);
  projection.shift = read_small(map, "shift", limits::kShift);
  projection.receptor = read_receptor(map);
  projection.rule = read_rule(map, network, projection.receptor);
  Draft draft{map,
              network,
              position,
              network.populations[projection.from],
              network.populations[projection.to],
              {}};
  read_connect(draft);
  read_delays(draft);
  read_weights(draft, projection.receptor != kInstructive);
  projection.synapses = std::move(draft.edges.synapses);
  check_weights(map, network, projection);
  return projection;
}

}  // namespace slk
