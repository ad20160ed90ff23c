// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/energy.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

const char* name_of(spec::Event event) {
  return spec::kEventNames[static_cast<std::size_t>(event)];
}

const std::string& word_of(Scope scope) { return scope_words()[static_cast<std::size_t>(scope)]; }

const std::string& word_of(Evidence evidence) {
  return evidence_words()[static_cast<std::size_t>(evidence)];
}

std::string means(Attojoules energy, std::uint32_t steps, const Ledger& ledger) {
  return grouped_pj(energy) + " pJ, " + mean_pj(energy, steps) + " a step, " +
         mean_pj(energy, ledger[spec::Event::kSynapticOps]) + " a synaptic op";
}

std::string share_text(std::uint32_t share) {
  return std::to_string(share / 10) + "." + std::to_string(share % 10) + " %";
}

}  // namespace

ordered_json number_pj(Attojoules energy) { return ordered_json::parse(picojoules(energy)); }

std::string grouped_pj(Attojoules energy) {
  std::string text = picojoules(energy);
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string mean_pj(Attojoules energy, std::uint64_t count) {
  constexpr Attojoules kTenth = 100000;  // aJ
  if (count == 0) return "-";
  const Attojoules divisor = kTenth * count;
  return grouped_pj((energy + divisor / 2) / divisor * kTenth);
}

void print_terms(const EnergyReport& report, const Ledger& ledger, const PriceList& list) {
  std::vector<std::vector<std::string>> rows{
      {"event", "count", "price/pJ", "energy/pJ", "share", "evidence"}};
  for (const EnergyLine& line : report.lines) {
    if (line.count == 0) continue;
    rows.push_back({name_of(line.event), grouped(line.count), grouped_pj(line.price),
                    grouped_pj(line.energy), line.share ? share_text(*line.share) : "-",
                    word_of(list[line.event]->evidence)});
  }
  for (const spec::Event event : report.missing) {
    rows.push_back({name_of(event), grouped(ledger[event]), "none", "-", "-", "-"});
  }
  print_table(std::cout, rows);
}

namespace {

constexpr const char* kNoCounters = "not known, as this chip counts no events";

// Some machine event that has a price occurred.
bool prices_machine_events(const EnergyReport& report) {
  return std::any_of(report.lines.begin(), report.lines.end(), [](const EnergyLine& line) {
    return line.count > 0 && !spec::is_network(line.event);
  });
}

}  // namespace

void print_energy(const LockstepResult& result, const PriceList* list) {
  if (list == nullptr || result.machines.empty()) return;
  const MachineResult& reference = result.machines.front();
  const EnergyReport network = price(reference.ledger, false, *list);
  if (list->interconnect) {  // its terms are those of a machine with a placement
    const MachineResult& last = result.machines.back();
    print_terms(price(last.ledger, last.has_machine_events, *list), last.ledger, *list);
  } else {
    print_terms(network, reference.ledger, *list);
  }
  for (const MachineResult& m : result.machines) {
    if (!m.counts_events) {
      std::cout << "energy of " << m.name << ": " << kNoCounters << '\n';
      continue;
    }
    const EnergyReport own = price(m.ledger, m.has_machine_events, *list);
    const bool first = &m == &reference;
    const bool more = prices_machine_events(own);
    if (!first && !more && !own.static_energy) continue;
    std::cout << (first && !list->interconnect ? "energy of every machine" : "energy of " + m.name)
              << ": ";
    if (!first && own.total) {
      std::cout << means(*own.total, result.steps, m.ledger);
      if (!own.left_out.empty()) {
        std::cout << ", " << own.note;
      } else if (more) {
        std::cout << ", with its machine events";
      }
    } else if (first && network.total) {
      std::cout << means(*network.total, result.steps, m.ledger) << ", " << network.note;
    } else {
      std::cout << own.note;
    }
    if (own.static_energy) std::cout << "; static " << grouped_pj(*own.static_energy) << " pJ";
    std::cout << '\n';
  }
}

std::string energy_sentence(const MachineResult& machine, std::uint32_t steps,
                            const PriceList* list) {
  if (list == nullptr) return "";
  if (!machine.counts_events) return std::string("energy: ") + kNoCounters;
  const EnergyReport report = price(machine.ledger, machine.has_machine_events, *list);
  if (!report.total) return "energy: " + report.note;
  const std::string fixed =
      report.static_energy ? "; static " + grouped_pj(*report.static_energy) + " pJ" : "";
  return "energy: " + means(*report.total, steps, machine.ledger) + ", " + report.note + fixed;
}

void add_energy(ordered_json& json, const MachineResult& machine, const PriceList* list) {
  json["energy_pj"] = nullptr;
  json["energy_note"] = "no price list: the run names no chip with one; add --energy NAME";
  json["energy"] = ordered_json::array();
  json["energy_static_pj"] = nullptr;
  if (list == nullptr) return;
  if (!machine.counts_events) {
    json["energy_note"] = kNoCounters;
    return;
  }
  const EnergyReport report = price(machine.ledger, machine.has_machine_events, *list);
  if (report.total) json["energy_pj"] = number_pj(*report.total);
  json["energy_note"] = report.note;
  for (const EnergyLine& line : report.lines) {
    const Price& p = *(*list)[line.event];
    json["energy"].push_back(
        {{"event", name_of(line.event)},
         {"count", line.count},
         {"price_pj", number_pj(line.price)},
         {"energy_pj", number_pj(line.energy)},
         {"share", line.share ? ordered_json(*line.share / 1000.0) : ordered_json()},
         {"scope", word_of(p.scope)},
         {"evidence", word_of(p.evidence)}});
  }
  if (report.static_energy) json["energy_static_pj"] = number_pj(*report.static_energy);
}

ordered_json price_list_json(const PriceList& list) {
  ordered_json json{{"kind", "energy"}, {"name", list.name}, {"doc", list.doc}};
  ordered_json prices = ordered_json::array();
  ordered_json sources;
  const auto add = [&](const std::string& name, const Price& p, const std::string& unit) {
    prices.push_back({{"price", name},
                      {"value", decimal_text(p.value, 6)},
                      {"unit", unit},
                      {"node_nm", p.node_nm},
                      {"voltage", p.millivolts > 0 ? decimal_text(p.millivolts, 3) : "unknown"},
                      {"scope", word_of(p.scope)},
                      {"evidence", word_of(p.evidence)}});
    sources[name] = p.source;
  };
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (list.prices[e]) add(spec::kEventNames[e], *list.prices[e], "pJ");
  }
  if (list.static_power) {
    add("static_mw", *list.static_power, "mW");
    json["static_clock_hz"] = list.static_clock_hz;
  }
  json["prices"] = prices;
  json["sources"] = sources;
  return json;
}

}  // namespace slk
