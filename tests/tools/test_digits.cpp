// SPDX-License-Identifier: Apache-2.0
// The digits demo: its committed data are fresh, its network answers well, and its score notices a
// wrong answer and refuses a wrong file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "models/write_csv.hpp"
#include "sim/golden/golden.hpp"
#include "tests/models/files.hpp"
#include "tools/digits/encode.hpp"
#include "tools/digits/layer.hpp"
#include "tools/digits/read_run.hpp"
#include "tools/digits/score.hpp"
#include "tools/digits/train.hpp"
#include "tools/digits/verbs.hpp"

using namespace slk::digits;
using slk::test::Folder;

namespace {

constexpr std::size_t kTestImages = 594;

const slk::Network& network() {
  static const slk::Network network = read_digits_network(SLK_SOURCE);
  return network;
}

// The weights that the network was read with.
Weights committed_weights() {
  Weights weights{};
  for (const slk::Synapse& s : network().projections[0].synapses) {
    weights[s.target - kPixels][s.source] = s.weight;
  }
  return weights;
}

// Runs golden over the test images; its ledger goes to `ledger`.
void run_golden(const std::string& spikes_path, slk::Ledger* ledger) {
  const auto golden = slk::make_golden_backend(network());
  slk::StimulusPlayer player(network());
  std::vector<slk::StepStimulus> stimuli(kTestImages * kWindow);
  for (slk::StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<slk::StepRecord> records;
  golden->run(stimuli, false, records);
  slk::CsvWriter csv(spikes_path, "step,population,index");
  for (std::size_t i = 0; i < records.size(); ++i) {
    write_spikes(csv, network(), stimuli[i], records[i]);
  }
  csv.close();
  *ledger = golden->ledger();
}

// The spikes file of golden, as text.
const std::string& golden_text() {
  static const std::string text = [] {
    const Folder folder;
    slk::Ledger ledger;
    run_golden(folder.path("golden.csv"), &ledger);
    std::ifstream file(folder.path("golden.csv"), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return text;
}

// A spikes file without the rows that the predicate picks.
template <class Pick>
std::string without(const std::string& text, Pick pick) {
  std::istringstream rows(text);
  std::string result, row;
  while (std::getline(rows, row)) {
    if (!pick(row)) result += row + "\n";
  }
  return result;
}

// What the reader says of a spikes file, without the end that names the network's file.
std::string fault_of(const std::string& text) {
  const Folder folder;
  const std::string path = folder.write("run.csv", text);
  const std::string fault = folder.refusal([&] { read_run(path, network(), kTestImages); });
  return fault.substr(0, fault.find("; allowed the spikes of a run"));
}

// Runs the verb; what it prints goes to `printed`.
slk::Exit score(const std::vector<std::string>& files, const std::string& json,
                std::string* printed) {
  std::ostringstream out;
  std::streambuf* terminal = std::cout.rdbuf(out.rdbuf());
  const slk::Exit exit = run_score(SLK_SOURCE, files, json);
  std::cout.rdbuf(terminal);
  *printed = out.str();
  return exit;
}

Score answers(const std::string& name, const std::vector<std::size_t>& digits,
              const std::vector<std::size_t>& labels) {
  std::vector<Counts> counts(digits.size());
  for (std::size_t i = 0; i < digits.size(); ++i) counts[i][digits[i]] = 5;
  return score_run(name, counts, labels);
}

}  // namespace

TEST_CASE("the committed weights are those that training gives") {
  const Layer layer = layer_of(network());
  const Weights weights = train(layer, encode_all(read_images(SLK_SOURCE).train));
  REQUIRE(find_stale(SLK_SOURCE, {{kWeightFile, weights_text(weights)}}, "train").empty());
  REQUIRE(weights == committed_weights());
}

TEST_CASE("the committed spikes and labels are those of the test images") {
  REQUIRE(find_stale(SLK_SOURCE, encode_files(read_images(SLK_SOURCE)), "encode").empty());
}

TEST_CASE("a stale or missing file of the demo is named with the verb that renews it") {
  const Folder root;
  REQUIRE(find_stale(root.path(""), {{"a.csv", "1\n"}}, "encode") ==
          std::vector<std::string>{"a.csv: is stale; run 'digits encode'"});
  root.write("a.csv", "2\n");
  REQUIRE(find_stale(root.path(""), {{"a.csv", "1\n"}}, "encode").size() == 1);
  root.write("a.csv", "1\n");
  REQUIRE(find_stale(root.path(""), {{"a.csv", "1\n"}}, "encode").empty());
}

TEST_CASE("the split has 1203 training and 594 test images") {
  const Images images = read_images(SLK_SOURCE);
  REQUIRE(images.train.size() == 1203);
  REQUIRE(images.test.size() == kTestImages);
}

TEST_CASE("a pixel fires as often as its grey value says, evenly, and never in the last step") {
  for (std::uint8_t grey = 0; grey <= kGreyMax; ++grey) {
    Image image;
    image.grey.fill(grey);
    const Window window = encode(image);
    REQUIRE(window[kWindow - 1].empty());
    for (std::uint8_t pixel = 0; pixel < kPixels; ++pixel) {
      std::vector<std::uint32_t> steps;
      for (std::uint32_t step = 0; step < kWindow; ++step) {
        steps.insert(
            steps.end(),
            static_cast<std::size_t>(std::count(window[step].begin(), window[step].end(), pixel)),
            step);
      }
      REQUIRE(steps.size() == grey);
      std::set<std::uint32_t> gaps;
      for (std::size_t i = 1; i < steps.size(); ++i) gaps.insert(steps[i] - steps[i - 1]);
      REQUIRE((gaps.empty() || (*gaps.begin() >= 1 && *gaps.rbegin() - *gaps.begin() <= 1)));
    }
  }
}

TEST_CASE(
    "golden counts the spikes that the training counted, answers at least 90 % rightly, and "
    "never saturates") {
  const Folder folder;
  slk::Ledger ledger;
  run_golden(folder.path("golden.csv"), &ledger);
  const std::vector<Counts> counts = read_run(folder.path("golden.csv"), network(), kTestImages);
  const Images images = read_images(SLK_SOURCE);
  const Layer layer = layer_of(network());
  const Weights weights = committed_weights();
  for (std::size_t i = 0; i < kTestImages; ++i) {
    REQUIRE(counts[i] == count_spikes(layer, weights, encode(images.test[i])));
  }
  const Score golden = score_run("golden", counts, read_labels(SLK_SOURCE));
  REQUIRE(golden.right * 100 >= kTestImages * kPassPercent);
  REQUIRE(ledger[slk::spec::Event::kInputSpikes] == network().stimulus.spikes.size());
  REQUIRE(ledger[slk::spec::Event::kSaturationsU] == 0);
  REQUIRE(ledger[slk::spec::Event::kSaturationsV] == 0);
}

TEST_CASE("the answer is the class with most spikes, the lowest of several") {
  REQUIRE(answer_of({0, 3, 9, 0, 9, 0, 0, 0, 0, 0}).digit == 2);
  REQUIRE(answer_of({0, 3, 9, 0, 9, 0, 0, 0, 0, 0}).tie);
  REQUIRE(answer_of({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}).digit == 9);
  REQUIRE_FALSE(answer_of({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}).tie);
  REQUIRE(answer_of({}).digit == 0);
  REQUIRE(answer_of({}).tie);
}

TEST_CASE("a score passes from 90 % on, and only if all runs answer alike") {
  const std::vector<std::size_t> labels{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Score nine = answers("nine", {0, 1, 2, 3, 4, 5, 6, 7, 8, 0}, labels);
  const Score other = answers("other", {0, 1, 2, 3, 4, 5, 6, 7, 8, 1}, labels);
  const Score eight = answers("eight", {0, 1, 2, 3, 4, 5, 6, 7, 0, 0}, labels);
  REQUIRE(make_result(labels, {nine, nine}).passed);
  REQUIRE_FALSE(make_result(labels, {eight}).passed);
  // Both wrong on the last image, but not in the same way.
  REQUIRE_FALSE(make_result(labels, {nine, other}).passed);
  REQUIRE(make_result(labels, {nine, other}).disagreed == std::vector<std::size_t>{9});
  REQUIRE(confusion_of(nine, labels)[9][0] == 1);
  REQUIRE(percent(9, 10) == "90.00");
  REQUIRE(percent(593, 594) == "99.83");
}

TEST_CASE("score passes two equal runs and finds the image whose class is flipped in one") {
  const Folder folder;
  const std::string golden = folder.write("golden.csv", golden_text());
  const std::string twin = folder.write("twin.csv", golden_text());
  std::string printed;
  REQUIRE(score({golden, twin}, folder.path("score.json"), &printed) == slk::Exit::kAgree);
  REQUIRE_THAT(printed, Catch::Contains("with the same answers"));
  REQUIRE(std::ifstream(folder.path("score.json")).peek() == '{');

  // Image 1 has the steps 33..64; silence the class that wins it.
  const std::size_t winner = answer_of(read_run(golden, network(), kTestImages)[1]).digit;
  const std::string cell = ",classes," + std::to_string(winner);
  const std::string flipped = without(golden_text(), [&](const std::string& row) {
    const std::size_t at = row.find(cell);
    if (at == std::string::npos) return false;
    const int step = std::stoi(row.substr(0, at));
    return step >= 33 && step <= 64;
  });
  const std::string rtl = folder.write("rtl.csv", flipped);
  REQUIRE(score({golden, rtl}, "", &printed) == slk::Exit::kDivergence);
  REQUIRE_THAT(printed,
               Catch::Contains("The answers differ on 1 of 594 images") &&
                   Catch::Contains("The first is image 1, a ") &&
                   Catch::Contains("golden says " + std::to_string(winner) + ", rtl says"));
}

TEST_CASE("a file that is no run of the test images is refused with a sentence") {
  const std::string header = "step,population,index\n";
  const std::string first = golden_text().substr(header.size(), 11);
  REQUIRE(first == "1,pixels,3\n");
  REQUIRE(fault_of("step,index\n1,3\n") ==
          "run.csv:1: header is 'step,index'; allowed 'step,population,index'");
  REQUIRE(fault_of(header + "1,pixels\n") == "run.csv:2: 2 columns; allowed 3");
  REQUIRE(fault_of(header + "0,pixels,3\n") == "run.csv:2: step is '0'; allowed 1..19008");
  REQUIRE(fault_of(header + "19009,pixels,3\n") == "run.csv:2: step is '19009'; allowed 1..19008");
  REQUIRE(fault_of(header + "1,pixel,3\n") ==
          "run.csv:2: population is 'pixel'; allowed pixels, classes");
  REQUIRE(fault_of(header + "1,classes,10\n") == "run.csv:2: index is '10'; allowed 0..9");
  REQUIRE(fault_of(header + "1,pixels,x\n") == "run.csv:2: index is 'x'; allowed 0..63");
  REQUIRE(fault_of(header + first + first) ==
          "run.csv:3: the row is out of order or given twice; allowed rows sorted by step, "
          "population, index");
  REQUIRE(fault_of(header + "1,pixels,4\n") ==
          "run.csv:2: pixels[4] in step 1 where the stimulus has pixels[3] in step 1");
  REQUIRE(fault_of(header + first) == "run.csv:2: the file ends in step 1, before the stimulus");
  REQUIRE(fault_of(header + "1,pixels,0") ==
          "run.csv:2: pixels[0] in step 1 where the stimulus has pixels[3] in step 1");
  REQUIRE(fault_of("") == "run.csv:1: header is ''; allowed 'step,population,index'");
  const Folder folder;
  REQUIRE(folder.refusal([&] { read_run(folder.path("no.csv"), network(), kTestImages); }) ==
          "no.csv: the file does not exist; 'spikelock run ... --spikes FILE' writes one");
}

TEST_CASE("a table or split of images with a fault is refused with its line") {
  const Folder root;
  std::filesystem::create_directories(root.path("models/networks/digits"));
  std::string header;
  for (std::size_t p = 0; p < kPixels; ++p) header += "p" + std::to_string(p) + ",";
  std::string row;
  for (std::size_t p = 0; p < kPixels; ++p) row += "1,";
  const auto fault = [&](const std::string& images, const std::string& split) {
    root.write(kImageFile, header + "label\n" + images);
    root.write(kSplitFile, "row,part,order\n" + split);
    const std::string sentence = root.refusal([&] { read_images(root.path("")); });
    return sentence.substr(sentence.find_last_of('/') + 1);
  };
  REQUIRE(fault(row + "7\n", "0,train,0\n").empty());
  REQUIRE(fault(row + "10\n", "0,train,0\n") == "digits.csv:2: label is 10; allowed 0..9");
  REQUIRE(fault("17" + row.substr(1) + "1\n", "") == "digits.csv:2: p0 is 17; allowed 0..16");
  REQUIRE(fault(row + "7\n", "1,train,0\n") == "split.csv:2: row is '1'; allowed 0..0");
  REQUIRE(fault(row + "7\n", "0,exam,0\n") == "split.csv:2: part is 'exam'; allowed train, test");
  REQUIRE(fault(row + "7\n", "0,test,1\n") == "split.csv:2: order is '1'; allowed 0..0");
  REQUIRE(fault(row + "7\n" + row + "7\n", "0,test,0\n1,test,0\n") ==
          "split.csv:3: order 0 is given twice; allowed once in a part");
  REQUIRE(fault(row + "7\n" + row + "7\n", "0,test,1\n") ==
          "split.csv:2: the table ends without row 1; the table of images has 2 rows");
  REQUIRE(fault(row + "7\n" + row + "7\n", "0,test,1\n1,train,0\n") ==
          "split.csv:3: the table ends without order 0 of part 'test'; allowed a row for each "
          "from 0");
}
