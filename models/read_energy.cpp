// SPDX-License-Identifier: Apache-2.0
// Reads a price list.
#include <algorithm>
#include <filesystem>

#include "models/energy.hpp"
#include "models/nearest.hpp"
#include "models/yaml_reader.hpp"

namespace slk {
namespace {

constexpr std::int64_t kNode = 10000;  // nm
constexpr std::uint64_t kVolts = 100;
constexpr int kMillivoltPlaces = 3;
constexpr int kValuePlaces = 6;  // pJ to aJ, mW to nW
constexpr const char* kStatic = "static_mw";

// What the prices of a list may leave to it.
struct Common {
  std::optional<std::uint32_t> node_nm;
  std::optional<std::uint32_t> millivolts;
};

std::optional<std::uint32_t> read_node(const yaml::Map& map) {
  const auto node = map.find("node_nm");
  if (!node) return std::nullopt;
  return static_cast<std::uint32_t>(node->integer(1, kNode));
}

std::optional<std::uint32_t> read_voltage(const yaml::Map& map) {
  const auto voltage = map.find("voltage");
  if (!voltage) return std::nullopt;
  if (voltage->says("unknown")) return 0;
  const std::uint64_t millivolts = voltage->decimal(kMillivoltPlaces, kVolts);
  if (millivolts == 0) voltage->refuse("more than 0 V");
  return static_cast<std::uint32_t>(millivolts);
}

// The position of an event.
std::optional<std::size_t> event_named(const std::string& name) {
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (name == spec::kEventNames[e]) return e;
  }
  return std::nullopt;
}

// What a price says of itself or its list of all prices; it must be said.
template <class Value>
Value said(const yaml::Map& map, const std::string& key, const std::optional<Value>& own,
           const std::optional<Value>& common, const std::string& allowed) {
  if (own) return *own;
  if (!common) {
    map.field().fail("no '" + key + "' in " + map.field().name() + ", nor in the file; allowed " +
                     allowed);
  }
  return *common;
}

void check_unit(const yaml::Map& map, const std::string& unit) {
  const yaml::Field field = map.need("unit", unit);
  if (!field.says(unit)) field.refuse(unit);
}

Price read_price(const yaml::Map& map, const Common& common, const std::string& unit,
                 std::uint64_t max) {
  Price price;
  price.value = map.need("value", "a decimal number in " + unit).decimal(kValuePlaces, max);
  check_unit(map, unit);
  const auto word = [&](const std::string& key, const std::vector<std::string>& words) {
    return map.need(key, join(words)).word(words);
  };
  price.scope = static_cast<Scope>(word("scope", scope_words()));
  price.evidence = static_cast<Evidence>(word("evidence", evidence_words()));
  price.source = map.need("source", "text: where the value is from").text();
  price.node_nm = said(map, "node_nm", read_node(map), common.node_nm, yaml::range(1, kNode));
  price.millivolts = said(map, "voltage", read_voltage(map), common.millivolts,
                          "a decimal number of volts, unknown");
  return price;
}

// `between_cores`: the entry is a price of packets or hops.
void check_interconnect(const yaml::Field& entry, bool between_cores, const Price& price,
                        const PriceList& list) {
  const std::string allowed = "; allowed packets, hops_x, hops_y";
  if (price.scope == Scope::kInterconnect && !between_cores) {
    entry.fail("scope of " + entry.name() + " is interconnect" + allowed);
  }
  if (list.interconnect && price.scope != Scope::kInterconnect) {
    entry.fail("'" + entry.name() + "' beside a price of the interconnect alone" + allowed +
               " with that scope, for such a list leaves out what cores take");
  }
}

// An all-in price stands alone, those of an interconnect beside each other; and a total never mixes
// chips.
void check_together(const std::vector<yaml::Field>& entries, const PriceList& list) {
  constexpr auto kOps = static_cast<std::size_t>(spec::Event::kSynapticOps);
  std::optional<std::uint32_t> node;
  for (const yaml::Field& entry : entries) {
    const auto e = event_named(entry.name());
    const Price& price = e ? *list.prices[*e] : *list.static_power;
    if (price.scope == Scope::kAllIn && e != kOps) {
      entry.fail("scope of " + entry.name() + " is all_in; allowed with synaptic_ops only");
    }
    if (list.all_in && e != kOps) {
      entry.fail("'" + entry.name() +
                 "' beside an all-in price; allowed synaptic_ops alone, for an all-in price "
                 "already holds leakage, memory and routing");
    }
    check_interconnect(entry, e && is_interconnect(static_cast<spec::Event>(*e)), price, list);
    if (node && *node != price.node_nm) {
      entry.fail("node_nm of " + entry.name() + " is " + std::to_string(price.node_nm) +
                 "; allowed " + std::to_string(*node) + " as above: a list never mixes chips");
    }
    node = price.node_nm;
  }
}

void read_static(const yaml::Field& field, const Common& common, PriceList& list) {
  const yaml::Map map = field.map(
      {{"value", "unit", "scope", "evidence", "source", "node_nm", "voltage", "clock_hz"}, {}});
  list.static_power = read_price(map, common, "mW", kMaxMilliwatts);
  list.static_clock_hz = static_cast<std::uint64_t>(
      map.need("clock_hz", "the clock that turns cycles into time, " +
                               yaml::range(kMinStaticClock, kMaxStaticClock))
          .integer(kMinStaticClock, kMaxStaticClock));
}

void read_prices(const yaml::Field& field, const Common& common, PriceList& list) {
  std::vector<std::string> names(spec::kEventNames.begin(), spec::kEventNames.end());
  names.emplace_back(kStatic);
  field.map({names, {}});
  for (const yaml::Field& entry : field.entries()) {
    if (entry.name() == kStatic) {
      read_static(entry, common, list);
      continue;
    }
    const yaml::Map map =
        entry.map({{"value", "unit", "scope", "evidence", "source", "node_nm", "voltage"}, {}});
    auto& price = list.prices[*event_named(entry.name())];
    price = read_price(map, common, "pJ", kMaxPicojoules);
    if (price->scope == Scope::kAllIn && entry.name() == "synaptic_ops") list.all_in = true;
    if (price->scope == Scope::kInterconnect) list.interconnect = true;
  }
  const auto priced = [](const std::optional<Price>& price) { return price.has_value(); };
  if (std::none_of(list.prices.begin(), list.prices.end(), priced)) {
    field.fail("no price of an event; allowed one or more");
  }
  check_together(field.entries(), list);
}

}  // namespace

PriceList read_price_list(const std::string& path) {
  const yaml::Document document = yaml::open_document(path, "energy");
  const yaml::Map file =
      yaml::root(document).map({{"spikelock", "name", "doc", "node_nm", "voltage", "prices"}, {}});
  PriceList list;
  list.path = path;
  list.name = std::filesystem::path(path).stem().string();
  if (const auto name = file.find("name")) list.name = name->text();
  if (const auto doc = file.find("doc")) list.doc = doc->text();
  const Common common{read_node(file), read_voltage(file)};
  read_prices(file.need("prices", "a map of events"), common, list);
  return list;
}

}  // namespace slk
