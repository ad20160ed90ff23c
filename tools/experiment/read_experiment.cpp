// SPDX-License-Identifier: Apache-2.0
// Reads an experiment file: the keys that every experiment has; its kind reads the others.
#include <algorithm>
#include <filesystem>

#include "models/digest.hpp"
#include "models/nearest.hpp"
#include "models/text_file.hpp"
#include "tools/experiment/experiment.hpp"
#include "tools/experiment/kinds.hpp"

namespace slk::experiment {
namespace {

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {teacher_kind(), winner_kind(), window_kind(),
                                        detector_kind(), memory_kind()};
  return all;
}

// The kind must be known before the other keys can be checked.
const Kind& read_kind(const yaml::Field& root) {
  std::vector<std::string> names;
  for (const Kind& kind : kinds()) names.push_back(kind.name);
  for (const yaml::Field& entry : root.entries()) {
    if (entry.name() == "kind") return kinds()[entry.word(names)];
  }
  root.fail("no 'kind' in the file; allowed " + join(names));
}

std::vector<std::uint64_t> read_seeds(const yaml::Map& file) {
  std::vector<std::uint64_t> seeds;
  const yaml::Field list = file.need("seeds", "a list of seeds, [1, 2, 3]");
  for (const yaml::Field& entry : list.list()) {
    seeds.push_back(entry.unsigned64());
    const auto first = std::find(seeds.begin(), seeds.end(), seeds.back());
    if (first != seeds.end() - 1)
      entry.fail("seed " + std::to_string(*first) + " stands twice; name each seed once");
  }
  if (seeds.empty()) list.fail("no seed; allowed one or more");
  return seeds;
}

// Of all that decides the result: the file, what stands in the network file, the seeds.
std::uint64_t identity_of(const std::string& path, const std::string& network,
                          const std::vector<std::uint64_t>& seeds) {
  std::uint64_t hash = spec::kHash;
  for (const std::string& file : {path, network}) {
    for (const char c : load_text(file, file, "")) hash = Digest::hash(hash, c);
  }
  for (const std::uint64_t seed : seeds) hash = Digest::hash(hash, seed);
  return hash;
}

}  // namespace

ExperimentFile read_experiment(const std::string& path, std::optional<std::uint64_t> seed) {
  const yaml::Document document = yaml::open_document(path, "experiment");
  const yaml::Field root = yaml::root(document);
  const Kind& kind = read_kind(root);
  yaml::Keys keys{{"spikelock", "name", "kind", "network", "seeds", "criterion"}, {}};
  keys.known.insert(keys.known.end(), kind.keys.begin(), kind.keys.end());
  const yaml::Map file = root.map(keys);

  ExperimentFile read;
  read.path = path;
  read.kind = kind.name;
  const auto name = file.find("name");
  read.name = name ? name->text() : std::filesystem::path(path).stem().string();
  std::vector<std::uint64_t> seeds = read_seeds(file);
  if (seed) seeds = {*seed};
  read.experiment = kind.make(file, seeds);
  read.identity = identity_of(path, file.need("network", "a network file").file_path(), seeds);
  return read;
}

}  // namespace slk::experiment
