// SPDX-License-Identifier: Apache-2.0
// Reads a network file: its own keys; populations, rules, projections and stimulus have their
// readers.
#include <filesystem>
#include <new>

#include "models/error.hpp"
#include "models/limits.hpp"
#include "models/network.hpp"
#include "models/read_parts.hpp"
#include "models/yaml_reader.hpp"

namespace slk {
namespace {

std::vector<Projection> read_projections(const yaml::Field& list, const Network& network) {
  std::vector<Projection> projections;
  for (const yaml::Field& entry : list.list()) {
    const auto position = static_cast<std::uint32_t>(projections.size());
    projections.push_back(read_projection(entry, network, position));
  }
  return projections;
}

Network build(const yaml::Document& document, const std::uint64_t* seed) {
  const yaml::Map file =
      yaml::root(document).map({{"spikelock", "name", "seed", "adapt_every", "populations", "rules",
                                 "projections", "stimulus"},
                                {}});
  Network network;
  network.path = document.path;
  network.name = std::filesystem::path(document.path).stem().string();
  if (const auto name = file.find("name")) network.name = name->text();
  if (const auto value = file.find("seed")) network.seed = value->unsigned64();
  if (seed) network.seed = *seed;
  if (const auto value = file.find("adapt_every")) {
    network.adapt_every = static_cast<std::uint8_t>(value->integer(0, limits::kAdaptEvery));
  }
  network.populations = read_populations(file.need("populations", "a map of populations"));
  if (const auto rules = file.find("rules")) network.rules = read_rules(*rules);
  if (const auto list = file.find("projections")) {
    network.projections = read_projections(*list, network);
    check_accumulators(network, list->place());
  }
  if (const auto list = file.find("stimulus")) network.stimulus = read_stimulus(*list, network);
  return network;
}

}  // namespace

Network read_network(const std::string& path, const std::uint64_t* seed) {
  try {
    return build(yaml::open_document(path, "network"), seed);
  } catch (const std::bad_alloc&) {
    throw Error(path + ": the network does not fit into memory; allowed fewer synapses or neurons",
                Exit::kMachine);
  }
}

}  // namespace slk
