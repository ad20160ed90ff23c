// SPDX-License-Identifier: Apache-2.0
#include "models/lateness.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "models/limits.hpp"
#include "models/text_file.hpp"
#include "models/word_csv.hpp"
#include "models/write_csv.hpp"

namespace slk {
namespace {

constexpr const char* kHeader = "step,core,axon,population,index,delay,late";
constexpr const char* kDropped = "dropped";
enum Column : std::size_t { kStep, kCore, kAxon, kPopulation, kIndex, kDelay, kLate };

// The population's name and the index of a source, as in the file.
std::string name_in_file(const Network& network, std::uint32_t source) {
  const Population& p = network.population_of(source);
  return p.name + "," + std::to_string(source - p.first);
}

std::uint32_t read_late(const WordCsv& csv) {
  const std::string_view word = csv.word(kLate);
  const char* end = word.data() + word.size();
  std::uint32_t late = 0;
  const auto result = std::from_chars(word.data(), end, late);
  if (result.ec != std::errc() || result.ptr != end || late == 0) {
    csv.fail("late is '" + excerpt(word) + "'; allowed a number of steps from 1 on, or 'dropped'");
  }
  return late;
}

// The packet of a row; refuses one that the placed network cannot have sent.
LateDelivery read_packet(const WordCsv& csv, const Network& network,
                         const std::vector<FragmentSource>& sources) {
  LateDelivery packet;
  packet.step = static_cast<std::uint32_t>(csv.integer(kStep, 1, limits::kStep));
  packet.core = static_cast<std::uint32_t>(csv.integer(kCore, 0, spec::kCoreAll - 1));
  packet.axon = static_cast<std::uint32_t>(csv.integer(kAxon, 0, (1 << spec::kAxonBits) - 1));
  const std::size_t at = find_fragment(sources, {packet.core, packet.axon});
  if (at == sources.size()) {
    csv.fail("no synapse stands on core " + std::to_string(packet.core) + " axon " +
             std::to_string(packet.axon) +
             "; give the file of a run of this network with this chip and placement");
  }
  const FragmentSource& known = sources[at];
  const std::string source =
      std::string(csv.word(kPopulation)) + "," + std::string(csv.word(kIndex));
  if (source != name_in_file(network, known.source) ||
      csv.word(kDelay) != std::to_string(known.delay)) {
    csv.fail("core " + std::to_string(packet.core) + " axon " + std::to_string(packet.axon) +
             " hears " + network.name_of(known.source) + " with delay " +
             std::to_string(known.delay) +
             "; give the file of a run of this network with this chip and placement");
  }
  packet.dropped = csv.word(kLate) == kDropped;
  if (packet.dropped) return packet;
  packet.late = read_late(csv);
  if (packet.late + known.delay > limits::kDelay) csv.fail(too_late(packet, known));
  return packet;
}

}  // namespace

std::string Lateness::place(std::size_t packet) const {
  // Line 1 is the header.
  if (!path.empty()) return path + ":" + std::to_string(packet + 2);
  return "late packet " + std::to_string(packet) + " of " + machine;
}

std::string too_late(const LateDelivery& packet, const FragmentSource& source) {
  return "delay " + std::to_string(source.delay) + " and lateness " + std::to_string(packet.late) +
         " are more than a ring holds; allowed at most " + std::to_string(limits::kDelay) +
         " together, or 'dropped'";
}

std::vector<FragmentSource> fragment_sources(const Network& network,
                                             const std::vector<Fragment>& fragments) {
  std::vector<FragmentSource> all;
  all.reserve(fragments.size());
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) {
      all.push_back({fragments[all.size()], s.source, s.delay});
    }
  }
  assert(all.size() == fragments.size());
  const auto before = [](const FragmentSource& x, const FragmentSource& y) {
    return x.fragment < y.fragment;
  };
  const auto same = [](const FragmentSource& x, const FragmentSource& y) {
    assert(!(x.fragment == y.fragment) || (x.source == y.source && x.delay == y.delay));
    return x.fragment == y.fragment;
  };
  std::sort(all.begin(), all.end(), before);
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

std::size_t find_fragment(const std::vector<FragmentSource>& sources, const Fragment& fragment) {
  const auto found = std::lower_bound(
      sources.begin(), sources.end(), fragment,
      [](const FragmentSource& s, const Fragment& wanted) { return s.fragment < wanted; });
  const bool here = found != sources.end() && found->fragment == fragment;
  return here ? static_cast<std::size_t>(found - sources.begin()) : sources.size();
}

void write_lateness(const Lateness& lateness, const Network& network, const std::string& path) {
  const std::vector<FragmentSource> sources = fragment_sources(network, lateness.fragments);
  CsvWriter csv(path, kHeader);
  for (const LateDelivery& packet : lateness.packets) {
    const std::size_t at = find_fragment(sources, {packet.core, packet.axon});
    assert(at < sources.size());
    csv.out() << packet.step << ',' << packet.core << ',' << packet.axon << ','
              << name_in_file(network, sources[at].source) << ',' << int{sources[at].delay} << ',';
    if (packet.dropped) {
      csv.out() << kDropped << '\n';
    } else {
      csv.out() << packet.late << '\n';
    }
  }
  csv.close();
}

Lateness read_lateness(const std::string& path, const Network& network,
                       std::vector<Fragment> fragments) {
  Lateness lateness;
  lateness.fragments = std::move(fragments);
  lateness.path = path;
  const std::vector<FragmentSource> sources = fragment_sources(network, lateness.fragments);
  WordCsv csv(path, kHeader, "write one with 'spikelock run --backend tlm --lateness FILE'");
  while (csv.next()) {
    const LateDelivery packet = read_packet(csv, network, sources);
    const auto key = [](const LateDelivery& p) { return std::tie(p.step, p.core, p.axon); };
    if (!lateness.packets.empty() && !(key(lateness.packets.back()) < key(packet))) {
      csv.fail("packets are out of order or stand twice; allowed: sorted by step, core, axon");
    }
    lateness.packets.push_back(packet);
  }
  return lateness;
}

}  // namespace slk
