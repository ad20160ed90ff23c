// SPDX-License-Identifier: Apache-2.0
// Learning as docs/architecture.md, section 3.3, defines it, literally and slowly: every update is
// made in the step in which it is due, synapse by synapse, from the full history of all spikes.
// Nothing is put off, so a flush is nothing. Shares no code with models/ or sim/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "models/ledger.hpp"
#include "models/network.hpp"

namespace slk::tests {

class EagerLearning {
 public:
  using Wide = std::int64_t;

  // Network and ledger must outlive the object.
  EagerLearning(const Network& network, Ledger& ledger);

  // Before step t: a state reset; then the modulators that are listed for it.
  void reset();
  void modulate(Wide t);
  // In the synapse pass of step t: the spike of a synapse's source arrives, at a plastic synapse,
  // whose weight is used only after this; or at an instructive one.
  void hear(std::size_t synapse, Wide t);
  void teach(std::uint32_t target, Wide t) { taught_[target].insert(t); }
  // At the end of step t, in which these neurons fired.
  void end_step(Wide t, const std::vector<std::uint32_t>& spikes);

  // Of a synapse, by its position in network order.
  Wide weight(std::size_t synapse) const { return synapses_[synapse].weight; }

 private:
  struct Plastic {
    const Synapse* synapse = nullptr;
    const Projection* projection = nullptr;
    Wide weight = 0;
    bool open = false;
    Wide t1 = 0;
  };
  using Steps = std::set<Wide>;

  void end_window_step(Plastic& plastic, Wide t);
  void update(Plastic& plastic, Wide x, std::uint32_t sixteen_bits, spec::Event event);
  std::uint32_t random(const Plastic& plastic, std::uint32_t purpose, Wide step) const;

  const Network& network_;
  Ledger& ledger_;
  std::vector<Modulators> modulators_;             // of each rule, as listed
  std::vector<Plastic> synapses_;                  // static ones included
  std::map<std::uint32_t, Steps> fired_, taught_;  // since the last reset
};

}  // namespace slk::tests
