// SPDX-License-Identifier: Apache-2.0
// Energy: an exact ledger times a price list, in whole attojoules (10^-18 J). No floating point.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/ledger.hpp"

namespace slk {

// 128 bits hold any sum: 2^64 of every event at the highest price.
__extension__ typedef unsigned __int128 Attojoules;

// The highest price of an event, 0.1 mJ, and bounds of static power, in the units of the files.
inline constexpr std::uint64_t kMaxPicojoules = 100000000;
inline constexpr std::uint64_t kMaxMilliwatts = 1000000;
inline constexpr std::int64_t kMinStaticClock = 1000;         // Hz
inline constexpr std::int64_t kMaxStaticClock = 10000000000;  // Hz

// What a price covers: one operation; everything that the chip does, divided by its events; one
// operation in a list that leaves out what cores do.
enum class Scope { kOperation, kAllIn, kInterconnect };
// How a price is known.
enum class Evidence { kMeasured, kFitted, kSimulated, kEstimate, kCoded, kDerived, kUnverified };
// The words of the files, in the order of the enums.
const std::vector<std::string>& scope_words();
const std::vector<std::string>& evidence_words();

// A constant with what makes it one.
struct Price {
  std::uint64_t value = 0;  // of an event: aJ; static: nW
  std::uint32_t node_nm = 0;
  std::uint32_t millivolts = 0;  // 0: unknown
  Scope scope = Scope::kOperation;
  Evidence evidence = Evidence::kUnverified;
  std::string source;
};

struct PriceList {
  std::string name;
  std::string path;
  std::string doc;
  std::array<std::optional<Price>, spec::kEventCount> prices;
  std::optional<Price> static_power;
  std::uint64_t static_clock_hz = 0;  // of static_power: turns cycles into time
  bool all_in = false;                // one price, with leakage, memory and routing inside
  bool interconnect = false;          // prices of packets and hops only

  const std::optional<Price>& operator[](spec::Event event) const {
    return prices[static_cast<std::size_t>(event)];
  }
};

// Reads a price list (`spikelock: energy/1`). Throws Error with `file:line: fault; what is
// allowed`.
PriceList read_price_list(const std::string& path);

// The names of the lists that ship in models/energy, sorted.
std::vector<std::string> shipped_price_lists();
// The path of a list: of a shipped one by its name, of a file by its path, which ends in .yaml and
// is relative to `folder`. Nothing if there is none.
std::optional<std::string> find_price_list(const std::string& word, const std::string& folder);
// The end of a sentence about a list that is not there.
std::string allowed_price_lists();

// One term: count x price.
struct EnergyLine {
  spec::Event event{};
  std::uint64_t count = 0;
  std::uint64_t price = 0;             // aJ
  Attojoules energy = 0;               // aJ
  std::optional<std::uint32_t> share;  // of the total in parts of 1,000, rounded; if there is one
};

struct EnergyReport {
  // The priced events that the machine counts: those that need a price first.
  std::vector<EnergyLine> lines;
  // Events that occurred and need a price, but have none: then there is no total.
  std::vector<spec::Event> missing;
  // Events that occurred and that the total is without, by the scope of the list: packets and hops
  // that it has no price for; of a list of the interconnect, what cores do.
  std::vector<spec::Event> left_out;
  std::optional<Attojoules> total;  // dynamic energy, or all of it with an all-in list
  // Static power x cycles / clock, cut to whole aJ; never part of the total. Nothing without a
  // static price or without cycles.
  std::optional<Attojoules> static_energy;
  // What the total is, or why there is none: list, node, voltage, evidence, what is left out.
  std::string note;
};

// True if an event takes energy of its own, so that a total without its price would be too small.
bool needs_price(spec::Event event);
// True of packets and hops, which take energy between cores.
bool is_interconnect(spec::Event event);

// Prices a ledger. Without machine events (golden) only network events are priced, and a list of
// the interconnect gives no total.
EnergyReport price(const Ledger& ledger, bool has_machine_events, const PriceList& list);

// "loihi_presilicon (14 nm, 0.75 V, simulated)"; "unknown voltage" without one.
std::string describe(const PriceList& list);
// "29098.5": exactly, in pJ.
std::string picojoules(Attojoules energy);
// "0.75": exactly, of thousandths; "1.7" of millionths: `places` 3 or 6.
std::string decimal_text(Attojoules value, int places);

}  // namespace slk
