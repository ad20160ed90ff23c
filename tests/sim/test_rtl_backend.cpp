// SPDX-License-Identifier: Apache-2.0
// The RTL backend: what it reads back from the core, and its sentences where there is no core to
// run.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "host/place.hpp"
#include "models/chip_model.hpp"
#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/rtl/variants.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

const std::string kSource = SLK_SOURCE;

Network shipped(const std::string& name) {
  return read_network(kSource + "/models/networks/" + name + ".yaml");
}
Chip chip(const std::string& name) {
  return read_chip(kSource + "/models/chips/" + name + ".yaml");
}

// Sets SPIKELOCK_RTL while it lives.
class RtlFolder {
 public:
  explicit RtlFolder(const std::string& folder) { setenv("SPIKELOCK_RTL", folder.c_str(), 1); }
  ~RtlFolder() { unsetenv("SPIKELOCK_RTL"); }
  RtlFolder(const RtlFolder&) = delete;
  RtlFolder& operator=(const RtlFolder&) = delete;
};

std::vector<StepRecord> run(Backend& machine, const Network& network, std::uint32_t steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(steps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<StepRecord> records;
  machine.run(stimuli, true, records);
  return records;
}

// What making an RTL backend for core256 is refused with, and the exit status.
std::string refusal(const test::Folder& folder, Exit& exit) {
  return folder.refusal([&] {
    const RtlFolder in(folder.path("rtl"));
    try {
      make_rtl_backend(place(shipped("oscillator"), chip("core256")), 1);
    } catch (const Error& error) {
      exit = error.exit();
      throw;
    }
  });
}

constexpr const char* kVariants =
    "core_l8 1 1 256 1024 1024 1024 16384 8 2 0 0 1 256 0 1\n"
    "mesh8x8_l8 8 8 256 1024 4096 1024 16384 8 2 1 1 1 256 0 1\n";

}  // namespace

TEST_CASE("the random start of registers and memories changes nothing") {
  const Network network = shipped("random_recurrent");
  const Image image = place(network, chip("core256"));
  const auto first = make_rtl_backend(image, 1);
  const std::vector<StepRecord> want = run(*first, network, 100);
  for (const std::uint32_t seed : {2u, 77u, 2147483647u}) {
    const auto other = make_rtl_backend(image, seed);
    const std::vector<StepRecord> got = run(*other, network, 100);
    REQUIRE(got.size() == 100);
    for (std::size_t i = 0; i < got.size(); ++i) {
      REQUIRE(got[i].fault.empty());
      REQUIRE(got[i].spikes == want[i].spikes);
      REQUIRE(got[i].states == want[i].states);
      REQUIRE(got[i].cycles == want[i].cycles);
    }
    CHECK(other->ledger() == first->ledger());
    CHECK(other->weights() == first->weights());
  }
}

TEST_CASE("weights come back from the synapse memory of every variant, before and after a run") {
  const Network network = shipped("all_to_all90");
  std::vector<std::int8_t> want;
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) want.push_back(s.weight);
  }
  for (const RtlVariant& variant : rtl_variants()) {
    if (variant.mesh.cores() > 1 || variant.core.axons < 256) continue;  // it needs 180
    INFO(variant.name);
    const auto rtl = make_rtl_backend(place(network, Chip{"", "", {}, variant.core}), 3);
    CHECK(rtl->weights() == want);
    run(*rtl, network, 3);
    CHECK(rtl->weights() == want);
  }
}

TEST_CASE("a weight that is changed in the image is what the core gives back") {
  const Network network = shipped("ring");
  Image image = place(network, chip("core64"));
  image.weights[image.synapse_at[70]] = -99;
  CHECK(make_rtl_backend(image, 1)->weights()[70] == -99);
}

TEST_CASE("the ledger starts at zero, then counts what golden and the core model count") {
  const Network network = shipped("random_recurrent");
  const Image image = place(network, chip("core256"));
  const auto rtl = make_rtl_backend(image, 9);
  CHECK(rtl->ledger() == Ledger());
  const auto records = run(*rtl, network, 60);
  const auto golden = make_golden_backend(network);
  run(*golden, network, 60);
  const ChipImage placed = chip_image(image);
  ChipModel model(placed, network.size());
  StimulusPlayer player(network);
  StepStimulus stimulus;
  std::uint64_t cycles = 0;
  for (const StepRecord& record : records) {
    player.next(stimulus);
    CHECK(model.step(stimulus, record.spikes).front().total() == record.cycles);
    cycles += record.cycles;
  }
  const Ledger ledger = rtl->ledger();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    INFO(spec::kEventNames[e]);
    const bool network_event = spec::is_network(static_cast<spec::Event>(e));
    CHECK(ledger.counts[e] == (network_event ? golden->ledger() : model.events()).counts[e]);
  }
  CHECK(ledger[spec::Event::kCyclesStep] == cycles);
  CHECK(rtl->has_machine_events());
  CHECK(rtl->name() == "rtl");
}

TEST_CASE("a core that no variant covers is refused with the list of variants") {
  const test::Folder folder;
  Chip large = chip("core256");
  large.core.neurons = 512;
  const std::string sentence = folder.refusal([&] { find_rtl_variant(large.core); });
  CHECK_THAT(sentence,
             Catch::StartsWith(
                 "no RTL variant covers a core with lanes 8, receptors 2, learning false, "
                 "teaching false, random true, neuron pass pipelined, counters true, up to 512 "
                 "neurons, 1024 "
                 "axons, 16384 synapse "
                 "words, 256 profiles, 1024 routes, 1024 input lines; take a chip within one "
                 "of these, or run without the rtl backend:"));
  for (const RtlVariant& variant : rtl_variants()) {
    CHECK_THAT(sentence,
               Catch::Contains(variant.name + (variant.mesh.cores() == 1 ? ": lanes " : ": a ")));
  }
  CHECK(sentence.find('\n') == std::string::npos);  // one sentence is one line
}

TEST_CASE("every capacity of a core is compared with the variants") {
  const CoreSize full = chip("core256").core;
  CHECK(find_rtl_variant(full).name == "core_l8");
  CHECK(find_rtl_variant(chip("core64").core).name == "core_l8");
  CHECK(find_rtl_variant(chip("core128_serial").core).name == "serial_l1");
  CHECK(find_rtl_variant(chip("core256_learn_serial").core).name == "learn_serial");
  CHECK(find_rtl_variant(chip("core256_learn").core).name == "learn_l8");
  CHECK(find_rtl_variant(chip("core512").core).name == "learn_l8");
  for (const auto field :
       {&CoreSize::neurons, &CoreSize::axons, &CoreSize::synapse_words, &CoreSize::profiles,
        &CoreSize::receptors, &CoreSize::routes, &CoreSize::inputs}) {
    CoreSize core = full;
    core.*field += 1;
    CHECK_THROWS_AS(find_rtl_variant(core), Error);
  }
  CoreSize serial = full;
  serial.serial_neurons = true;
  CHECK_THROWS_AS(find_rtl_variant(serial), Error);
  CoreSize lean = full;
  lean.random = false;
  CHECK_THROWS_AS(find_rtl_variant(lean), Error);
}

TEST_CASE("a mesh needs a variant with its sides") {
  const Chip mesh = chip("mesh2x2");
  CHECK(find_rtl_variant(mesh.core, mesh.mesh).name == "mesh2x2_l8");
  const test::Folder folder;
  CHECK_THAT(folder.refusal([&] {
    find_rtl_variant(mesh.core, {3, 2});
  }),
             Catch::StartsWith("no RTL variant covers a 3x2 mesh of cores with lanes 8, "));
  CHECK_THROWS_AS(find_rtl_variant(chip("core256").core, mesh.mesh), Error);  // without learning
}

TEST_CASE("without any build of the RTL one sentence says so") {
  const test::Folder folder;
  std::filesystem::create_directory(folder.path("rtl"));
  Exit exit = Exit::kAgree;
  CHECK(refusal(folder, exit) ==
        "rtl/variants.txt: no RTL was built here; run 'make build' or set SPIKELOCK_RTL");
  CHECK(exit == Exit::kMachine);
}

TEST_CASE("a variant that was not built yet is named") {
  const test::Folder folder;
  std::filesystem::create_directory(folder.path("rtl"));
  folder.write("rtl/variants.txt", kVariants);
  Exit exit = Exit::kAgree;
  CHECK(refusal(folder, exit) == "rtl/core_l8.so: not built; run 'make build'");
  CHECK(exit == Exit::kMachine);
}

TEST_CASE("a large mesh that was not built yet says by what it is") {
  const test::Folder folder;
  std::filesystem::create_directory(folder.path("rtl"));
  folder.write("rtl/variants.txt", kVariants);
  const std::string sentence = folder.refusal([&] {
    const RtlFolder in(folder.path("rtl"));
    const Chip mesh = chip("mesh8x8");
    load_rtl_mesh(find_rtl_variant(mesh.core, mesh.mesh), 1);
  });
  CHECK(sentence == "rtl/mesh8x8_l8.so: not built; run 'make large'");
}

TEST_CASE("RTL that does not compile is a sentence with the first error") {
  const test::Folder folder;
  std::filesystem::create_directory(folder.path("rtl"));
  folder.write("rtl/variants.txt", kVariants);
  folder.write("rtl/core_l8.log",
               "- Verilator\n%Error: rtl/slk_fire.sv:9:1: syntax error\n%Error: 2\n");
  Exit exit = Exit::kAgree;
  CHECK(refusal(folder, exit) ==
        "the RTL does not compile: %Error: rtl/slk_fire.sv:9:1: syntax error; all of it is in "
        "rtl/core_l8.log");
  CHECK(exit == Exit::kMachine);
  // Warnings are errors, too, and a compiler complains in its own words.
  folder.write("rtl/core_l8.log", "%Error-WIDTH: rtl/a.sv:1:2: too wide\n");
  CHECK_THAT(refusal(folder, exit), Catch::StartsWith("the RTL does not compile: %Error-WIDTH:"));
  folder.write("rtl/core_l8.log", "x.cpp:3:1: error: expected ';'\n");
  CHECK_THAT(refusal(folder, exit),
             Catch::StartsWith("the RTL does not compile: x.cpp:3:1: error:"));
}

TEST_CASE("a plugin that cannot be loaded is a sentence, not a crash") {
  const test::Folder folder;
  std::filesystem::create_directory(folder.path("rtl"));
  folder.write("rtl/variants.txt", kVariants);
  folder.write("rtl/core_l8.so", "no library");
  Exit exit = Exit::kAgree;
  const std::string sentence = refusal(folder, exit);
  CHECK_THAT(sentence,
             Catch::StartsWith("rtl/core_l8.so: ") && Catch::EndsWith("; run 'make build'"));
  CHECK(exit == Exit::kMachine);
}
