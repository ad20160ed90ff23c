// SPDX-License-Identifier: Apache-2.0
// Placement on a mesh: whatever the placer, the image is the network; the same seed, the same
// image; what does not fit is refused with numbers.
#include <catch2/catch.hpp>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "host/place_chip.hpp"
#include "host/placement_report.hpp"
#include "tests/host/placed.hpp"
#include "tests/host/rebuilt.hpp"
#include "tests/system/random_network.hpp"

using namespace slk;
using tests::chip_of;
using tests::learning_chip_of;
using tests::network_of;

namespace {

constexpr Placer kPlacers[] = {Placer::kAuto, Placer::kSequential, Placer::kRandom,
                               Placer::kGreedy};

Chip mesh_of(std::uint32_t width, std::uint32_t height, Chip chip) {
  chip.mesh = {width, height};
  return chip;
}

PlaceOptions options_of(Placer placer, std::uint64_t seed = 1) {
  PlaceOptions options;
  options.placer = placer;
  options.seed = seed;
  return options;
}

std::string refusal(const Network& network, const Chip& chip, const PlaceOptions& options = {}) {
  return test::Folder().refusal([&] { place_chip(network, chip, options); });
}

// Every memory row of every core.
std::vector<RowChunks> rows(const ChipImage& chip) {
  std::vector<RowChunks> all;
  for (const Image& image : chip.cores) {
    for_each_row(image, 512, [&](spec::Window window, std::uint32_t row, const RowChunks& chunks) {
      all.push_back({static_cast<std::uint32_t>(window), row});
      all.push_back(chunks);
    });
  }
  return all;
}

// A ring of n neurons in which each hears the next three and itself.
Network ring(std::uint32_t n) {
  std::string edges = "from_index,to_index\n";
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t d = 0; d < 4; ++d) {
      edges += std::to_string((i + d) % n) + "," + std::to_string(i) + "\n";
    }
  }
  const test::Folder folder;
  folder.write("edges.csv", edges);
  return read_network(folder.write(
      "net.yaml", "spikelock: network/1\npopulations:\n  n: {size: " + std::to_string(n) +
                      ", kind: lif}\nprojections:\n  - {from: n, to: n, connect: {file: "
                      "edges.csv}, weights: 1}\n"));
}

}  // namespace

TEST_CASE("every placer's image of a mesh is the network") {
  const Chip chip = mesh_of(3, 2, learning_chip_of(5, 64, 256));
  for (const Network& network : {tests::various(), tests::plastic(), ring(25)}) {
    for (const Placer placer : kPlacers) {
      const ChipImage image = place_chip(network, chip, options_of(placer));
      REQUIRE(image.cores.size() == 6);
      CHECK(tests::links_of(image) == tests::links_of(network));
      CHECK(check_image(image, network) == "");
      CHECK(report_placement(image, {}).cores_used > 1);
    }
  }
}

TEST_CASE("the image of every random network on a mesh is that network") {
  const test::Folder folder;
  int placed = 0;
  for (std::uint64_t seed = 700; seed < 712; ++seed) {
    CAPTURE(seed);
    const Network network = read_network(tests::write_random_network(folder.path("n"), seed, {}));
    const Chip chip = mesh_of(2, 2, chip_of(network.neuron_count() / 3 + 8, 1024, 16384));
    for (const Placer placer : kPlacers) {
      const ChipImage image = place_chip(network, chip, options_of(placer, seed));
      CHECK(check_image(image, network) == "");
      ++placed;
    }
  }
  CHECK(placed == 48);
}

TEST_CASE("a chip of one core gets the image of place(), whatever the options") {
  const Chip chip = learning_chip_of(16, 256, 256);
  const ChipImage image = place_chip(tests::plastic(), chip, options_of(Placer::kRandom, 5));
  CHECK(rows(image) == rows(chip_image(place(tests::plastic(), chip))));
}

TEST_CASE("the same seed gives the same image, another seed another one") {
  const Chip chip = mesh_of(3, 3, chip_of(8, 64, 64));
  const Network network = ring(40);
  for (const Placer placer : {Placer::kAuto, Placer::kRandom}) {
    const auto image = rows(place_chip(network, chip, options_of(placer, 3)));
    CHECK(rows(place_chip(network, chip, options_of(placer, 3))) == image);
  }
  CHECK(rows(place_chip(network, chip, options_of(Placer::kRandom, 4))) !=
        rows(place_chip(network, chip, options_of(Placer::kRandom, 3))));
}

TEST_CASE("a ring lies on the mesh as a ring") {
  const Chip chip = mesh_of(2, 2, chip_of(8, 64, 64));
  const auto cost = [&](Placer placer) {
    return report_placement(place_chip(ring(32), chip, options_of(placer)), {}).traffic;
  };
  // Each of four arcs of 8 neurons sends 3 packets to the next core, which is one hop away.
  const Traffic ours = cost(Placer::kAuto);
  CHECK(ours.packets == 32 + 4 * 3);
  CHECK(ours.hops() == 4 * 3);
  CHECK(cost(Placer::kSequential).hops() > ours.hops());
  CHECK(cost(Placer::kRandom).hops() > ours.hops());
}

TEST_CASE("an input line with more routes than a core has left is split, and counts once") {
  Chip chip = mesh_of(2, 2, chip_of(2, 32, 32));
  chip.core.routes = 2;
  chip.core.inputs = 4;
  const Network network = network_of(
      "populations:\n  in: {size: 1, kind: input}\n  n: {size: 8, kind: lif}\n"
      "projections:\n  - {from: in, to: n, connect: all_to_all, weights: 1}\n");
  for (const Placer placer : kPlacers) {
    const ChipImage image = place_chip(network, chip, options_of(placer));
    CHECK(check_image(image, network) == "");
    const auto lines = line_places(image, network.size()).front();
    REQUIRE(lines.size() == 2);
    std::uint32_t copies = 0;
    for (const LinePlace& line : lines) {
      copies += image.cores[line.core].input_routes[line.line].copy;
    }
    CHECK(copies == 1);
    CHECK(report_placement(image, {}).line_copies == 1);
  }
}

TEST_CASE("a row with a gap is cut where its core has too few words for the whole") {
  // Three sources that hear both ends of a core of 8 segments, on one core of the mesh.
  std::string edges = "from_index,to_index\n";
  for (int s = 0; s < 3; ++s) {
    for (const int t : {0, 7}) edges += std::to_string(s) + "," + std::to_string(t) + "\n";
  }
  for (int s = 3; s < 9; ++s) {
    edges += std::to_string(s) + "," + std::to_string(s - 3) + "\n" + std::to_string(s) + "," +
             std::to_string(s - 2) + "\n";
  }
  const test::Folder folder;
  folder.write("edges.csv", edges);
  const Network network = read_network(folder.write(
      "net.yaml",
      "spikelock: network/1\npopulations:\n  in: {size: 9, kind: input}\n  n: {size: 8, kind: "
      "lif}\nprojections:\n  - {from: in, to: n, connect: {file: edges.csv}, weights: 1}\n"));
  const auto axons = [&](std::uint32_t words) {
    const Chip chip = mesh_of(2, 1, chip_of(8, 32, words, 1));
    const ChipImage image = place_chip(network, chip, options_of(Placer::kSequential));
    CHECK(check_image(image, network) == "");
    return image.cores[0].axons.size() + image.cores[1].axons.size();
  };
  CHECK(axons(64) == 9);
  CHECK(axons(18) > 9);
}

TEST_CASE("packets and hops count by the spikes of their sources") {
  // Two groups that both hear both sources; the core holds one group.
  const Network network = network_of(
      "populations:\n  in: {size: 2, kind: input}\n  a: {size: 4, kind: lif}\n"
      "  b: {size: 4, kind: lif}\nprojections:\n"
      "  - {from: in, to: a, connect: all_to_all, weights: 1}\n"
      "  - {from: in, to: b, connect: all_to_all, weights: 1}\n");
  PlaceOptions options;
  options.spikes.assign(network.size(), 0);
  options.spikes[1] = 1000;
  const Chip chip = mesh_of(4, 1, chip_of(4, 8, 8));
  const PlacementReport report =
      report_placement(place_chip(network, chip, options), options.spikes);
  CHECK(report.traffic.packets == 2000);
  CHECK(report.traffic.hops() == 1000);
}

TEST_CASE("more neurons or input lines than all cores hold are refused with need and limit") {
  const Chip chip = mesh_of(2, 2, chip_of(4, 8, 8));
  CHECK(refusal(network_of("populations:\n  n: {size: 17, kind: lif}\n"), chip) ==
        "chip: neurons: the network needs 17, all cores together have 16; take a chip with more "
        "cores or make the network smaller");
  CHECK(refusal(network_of("populations:\n  in: {size: 33, kind: input}\n"), chip) ==
        "chip: input lines: the network needs 33, all cores together have 32; take a chip with "
        "more cores or inputs or make the network smaller");
}

TEST_CASE("a neuron that hears more rows than a core has axons is refused with need and limit") {
  const Network network = network_of(
      "populations:\n  in: {size: 9, kind: input}\n  n: {size: 8, kind: lif}\nprojections:\n"
      "  - {from: in, to: n, connect: all_to_all, weights: 1}\n");
  CHECK(refusal(network, mesh_of(2, 2, chip_of(4, 8, 64))) ==
        "chip: axons for the rows onto n[0]: the network needs 9, the core has 8; take a chip with "
        "more of them or let fewer sources connect to the neuron");
}

TEST_CASE("a baseline that finds no room says what is too small where it looked") {
  const Network network = network_of(
      "populations:\n  a: {size: 6, kind: input}\n  b: {size: 6, kind: input}\n"
      "  x: {size: 1, kind: lif}\n  y: {size: 1, kind: lif}\n  z: {size: 1, kind: lif}\n"
      "projections:\n"
      "  - {from: a, to: x, connect: all_to_all, weights: 1}\n"
      "  - {from: b, to: y, connect: all_to_all, weights: 1}\n"
      "  - {from: a, to: z, connect: all_to_all, weights: 1}\n");
  const Chip chip = mesh_of(2, 1, chip_of(4, 8, 64));
  // y begins the second core, and sequential never goes back, where z would find its axons.
  CHECK(refusal(network, chip, options_of(Placer::kSequential)) ==
        "chip: axons of the best core for z[0], the first neuron that finds no room: the network "
        "needs 12, the core has 8; take --placer auto or a chip with more cores");
  CHECK(refusal(network, chip, options_of(Placer::kGreedy)).empty());
}

TEST_CASE("a neuron that drives more axons than its core has routes is refused") {
  Chip chip = mesh_of(4, 1, chip_of(2, 32, 32));
  chip.core.routes = 3;
  const Network network = network_of(
      "populations:\n  n: {size: 1, kind: lif}\n  m: {size: 7, kind: lif}\nprojections:\n"
      "  - {from: n, to: m, connect: all_to_all, weights: 1}\n");
  CHECK(
      refusal(network, chip) ==
      "chip: routes of n[0]: the network needs 4, the core has 3; take a chip with more routes or "
      "larger cores, or let the neuron reach fewer others");
}

TEST_CASE("a random network that no partition fits is refused by the fullest core") {
  const Network network = network_of(
      "seed: 1\npopulations:\n  n: {size: 64, kind: lif}\nprojections:\n"
      "  - {from: n, to: n, connect: {probability: 0.2}, weights: 1}\n");
  Chip chip = mesh_of(4, 4, chip_of(8, 24, 1024));
  chip.core.routes = 1024;
  CHECK_THAT(refusal(network, chip),
             Catch::StartsWith("chip: axons of core ") &&
                 Catch::Contains(" in the best partition found: the network needs ") &&
                 Catch::Contains(", the core has 24; take a chip with larger cores or more"));
}

TEST_CASE("a delay that a late packet could outlive is refused in real time") {
  Chip chip = mesh_of(2, 1, chip_of(16, 64, 64));
  chip.real_time = RealTime{1000, false, 3};
  const auto delayed = [](int delay) {
    return network_of(
        "populations:\n  n: {size: 2, kind: lif}\nprojections:\n"
        "  - {from: n, to: n, connect: all_to_all, weights: 1, delay: " +
        std::to_string(delay) + "}\n");
  };
  CHECK(refusal(delayed(28), chip).empty());
  CHECK(refusal(delayed(29), chip) ==
        "chip: delay of synapses from n[0]: the network needs 29, max_lateness leaves 28; shorten "
        "the delay or lower max_lateness");
}
