// SPDX-License-Identifier: Apache-2.0
// Network files that are right: populations, projections, tables.
#include <catch2/catch.hpp>
#include <tuple>

#include "models/network.hpp"
#include "models/random.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

using Row = std::tuple<std::uint32_t, std::uint32_t, int, int>;  // source, target, weight, delay

std::vector<Row> rows(const Projection& projection) {
  std::vector<Row> all;
  for (const Synapse& s : projection.synapses) {
    all.emplace_back(s.source, s.target, s.weight, s.delay);
  }
  return all;
}

// A network of 2 inputs (0, 1) and 3 neurons (2, 3, 4) with these projections.
Network read(const test::Folder& folder, const std::string& projections) {
  return read_network(folder.write("n.yaml",
                                   "spikelock: network/1\nseed: 5\npopulations:\n"
                                   "  in: {size: 2, kind: input}\n  p: {size: 3, kind: lif}\n"
                                   "projections:\n" +
                                       projections));
}

}  // namespace

TEST_CASE("populations are numbered in file order, inputs included") {
  const test::Folder folder;
  const Network network = read_network(folder.write(
      "net.yaml",
      "spikelock: network/1\nseed: 0xffffffffffffffff\nadapt_every: 15\npopulations:\n"
      "  b.2-x: {size: 3, kind: lif}\n  a: {size: 2, kind: input}\n  _c: {kind: lif, size: 4}\n"));
  CHECK(network.name == "net");
  CHECK(network.seed == 18446744073709551615u);
  CHECK(network.adapt_every == 15);
  REQUIRE(network.populations.size() == 3);
  CHECK(network.populations[0].name == "b.2-x");
  CHECK(network.populations[1].first == 3);
  CHECK(network.populations[1].params.empty());
  CHECK(network.populations[2].first == 5);
  CHECK(network.populations[2].params.size() == 4);
  CHECK(network.size() == 9);
  CHECK(network.neuron_count() == 7);
  CHECK(network.input_count() == 2);
  CHECK(network.name_of(0) == "b.2-x[0]");
  CHECK(network.name_of(4) == "a[1]");
  CHECK(network.name_of(8) == "_c[3]");
}

TEST_CASE("a network without a seed has seed 0, and the caller's replaces any") {
  const test::Folder folder;
  const std::string path = folder.write(
      "n.yaml", "spikelock: network/1\nname: \"n 1\"\npopulations: {p: {size: 1, kind: lif}}\n");
  CHECK(read_network(path).seed == 0);
  CHECK(read_network(path).name == "n 1");
  const std::uint64_t seed = 99;
  CHECK(read_network(path, &seed).seed == 99);
}

TEST_CASE("a projection has delay 1, shift 0 and receptor 0 unless it says otherwise") {
  const test::Folder folder;
  const Network network = read(folder,
                               "  - {from: in, to: p, connect: all_to_all, weights: 0}\n"
                               "  - {from: p, to: p, connect: one_to_one, weights: -127, "
                               "shift: 15, delay: 31, receptor: 1}\n");
  const Projection& plain = network.projections[0];
  CHECK(rows(plain) ==
        std::vector<Row>{
            {0, 2, 0, 1}, {0, 3, 0, 1}, {0, 4, 0, 1}, {1, 2, 0, 1}, {1, 3, 0, 1}, {1, 4, 0, 1}});
  CHECK(plain.shift == 0);
  CHECK(plain.receptor == 0);
  const Projection& other = network.projections[1];
  CHECK(rows(other) == std::vector<Row>{{2, 2, -127, 31}, {3, 3, -127, 31}, {4, 4, -127, 31}});
  CHECK(other.from == 1);
  CHECK(other.to == 1);
  CHECK(other.shift == 15);
  CHECK(other.receptor == 1);
  CHECK(network.synapse_count() == 9);
}

TEST_CASE("an edge table lists synapses, parallel ones too") {
  const test::Folder folder;
  folder.write("e.csv", "from_index,to_index,weight,delay\n1,2,5,1\n0,0,-7,9\n1,2,6,1\n0,0,8,3\n");
  const Network network = read(folder, "  - {from: in, to: p, connect: {file: e.csv}}\n");
  CHECK(rows(network.projections[0]) ==
        std::vector<Row>{{0, 2, 8, 3}, {0, 2, -7, 9}, {1, 4, 5, 1}, {1, 4, 6, 1}});
}

TEST_CASE("an edge table with one column more takes the rest from keys") {
  const test::Folder folder;
  folder.write("d.csv", "from_index,to_index,delay\n1,1,4\n");
  folder.write("w.csv", "from_index,to_index,weight\n1,1,-4\n");
  const Network network = read(folder,
                               "  - {from: in, to: p, connect: {file: d.csv}, weights: 3}\n"
                               "  - {from: in, to: p, connect: {file: w.csv}, delay: 7}\n");
  CHECK(rows(network.projections[0]) == std::vector<Row>{{1, 3, 3, 4}});
  CHECK(rows(network.projections[1]) == std::vector<Row>{{1, 3, -4, 7}});
}

TEST_CASE("a weight table gives each connected pair its weight, parallel synapses the same") {
  const test::Folder folder;
  folder.write("e.csv", "from_index,to_index,delay\n0,1,2\n1,0,3\n0,1,1\n");
  folder.write("w.csv", "from_index,to_index,weight\n1,0,9\n0,1,-9\n");
  const Network network =
      read(folder, "  - {from: in, to: p, connect: {file: e.csv}, weights: {file: w.csv}}\n");
  CHECK(rows(network.projections[0]) ==
        std::vector<Row>{{0, 3, -9, 1}, {0, 3, -9, 2}, {1, 2, 9, 3}});
}

TEST_CASE("draws are keyed by the position of the projection and by network-level numbers") {
  const test::Folder folder;
  const Network network = read(folder,
                               "  - {from: in, to: p, connect: all_to_all, weights: 1}\n"
                               "  - {from: in, to: p, connect: {probability: 0.5, self: false}, "
                               "weights: {uniform: [-20, 20]}, delay: {uniform: [2, 30]}}\n");
  std::vector<Row> expected;
  for (std::uint32_t source = 0; source < 2; ++source) {
    for (std::uint32_t target = 2; target < 5; ++target) {
      if (random(5, Purpose::kConnect, 1, source, target) >= 2147483648u) continue;
      const std::uint64_t w = random(5, Purpose::kWeight, 1, source, target);
      const std::uint64_t d = random(5, Purpose::kDelay, 1, source, target);
      expected.emplace_back(source, target, -20 + static_cast<int>((w * 41) >> 32),
                            2 + static_cast<int>((d * 29) >> 32));
    }
  }
  CHECK_FALSE(expected.empty());
  CHECK(rows(network.projections[1]) == expected);
}

TEST_CASE("parallel synapses of equal source and target share their draws") {
  const test::Folder folder;
  folder.write("e.csv", "from_index,to_index\n0,1\n0,1\n");
  const Network network = read(folder,
                               "  - {from: in, to: p, connect: {file: e.csv}, "
                               "weights: {uniform: [-9, 9]}, delay: {uniform: [1, 9]}}\n");
  const std::vector<Row> got = rows(network.projections[0]);
  REQUIRE(got.size() == 2);
  CHECK(got[0] == got[1]);
}

TEST_CASE("paths are relative to the network file, absolute ones stay") {
  const test::Folder folder;
  const std::string path = folder.write("e.csv", "from_index,to_index,weight\n0,0,1\n");
  CHECK(read(folder, "  - {from: in, to: p, connect: {file: ./e.csv}}\n").synapse_count() == 1);
  CHECK(read(folder, "  - {from: in, to: p, connect: {file: " + path + "}}\n").synapse_count() ==
        1);
}

TEST_CASE("a million synapses are read in well under a second") {
  const test::Folder folder;
  const Network network = read_network(
      folder.write("n.yaml",
                   "spikelock: network/1\npopulations: {p: {size: 1000, kind: lif}}\nprojections:\n"
                   "  - {from: p, to: p, connect: all_to_all, weights: {uniform: [-9, 9]}}\n"));
  CHECK(network.synapse_count() == 1000000);
}
