// SPDX-License-Identifier: Apache-2.0
// A content-addressable memory: operations, and whether the outputs answer each of them as they
// should, to the step. The network has the inputs `cue` and `content` and the outputs `outCue` and
// `outCont`, one neuron for each of their lines; what lies between is the network's own business.
#include <algorithm>
#include <optional>

#include "tools/experiment/kinds.hpp"
#include "tools/experiment/memory_law.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/raster.hpp"

namespace slk::experiment {
namespace {

using Kinds = Operation::Kind;

constexpr std::uint32_t kTracesARound = 20;
constexpr const char* kAsked = "#2f6fb3";
constexpr const char* kAnswered = "#c0392b";

// An operation and the step in which it begins.
struct Timed {
  Operation operation;
  std::uint32_t step = 0;
};

class Memory : public Experiment {
 public:
  Memory(const yaml::Map& file, const std::vector<std::uint64_t>& seeds);

  // The trace of the file, the pyramid, then random traces, for every seed; each trace begins
  // empty.
  std::size_t rounds() const override { return 2 + seeds_.size() * rounds_a_seed(); }
  std::uint64_t steps() const override;
  void run(std::size_t round, Lab& lab, State& state) const override;
  std::vector<std::string> columns() const override {
    return {"operations", "recalls", "wrong recalls", "wrong echoes"};
  }
  Verdict judge(const State& state) const override;
  std::vector<Picture> draw(const State& state) const override;

 private:
  std::size_t rounds_a_seed() const { return (traces_ + kTracesARound - 1) / kTracesARound; }
  Operation read_operation(const yaml::Field& entry) const;
  std::vector<Operation> random_trace(std::uint64_t seed, std::size_t trace) const;
  // Appends to the row what the trace found, and what the outputs showed.
  Output run_trace(const std::vector<Operation>& operations, Lab& lab, State& state,
                   Row& row) const;

  std::vector<std::uint64_t> seeds_;
  Network network_;
  std::uint32_t cues_ = 0;
  std::uint32_t bits_ = 0;
  std::vector<Operation> trace_;
  std::uint32_t traces_ = 0;
  std::uint32_t operations_ = 0;
};

Memory::Memory(const yaml::Map& file, const std::vector<std::uint64_t>& seeds)
    : seeds_(seeds), network_(read_network(file.need("network", "a network file").file_path())) {
  const yaml::Field key = file.need("network", "a network file");
  cues_ = need_input(network_, key, "cue", 0).size;
  bits_ = need_input(network_, key, "content", 0).size;
  need_lif(network_, key, "outCue", cues_);
  need_lif(network_, key, "outCont", bits_);
  for (const yaml::Field& entry : file.need("trace", "a list of operations").list()) {
    trace_.push_back(read_operation(entry));
  }
  constexpr std::int64_t kMax = 100000;
  const auto read_count = [&](const char* name, std::int64_t min) {
    return static_cast<std::uint32_t>(file.need(name, yaml::range(min, kMax)).integer(min, kMax));
  };
  traces_ = read_count("random_traces", 0);
  operations_ = read_count("operations", 1);
  const yaml::Map criterion = file.need("criterion", "{wrong: 0}").map({{"wrong"}, {}});
  criterion.need("wrong", "0").one_of({0});
}

Operation Memory::read_operation(const yaml::Field& entry) const {
  const yaml::Map map = entry.map({{"learn", "content", "recall_cue", "recall_content"}, {}});
  const auto learn = map.find("learn");
  const auto cue = map.find("recall_cue");
  const auto recall_content = map.find("recall_content");
  const auto content = learn ? map.find("content") : recall_content;
  if (learn.has_value() + cue.has_value() + recall_content.has_value() != 1 ||
      learn.has_value() != map.has("content")) {
    entry.fail(entry.name() +
               " is no operation; allowed {learn: cue, content: [bit, ...]}, {recall_cue: cue}, "
               "{recall_content: [bit, ...]}");
  }
  Operation operation;
  operation.kind = learn ? Kinds::kLearn : cue ? Kinds::kRecallCue : Kinds::kRecallContent;
  if (learn || cue) {
    operation.cue = static_cast<std::uint32_t>((learn ? *learn : *cue).integer(0, cues_ - 1));
  }
  if (!content) return operation;
  for (const yaml::Field& bit : content->list()) {
    operation.content.insert(static_cast<std::uint32_t>(bit.integer(0, bits_ - 1)));
  }
  if (operation.content.empty()) content->fail("no bit of content; allowed one or more");
  return operation;
}

// The outputs of the last operation come after it.
std::uint32_t steps_of(const std::vector<Operation>& operations) {
  std::uint32_t steps = kRecalledLatency;
  for (const Operation& operation : operations) steps += operation.steps();
  return steps;
}

std::vector<Operation> Memory::random_trace(std::uint64_t seed, std::size_t trace) const {
  Draws draws(seed, static_cast<std::uint32_t>(trace));
  return random_operations(draws, cues_, bits_, operations_);
}

std::uint64_t Memory::steps() const {
  std::uint64_t steps = steps_of(trace_) + steps_of(pyramid(cues_, bits_));
  for (const std::uint64_t seed : seeds_) {
    for (std::size_t trace = 0; trace < traces_; ++trace) {
      steps += steps_of(random_trace(seed, trace));
    }
  }
  return steps;
}

void Memory::run(std::size_t round, Lab& lab, State& state) const {
  Row row{"", {0, 0, 0, 0}};
  if (round == 0) {
    row.name = "trace";
    // For the picture: step, cue or content, which.
    for (const auto& [step, content, n] : run_trace(trace_, lab, state, row)) {
      for (const std::uint32_t value : {step, std::uint32_t{content}, n})
        row.values.push_back(value);
    }
  } else if (round == 1) {
    row.name = "pyramid";
    run_trace(pyramid(cues_, bits_), lab, state, row);
  } else {
    const std::uint64_t seed = seeds_[(round - 2) / rounds_a_seed()];
    const std::size_t first = (round - 2) % rounds_a_seed() * kTracesARound;
    const std::size_t end = std::min<std::size_t>(first + kTracesARound, traces_);
    row.name = "seed " + std::to_string(seed) + ", random traces " + std::to_string(first + 1) +
               " to " + std::to_string(end);
    for (std::size_t trace = first; trace < end; ++trace) {
      run_trace(random_trace(seed, trace), lab, state, row);
    }
  }
  state.rows.push_back(row);
}

// The lines of an operation, in the steps in which it shows them.
void ask(const Operation& operation, Bench& bench) {
  const std::uint32_t cue = find_population(bench.network(), "cue")->first;
  const std::uint32_t content = find_population(bench.network(), "content")->first;
  const std::uint32_t shown = operation.kind == Kinds::kLearn ? kLearnShown : 1;
  for (std::uint32_t t = 0; t < operation.steps(); ++t) {
    StepStimulus& step = bench.next();
    if (t >= shown) continue;
    if (operation.kind != Kinds::kRecallContent) step.inputs.push_back(cue + operation.cue);
    for (const std::uint32_t bit : operation.content) step.inputs.push_back(content + bit);
    std::sort(step.inputs.begin(), step.inputs.end());
  }
}

// What the outputs show from `first` to `last`.
Output between(const Output& output, std::uint32_t first, std::uint32_t last) {
  return {output.lower_bound({first, false, 0}), output.lower_bound({last + 1, false, 0})};
}

Output Memory::run_trace(const std::vector<Operation>& operations, Lab& lab, State& state,
                         Row& row) const {
  const Population& out_cue = *find_population(network_, "outCue");
  const Population& out_cont = *find_population(network_, "outCont");
  Output shown;
  Bench bench(lab, network_, [&](const StepRecord& record) {
    for (const std::uint32_t number : record.spikes) {
      const bool content = number - out_cont.first < out_cont.size;
      if (!content && number - out_cue.first >= out_cue.size) continue;
      shown.emplace(record.step, content, number - (content ? out_cont : out_cue).first);
    }
  });
  std::vector<Timed> timed;
  for (const Operation& operation : operations) {
    timed.push_back({operation, bench.step() + 1});
    ask(operation, bench);
  }
  for (std::uint32_t t = 0; t < kRecalledLatency; ++t) bench.next();
  bench.finish();
  state.learned.weights = bench.weights();

  // An operation answers for the outputs from its own latency to the next one's.
  MemoryLaw law;
  for (const auto& [operation, step] : timed) {
    const Output got =
        between(shown, step + kOwnLatency, step + kOwnLatency + operation.steps() - 1);
    const bool wrong = got != law.answer(operation, step);
    const bool recall = operation.kind != Kinds::kLearn;
    ++row.values[0];
    row.values[1] += recall;
    row.values[2] += recall && wrong;
    row.values[3] += !recall && wrong;
  }
  return shown;
}

Verdict Memory::judge(const State& state) const {
  std::vector<std::int64_t> sum(4, 0);
  for (const Row& row : state.rows) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row.values[i];
  }
  return {
      sum[1] > 0 && sum[2] == 0 && sum[3] == 0,
      "every recall exact, what was asked with after 5 steps and the rest after 6, and no other "
      "spike; learning takes 7 steps, a recall 6",
      std::to_string(sum[2]) + " of " + std::to_string(sum[1]) + " recalls wrong, " +
          std::to_string(sum[3]) + " of " + std::to_string(sum[0] - sum[1]) + " echoes"};
}

// The trace of the file: what is shown to the memory, and what its outputs show.
std::vector<Picture> Memory::draw(const State& state) const {
  Raster raster("A trace: learning by cue and content, recalls by either");
  raster.add_group("cue", cues_, kAsked);
  raster.add_group("content", bits_, kAsked);
  raster.add_group("outCue", cues_, kAnswered);
  raster.add_group("outCont", bits_, kAnswered);
  std::uint32_t begin = 1;
  for (const Operation& operation : trace_) {
    const bool learns = operation.kind == Kinds::kLearn;
    raster.add_mark(begin, learns ? "learn" : "recall");
    for (std::uint32_t t = begin; t < begin + (learns ? kLearnShown : 1); ++t) {
      if (operation.kind != Kinds::kRecallContent) raster.add_spike(0, operation.cue, t);
      for (const std::uint32_t bit : operation.content) raster.add_spike(1, bit, t);
    }
    begin += operation.steps();
  }
  const std::vector<std::int64_t>& values = state.rows[0].values;
  for (std::size_t i = columns().size(); i < values.size(); i += 3) {
    raster.add_spike(values[i + 1] == 0 ? 2 : 3, static_cast<std::uint32_t>(values[i + 2]),
                     static_cast<std::uint32_t>(values[i]));
  }
  return {{"trace.svg", raster.text()}};
}

std::unique_ptr<Experiment> make(const yaml::Map& file, const std::vector<std::uint64_t>& seeds) {
  return std::make_unique<Memory>(file, seeds);
}

}  // namespace

Kind memory_kind() { return {"memory", {"trace", "random_traces", "operations"}, make}; }

}  // namespace slk::experiment
