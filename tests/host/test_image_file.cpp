// SPDX-License-Identifier: Apache-2.0
// Image files: written and read back equal; a damaged one ends in one sentence.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "models/digest.hpp"
#include "tests/host/placed.hpp"
#include "tests/sim/scatter.hpp"

using namespace slk;
using nlohmann::ordered_json;

namespace {

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What reading an image file with this text is refused with.
std::string refusal(const std::string& text) {
  const test::Folder folder;
  folder.write("x.json", text);
  return folder.refusal([&] { read_image(folder.path("x.json")); });
}

std::string good_text() {
  const test::Folder folder;
  write_image(chip_image(place(tests::various(), tests::chip_of(16, 256, 256))),
              folder.path("i.json"));
  return text_of(folder.path("i.json"));
}

// The same after a change of the JSON.
std::string refusal_after(const std::function<void(ordered_json&)>& change) {
  ordered_json json = ordered_json::parse(good_text());
  change(json);
  return refusal(json.dump(1));
}

void check_one_sentence(const std::string& sentence, const std::string& fault) {
  INFO(sentence);
  CHECK_THAT(sentence, Catch::StartsWith("x.json: no usable image: ") && Catch::Contains(fault) &&
                           Catch::EndsWith("; write it anew with 'spikelock map -o'"));
  CHECK(sentence.find('\n') == std::string::npos);
}

}  // namespace

TEST_CASE("an image that is written and read back is the same image") {
  const test::Folder folder;
  for (const std::uint32_t lanes : {1u, 2u, 4u, 8u, 16u}) {
    const Network network = tests::various();
    const Image image = place(network, tests::chip_of(16, 256, 2048, lanes));
    write_image(chip_image(image), folder.path("i.json"));
    const ChipImage chip = read_image(folder.path("i.json"));
    CHECK(check_image(chip, network) == "");
    const Image& read = chip.cores.at(0);
    CHECK(read.weights == image.weights);
    CHECK(read.axons == image.axons);
    CHECK(read.profiles == image.profiles);
    CHECK(read.routes == image.routes);
    CHECK(read.neuron_routes == image.neuron_routes);
    CHECK(read.input_routes == image.input_routes);
    CHECK(read.slot_numbers == image.slot_numbers);
    CHECK(read.line_numbers == image.line_numbers);
    CHECK(read.synapse_at == image.synapse_at);
    CHECK(read.network == "various");
    CHECK(read.chip == "chip");
    CHECK(read.core == image.core);
    write_image(chip, folder.path("again.json"));
    CHECK(text_of(folder.path("again.json")) == text_of(folder.path("i.json")));
  }
}

TEST_CASE("an image that learns keeps its rules, modulators and keys in the file") {
  const test::Folder folder;
  const Network network = tests::plastic();
  const Image image = place(network, tests::learning_chip_of(16, 64, 256));
  write_image(chip_image(image), folder.path("i.json"));
  const ChipImage chip = read_image(folder.path("i.json"));
  CHECK(check_image(chip, network) == "");
  const Image& read = chip.cores.at(0);
  CHECK(read.core.learning);
  CHECK(read.core.teaching);
  CHECK(read.plastic_axons == image.plastic_axons);
  write_image(chip, folder.path("again.json"));
  CHECK(text_of(folder.path("again.json")) == text_of(folder.path("i.json")));
}

TEST_CASE("an image file whose rules lack a table or modulators is refused") {
  const test::Folder folder;
  write_image(chip_image(place(tests::plastic(), tests::learning_chip_of(16, 64, 256))),
              folder.path("i.json"));
  const ordered_json good = ordered_json::parse(text_of(folder.path("i.json")));
  const std::string fault = "its rules have not all of their tables and modulators";
  ordered_json json = good;
  json["rules"]["rule_table"].erase(0);
  check_one_sentence(refusal(json.dump()), fault);
  json = good;
  json["rules"]["modulators"].erase(0);
  check_one_sentence(refusal(json.dump()), fault);
  json = good;
  json["core"]["teaching"] = false;
  check_one_sentence(refusal(json.dump()), fault);
}

TEST_CASE("a network without synapses or inputs has an image file, too") {
  const test::Folder folder;
  const Network network = tests::network_of("populations:\n  n: {size: 1, kind: lif}\n");
  write_image(chip_image(place(network, tests::chip_of(8, 32, 8))), folder.path("i.json"));
  CHECK(check_image(read_image(folder.path("i.json")), network) == "");
}

TEST_CASE("an image file cannot be written into a folder that does not exist") {
  const test::Folder folder;
  const ChipImage image = chip_image(place(tests::various(), tests::chip_of(16, 256, 256)));
  CHECK(folder.refusal([&] { write_image(image, folder.path("no/i.json")); }) ==
        "no/i.json: cannot be written; name a file in a folder that exists");
}

TEST_CASE("a missing image file is refused") {
  const test::Folder folder;
  CHECK(folder.refusal([&] { read_image(folder.path("no.json")); }) ==
        "no.json: cannot be read; name an image that 'spikelock map -o' wrote");
}

TEST_CASE("a damaged image file is one sentence") {
  const std::string good = good_text();
  CHECK(refusal(good).empty());
  check_one_sentence(refusal(good.substr(0, good.size() / 2)), "");
  check_one_sentence(refusal(""), "");
  check_one_sentence(refusal("not JSON\nat all\n"), "");
  check_one_sentence(refusal("[1, 2]"), "");
  check_one_sentence(refusal("{}"), "\"spikelock\" is not \"image/2\"");
  check_one_sentence(refusal("{\"spikelock\": 7}"), "");
}

TEST_CASE("an image of another spec is refused by both hashes") {
  check_one_sentence(
      refusal_after([](ordered_json& j) { j["spec_hash"] = "0123456789abcdef"; }),
      "it was made for spec hash 0123456789abcdef, this program has " + hex64(spec::kHash));
}

TEST_CASE("rows of the wrong length or with wrong digits are refused") {
  check_one_sentence(
      refusal_after([](ordered_json& j) { j["cores"][0]["memories"]["axon"][0] = "12"; }),
      "row '12' has not 16 hexadecimal digits");
  check_one_sentence(
      refusal_after([](ordered_json& j) { j["cores"][0]["memories"]["route"][0] = "0000000g"; }),
      "row '0000000g' has not 8 hexadecimal digits");
  check_one_sentence(
      refusal_after([](ordered_json& j) { j["cores"][0]["memories"]["synapse"][3] = 5; }), "");
}

TEST_CASE("a key that is missing, of the wrong type or out of range is refused") {
  check_one_sentence(
      refusal_after([](ordered_json& j) { j["cores"][0]["memories"].erase("profile"); }),
      "profile");
  check_one_sentence(refusal_after([](ordered_json& j) { j.erase("core"); }), "core");
  check_one_sentence(refusal_after([](ordered_json& j) { j["core"]["lanes"] = "8"; }), "");
  check_one_sentence(refusal_after([](ordered_json& j) { j["noise_key"] = {1}; }), "");
  check_one_sentence(refusal_after([](ordered_json& j) { j["cores"][0]["slot_numbers"][0] = "x"; }),
                     "");
}

TEST_CASE("numbers that no core can have are refused, not cut to fit") {
  for (const auto& lanes : {ordered_json(0), ordered_json(3), ordered_json(-8), ordered_json(32)}) {
    check_one_sentence(refusal_after([&](ordered_json& j) { j["core"]["lanes"] = lanes; }),
                       "lanes");
  }
  check_one_sentence(refusal_after([](ordered_json& j) { j["adapt_every"] = 16; }), "adapt_every");
  check_one_sentence(refusal_after([](ordered_json& j) { j["adapt_every"] = 259; }), "adapt_every");
}

TEST_CASE("an image of several cores is the same after it was written and read back") {
  const test::Folder folder;
  Chip chip = tests::learning_chip_of(16, 256, 2048);
  chip.mesh = {3, 2};
  chip.real_time = RealTime{4000000000, false, 0};
  for (const Network& network : {tests::various(), tests::plastic()}) {
    const ChipImage image = tests::scatter(network, chip, 5);
    write_image(image, folder.path("i.json"));
    const ChipImage read = read_image(folder.path("i.json"));
    CHECK(check_image(read, network) == "");
    CHECK(read.mesh.width == 3);
    CHECK(read.mesh.height == 2);
    REQUIRE(read.real_time);
    CHECK(read.real_time->cycles_per_step == 4000000000);
    CHECK(read.synapses == image.synapses);
    for (std::size_t c = 0; c < 6; ++c) {
      CHECK(read.cores[c].core == image.cores[c].core);
      CHECK(read.cores[c].routes == image.cores[c].routes);
      CHECK(read.cores[c].input_routes == image.cores[c].input_routes);
      CHECK(read.cores[c].weights == image.cores[c].weights);
    }
    write_image(read, folder.path("again.json"));
    CHECK(text_of(folder.path("again.json")) == text_of(folder.path("i.json")));
  }
}

TEST_CASE("an image file keeps what becomes of a late packet") {
  const test::Folder folder;
  for (const RealTime mode : {RealTime{9, true, 0}, RealTime{1, false, 30}}) {
    Chip chip = tests::chip_of(16, 256, 2048);
    chip.mesh = {1, 2};
    chip.real_time = mode;
    write_image(tests::scatter(tests::various(), chip, 1), folder.path("i.json"));
    const ChipImage read = read_image(folder.path("i.json"));
    REQUIRE(read.real_time);
    CHECK(read.real_time->cycles_per_step == mode.cycles_per_step);
    CHECK(read.real_time->drop == mode.drop);
    CHECK(read.real_time->max_lateness == mode.max_lateness);
  }
}

TEST_CASE("an image file whose cores do not fill its mesh is refused") {
  check_one_sentence(refusal_after([](ordered_json& j) { j["mesh"]["rows"] = 2; }),
                     "it holds 1 cores, its mesh 2");
  check_one_sentence(refusal_after([](ordered_json& j) { j["mesh"]["columns"] = 9; }),
                     "columns is 9, not 1..8");
  check_one_sentence(refusal_after([](ordered_json& j) { j["mode"] = "slow"; }), "");
}

TEST_CASE("an image file whose synapses are not all there once is refused") {
  check_one_sentence(refusal_after([](ordered_json& j) { j["cores"][0]["synapses"][0] = 1; }),
                     "no synapse has position 0");
  check_one_sentence(refusal_after([](ordered_json& j) { j["cores"][0]["synapses"].erase(0); }),
                     "positions of synapses");
}
