// SPDX-License-Identifier: Apache-2.0
// A small chip of several cores, whose input lines send packets and whose neurons do nothing;
// beside it the delay rings as its delivery ports say that they are.
#pragma once

#include <array>
#include <vector>

#include "models/arrival.hpp"
#include "models/chip_port.hpp"
#include "sim/rtl/mesh_packets.hpp"
#include "sim/rtl/mesh_port.hpp"
#include "sim/rtl/verilated_mesh.hpp"
#include "tests/rtl/bench.hpp"

namespace slk::bench {

using spec::Event;
using spec::Register;
using spec::Window;

// As in tests/CMakeLists.txt.
inline constexpr std::uint32_t kMeshAxons = 64, kMeshInputs = 32, kMeshRoutes = 128;
inline constexpr std::uint64_t kMeshBudget = 20000;

inline CoreSize small_tile() {
  CoreSize size;
  size.neurons = 32;
  size.axons = kMeshAxons;
  size.synapse_words = 128;
  size.lanes = size.profiles = 8;
  size.learning = size.teaching = true;
  size.routes = kMeshRoutes;
  size.inputs = kMeshInputs;
  return size;
}

// Every core has every axon, without synapses, and one neuron.
inline ChipImage quiet_image(const Mesh& mesh) {
  Image core;
  core.core = small_tile();
  core.axons.resize(kMeshAxons);
  core.slot_numbers = {0};
  core.neurons.resize(1);
  core.neuron_routes.resize(1);
  core.profiles.resize(1);
  ChipImage image;
  image.mesh = mesh;
  image.cores.assign(mesh.cores(), core);
  image.synapses.resize(mesh.cores());
  return image;
}

// Adds an input line with these routes to a core, and returns it.
inline std::uint32_t add_line(Image& core, const std::vector<spec::Route>& routes) {
  core.input_routes.push_back({static_cast<std::uint32_t>(core.routes.size()),
                               static_cast<std::uint32_t>(routes.size()), 0});
  core.routes.insert(core.routes.end(), routes.begin(), routes.end());
  return static_cast<std::uint32_t>(core.input_routes.size() - 1);
}

template <class Model>
class SmallMesh {
 public:
  explicit SmallMesh(const ChipImage& image)
      : image_(image),
        chip_(static_cast<std::uint32_t>(environment("SLK_SEED", 1))),
        port_(chip_, kMeshBudget),
        packets_(image.mesh),
        rings_(image.mesh.cores()) {
    load_chip(port_, image);
    command_reset(port_);
    REQUIRE(chip_.finish(kMeshBudget));
    clear_totals(port_);
    chip_.beats().clear();
    first_cycle_ = chip_.moving_cycles();
  }

  RtlMesh::Answer access(std::uint32_t core, Window window, std::uint32_t row, std::uint32_t chunk,
                         bool write, std::uint32_t data = 0) {
    return chip_.access(core, window, row, chunk, write, data, kMeshBudget);
  }
  RtlMesh::Answer access(std::uint32_t core, Register row, bool write, std::uint32_t data = 0) {
    return access(core, Window::kRegisters, static_cast<std::uint32_t>(row), 0, write, data);
  }
  std::uint32_t read(std::uint32_t core, Register row) { return CorePort(port_, core).read(row); }
  void write(std::uint32_t core, Register row, std::uint32_t value) {
    CorePort(port_, core).write(row, value);
  }

  void input(std::uint32_t core, std::uint32_t line) {
    write(core, Register::kInput, pack(spec::InputRegister{line})[0]);
  }
  // A step, after a reset or not; returns its busy cycles.
  std::uint64_t step(bool reset = false) {
    begin(reset);
    return end();
  }
  void begin(bool reset = false) {
    spec::CommandRegister command;
    command.step = 1;
    command.reset = reset;
    write(spec::kCoreAll, Register::kCommand, pack(command)[0]);
    follow();  // a reset has waited for packets
    if (reset) {
      packets_.clear_rings();
      for (auto& ring : rings_) ring = {};
    }
    packets_.begin_step(++step_);
    for (auto& ring : rings_) ring[step_ % spec::kDelaySlots] = {};
  }
  std::uint64_t end() {
    const auto cycles = chip_.finish(kMeshBudget);
    REQUIRE(cycles);
    follow();
    REQUIRE(chip_.failed_assertions() == 0);
    REQUIRE(read_cycles(port_) == chip_.moving_cycles() - first_cycle_);
    return *cycles;
  }

  // Counters say what the ports showed, rings hold it, and every packet is accounted for.
  void compare() {
    const Ledger ledger = read_ledger(port_, image_.mesh);
    const PacketCounts& seen = packets_.counts();
    const PacketCounts counted{ledger[Event::kPackets], ledger[Event::kOnTime],
                               ledger[Event::kLate], ledger[Event::kDropped],
                               ledger[Event::kMerged]};
    CAPTURE(counted, seen);
    REQUIRE(counted == seen);
    REQUIRE(ledger[Event::kAxonDeliveries] == seen.on_time + seen.late);
    REQUIRE(packets_.contradiction(read(spec::kCoreAll, Register::kInFlight)).empty());
    for (std::uint32_t core = 0; core < image_.mesh.cores(); ++core) {
      for (std::uint32_t row = 0; row < kRows; ++row) {
        CAPTURE(core, row);
        const std::uint32_t want = rings_[core][row / kWords][row % kWords];
        const std::uint32_t got = access(core, Window::kRing, row, 0, false).data;
        if (got != want) REQUIRE(got == want);
      }
    }
  }

  const PacketCounts& counts() const { return packets_.counts(); }
  MeshPackets& packets() { return packets_; }
  VerilatedMesh<Model>& chip() { return chip_; }

 private:
  static constexpr std::uint32_t kWords = kMeshAxons / spec::kRingWordBits;
  static constexpr std::uint32_t kRows = spec::kDelaySlots * kWords;
  using Ring = std::array<std::array<std::uint32_t, kWords>, spec::kDelaySlots>;

  void follow() {
    spec::ModeRegister mode;
    if (image_.real_time) mode = {1, image_.real_time->drop, image_.real_time->max_lateness};
    for (const MeshBeats::Acceptance& acceptance : chip_.beats().acceptances) {
      const spec::Delivery& delivery = acceptance.delivery;
      const Arrival want = arrive(step_, delivery.arrival, mode);
      REQUIRE(delivery.late == want.late);
      REQUIRE((delivery.dropped != 0) == want.dropped);
      if (want.dropped) continue;
      rings_[acceptance.core][want.slot][delivery.axon / 32] |= 1u << delivery.axon % 32;
    }
    REQUIRE(packets_.follow(chip_.beats(), first_cycle_) == "");
    chip_.beats().clear();
  }

  const ChipImage image_;
  VerilatedMesh<Model> chip_;
  MeshPort port_;
  MeshPackets packets_;
  std::vector<Ring> rings_;
  std::uint64_t first_cycle_ = 0;
  std::uint32_t step_ = 0;
};

}  // namespace slk::bench
