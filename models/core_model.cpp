// SPDX-License-Identifier: Apache-2.0
#include "models/core_model.hpp"

#include <algorithm>

#include "models/plasticity.hpp"

namespace slk {

using spec::Event;

CoreModel::CoreModel(const Image& image)
    : image_(image),
      neurons_(static_cast<std::uint32_t>(image.slot_numbers.size())),
      ring_words_(ring_words(static_cast<std::uint32_t>(image.axons.size()))),
      opened_(image.plastic_axons.size(), 0),
      candidates_in_word_(ring_words_) {
  for (const spec::Axon& axon : image.axons) {
    const auto begin = image.weights.begin() + std::ptrdiff_t{axon.base} * image.core.lanes;
    const auto end = begin + std::ptrdiff_t{axon.segments} * image.core.lanes;
    const auto padding = std::count(begin, end, static_cast<std::int8_t>(spec::kNoSynapse));
    synapses_.push_back(static_cast<std::uint32_t>(end - begin - padding));
  }
  for (const Rule& rule : image.rules) {
    modulators_.push_back(rule.modulators);
    opens_.push_back(scale(rule, rule.modulators).opens);
  }
}

StepCycles CoreModel::begin(const StepStimulus& stimulus) {
  StepCycles cycles;
  modulate(stimulus, cycles);
  if (stimulus.reset) cycles.reset = reset();
  cycles.synapse = synapse(stimulus.step);
  return cycles;
}

std::uint64_t CoreModel::flush() {
  if (opened_.empty()) return 0;
  Rules all;
  all.fill(true);
  return flush(all);
}

// What is due is made by the modulators that held so far, so the flush comes before the new ones.
void CoreModel::modulate(const StepStimulus& stimulus, StepCycles& cycles) {
  Rules concerned;
  concerned.fill(stimulus.flush || stimulus.reset);
  RescaleWork work;
  for (const ModulatorChange& change : stimulus.modulators) {
    Modulators& now = modulators_[change.rule];
    const Modulators& next = change.modulators;
    const bool enable = next.enable != now.enable;
    const bool plus = enable || next.m_plus != now.m_plus;
    if (plus) concerned[change.rule] = true;
    work.add_rule(plus, enable || next.m_minus != now.m_minus, image_.core);
    now = next;
    opens_[change.rule] = scale(image_.rules[change.rule], now).opens;
  }
  const bool some = std::find(concerned.begin(), concerned.end(), true) != concerned.end();
  if (some && !opened_.empty()) cycles.flush = flush(concerned);
  cycles.rescale = rescale_cycles(work);
  events_[Event::kTableRescales] += work.rules;
}

std::uint64_t CoreModel::flush(const Rules& concerned) {
  std::uint64_t rows = 0;
  for (std::uint32_t a = 0; a < opened_.size(); ++a) {
    const bool flushed = opened_[a] != 0 && concerned[image_.plastic_axons[a].rule];
    rows += flushed ? pass(a, Event::kFlushPasses) : 1;
  }
  return flush_cycles(rows, image_.core);
}

std::uint64_t CoreModel::reset() {
  for (auto& slot : arrivals_) slot.clear();
  for (auto& slot : closings_) slot.clear();
  std::fill(opened_.begin(), opened_.end(), 0);
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  return reset_cycles(pass_cycles(neurons_, image_.core), ring_words_);
}

std::uint64_t CoreModel::synapse(std::uint32_t step) {
  std::fill(candidates_in_word_.begin(), candidates_in_word_.end(), 0);
  std::vector<std::uint32_t>& arrivals = arrivals_[step % spec::kDelaySlots];
  std::vector<std::uint32_t>& closings = closings_[step % spec::kDelaySlots];
  for (const auto* axons : {&arrivals, &closings}) {
    for (const std::uint32_t a : *axons) ++candidates_in_word_[a / spec::kRingWordBits];
  }
  SynapseWork work;
  for (const std::uint32_t candidates : candidates_in_word_) work.empty += candidates == 0;
  work.last_has_candidate = ring_words_ > 0 && candidates_in_word_.back() > 0;
  std::sort(arrivals.begin(), arrivals.end());
  for (const std::uint32_t a : closings) {
    // An event of the same step takes the place of the closing pass.
    if (!std::binary_search(arrivals.begin(), arrivals.end(), a)) work.words += close(a, step);
  }
  closings.clear();
  for (const std::uint32_t a : arrivals) work.words += hear(a, step);
  arrivals.clear();
  return synapse_cycles(work, image_.core);
}

std::uint64_t CoreModel::hear(std::uint32_t a, std::uint32_t step) {
  if (a < opened_.size()) {
    const bool opens = opens_[image_.plastic_axons[a].rule];
    opened_[a] = opens ? step : 0;
    if (opens) closings_[step % spec::kDelaySlots].push_back(a);
  }
  return pass(a, Event::kRowPasses);
}

// A window that was opened anew since then goes on.
std::uint64_t CoreModel::close(std::uint32_t a, std::uint32_t step) {
  if (opened_[a] == 0 || opened_[a] + spec::kLearningWindow != step) return 1;
  opened_[a] = 0;
  return pass(a, Event::kClosingPasses);
}

std::uint64_t CoreModel::pass(std::uint32_t a, Event kind) {
  const std::uint32_t segments = image_.axons[a].segments;
  ++events_[kind];
  events_[Event::kSynapseWordsRead] += segments;
  if (a < opened_.size()) events_[Event::kSynapseWordsWritten] += segments;
  events_[Event::kPaddingOps] += segments * image_.core.lanes - synapses_[a];
  return row_cycles(segments);
}

std::uint64_t CoreModel::update(const std::vector<std::uint32_t>& lines,
                                const std::vector<std::uint32_t>& slots, const Send& send) {
  Emission emission;
  for (const std::uint32_t line : lines) {
    emission.add_input(image_.input_routes[line].count);
    emit(image_.input_routes[line], send);
  }
  for (const std::uint32_t slot : slots) {
    emission.add_spike(spike_ready(slot, image_.core), image_.neuron_routes[slot].count);
    emit(image_.neuron_routes[slot], send);
  }
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  return update_cycles(pass_cycles(neurons_, image_.core), emission.end());
}

void CoreModel::emit(const spec::RouteIndex& routes, const Send& send) {
  events_[Event::kRouteWords] += routes.count;
  for (std::uint32_t i = routes.base; i < routes.base + routes.count; ++i) send(image_.routes[i]);
}

void CoreModel::deliver(std::uint32_t axon, std::uint32_t step) {
  arrivals_[step % spec::kDelaySlots].push_back(axon);
  ++events_[Event::kAxonDeliveries];
}

}  // namespace slk
