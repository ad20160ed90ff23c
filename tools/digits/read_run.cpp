// SPDX-License-Identifier: Apache-2.0
// Reads the spikes of a run over the test images.
#include "tools/digits/read_run.hpp"

#include <utility>

#include "models/csv.hpp"
#include "models/text_file.hpp"
#include "models/word_csv.hpp"

namespace slk::digits {
namespace {

class RunReader {
 public:
  RunReader(const std::string& path, const Network& network, std::size_t images);
  std::vector<Counts> read();

 private:
  std::uint32_t read_number();
  void check_order(std::uint32_t step, std::uint32_t number);
  void check_stimulus(std::uint32_t step, std::uint32_t number);
  std::string remedy() const;

  const Network& network_;
  std::uint32_t steps_;
  WordCsv csv_;
  std::vector<Counts> counts_;
  std::size_t heard_ = 0;   // spikes of the stimulus that the file has so far
  std::uint32_t step_ = 0;  // of the row before, and its number
  std::uint32_t number_ = 0;
};

RunReader::RunReader(const std::string& path, const Network& network, std::size_t images)
    : network_(network),
      steps_(static_cast<std::uint32_t>(images) * kWindow),
      csv_(path, "step,population,index", "'spikelock run ... --spikes FILE' writes one"),
      counts_(images) {}

std::string RunReader::remedy() const {
  return "; allowed the spikes of a run of " + network_.path + " over " + std::to_string(steps_) +
         " steps";
}

// The row's neuron or input line, by its number in the network.
std::uint32_t RunReader::read_number() {
  std::string names;
  for (const Population& population : network_.populations) {
    if (csv_.word(1) == population.name) {
      return population.first + static_cast<std::uint32_t>(csv_.integer(2, 0, population.size - 1));
    }
    names += (names.empty() ? "" : ", ") + population.name;
  }
  csv_.fail("population is '" + excerpt(csv_.word(1)) + "'; allowed " + names);
}

void RunReader::check_order(std::uint32_t step, std::uint32_t number) {
  if (step < step_ || (step == step_ && number <= number_)) {
    csv_.fail(
        "the row is out of order or given twice; allowed rows sorted by step, population, "
        "index");
  }
  step_ = step;
  number_ = number;
}

// Goes along with the stimulus.
void RunReader::check_stimulus(std::uint32_t step, std::uint32_t number) {
  const auto& spikes = network_.stimulus.spikes;
  if (heard_ == spikes.size())
    csv_.fail("an input spike after the last of the stimulus" + remedy());
  const InputSpike& due = spikes[heard_++];
  if (due.step == step && due.line == number) return;
  csv_.fail(network_.name_of(number) + " in step " + std::to_string(step) +
            " where the stimulus has " + network_.name_of(due.line) + " in step " +
            std::to_string(due.step) + remedy());
}

std::vector<Counts> RunReader::read() {
  const Population& classes = network_.populations[1];
  while (csv_.next()) {
    const auto step = static_cast<std::uint32_t>(csv_.integer(0, 1, steps_));
    const std::uint32_t number = read_number();
    check_order(step, number);
    if (number < classes.first) {
      check_stimulus(step, number);
    } else {
      ++counts_[(step - 1) / kWindow][number - classes.first];
    }
  }
  if (heard_ < network_.stimulus.spikes.size()) {
    csv_.fail("the file ends in step " + std::to_string(step_) + ", before the stimulus" +
              remedy());
  }
  return std::move(counts_);
}

}  // namespace

std::vector<std::size_t> read_labels(const std::string& root) {
  const std::string path = path_in(root, kLabelFile);
  CsvReader csv(path, path + ": the labels", "--root is the repository", {{"image", "label"}, {}});
  std::vector<std::size_t> labels;
  while (csv.next()) {
    const auto image = static_cast<std::int64_t>(labels.size());
    csv.integer(0, image, image);
    labels.push_back(static_cast<std::size_t>(csv.integer(1, 0, kClasses - 1)));
  }
  if (labels.empty()) csv.fail("no images; 'digits encode' writes the file");
  return labels;
}

std::vector<Counts> read_run(const std::string& path, const Network& network, std::size_t images) {
  return RunReader(path, network, images).read();
}

}  // namespace slk::digits
