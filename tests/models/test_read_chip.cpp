// SPDX-License-Identifier: Apache-2.0
// Chip files, and those that ship.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "models/chip.hpp"
#include "models/network.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// SPIKELOCK_HOME for the time of a test.
class Home {
 public:
  explicit Home(const std::string& path) { setenv("SPIKELOCK_HOME", path.c_str(), 1); }
  ~Home() { unsetenv("SPIKELOCK_HOME"); }
};

}  // namespace

TEST_CASE("a chip file gives every capacity") {
  const test::Folder folder;
  const Chip chip = read_chip(
      folder.write("c.yaml",
                   "spikelock: chip/1\nname: tiny\nmesh: [1, 1]\n"
                   "core: {neurons: 96, axons: 64, synapse_words: 500, lanes: 16, receptors: 1, "
                   "learning: true, teaching: true, random: false, neuron_pass: serial, "
                   "counters: false, profiles: 7}\n"
                   "clock_hz: 48000000\nmode: barrier\n"));
  CHECK(chip.name == "tiny");
  CHECK(chip.core.neurons == 96);
  CHECK(chip.core.axons == 64);
  CHECK(chip.core.synapse_words == 500);
  CHECK(chip.core.lanes == 16);
  CHECK(chip.core.receptors == 1);
  CHECK(chip.core.learning);
  CHECK(chip.core.teaching);
  CHECK_FALSE(chip.core.random);
  CHECK(chip.core.serial_neurons);
  CHECK_FALSE(chip.core.counters);
  CHECK(chip.core.profiles == 7);
  CHECK(chip.clock_hz == 48000000);
}

TEST_CASE("a chip file that gives only capacities has noise, no learning and a profile a neuron") {
  const test::Folder folder;
  const Chip chip = read_chip(folder.write(
      "c.yaml",
      "spikelock: chip/1\ncore: {neurons: 512, axons: 2048, synapse_words: 262144, lanes: 1}\n"));
  CHECK(chip.name == "c");
  CHECK(chip.core.receptors == 2);
  CHECK_FALSE(chip.core.learning);
  CHECK_FALSE(chip.core.teaching);
  CHECK(chip.core.random);
  CHECK_FALSE(chip.core.serial_neurons);
  CHECK(chip.core.counters);
  CHECK(chip.core.profiles == 512);
  CHECK(chip.clock_hz == 100000000);
}

TEST_CASE("a chip file gives a mesh, its mode, and routes and inputs of its cores") {
  const test::Folder folder;
  const std::string core = "core: {neurons: 64, axons: 96, synapse_words: 64, lanes: 8";
  const auto read = [&](const std::string& mode) {
    return read_chip(folder.write("c.yaml", "spikelock: chip/1\nmesh: [3, 2]\nmode: " + mode +
                                                "\n" + core + ", routes: 8192, inputs: 5}\n"));
  };
  const Chip barrier = read("barrier");
  CHECK(barrier.mesh.width == 3);
  CHECK(barrier.mesh.height == 2);
  CHECK(barrier.core.routes == 8192);
  CHECK(barrier.core.inputs == 5);
  CHECK_FALSE(barrier.real_time);

  const Chip defers = read("{real_time: {cycles_per_step: 4294967295}}");
  REQUIRE(defers.real_time);
  CHECK(defers.real_time->cycles_per_step == 4294967295);
  CHECK_FALSE(defers.real_time->drop);
  CHECK(defers.real_time->max_lateness == 1);
  CHECK(read("{real_time: {cycles_per_step: 1, late: defer, max_lateness: 30}}")
            .real_time->max_lateness == 30);
  const Chip drops = read("{real_time: {cycles_per_step: 1, late: drop}}");
  CHECK(drops.real_time->drop);
  CHECK(drops.real_time->max_lateness == 0);

  const Chip one = read_chip(folder.write("d.yaml", "spikelock: chip/1\n" + core + "}\n"));
  CHECK(one.mesh.cores() == 1);
  CHECK(one.core.routes == 96);
  CHECK(one.core.inputs == 96);
}

TEST_CASE("a mesh without counters is refused") {
  const test::Folder folder;
  const std::string path = folder.write(
      "c.yaml",
      "spikelock: chip/1\nmesh: [2, 1]\n"
      "core: {neurons: 64, axons: 96, synapse_words: 64, lanes: 8, counters: false}\n");
  CHECK(folder.refusal([&] { read_chip(path); }) ==
        "c.yaml:2: counters: false on a mesh, whose packets are held to the counts; "
        "allowed on one core");
}

TEST_CASE("the cores of a mesh are numbered row by row and named by column and row") {
  const Mesh mesh{3, 2};
  CHECK(mesh.number(2, 1) == 5);
  CHECK(mesh.x(5) == 2);
  CHECK(mesh.y(5) == 1);
  CHECK(mesh.hops_x(0, 5) == 2);
  CHECK(mesh.hops_y(5, 0) == 1);
  CHECK(mesh.hops(3, 2) == 3);
  CHECK(mesh.name(5) == "core 2,1");
  CHECK(Mesh().name(0) == "core 0");
}

TEST_CASE("every chip of several cores that ships can be read") {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(SLK_SOURCE "/models/chips")) {
    const Chip chip = read_chip(file.path().string());
    CHECK(file.path().stem() == chip.name);
    if (chip.mesh.cores() > 1) names.push_back(chip.name);
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"dynapse_like", "loihi_like", "mesh2x2", "mesh2x2_l1",
                                          "mesh4x4", "mesh4x4_l1", "mesh4x4_realtime",
                                          "mesh4x4_small_realtime", "mesh5x5", "mesh8x8",
                                          "truenorth_like"});
}

TEST_CASE("the chips of one core that ship come in the order of the default") {
  const Home home(SLK_SOURCE);
  std::vector<std::string> names;
  for (const Chip& chip : shipped_chips()) names.push_back(chip.name);
  CHECK(names == std::vector<std::string>{"core64", "core256", "core256_l1", "core256_l2",
                                          "core256_l4", "core256_l16", "core256_lean",
                                          "core128_serial", "core256_learn", "core512",
                                          "core256_learn_l1", "core256_learn_l2",
                                          "core256_learn_lean", "core256_learn_serial"});
}

TEST_CASE("SPIKELOCK_HOME says where the folder of models is") {
  const Home home(SLK_SOURCE);
  CHECK(models_folder() == std::string(SLK_SOURCE) + "/models");
}

TEST_CASE("a wrong SPIKELOCK_HOME is refused") {
  const Home home("/nowhere");
  CHECK(test::Folder().refusal([] { models_folder(); }) ==
        "SPIKELOCK_HOME is '/nowhere', which has no folder models/chips; "
        "allowed the folder of Spikelock, or unset");
}

TEST_CASE("the networks that ship can be read") {
  const std::string folder = std::string(SLK_SOURCE) + "/models/networks/";
  CHECK(read_network(folder + "oscillator.yaml").synapse_count() == 3);
  CHECK(read_network(folder + "ring.yaml").synapse_count() == 128);
  CHECK(read_network(folder + "random_recurrent.yaml").neuron_count() == 100);
  CHECK(read_network(folder + "all_to_all90.yaml").synapse_count() == 8190);
}
