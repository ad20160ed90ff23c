// SPDX-License-Identifier: Apache-2.0
// Small chips of several cores: their host port, their packets, their steps.
#include "Vslk_chip1x3.h"
#include "Vslk_chip2x2.h"
#include "tests/rtl/small_mesh.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr Mesh kSquare{2, 2}, kColumn{1, 3};

template <class Model>
void check_host(const Mesh& mesh, Random& random) {
  SmallMesh<Model> chip(quiet_image(mesh));
  struct Extent {
    Window window;
    std::uint32_t rows, mask;
  };
  constexpr std::array<Extent, 4> kWindows{{{Window::kSynapse, 128, 0xffffffff},
                                            {Window::kRoute, kMeshRoutes, 0x3fffff},
                                            {Window::kRouteIndex, 32 + kMeshInputs, 0xfffffff},
                                            {Window::kRing, 64, 0xffffffff}}};
  std::uint64_t rows = 0;
  for (const Extent& extent : kWindows) {
    CAPTURE(spec::kWindows[static_cast<std::size_t>(extent.window)].name);
    std::vector<std::vector<std::uint32_t>> want(mesh.cores());
    for (std::uint32_t row = 0; row < extent.rows; ++row) {
      const std::uint32_t all = random.bits() & extent.mask;
      REQUIRE(!chip.access(spec::kCoreAll, extent.window, row, 0, true, all).error);
      REQUIRE(chip.access(spec::kCoreAll, extent.window, row, 0, false).error);
      for (std::uint32_t core = 0; core < mesh.cores(); ++core) {
        want[core].push_back(all);
        if (random.chance(50)) continue;
        want[core][row] = random.bits() & extent.mask;
        REQUIRE(!chip.access(core, extent.window, row, 0, true, want[core][row]).error);
      }
    }
    for (std::uint32_t core = 0; core < mesh.cores(); ++core) {
      for (std::uint32_t row = 0; row < extent.rows; ++row, ++rows) {
        const auto answer = chip.access(core, extent.window, row, 0, false);
        REQUIRE(!answer.error);
        REQUIRE(answer.data == want[core][row]);
      }
      REQUIRE(chip.access(core, extent.window, extent.rows, 0, false).error);
    }
  }
  compared("rows", rows);
  // What is not there.
  REQUIRE(chip.access(mesh.cores(), Register::kStep, false).error);
  REQUIRE(chip.access(spec::kCoreAll + 1, Register::kStep, true).error);
  REQUIRE(chip.access(spec::kCoreAll, Register::kStep, false).error);
  REQUIRE(chip.access(0, Register::kMesh, false).error);
  REQUIRE(chip.access(spec::kCoreAll, Register::kMesh, true).error);
  REQUIRE(chip.read(spec::kCoreAll, Register::kMesh) == (mesh.height << 4 | mesh.width));
  REQUIRE(chip.read(0, Register::kSizeRoutes) == kMeshRoutes);
  REQUIRE(chip.read(0, Register::kSizeInputs) == kMeshInputs);
}

// One packet from every core to every core.
template <class Model>
void check_ways(const Mesh& mesh) {
  ChipImage image = quiet_image(mesh);
  for (std::uint32_t from = 0; from < mesh.cores(); ++from) {
    for (std::uint32_t to = 0; to < mesh.cores(); ++to) {
      add_line(image.cores[from], {{10 * from + to, 1 + from + to, mesh.x(to), mesh.y(to)}});
    }
  }
  SmallMesh<Model> chip(image);
  chip.packets().keep_packets(true);
  std::uint64_t ways = 0;
  for (std::uint32_t from = 0; from < mesh.cores(); ++from) {
    for (std::uint32_t to = 0; to < mesh.cores(); ++to, ++ways) {
      CAPTURE(from, to);
      chip.input(from, to);
      chip.step();
      const auto packets = chip.packets().take_packets();
      REQUIRE(packets.size() == 1);
      REQUIRE(packets[0].from == from);
      REQUIRE(packets[0].to == to);
      REQUIRE(packets[0].axon == 10 * from + to);
      REQUIRE(packets[0].step == ways + 1 + 1 + from + to);
      // Nobody is in its way: a cycle a hop, and one to the core.
      REQUIRE(packets[0].accepted - packets[0].injected == mesh.hops(from, to) + 1);
      chip.compare();
    }
  }
  compared("ways", ways);
}

// Random routes, inputs and resets; returns what became of the packets.
template <class Model>
PacketCounts check_random(const Mesh& mesh, std::optional<RealTime> real_time, Random& random) {
  ChipImage image = quiet_image(mesh);
  image.real_time = real_time;
  // In barrier mode each axon has one route, so that no two deliveries meet.
  std::vector<std::uint32_t> axons(std::size_t{mesh.cores()} * kMeshAxons);
  for (std::uint32_t i = 0; i < axons.size(); ++i) axons[i] = i;
  for (std::uint32_t core = 0; core < mesh.cores(); ++core) {
    for (std::uint32_t line = 0; line < kMeshInputs; ++line) {
      std::vector<spec::Route> routes;
      for (std::uint32_t count = random.below(4); count > 0 && !axons.empty(); --count) {
        const std::uint32_t at = random.below(static_cast<std::uint32_t>(axons.size()));
        const std::uint32_t to = axons[at] / kMeshAxons;
        routes.push_back({axons[at] % kMeshAxons, 1 + random.below(random.chance(50) ? 2 : 28),
                          mesh.x(to), mesh.y(to)});
        if (!real_time || random.chance(50)) axons.erase(axons.begin() + at);
      }
      add_line(image.cores[core], routes);
    }
  }
  SmallMesh<Model> chip(image);
  for (std::uint32_t step = 1; step <= 25; ++step) {
    CAPTURE(step);
    const std::uint32_t load = random.below(100);
    for (std::uint32_t core = 0; core < mesh.cores(); ++core) {
      for (std::uint32_t line = 0; line < kMeshInputs; ++line) {
        if (random.chance(load)) chip.input(core, line);
      }
    }
    const std::uint64_t cycles = chip.step(random.chance(10));
    if (real_time) REQUIRE(cycles >= real_time->cycles_per_step);
    chip.compare();
  }
  if (!real_time) REQUIRE(!chip.chip().fault());
  return chip.counts();
}

}  // namespace

TEST_CASE("the host reaches every core of slk_chip, and all at once") {
  Random random;
  check_host<Vslk_chip2x2>(kSquare, random);
  check_host<Vslk_chip1x3>(kColumn, random);
}

TEST_CASE("while slk_chip is busy the memories of its idle cores are refused, registers answer") {
  ChipImage image = quiet_image(kSquare);
  image.real_time = RealTime{300, false, 1};
  SmallMesh<Vslk_chip2x2> chip(image);
  chip.begin();
  for (int i = 0; i < 100; ++i) chip.read(1, Register::kStep);  // cores are idle by now
  REQUIRE(chip.read(1, Register::kStatus) == 1);                // of the chip
  REQUIRE(chip.access(1, Window::kSynapse, 0, 0, false).error);
  REQUIRE(chip.access(1, Register::kOccupiedAxons, true, 3).error);
  REQUIRE(chip.access(spec::kCoreAll, Register::kMode, true, 0).error);
  REQUIRE(chip.access(spec::kCoreAll, Register::kCommand, true, 1).error);  // no second step
  REQUIRE(chip.read(1, Register::kStep) == 1);
  REQUIRE(!chip.access(spec::kCoreAll, Register::kCyclesChipLow, false).error);
  chip.end();
  spec::FaultsRegister busy;
  busy.host_busy = 1;
  REQUIRE(chip.read(1, Register::kFaults) == pack(busy)[0]);
  REQUIRE(chip.chip().fault());
  REQUIRE(!chip.access(1, Window::kSynapse, 0, 0, false).error);
  REQUIRE(chip.read(spec::kCoreAll, Register::kCyclesChipLow) == 300);
}

TEST_CASE("a packet goes from every core of slk_chip to every core") {
  check_ways<Vslk_chip2x2>(kSquare);
  check_ways<Vslk_chip1x3>(kColumn);
}

TEST_CASE("slk_chip delivers every packet in its step, whatever else is under way") {
  Random random;
  PacketCounts square, column;
  for (int i = 0; i < 2; ++i) {
    square = check_random<Vslk_chip2x2>(kSquare, std::nullopt, random);
    column = check_random<Vslk_chip1x3>(kColumn, std::nullopt, random);
  }
  REQUIRE(square.on_time == square.packets);
  REQUIRE(column.on_time == column.packets);
  compared("packets of the last two chips", square.packets + column.packets);
}

TEST_CASE(
    "in real time slk_chip accounts for every packet: in time, late, dropped, merged, under way") {
  Random random;
  PacketCounts sum;
  for (int i = 0; i < 4; ++i) {
    const RealTime real_time{16 + random.below(20), random.chance(30), random.below(4)};
    const PacketCounts counts = i % 2 == 0 ? check_random<Vslk_chip2x2>(kSquare, real_time, random)
                                           : check_random<Vslk_chip1x3>(kColumn, real_time, random);
    sum.packets += counts.packets;
    sum.late += counts.late;
    sum.dropped += counts.dropped;
    sum.merged += counts.merged;
  }
  compared("packets", sum.packets);
  compared("late", sum.late);
  compared("dropped", sum.dropped);
  compared("merged", sum.merged);
}

TEST_CASE("two deliveries that meet in barrier mode are a fault of slk_chip") {
  ChipImage image = quiet_image(kSquare);
  add_line(image.cores[0], {{5, 3, 1, 1}});
  add_line(image.cores[1], {{5, 3, 1, 1}});
  SmallMesh<Vslk_chip2x2> chip(image);
  chip.input(0, 0);
  chip.input(1, 0);
  chip.step();
  spec::FaultsRegister merge;
  merge.ring_merge = 1;
  REQUIRE(chip.read(3, Register::kFaults) == pack(merge)[0]);
  REQUIRE(chip.counts().merged == 1);
  chip.compare();
}
