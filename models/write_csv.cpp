// SPDX-License-Identifier: Apache-2.0
#include "models/write_csv.hpp"

#include <algorithm>

#include "models/error.hpp"

namespace slk {

CsvWriter::CsvWriter(const std::string& path, const std::string& header) : path_(path) {
  if (!active()) return;
  out_.open(path);
  if (!out_) throw Error(path + ": cannot be written; name a file in a folder that exists");
  out_ << header << '\n';
}

void CsvWriter::close() {
  if (!active()) return;
  out_.close();
  if (!out_) throw Error(path_ + ": could not be written to the end; is the disk full?");
}

void write_spikes(CsvWriter& csv, const Network& network, const StepStimulus& stimulus,
                  const StepRecord& record) {
  if (!csv.active()) return;
  std::vector<std::uint32_t> numbers(stimulus.inputs.size() + record.spikes.size());
  std::merge(stimulus.inputs.begin(), stimulus.inputs.end(), record.spikes.begin(),
             record.spikes.end(), numbers.begin());
  for (const std::uint32_t number : numbers) {
    const Population& p = network.population_of(number);
    csv.out() << record.step << ',' << p.name << ',' << number - p.first << '\n';
  }
}

void write_states(CsvWriter& csv, const Network& network, const StepRecord& record) {
  if (!csv.active() || record.states.empty()) return;
  auto state = record.states.begin();
  for (const Population& p : network.populations) {
    for (std::uint32_t i = 0; i < p.params.size(); ++i, ++state) {
      csv.out() << record.step << ',' << p.name << ',' << i << ',' << state->u0 << ',' << state->u1
                << ',' << state->v << ',' << state->a << ',' << state->r << '\n';
    }
  }
}

void write_weights(CsvWriter& csv, const Network& network,
                   const std::vector<std::int8_t>& weights) {
  if (!csv.active()) return;
  auto weight = weights.begin();
  for (std::size_t p = 0; p < network.projections.size(); ++p) {
    const Projection& projection = network.projections[p];
    const Population& from = network.populations[projection.from];
    const Population& to = network.populations[projection.to];
    for (const Synapse& s : projection.synapses) {
      csv.out() << p << ',' << from.name << ',' << s.source - from.first << ',' << to.name << ','
                << s.target - to.first << ',' << int{s.delay} << ',' << int{*weight++} << '\n';
    }
  }
}

}  // namespace slk
