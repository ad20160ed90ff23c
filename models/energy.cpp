// SPDX-License-Identifier: Apache-2.0
// Prices a ledger.
#include "models/energy.hpp"

#include <algorithm>
#include <limits>

#include "models/nearest.hpp"

namespace slk {
namespace {

using spec::Event;

// The events that take energy of their own on any machine. The others need no price: they are
// observations of these (saturations, changes of a value, random numbers that were used), come from
// outside (input spikes), or depend on the placement (machine events). A list may price them.
constexpr Event kConsumers[] = {
    Event::kSynapticOps,    Event::kInstructiveOps,    Event::kUpdatesDriven,
    Event::kUpdatesIdle,    Event::kUpdatesRefractory, Event::kSpikes,
    Event::kWindowUpdatesP, Event::kWindowUpdatesQ,    Event::kEventUpdates};

constexpr Attojoules kMost = ~Attojoules{0};
constexpr Attojoules kCounts = std::numeric_limits<std::uint64_t>::max();
// A share multiplies a total by 2,000.
static_assert(kCounts <= kMost / 2000 / spec::kEventCount / (Attojoules{kMaxPicojoules} * 1000000));
// Static power in nW x cycles, then x 10^9 / clock.
static_assert(kCounts <= kMost / (Attojoules{kMaxMilliwatts} * 1000000));
static_assert(kCounts * (Attojoules{kMaxMilliwatts} * 1000000) / kMinStaticClock <=
              kMost / 1000000000 - 1);

// Events in the order of a report.
std::vector<Event> report_order() {
  std::vector<Event> events(std::begin(kConsumers), std::end(kConsumers));
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (!needs_price(static_cast<Event>(e))) events.push_back(static_cast<Event>(e));
  }
  return events;
}

Attojoules static_energy(const PriceList& list, std::uint64_t cycles) {
  constexpr Attojoules kPerNanojoule = 1000000000;
  const Attojoules product = Attojoules{list.static_power->value} * cycles;
  const Attojoules clock = list.static_clock_hz;
  return product / clock * kPerNanojoule + product % clock * kPerNanojoule / clock;
}

std::string names(const std::vector<Event>& events) {
  std::vector<std::string> words;
  for (const Event event : events)
    words.emplace_back(spec::kEventNames[static_cast<std::size_t>(event)]);
  return join(words);
}

std::string missing_note(const EnergyReport& report, const Ledger& ledger, const PriceList& list) {
  std::string note = "no total: " + list.name + " has no price for ";
  for (const Event event : report.missing) {
    note += (event == report.missing.front() ? "" : ", ") +
            std::string(spec::kEventNames[static_cast<std::size_t>(event)]) + " (counted " +
            std::to_string(ledger[event]) + ")";
  }
  return note;
}

std::string total_note(const EnergyReport& report, bool has_machine_events, const PriceList& list) {
  std::string note = "modelled with " + describe(list);
  if (list.all_in) {
    note += ", all-in: leakage, memory and routing are inside";
  } else if (list.interconnect) {
    note += ", interconnect only, without static energy";
  } else if (report.static_energy) {
    note += ", dynamic only, static energy apart";
  } else {
    note += ", dynamic only, without static energy";
  }
  if (!has_machine_events && !list.all_in) note += ", without machine events";
  if (!report.left_out.empty()) note += ", without " + names(report.left_out);
  return note + "; a model, not a measurement of this core";
}

}  // namespace

const std::vector<std::string>& scope_words() {
  static const std::vector<std::string> words = {"operation", "all_in", "interconnect"};
  return words;
}

const std::vector<std::string>& evidence_words() {
  static const std::vector<std::string> words = {"measured", "fitted",  "simulated", "estimate",
                                                 "coded",    "derived", "unverified"};
  return words;
}

bool needs_price(Event event) {
  return std::find(std::begin(kConsumers), std::end(kConsumers), event) != std::end(kConsumers);
}

bool is_interconnect(Event event) {
  return event == Event::kPackets || event == Event::kHopsX || event == Event::kHopsY;
}

EnergyReport price(const Ledger& ledger, bool has_machine_events, const PriceList& list) {
  EnergyReport report;
  Attojoules total = 0;
  for (const Event event : report_order()) {
    if (!has_machine_events && !spec::is_network(event)) continue;
    const std::uint64_t count = ledger[event];
    if (const auto& price = list[event]) {
      report.lines.push_back({event, count, price->value, Attojoules{price->value} * count, {}});
      total += report.lines.back().energy;
    } else if (list.all_in || count == 0) {
      continue;
    } else if (needs_price(event)) {
      (list.interconnect ? report.left_out : report.missing).push_back(event);
    } else if (is_interconnect(event)) {
      report.left_out.push_back(event);
    }
  }
  if (list.static_power && has_machine_events) {
    report.static_energy = static_energy(list, ledger[Event::kCyclesStep]);
  }
  if (list.interconnect && !has_machine_events) {
    report.note =
        "no total: " + list.name +
        " prices packets and hops only, which golden, without a placement, does not count";
    return report;
  }
  if (!report.missing.empty()) {
    report.note = missing_note(report, ledger, list);
    return report;
  }
  report.total = total;
  for (EnergyLine& line : report.lines) {
    line.share =
        total == 0 ? 0 : static_cast<std::uint32_t>((line.energy * 2000 + total) / total / 2);
  }
  report.note = total_note(report, has_machine_events, list);
  return report;
}

std::string describe(const PriceList& list) {
  std::uint32_t node = 0;
  std::uint32_t low = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t high = 0;
  std::vector<std::string> evidence;
  for (const auto& price : list.prices) {
    if (!price) continue;
    node = price->node_nm;
    low = std::min(low, price->millivolts);
    high = std::max(high, price->millivolts);
    const std::string& word = evidence_words()[static_cast<std::size_t>(price->evidence)];
    if (std::find(evidence.begin(), evidence.end(), word) == evidence.end()) {
      evidence.push_back(word);
    }
  }
  const std::string volts =
      low == 0 ? "unknown voltage"
               : (low < high ? decimal_text(low, 3) + " to " : "") + decimal_text(high, 3) + " V";
  return list.name + " (" + std::to_string(node) + " nm, " + volts + ", " + join(evidence) + ")";
}

std::string picojoules(Attojoules energy) { return decimal_text(energy, 6); }

std::string decimal_text(Attojoules value, int places) {
  std::string digits;
  for (; value > 0; value /= 10) digits += static_cast<char>('0' + static_cast<int>(value % 10));
  const auto least = static_cast<std::size_t>(places) + 1;
  if (digits.size() < least) digits.resize(least, '0');
  std::reverse(digits.begin(), digits.end());
  digits.insert(digits.size() - least + 1, ".");
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

}  // namespace slk
