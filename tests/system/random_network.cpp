// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_network.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "tests/system/network_writer.hpp"

namespace slk::tests {
namespace {

constexpr std::int64_t kMax = (1 << 23) - 1;

struct Pop {
  std::string name;
  int size;
  bool input;
};

class Writer : NetworkWriter {
 public:
  Writer(const std::string& folder, std::uint64_t seed, const RandomNetworkOptions& options)
      : NetworkWriter(folder, seed), options_(options) {}
  std::string write();

 private:
  // Half of all values stand in a corner.
  std::int64_t state() {
    if (chance(20)) return pick({0, 1, -1, kMax, -kMax, kMax - 1, -kMax + 1});
    return chance(85) ? uniform(-8000, 8000) : uniform(-kMax, kMax);
  }
  std::int64_t decay() { return chance(40) ? pick({0, 1, 2048, 4095, 4096}) : uniform(0, 4096); }
  std::int64_t one_param(const std::string& name);
  std::string param(const std::string& name, int size);
  std::string params(int size);
  std::string projection();
  std::string edges(const Pop& from, const Pop& to, bool weight, bool delay);
  std::string stimulus();

  RandomNetworkOptions options_;
  std::vector<Pop> pops_;
};

std::int64_t Writer::one_param(const std::string& name) {
  if (name[0] == 'd' && name != "da_step") return decay();
  if (name == "da_step") return std::abs(state());
  if (name == "refractory") return chance(50) ? 0 : pick({1, 2, 3, 7, 255});
  if (name == "noise") return options_.random && chance(40) ? pick({1, 2, 8, 12, 22, 23}) : 0;
  if (name == "v_min") return chance(60) ? -kMax : state();
  if (name == "threshold") return chance(70) ? uniform(0, 6000) : state();
  if (name == "bias") return chance(70) ? uniform(-200, 400) : state();
  return state();
}

// A number, a list, or a file with one value a neuron.
std::string Writer::param(const std::string& name, int size) {
  if (name == "reset" && chance(35)) return "subtract";
  if (options_.small || chance(60)) return std::to_string(one_param(name));
  std::vector<std::string> values;
  for (int i = 0; i < size; ++i) values.push_back(std::to_string(one_param(name)));
  if (chance(50)) {
    std::string list = "[";
    for (const std::string& value : values) list += (list.size() > 1 ? ", " : "") + value;
    return list + "]";
  }
  std::vector<std::string> lines;
  for (int i = size - 1; i >= 0; --i) {
    lines.push_back(std::to_string(i) + "," + values[static_cast<std::size_t>(i)]);
  }
  return table_file("index,value", lines);
}

std::string Writer::params(int size) {
  std::string text;
  for (const char* name : {"du0", "du1", "dv", "da", "da_step", "bias", "threshold", "v_min",
                           "refractory", "noise", "reset"}) {
    if (std::string(name) != "threshold" && chance(40)) continue;
    text += (text.empty() ? "" : ", ") + std::string(name) + ": " + param(name, size);
  }
  return "{" + text + "}";
}

std::string Writer::edges(const Pop& from, const Pop& to, bool weight, bool delay) {
  std::vector<std::string> lines;
  const std::int64_t count = uniform(0, std::min(120, from.size * to.size));
  for (std::int64_t i = 0; i < count; ++i) {
    std::string line =
        std::to_string(uniform(0, from.size - 1)) + "," + std::to_string(uniform(0, to.size - 1));
    if (weight) line += "," + std::to_string(uniform(-127, 127));
    if (delay) line += "," + std::to_string(pick({1, 2, 5, 30, 31}));
    lines.push_back(line);
  }
  return table_file(
      std::string("from_index,to_index") + (weight ? ",weight" : "") + (delay ? ",delay" : ""),
      lines);
}

std::string Writer::projection() {
  const Pop& from =
      pops_[static_cast<std::size_t>(uniform(0, static_cast<std::int64_t>(pops_.size()) - 1))];
  std::vector<std::size_t> targets;
  for (std::size_t i = 0; i < pops_.size(); ++i) {
    if (!pops_[i].input) targets.push_back(i);
  }
  const Pop& to = pops_[targets[static_cast<std::size_t>(
      uniform(0, static_cast<std::int64_t>(targets.size()) - 1))]];
  std::string connect;
  bool weight_column = false;
  bool delay_column = false;
  switch (uniform(0, 4)) {
    case 0:
      connect = "all_to_all";
      break;
    case 1:
      connect = from.size == to.size ? "one_to_one" : "{all_to_all: {self: false}}";
      break;
    case 2:
      connect = "{probability: 0." + std::to_string(uniform(0, 9)) +
                "5, self: " + (chance(50) ? "true" : "false") + "}";
      break;
    case 3:
      connect = chance(50) ? "{probability: 1}" : "{probability: 0.3}";
      break;
    default:
      weight_column = chance(50);
      delay_column = chance(50);
      connect = edges(from, to, weight_column, delay_column);
  }
  std::ostringstream out;
  out << "  - {from: " << from.name << ", to: " << to.name << ", connect: " << connect;
  if (!weight_column) {
    const std::int64_t a = chance(30) ? -127 : uniform(-127, 127);
    const std::int64_t b = chance(30) ? 127 : uniform(a, 127);
    if (chance(30))
      out << ", weights: " << pick({-127, -1, 0, 1, 127, a});
    else
      out << ", weights: {uniform: [" << a << ", " << b << "]}";
  }
  out << ", shift: " << (chance(75) ? uniform(0, 8) : uniform(9, 15));
  if (!delay_column && chance(70)) {
    if (chance(60))
      out << ", delay: " << (chance(40) ? pick({1, 2, 31}) : uniform(1, 31));
    else {
      const std::int64_t a = uniform(1, 31);
      out << ", delay: {uniform: [" << a << ", " << std::min<std::int64_t>(31, a + uniform(0, 3))
          << "]}";
    }
  }
  if (options_.receptors == 2 && chance(40)) out << ", receptor: 1";
  out << "}\n";
  return out.str();
}

std::string Writer::stimulus() {
  std::string text;
  for (const Pop& pop : pops_) {
    if (!pop.input) continue;
    if (chance(70)) {
      text += "  - {to: " + pop.name + ", poisson: {probability: " +
              (chance(20) ? std::string("1") : "0." + std::to_string(uniform(0, 4)) + "7") + "}}\n";
    }
    if (chance(60)) {
      std::vector<std::string> lines;
      for (std::int64_t i = uniform(0, 200); i > 0; --i) {
        lines.push_back(std::to_string(uniform(1, 100)) + "," +
                        std::to_string(uniform(0, pop.size - 1)));
      }
      text += "  - {to: " + pop.name + ", spikes: " + table_file("step,index", lines) + "}\n";
    }
  }
  const std::string keep = std::string(", keep_adaptation: ") + (chance(50) ? "true" : "false");
  if (chance(40))
    text += "  - {reset_every: " + std::to_string(pick({1, 7, 32, 33, 50})) + keep + "}\n";
  if (chance(30))
    text += "  - {reset_before: [" + std::to_string(uniform(1, 40)) + ", " +
            std::to_string(uniform(41, 100)) + "]" + keep + "}\n";
  return text;
}

std::string Writer::write() {
  const int inputs = static_cast<int>(uniform(0, 2));
  for (int i = 0; i < inputs; ++i) {
    pops_.push_back({"in" + std::to_string(i),
                     static_cast<int>(chance(10) ? 1 : uniform(1, options_.small ? 20 : 40)),
                     true});
  }
  const int groups = static_cast<int>(uniform(1, 3));
  for (int i = 0; i < groups; ++i) {
    const int size = static_cast<int>(chance(15)       ? pick({1, 8, 16})
                                      : options_.small ? uniform(1, 20)
                                                       : uniform(1, chance(25) ? 100 : 30));
    pops_.push_back({"pop" + std::to_string(i), size, false});
  }
  std::shuffle(pops_.begin(), pops_.end(), random_);

  std::ostringstream out;
  out << "spikelock: network/1\nname: random" << seed_ << "\nseed: " << random_()
      << "\nadapt_every: " << pick({0, 0, 1, 2, 5, 15}) << "\npopulations:\n";
  for (const Pop& pop : pops_) {
    out << "  " << pop.name << ": {size: " << pop.size
        << ", kind: " << (pop.input ? "input" : "lif");
    if (!pop.input) out << ", params: " << params(pop.size);
    out << "}\n";
  }
  out << "projections:\n";
  for (std::int64_t i = uniform(1, 5); i > 0; --i) out << projection();
  const std::string input = stimulus();
  if (!input.empty()) out << "stimulus:\n" << input;
  return network_file(out.str());
}

}  // namespace

std::string write_random_network(const std::string& folder, std::uint64_t seed,
                                 const RandomNetworkOptions& options) {
  return Writer(folder, seed, options).write();
}

}  // namespace slk::tests
