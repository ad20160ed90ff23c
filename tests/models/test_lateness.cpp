// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "models/lateness.hpp"
#include "models/text_file.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// a[0] drives b[0] and b[1] with delay 2 from two cores; a[1] drives b[0] with delay 30.
Network small_network() {
  Network network;
  network.name = "small";
  network.populations.push_back({"a", Population::Kind::kInput, 2, 0, {}});
  network.populations.push_back({"b", Population::Kind::kLif, 2, 2, std::vector<NeuronParams>(2)});
  Projection projection;
  projection.to = 1;
  projection.synapses = {{0, 2, 1, 2}, {0, 3, 1, 2}, {1, 2, 1, 30}};
  network.projections.push_back(projection);
  return network;
}
const std::vector<Fragment> kFragments = {{0, 5}, {3, 0}, {0, 6}};

constexpr const char* kHeader = "step,core,axon,population,index,delay,late\n";

std::string refusal(const std::string& rows, const std::string& header = kHeader) {
  const test::Folder folder;
  const std::string path = folder.write("late", header + rows);
  return folder.refusal([&] { read_lateness(path, small_network(), kFragments); });
}

}  // namespace

TEST_CASE("fragments know their source and delay, each once and in order") {
  const auto sources = fragment_sources(small_network(), {{0, 5}, {0, 5}, {0, 2}});
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].fragment == Fragment{0, 2});
  CHECK((sources[0].source == 1 && sources[0].delay == 30));
  CHECK((sources[1].source == 0 && sources[1].delay == 2));
  CHECK(find_fragment(sources, {0, 5}) == 1);
  CHECK(find_fragment(sources, {1, 5}) == 2);
}

TEST_CASE("a lateness file is read as it was written") {
  Lateness lateness;
  lateness.fragments = kFragments;
  lateness.machine = "tlm";
  lateness.packets = {{3, 0, 5, 1, false}, {3, 3, 0, 29, false}, {31, 0, 6, 7, true}};
  const test::Folder folder;
  const std::string path = folder.path("late.csv");
  write_lateness(lateness, small_network(), path);
  CHECK(load_text(path, path, "") ==
        std::string(kHeader) + "3,0,5,a,0,2,1\n3,3,0,a,0,2,29\n31,0,6,a,1,30,dropped\n");
  const Lateness back = read_lateness(path, small_network(), kFragments);
  REQUIRE(back.packets.size() == 3);
  CHECK(back.packets[0] == lateness.packets[0]);
  CHECK(back.packets[1] == lateness.packets[1]);
  CHECK(back.packets[2] == LateDelivery{31, 0, 6, 0, true});  // how late matters no more
  CHECK(back.place(1) == path + ":3");
  CHECK(lateness.place(1) == "late packet 1 of tlm");
}

TEST_CASE("a lateness file that is not of this network is refused with line and remedy") {
  const std::string other = "; give the file of a run of this network with this chip and placement";
  CHECK(refusal("", "step,late\n") ==
        "late:1: header is 'step,late'; allowed 'step,core,axon,population,index,delay,late'");
  CHECK(refusal("3,0,5,a,0,2\n") == "late:2: 6 columns; allowed 7");
  CHECK(refusal("0,0,5,a,0,2,1\n") == "late:2: step is '0'; allowed 1..4294967295");
  CHECK(refusal("3,64,5,a,0,2,1\n") == "late:2: core is '64'; allowed 0..63");
  CHECK(refusal("3,0,7,a,0,2,1\n") == "late:2: no synapse stands on core 0 axon 7" + other);
  CHECK(refusal("3,0,5,a,1,2,1\n") == "late:2: core 0 axon 5 hears a[0] with delay 2" + other);
  CHECK(refusal("3,0,5,b,0,2,1\n") == "late:2: core 0 axon 5 hears a[0] with delay 2" + other);
  CHECK(refusal("3,0,5,a,0,3,1\n") == "late:2: core 0 axon 5 hears a[0] with delay 2" + other);
  CHECK(refusal("3,0,5,a,0,2,lost\n") ==
        "late:2: late is 'lost'; allowed a number of steps from 1 on, or 'dropped'");
  CHECK(refusal("3,0,5,a,0,2,0\n") ==
        "late:2: late is '0'; allowed a number of steps from 1 on, or 'dropped'");
  CHECK(
      refusal("3,0,5,a,0,2,30\n") ==
      "late:2: delay 2 and lateness 30 are more than a ring holds; allowed at most 31 together, or "
      "'dropped'");
  const std::string order =
      "late:3: packets are out of order or stand twice; allowed: sorted by step, core, axon";
  CHECK(refusal("3,0,5,a,0,2,1\n3,0,5,a,0,2,2\n") == order);
  CHECK(refusal("4,0,5,a,0,2,1\n3,3,0,a,0,2,2\n") == order);
}

TEST_CASE("a lateness file that is missing is refused with what writes one") {
  CHECK_THROWS_WITH(
      read_lateness("none/late.csv", small_network(), kFragments),
      "none/late.csv: the file does not exist; write one with 'spikelock run --backend "
      "tlm --lateness FILE'");
}
