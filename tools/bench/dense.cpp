// SPDX-License-Identifier: Apache-2.0
#include "tools/bench/dense.hpp"

#include "host/place.hpp"
#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/rtl/rtl.hpp"
#include "tools/bench/report.hpp"

namespace slk {

Network dense_rows(std::uint32_t sources, std::uint32_t neurons, std::uint32_t active) {
  Network network;
  network.name = "dense";
  network.populations.push_back({"in", Population::Kind::kInput, sources, 0, {}});
  NeuronParams params;
  params.du0 = 4096;
  params.threshold = (1 << 23) - 1;
  params.v_min = -params.threshold;
  network.populations.push_back({"out", Population::Kind::kLif, neurons, sources,
                                 std::vector<NeuronParams>(neurons, params)});
  Projection projection;
  projection.to = 1;
  for (std::uint32_t s = 0; s < sources; ++s) {
    for (std::uint32_t n = 0; n < neurons; ++n)
      projection.synapses.push_back({s, sources + n, 1, 1});
  }
  network.projections.push_back(projection);
  for (std::uint32_t step = 1; step <= 9; step += 2) {
    for (std::uint32_t s = 0; s < active; ++s) network.stimulus.spikes.push_back({step, s});
  }
  return network;
}

Measured measure(const Network& network, const Chip& chip, std::uint32_t steps) {
  const auto rtl = make_rtl_backend(place(network, chip), 1);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(steps);
  for (StepStimulus& s : stimuli) player.next(s);
  std::vector<StepRecord> records;
  const double begin = cpu_seconds();
  rtl->run(stimuli, false, records);
  const double took = cpu_seconds() - begin;
  if (!records.back().fault.empty()) throw Error("rtl: " + records.back().fault, Exit::kMachine);
  Measured measured;
  measured.cycles = records.back().cycles;
  for (const StepRecord& record : records) measured.all += record.cycles;
  measured.cpu = took;
  measured.ledger = rtl->ledger();
  return measured;
}

}  // namespace slk
