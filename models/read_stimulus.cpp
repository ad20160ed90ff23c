// SPDX-License-Identifier: Apache-2.0
// Reads the list `stimulus`: spikes, Poisson input, state resets, modulators.
#include <algorithm>
#include <string>
#include <tuple>

#include "models/limits.hpp"
#include "models/read_parts.hpp"

namespace slk {
namespace {

constexpr const char* kAllowed =
    "{to, spikes: {file: x.csv}}, {to, poisson: {probability: p}}, {reset_every: steps}, "
    "{reset_before: [steps]}, {rule, modulators: {file: x.csv}}";

std::uint32_t read_input(const yaml::Map& map, const Network& network) {
  return read_population_name(map.need("to", "an input population"), network,
                              Population::Kind::kInput);
}

void read_spikes(const yaml::Field& spikes, const Population& population, Stimulus& stimulus) {
  const yaml::Field file = spikes.map({{"file"}, {}}).need("file", "{file: x.csv}");
  CsvReader csv(file.file_path(), file.file_subject(), "paths are relative to the network file",
                {{"step", "index"}, {}});
  while (csv.next()) {
    const auto step = static_cast<std::uint32_t>(csv.integer(0, 1, limits::kStep));
    stimulus.spikes.push_back({step, read_index(csv, 1, population)});
  }
}

StateReset read_reset(const yaml::Map& map) {
  StateReset reset;
  if (const auto every = map.find("reset_every")) {
    reset.every = static_cast<std::uint32_t>(every->integer(1, limits::kStep));
  }
  if (const auto before = map.find("reset_before")) {
    for (const yaml::Field& step : before->list()) {
      reset.before.push_back(static_cast<std::uint32_t>(step.integer(1, limits::kStep)));
    }
    std::sort(reset.before.begin(), reset.before.end());
  }
  if (const auto keep = map.find("keep_adaptation")) reset.keep_adaptation = keep->boolean();
  return reset;
}

// One table a rule, so that no step has two values.
void read_change(const yaml::Map& map, const Network& network, Stimulus& stimulus) {
  const yaml::Field name = *map.find("rule");
  const std::uint8_t rule = read_rule_name(name, network);
  for (const ModulatorChange& change : stimulus.modulators) {
    if (change.rule != rule) continue;
    name.fail("rule '" + network.rules[rule].name + "' has modulators already; allowed one table");
  }
  read_modulators(*map.find("modulators"), rule, stimulus.modulators);
}

void read_entry(const yaml::Field& entry, const Network& network, Stimulus& stimulus) {
  const yaml::Map map = entry.map({{"to", "spikes", "poisson", "reset_every", "reset_before",
                                    "keep_adaptation", "rule", "modulators"},
                                   {}});
  const auto spikes = map.find("spikes");
  const auto poisson = map.find("poisson");
  const int resets = map.has("reset_every") + map.has("reset_before");
  const bool modulators = map.has("modulators");
  if (spikes.has_value() + poisson.has_value() + resets + modulators != 1 ||
      map.has("rule") != modulators || (map.has("to") && modulators)) {
    entry.fail(entry.name() + " must have one of these forms; allowed " + kAllowed);
  }
  if (resets == 1) {
    if (const auto to = map.find("to"))
      to->fail("a reset has no 'to'; allowed " + std::string(kAllowed));
    stimulus.resets.push_back(read_reset(map));
    return;
  }
  if (const auto keep = map.find("keep_adaptation")) {
    keep->fail("'keep_adaptation' without a reset; allowed with reset_every, reset_before");
  }
  if (modulators) return read_change(map, network, stimulus);
  const std::uint32_t to = read_input(map, network);
  if (spikes) return read_spikes(*spikes, network.populations[to], stimulus);
  const yaml::Map rate = poisson->map({{"probability"}, {}});
  stimulus.poisson.push_back({to, rate.need("probability", "a number 0..1").probability()});
}

// Several spikes of one line in one step are one.
void sort_spikes(std::vector<InputSpike>& spikes) {
  const auto before = [](const InputSpike& x, const InputSpike& y) {
    return std::tie(x.step, x.line) < std::tie(y.step, y.line);
  };
  const auto equal = [](const InputSpike& x, const InputSpike& y) {
    return x.step == y.step && x.line == y.line;
  };
  if (!std::is_sorted(spikes.begin(), spikes.end(), before)) {
    std::sort(spikes.begin(), spikes.end(), before);
  }
  spikes.erase(std::unique(spikes.begin(), spikes.end(), equal), spikes.end());
}

}  // namespace

Stimulus read_stimulus(const yaml::Field& list, const Network& network) {
  Stimulus stimulus;
  for (const yaml::Field& entry : list.list()) read_entry(entry, network, stimulus);
  sort_spikes(stimulus.spikes);
  std::sort(stimulus.modulators.begin(), stimulus.modulators.end(),
            [](const ModulatorChange& x, const ModulatorChange& y) {
              return std::tie(x.step, x.rule) < std::tie(y.step, y.rule);
            });
  return stimulus;
}

}  // namespace slk
