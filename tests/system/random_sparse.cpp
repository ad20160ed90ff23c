// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_sparse.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "tests/system/network_writer.hpp"

namespace slk::tests {
namespace {

constexpr std::int64_t kSteps = 100;
constexpr std::int64_t kFanIn = 5;

struct Pop {
  std::string name;
  std::int64_t size;
  bool input;
  std::vector<std::int64_t> heard = {};  // synapses to each neuron
};

class Writer : NetworkWriter {
 public:
  Writer(const std::string& folder, std::uint64_t seed, std::uint32_t most)
      : NetworkWriter(folder, seed), most_(most) {}
  std::string write();

 private:
  void make_populations();
  std::string neurons();
  std::string rule();
  std::string table(const char* key);
  std::string projection(const Pop& from, Pop& to);
  std::string stimulus();

  std::int64_t most_;
  std::vector<Pop> pops_;
  int rules_ = 0;
};

// Mostly nearly as many neurons as there may be.
void Writer::make_populations() {
  std::int64_t left = chance(30) ? uniform(1, most_) : uniform(most_ * 3 / 4, most_);
  for (int i = 0; left > 0; ++i) {
    const std::int64_t size = i == 5 ? left : uniform(1, std::max<std::int64_t>(1, left));
    pops_.push_back({"pop" + std::to_string(i), size, false, {}});
    pops_.back().heard.resize(static_cast<std::size_t>(size));
    left -= size;
  }
  for (std::int64_t i = uniform(1, 3); i > 0; --i) {
    const std::int64_t size = uniform(1, std::max<std::int64_t>(2, most_ / 8));
    pops_.push_back({"in" + std::to_string(i), size, true, {}});
  }
  std::shuffle(pops_.begin(), pops_.end(), random_);
}

std::string Writer::neurons() {
  std::ostringstream out;
  out << "{dv: " << pick<int>({128, 512, 4096}) << ", du0: " << pick<int>({512, 4096})
      << ", threshold: " << uniform(100, 4000) << ", bias: " << uniform(-60, 40)
      << ", noise: " << pick<int>({0, 0, 9, 10, 11}) << ", refractory: " << pick<int>({0, 1, 3, 40})
      << ", reset: " << pick<std::string>({"0", "subtract"});
  if (chance(30)) out << ", da_step: " << uniform(0, 400) << ", da: " << uniform(0, 400);
  return out.str() + "}";
}

std::string Writer::table(const char* key) {
  std::string text;
  for (std::int64_t i = uniform(0, 32); i > 0; --i) {
    text += (text.empty() ? "" : ", ") + std::to_string(chance(60) ? 0 : uniform(-40, 40));
  }
  return std::string(", ") + key + ": [" + text + "]";
}

std::string Writer::rule() {
  std::ostringstream out;
  out << "{min: " << pick<int>({-127, 0}) << ", max: 127, fraction_bits: " << uniform(0, 4)
      << table("P") << table("Q") << table("N") << ", C: " << uniform(-20, 20)
      << ", rounding: " << pick<std::string>({"nearest", "stochastic"}) << "}";
  return out.str();
}

// Edges, near ones or any, to neurons that can still hear some.
std::string Writer::projection(const Pop& from, Pop& to) {
  const bool near = chance(60);
  std::vector<std::string> lines;
  for (std::int64_t target = 0; target < to.size; ++target) {
    std::int64_t& heard = to.heard[static_cast<std::size_t>(target)];
    for (std::int64_t n = uniform(0, 2); n > 0 && heard < kFanIn; --n, ++heard) {
      const std::int64_t middle = target * from.size / to.size;
      const std::int64_t source =
          near ? std::clamp<std::int64_t>(middle + uniform(-8, 8), 0, from.size - 1)
               : uniform(0, from.size - 1);
      lines.push_back(std::to_string(source) + "," + std::to_string(target) + "," +
                      std::to_string(uniform(0, 127)) + "," +
                      std::to_string(pick<std::int64_t>({1, 1, 2, 3, 31, uniform(1, 31)})));
    }
  }
  std::ostringstream out;
  out << "  - {from: " << from.name << ", to: " << to.name
      << ", connect: " << table_file("from_index,to_index,weight,delay", lines)
      << ", shift: " << uniform(3, 6);
  if (chance(10)) {
    out << ", receptor: instructive";
  } else {
    if (chance(20)) out << ", receptor: 1";
    if (rules_ > 0 && chance(50)) out << ", rule: r" << uniform(0, rules_ - 1);
  }
  return out.str() + "}\n";
}

std::string Writer::stimulus() {
  std::string text;
  for (const Pop& pop : pops_) {
    if (!pop.input) continue;
    text += "  - {to: " + pop.name + ", poisson: {probability: 0." +
            pick<std::string>({"01", "05", "2"}) + "}}\n";
  }
  for (int r = 0; r < rules_; ++r) {
    if (!chance(40)) continue;
    std::vector<std::string> lines;
    for (std::int64_t step = 1; step <= kSteps; ++step) {
      if (!chance(10)) continue;
      lines.push_back(std::to_string(step) + "," + std::to_string(uniform(-512, 512)) + "," +
                      std::to_string(uniform(-512, 512)) + "," + (chance(80) ? "1" : "0"));
    }
    text += "  - {rule: r" + std::to_string(r) +
            ", modulators: " + table_file("step,m_plus,m_minus,enable", lines) + "}\n";
  }
  if (chance(30)) {
    text += "  - {reset_every: " + std::to_string(pick<int>({7, 33, 50})) +
            ", keep_adaptation: " + (chance(50) ? "true" : "false") + "}\n";
  }
  return text;
}

std::string Writer::write() {
  make_populations();
  rules_ = chance(50) ? static_cast<int>(uniform(1, 3)) : 0;
  std::ostringstream out;
  out << "spikelock: network/1\nname: sparse" << seed_ << "\nseed: " << random_()
      << "\nadapt_every: " << pick<int>({0, 1, 3}) << "\npopulations:\n";
  for (const Pop& pop : pops_) {
    out << "  " << pop.name << ": {size: " << pop.size;
    out << (pop.input ? ", kind: input}\n" : ", kind: lif, params: " + neurons() + "}\n");
  }
  if (rules_ > 0) out << "rules:\n";
  for (int r = 0; r < rules_; ++r) out << "  r" << r << ": " << rule() << '\n';
  std::string projections;
  for (const Pop& from : std::vector<Pop>(pops_)) {
    for (Pop& to : pops_) {
      if (!to.input && chance(from.input ? 80 : 50)) projections += projection(from, to);
    }
  }
  out << "projections:" << (projections.empty() ? " []" : "") << '\n' << projections;
  out << "stimulus:\n" << stimulus();
  return network_file(out.str());
}

}  // namespace

std::string write_random_sparse(const std::string& folder, std::uint64_t seed, std::uint32_t most) {
  return Writer(folder, seed, most).write();
}

}  // namespace slk::tests
