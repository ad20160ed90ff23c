// SPDX-License-Identifier: Apache-2.0
#include "models/core_model.hpp"

#include <algorithm>

namespace slk {

using spec::Event;

CoreModel::CoreModel(const Image& image, std::uint32_t network_size)
    : image_(image),
      place_of_(network_size, 0),
      neurons_(static_cast<std::uint32_t>(image.slot_numbers.size())),
      ring_words_(ring_words(static_cast<std::uint32_t>(image.axons.size()))),
      events_in_word_(ring_words_) {
  for (std::uint32_t s = 0; s < neurons_; ++s) place_of_[image.slot_numbers[s]] = s;
  for (std::uint32_t l = 0; l < image.line_numbers.size(); ++l) {
    place_of_[image.line_numbers[l]] = l;
  }
  for (const spec::Axon& axon : image.axons) {
    const auto begin = image.weights.begin() + std::ptrdiff_t{axon.base} * image.core.lanes;
    const auto end = begin + std::ptrdiff_t{axon.segments} * image.core.lanes;
    const auto padding = std::count(begin, end, static_cast<std::int8_t>(spec::kNoSynapse));
    synapses_.push_back(static_cast<std::uint32_t>(end - begin - padding));
  }
}

StepCycles CoreModel::step(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes) {
  StepCycles cycles;
  if (stimulus.reset) cycles.reset = reset();
  cycles.synapse = hear(stimulus.step % spec::kDelaySlots);
  cycles.update = update(stimulus, spikes);
  events_[Event::kCyclesStep] += cycles.total();
  return cycles;
}

std::uint64_t CoreModel::reset() {
  for (auto& slot : arrivals_) slot.clear();
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  return reset_cycles(neurons_, ring_words_);
}

std::uint64_t CoreModel::hear(std::uint32_t slot) {
  std::fill(events_in_word_.begin(), events_in_word_.end(), 0);
  SynapseWork work;
  for (const std::uint32_t a : arrivals_[slot]) {
    const spec::Axon& axon = image_.axons[a];
    ++events_in_word_[a / spec::kRingWordBits];
    work.add_row(axon.segments);
    ++events_[Event::kRowPasses];
    events_[Event::kSynapseWordsRead] += axon.segments;
    events_[Event::kPaddingOps] += axon.segments * image_.core.lanes - synapses_[a];
  }
  arrivals_[slot].clear();
  for (const std::uint32_t events : events_in_word_) work.empty += events == 0;
  work.last_has_event = ring_words_ > 0 && events_in_word_.back() > 0;
  return synapse_cycles(work, image_.core.random);
}

std::uint64_t CoreModel::update(const StepStimulus& stimulus,
                                const std::vector<std::uint32_t>& spikes) {
  Emission emission;
  for (const std::uint32_t line : stimulus.inputs) {
    const spec::RouteIndex& routes = image_.input_routes[place_of_[line]];
    emission.add_input(routes.count);
    deliver(routes, stimulus.step);
  }
  for (const std::uint32_t number : spikes) {
    const std::uint32_t slot = place_of_[number];
    const spec::RouteIndex& routes = image_.neuron_routes[slot];
    emission.add_spike(slot, routes.count);
    deliver(routes, stimulus.step);
  }
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  return update_cycles(neurons_, emission);
}

void CoreModel::deliver(const spec::RouteIndex& routes, std::uint32_t step) {
  for (std::uint32_t i = routes.base; i < routes.base + routes.count; ++i) {
    const spec::Route& route = image_.routes[i];
    arrivals_[(step + route.delay) % spec::kDelaySlots].push_back(route.axon);
  }
  events_[Event::kRouteWords] += routes.count;
  events_[Event::kAxonDeliveries] += routes.count;
}

}  // namespace slk
