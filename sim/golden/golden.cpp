// SPDX-License-Identifier: Apache-2.0
#include "sim/golden/golden.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <tuple>

#include "models/random.hpp"
#include "models/weights.hpp"
#include "sim/golden/late_arrivals.hpp"
#include "sim/golden/learning.hpp"

namespace slk {
namespace {

using spec::Event;

constexpr std::uint32_t kStatic = 0xffffffff;

// The synapses of one source with one delay, shift, receptor and rule, and one fragment if packets
// may be late: they all hear its spike together.
struct Row {
  std::uint32_t begin = 0;  // in synapses_
  std::uint32_t end = 0;
  std::uint8_t delay = 1;
  std::uint8_t shift = 0;
  std::uint8_t receptor = 0;
  std::uint32_t plastic = kStatic;  // position in learning_
  std::uint32_t fragment = 0;       // in late_
};

class Golden : public Backend {
 public:
  // `lateness` may be null: every spike is heard in time.
  Golden(const Network& network, const Lateness* lateness);

  std::string name() const override { return "golden"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  Ledger ledger() override;
  bool has_machine_events() const override { return false; }
  std::vector<std::int8_t> weights() override;
  void set_weights(const std::vector<std::int8_t>& weights) override;
  void set_states(const std::vector<NeuronState>& states) override { states_ = states; }

 private:
  void build_rows();
  void step(const StepStimulus& stimulus, StepRecord& record);
  void reset_state(bool keep_adaptation);
  void deliver(std::uint32_t step);
  void hear(const Row& row);
  void update_neurons(std::uint32_t step, StepRecord& record);
  void emit(std::uint32_t source, std::uint32_t step);
  void emit_late(std::uint32_t source, std::uint32_t step);

  const Network& network_;
  // Neurons, in network order.
  std::vector<std::uint32_t> numbers_;
  std::vector<spec::Profile> params_;
  std::vector<NeuronState> states_;
  // This step's exact input sums, one vector a receptor, and whether any synapse contributed.
  std::array<std::vector<std::int32_t>, 2> sums_;
  std::vector<std::uint8_t> driven_;
  // Rows in the order of their sources; first_row_[s] .. first_row_[s + 1] belong to source s.
  std::vector<std::uint32_t> first_row_;
  std::vector<Row> rows_;
  Synapses synapses_;
  std::vector<std::uint32_t> weight_at_;  // of each synapse in network order
  // Rows that hear a spike in step t stand in slot t mod kDelaySlots. A slot keeps its memory.
  std::array<std::vector<std::uint32_t>, spec::kDelaySlots> arrivals_;
  std::optional<LateArrivals> late_;
  // Of each row the slots in which it stands, a bit each, if packets may be late and so may meet.
  std::vector<std::uint32_t> awaited_;
  RandomKey noise_purpose_;
  Ledger ledger_;
  Learning learning_;
  bool learns_ = false;  // some row is plastic
  std::uint32_t next_step_ = 1;
};

Golden::Golden(const Network& network, const Lateness* lateness)
    : network_(network),
      noise_purpose_(purpose_key(network.seed, Purpose::kNoise)),
      learning_(network, numbers_, synapses_, ledger_) {
  for (const Population& population : network.populations) {
    for (std::uint32_t i = 0; i < population.params.size(); ++i) {
      numbers_.push_back(population.first + i);
      params_.push_back(population.params[i]);
    }
  }
  states_.resize(numbers_.size());
  driven_.resize(numbers_.size());
  for (auto& sums : sums_) sums.resize(numbers_.size());
  if (lateness) late_.emplace(network, *lateness);
  build_rows();
  if (late_) awaited_.resize(rows_.size());
}

void Golden::build_rows() {
  std::vector<std::uint32_t> neuron_of(network_.size(), 0);
  for (std::uint32_t i = 0; i < numbers_.size(); ++i) neuron_of[numbers_[i]] = i;

  // Every synapse with what decides its row; `at` is its position in network order.
  struct Entry {
    const Synapse* synapse;
    std::uint8_t shift, receptor;
    std::optional<std::uint8_t> rule;
    std::uint32_t at;
    std::uint32_t fragment;
    auto row() const {
      return std::tuple(synapse->source, synapse->delay, shift, receptor, rule, fragment);
    }
  };
  std::vector<Entry> entries;
  entries.reserve(network_.synapse_count());
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) {
      const auto at = static_cast<std::uint32_t>(entries.size());
      entries.push_back({&s, p.shift, p.receptor, p.rule, at, late_ ? late_->fragment(at) : 0});
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& x, const Entry& y) { return x.row() < y.row(); });

  first_row_.assign(network_.size() + 1, 0);
  weight_at_.resize(entries.size());
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const Entry& e = entries[i];
    if (i == 0 || entries[i - 1].row() != e.row()) {
      rows_.push_back({i, i, e.synapse->delay, e.shift, e.receptor, kStatic, e.fragment});
      ++first_row_[e.synapse->source + 1];
    }
    ++rows_.back().end;
    synapses_.targets.push_back(neuron_of[e.synapse->target]);
    synapses_.weights.push_back(e.synapse->weight);
    weight_at_[e.at] = i;
  }
  for (Row& row : rows_) {
    const Entry& e = entries[row.begin];
    if (!e.rule) continue;
    row.plastic = learning_.add_row({row.begin, row.end, e.synapse->source, row.delay, *e.rule});
    learns_ = true;
  }
  for (std::size_t s = 1; s < first_row_.size(); ++s) first_row_[s] += first_row_[s - 1];
}

// Weights and counts include every update that is due.
std::vector<std::int8_t> Golden::weights() {
  learning_.flush(next_step_);
  std::vector<std::int8_t> result(weight_at_.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = synapses_.weights[weight_at_[i]];
  return result;
}

void Golden::set_weights(const std::vector<std::int8_t>& weights) {
  check_weights(weights, weight_ranges(network_));
  for (std::size_t i = 0; i < weights.size(); ++i) synapses_.weights[weight_at_[i]] = weights[i];
}

Ledger Golden::ledger() {
  learning_.flush(next_step_);
  return ledger_;
}

void Golden::run(const std::vector<StepStimulus>& stimuli, bool want_states,
                 std::vector<StepRecord>& records) {
  records.resize(stimuli.size());
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    step(stimuli[i], records[i]);
    records[i].states.clear();
    if (want_states) records[i].states.assign(states_.begin(), states_.end());
  }
}

void Golden::step(const StepStimulus& stimulus, StepRecord& record) {
  record.step = stimulus.step;
  record.spikes.clear();
  if (stimulus.flush) learning_.flush(stimulus.step);
  if (stimulus.reset) {
    learning_.reset(stimulus.step);
    reset_state(stimulus.keep_adaptation);
  }
  learning_.modulate(stimulus.modulators, stimulus.step);
  deliver(stimulus.step);
  update_neurons(stimulus.step, record);
  if (late_) late_->begin(stimulus.step);
  for (const std::uint32_t line : stimulus.inputs) emit(line, stimulus.step);
  for (const std::uint32_t number : record.spikes) emit(number, stimulus.step);
  if (late_) late_->end();
  ledger_[Event::kInputSpikes] += stimulus.inputs.size();
  ledger_[Event::kSpikes] += record.spikes.size();
  next_step_ = stimulus.step + 1;
}

void Golden::reset_state(bool keep_adaptation) {
  for (NeuronState& s : states_) s = {0, 0, 0, keep_adaptation ? s.a : 0, 0};
  for (auto& slot : arrivals_) slot.clear();
  std::fill(awaited_.begin(), awaited_.end(), 0u);
}

void Golden::deliver(std::uint32_t step) {
  for (auto& sums : sums_) std::fill(sums.begin(), sums.end(), 0);
  std::fill(driven_.begin(), driven_.end(), std::uint8_t{0});
  if (learns_) learning_.close_windows(step);
  auto& arrivals = arrivals_[step % spec::kDelaySlots];
  for (const std::uint32_t r : arrivals) {
    const Row& row = rows_[r];
    const std::uint32_t size = row.end - row.begin;
    if (late_) awaited_[r] &= ~(1u << step % spec::kDelaySlots);
    if (row.receptor == kInstructive) {
      for (std::uint32_t i = row.begin; i < row.end; ++i) learning_.teach(synapses_.targets[i]);
      ledger_[Event::kInstructiveOps] += size;
      continue;
    }
    if (row.plastic != kStatic) {
      learning_.hear(row.plastic, step);
      ledger_[Event::kPlasticOps] += size;
    }
    hear(row);
    ledger_[Event::kSynapticOps] += size;
  }
  arrivals.clear();
  if (learns_) learning_.end_pass();
}

// A row that hears its source adds weight << shift to its targets' sums.
void Golden::hear(const Row& row) {
  std::int32_t* sums = sums_[row.receptor].data();
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    // Multiplied, since a shift of a negative number is not C++17; the sums cannot overflow at the
    // end of a step (check_accumulators), and wrap harmlessly on the way.
    const auto term = static_cast<std::uint32_t>(synapses_.weights[i] * (1 << row.shift));
    const std::uint32_t target = synapses_.targets[i];
    std::int32_t& sum = sums[target];
    sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) + term);
    driven_[target] = 1;
  }
}

void Golden::update_neurons(std::uint32_t step, StepRecord& record) {
  const bool adapt_now = (step & ((1u << network_.adapt_every) - 1)) == 0;
  const RandomKey noise_key = absorb(absorb(noise_purpose_, step), 0);
  for (std::size_t n = 0; n < states_.size(); ++n) {
    const std::uint32_t random = params_[n].noise ? draw(noise_key, numbers_[n]) : 0;
    const Update did =
        update_neuron(states_[n], params_[n], sums_[0][n], sums_[1][n], random, adapt_now);
    if (did.spike) {
      record.spikes.push_back(numbers_[n]);
      if (learns_) learning_.fire(static_cast<std::uint32_t>(n));
    }
    ++ledger_[did.refractory ? Event::kUpdatesRefractory
              : driven_[n]   ? Event::kUpdatesDriven
                             : Event::kUpdatesIdle];
    ledger_[Event::kAdaptationDecays] += did.adaptation_decayed;
    ledger_[Event::kNoiseDraws] += did.noise_drawn;
    ledger_[Event::kSaturationsU] += static_cast<unsigned>(did.saturations_u);
    ledger_[Event::kSaturationsV] += static_cast<unsigned>(did.saturations_v);
    ledger_[Event::kSaturationsA] += static_cast<unsigned>(did.saturations_a);
  }
}

void Golden::emit(std::uint32_t source, std::uint32_t step) {
  if (late_) return emit_late(source, step);
  for (std::uint32_t r = first_row_[source]; r < first_row_[source + 1]; ++r) {
    arrivals_[(step + rows_[r].delay) % spec::kDelaySlots].push_back(r);
  }
}

// A late packet and one in time, a step later, are one if they meet.
void Golden::emit_late(std::uint32_t source, std::uint32_t step) {
  static_assert(spec::kDelaySlots == 32, "a bit a slot");
  for (std::uint32_t r = first_row_[source]; r < first_row_[source + 1]; ++r) {
    const std::uint32_t late = late_->late_by(rows_[r].fragment);
    if (late == LateArrivals::kDropped) continue;
    const std::uint32_t slot = (step + rows_[r].delay + late) % spec::kDelaySlots;
    if ((awaited_[r] >> slot & 1) == 0) arrivals_[slot].push_back(r);
    awaited_[r] |= 1u << slot;
  }
}

}  // namespace

std::unique_ptr<Backend> make_golden_backend(const Network& network) {
  return std::make_unique<Golden>(network, nullptr);
}

std::unique_ptr<Backend> make_golden_backend(const Network& network, const Lateness& lateness) {
  return std::make_unique<Golden>(network, &lateness);
}

}  // namespace slk
