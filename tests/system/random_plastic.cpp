// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_plastic.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "tests/system/network_writer.hpp"

namespace slk::tests {
namespace {

constexpr std::int64_t kSteps = 200;

struct Pop {
  std::string name;
  std::int64_t size;
  bool input;
};

struct Range {
  std::int64_t min, max;
};

class Writer : NetworkWriter {
 public:
  Writer(const std::string& folder, std::uint64_t seed, const RandomNetworkOptions& options)
      : NetworkWriter(folder, seed), options_(options) {}
  std::string write();

 private:
  std::int64_t modulator() {
    return chance(75) ? pick<std::int64_t>({256, -256, 0, 128, 2047, -2048}) : uniform(-2048, 2047);
  }
  std::string population();
  std::int64_t entry(std::int64_t fraction_bits);
  std::string table(const char* key, std::int64_t fraction_bits);
  std::string rule();
  std::string projection();
  std::string input(const Pop& pop);
  std::string modulators(std::size_t rule);
  std::string resets();

  RandomNetworkOptions options_;
  std::vector<Pop> pops_;
  std::vector<Range> rules_;  // min and max of each
};

// Neurons that fire now and then by themselves.
std::string Writer::population() {
  std::ostringstream out;
  out << "{dv: " << pick<int>({128, 512, 4096}) << ", threshold: " << uniform(100, 3000)
      << ", bias: " << uniform(-50, 150)
      << ", noise: " << (options_.random ? pick<int>({0, 9, 10, 11, 12}) : 0)
      << ", refractory: " << pick<int>({0, 0, 1, 3, 40})
      << ", reset: " << pick<std::string>({"0", "subtract"});
  if (chance(30)) out << ", da_step: " << uniform(0, 400) << ", da: " << uniform(0, 400);
  return out.str() + "}";
}

// About one step of a weight, less, a corner, or anything.
std::int64_t Writer::entry(std::int64_t fraction_bits) {
  const std::int64_t one = std::int64_t{1} << fraction_bits;
  if (chance(50)) return pick<std::int64_t>({one, -one, 1, -1, 3 * one / 2, -one / 2});
  return chance(30) ? pick<std::int64_t>({-2048, 2047}) : uniform(-4 * one, 4 * one);
}

std::string Writer::table(const char* key, std::int64_t fraction_bits) {
  if (chance(25)) return "";
  const int zeros = pick<int>({0, 60, 90});
  std::string text;
  for (std::int64_t i = chance(40) ? 32 : uniform(0, 32); i > 0; --i) {
    text += (text.empty() ? "" : ", ") + std::to_string(chance(zeros) ? 0 : entry(fraction_bits));
  }
  return std::string(", ") + key + ": [" + text + "]";
}

std::string Writer::rule() {
  const std::int64_t fraction_bits = uniform(0, 8);
  const std::int64_t low = pick<std::int64_t>({-127, -127, -1, 0, 0, uniform(-127, 127)});
  const std::int64_t high =
      chance(40) ? 127 : std::min<std::int64_t>(127, low + pick<std::int64_t>({0, 1, 2, 40}));
  rules_.push_back({low, high});
  std::ostringstream out;
  out << "{min: " << low << ", max: " << high << ", fraction_bits: " << fraction_bits
      << table("P", fraction_bits) << (options_.teaching ? table("Q", fraction_bits) : "")
      << table("N", fraction_bits);
  if (chance(50)) out << ", C: " << entry(fraction_bits);
  if (options_.random && chance(60)) out << ", rounding: stochastic";
  if (chance(50)) out << ", m_plus: " << modulator();
  if (chance(50)) out << ", m_minus: " << modulator();
  if (chance(15)) out << ", enable: false";
  return out.str() + "}";
}

std::string Writer::projection() {
  const Pop from = pick(pops_);
  Pop to = pick(pops_);
  while (to.input) to = pick(pops_);
  std::ostringstream out;
  out << "  - {from: " << from.name << ", to: " << to.name << ", connect: ";
  const bool edges = chance(40);
  const bool delay_column = edges && chance(50);
  if (edges) {  // parallel synapses among them
    std::vector<std::string> lines;
    for (std::int64_t i = uniform(1, 2 * from.size * to.size); i > 0; --i) {
      lines.push_back(std::to_string(uniform(0, from.size - 1)) + "," +
                      std::to_string(uniform(0, to.size - 1)) +
                      (delay_column ? "," + std::to_string(pick<int>({1, 2, 31})) : ""));
    }
    out << table_file(delay_column ? "from_index,to_index,delay" : "from_index,to_index", lines);
  } else {
    out << pick<std::string>({"all_to_all", "{probability: 0.5}"});
  }
  out << ", shift: " << uniform(0, 9);
  if (!delay_column) {
    const std::int64_t low = pick<std::int64_t>({1, 1, 2, 31, uniform(1, 31)});
    out << ", delay: {uniform: [" << low << ", " << std::min<std::int64_t>(31, low + uniform(0, 2))
        << "]}";
  }
  Range range{-127, 127};
  const bool teaches = options_.teaching && chance(25);
  if (teaches) {
    out << ", receptor: instructive";
  } else {
    if (options_.receptors == 2 && chance(30)) out << ", receptor: 1";
    if (chance(80)) {
      const auto rule =
          static_cast<std::size_t>(uniform(0, static_cast<std::int64_t>(rules_.size()) - 1));
      range = rules_[rule];
      out << ", rule: r" << rule;
    }
  }
  if (!teaches || chance(50)) {
    out << ", weights: {uniform: [" << range.min << ", " << range.max << "]}";
  }
  return out.str() + "}\n";
}

std::string Writer::input(const Pop& pop) {
  std::string text = "  - {to: " + pop.name + ", poisson: {probability: 0." +
                     pick<std::string>({"02", "1", "3", "6"}) + "}}\n";
  if (!chance(50)) return text;
  std::vector<std::string> lines;
  for (std::int64_t i = uniform(1, 60); i > 0; --i) {
    lines.push_back(std::to_string(uniform(1, kSteps)) + "," +
                    std::to_string(uniform(0, pop.size - 1)));
  }
  return text + "  - {to: " + pop.name + ", spikes: " + table_file("step,index", lines) + "}\n";
}

// Seldom, or in nearly every step; m_minus alone, or everything.
std::string Writer::modulators(std::size_t rule) {
  const int percent = pick<int>({2, 10, 90});
  const bool only_minus = chance(30);
  std::vector<std::string> lines;
  for (std::int64_t step = 1; step <= kSteps; ++step) {
    if (!chance(percent)) continue;
    lines.push_back(std::to_string(step) + "," + std::to_string(only_minus ? 256 : modulator()) +
                    "," + std::to_string(modulator()) + "," +
                    (only_minus || chance(75) ? "1" : "0"));
  }
  return "  - {rule: r" + std::to_string(rule) +
         ", modulators: " + table_file("step,m_plus,m_minus,enable", lines) + "}\n";
}

std::string Writer::resets() {
  const std::string keep = std::string(", keep_adaptation: ") + (chance(50) ? "true" : "false");
  std::string text;
  if (chance(25)) {
    text += "  - {reset_every: " + std::to_string(pick<int>({5, 32, 33, 70})) + keep + "}\n";
  }
  if (chance(40)) {
    text += "  - {reset_before: [" + std::to_string(uniform(1, kSteps)) + ", " +
            std::to_string(uniform(1, kSteps)) + "]" + keep + "}\n";
  }
  return text;
}

std::string Writer::write() {
  const std::int64_t most = chance(20) ? 40 : 8;
  pops_ = {{"in", uniform(1, 8), true},
           {"teacher", uniform(1, 3), true},
           {"a", uniform(1, most), false}};
  if (chance(50)) pops_.push_back({"b", uniform(1, most), false});
  std::shuffle(pops_.begin(), pops_.end(), random_);
  std::ostringstream out;
  out << "spikelock: network/1\nname: plastic" << seed_ << "\nseed: " << random_()
      << "\nadapt_every: " << pick<int>({0, 1, 3}) << "\npopulations:\n";
  for (const Pop& pop : pops_) {
    out << "  " << pop.name << ": {size: " << pop.size;
    out << (pop.input ? ", kind: input}\n" : ", kind: lif, params: " + population() + "}\n");
  }
  out << "rules:\n";
  for (std::int64_t i = 0, count = chance(10) ? 8 : uniform(1, 3); i < count; ++i) {
    out << "  r" << i << ": " << rule() << '\n';
  }
  out << "projections:\n";
  for (std::int64_t i = uniform(2, 7); i > 0; --i) out << projection();
  out << "stimulus:\n";
  for (const Pop& pop : pops_) {
    if (pop.input) out << input(pop);
  }
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    if (chance(60)) out << modulators(r);
  }
  out << resets();
  return network_file(out.str());
}

}  // namespace

bool is_learning(spec::Event event) {
  return event == spec::Event::kPlasticOps || event == spec::Event::kInstructiveOps ||
         event == spec::Event::kWindowUpdatesP || event == spec::Event::kWindowUpdatesQ ||
         event == spec::Event::kEventUpdates || event == spec::Event::kWeightChanges ||
         event == spec::Event::kStochasticDraws;
}

std::string write_random_plastic(const std::string& folder, std::uint64_t seed,
                                 const RandomNetworkOptions& options) {
  return Writer(folder, seed, options).write();
}

}  // namespace slk::tests
