// SPDX-License-Identifier: Apache-2.0
#include "models/core_model.hpp"

#include <algorithm>

namespace slk {
namespace {

using spec::Event;

// A phase without work: its first cycle and the one that finds it finished.
constexpr std::uint64_t kPhase = 2;
// From the first cycle of the update phase to the cycle in which slot 0 is written back.
constexpr std::uint64_t kWriteBack = 8;
// From a spike's write-back until emission can take it from its queue.
constexpr std::uint64_t kQueue = 2;
// From the last route read of a source until its delivery is in the ring.
constexpr std::uint64_t kDeliver = 2;
// The noise key of the step is made during the synapse phase: two mixings in a row.
constexpr std::uint64_t kNoiseKey = 13;

}  // namespace

CoreModel::CoreModel(const Image& image, std::uint32_t network_size)
    : image_(image),
      place_of_(network_size, 0),
      neurons_(static_cast<std::uint32_t>(image.slot_numbers.size())),
      ring_words_(static_cast<std::uint32_t>((image.axons.size() + spec::kRingWordBits - 1) /
                                             spec::kRingWordBits)),
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
  if (stimulus.reset) cycles.reset = reset_cycles();
  cycles.synapse = synapse_cycles(stimulus.step % spec::kDelaySlots);
  cycles.update = update_cycles(stimulus, spikes);
  events_[Event::kCyclesStep] += cycles.total();
  return cycles;
}

// The neuron pass clears the states while the ring is swept.
std::uint64_t CoreModel::reset_cycles() {
  for (auto& slot : arrivals_) slot.clear();
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  const std::uint64_t pass = neurons_ > 0 ? neurons_ + kWriteBack - 1 : 0;
  const std::uint64_t sweep = std::uint64_t{ring_words_} * spec::kDelaySlots;
  return kPhase + std::max(pass, sweep);
}

// One cycle for each synapse word (a row without words takes one, too) and for each ring word
// without an event, and one more if the last ring word has one.
std::uint64_t CoreModel::synapse_cycles(std::uint32_t slot) {
  std::fill(events_in_word_.begin(), events_in_word_.end(), 0);
  std::uint64_t cycles = 0;
  for (const std::uint32_t a : arrivals_[slot]) {
    const spec::Axon& axon = image_.axons[a];
    ++events_in_word_[a / spec::kRingWordBits];
    cycles += std::max<std::uint64_t>(1, axon.segments);
    ++events_[Event::kRowPasses];
    events_[Event::kSynapseWordsRead] += axon.segments;
    events_[Event::kPaddingOps] += axon.segments * image_.core.lanes - synapses_[a];
  }
  arrivals_[slot].clear();
  for (const std::uint32_t events : events_in_word_) cycles += events == 0;
  if (ring_words_ > 0 && events_in_word_.back() > 0) ++cycles;
  return std::max(kPhase + cycles, image_.core.random ? kNoiseKey : 0);
}

// Neuron pass and emission run side by side. Emission takes input spikes first, then each spike as
// it becomes ready; a source takes one cycle a route, at least one.
std::uint64_t CoreModel::update_cycles(const StepStimulus& stimulus,
                                       const std::vector<std::uint32_t>& spikes) {
  std::uint64_t end = neurons_ > 0 ? neurons_ + kWriteBack - 1 : 0;
  std::uint64_t free = 0;  // cycle in which emission can take the next source
  const auto emit = [&](const spec::RouteIndex& routes, std::uint64_t ready) {
    const std::uint64_t taken = std::max(free, ready);
    free = taken + std::max<std::uint64_t>(1, routes.count);
    end = std::max(end, routes.count > 0 ? free + kDeliver : free);
    deliver(routes, stimulus.step);
  };
  for (const std::uint32_t line : stimulus.inputs) emit(image_.input_routes[place_of_[line]], 0);
  for (const std::uint32_t number : spikes) {
    const std::uint32_t slot = place_of_[number];
    emit(image_.neuron_routes[slot], slot + kWriteBack + kQueue);
  }
  events_[Event::kStateReads] += neurons_;
  events_[Event::kStateWrites] += neurons_;
  return kPhase + end;
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
