// SPDX-License-Identifier: Apache-2.0
// Finds the folder `models` that ships, and the chips and price lists in it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <tuple>

#include "models/chip.hpp"
#include "models/energy.hpp"
#include "models/error.hpp"
#include "models/nearest.hpp"

namespace slk {
namespace {

namespace fs = std::filesystem;

bool has_chips(const fs::path& models) {
  std::error_code ignored;
  return fs::is_directory(models / "chips", ignored);
}

// What shipped_chips() sorts by.
auto rank(const Chip& chip) {
  constexpr std::uint32_t kUsualLanes = 8;
  const CoreSize& core = chip.core;
  const bool full = core.receptors == 2 && core.random && core.teaching == core.learning;
  return std::make_tuple(core.learning, !full, core.lanes != kUsualLanes, core.neurons, core.axons,
                         std::uint64_t{core.synapse_words} * core.lanes, core.lanes, chip.name);
}

}  // namespace

std::string models_folder() {
  if (const char* home = std::getenv("SPIKELOCK_HOME")) {
    const fs::path models = fs::path(home) / "models";
    if (has_chips(models)) return models.string();
    throw Error("SPIKELOCK_HOME is '" + std::string(home) +
                "', which has no folder models/chips; allowed the folder of Spikelock, or unset");
  }
  std::error_code fault;
  const fs::path program = fs::read_symlink("/proc/self/exe", fault);
  for (fs::path folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (has_chips(folder / "models")) return (folder / "models").string();
    if (folder == folder.root_path()) break;
  }
  throw Error("no folder models/chips above the program '" + program.string() +
              "'; set SPIKELOCK_HOME to the folder of Spikelock");
}

std::vector<Chip> shipped_chips() {
  std::vector<Chip> chips;
  for (const fs::directory_entry& file : fs::directory_iterator(models_folder() + "/chips")) {
    if (file.path().extension() != ".yaml") continue;
    Chip chip = read_chip(file.path().string());
    if (chip.mesh.cores() == 1) chips.push_back(std::move(chip));
  }
  std::sort(chips.begin(), chips.end(),
            [](const Chip& x, const Chip& y) { return rank(x) < rank(y); });
  return chips;
}

std::vector<std::string> shipped_price_lists() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::directory_entry& file :
       fs::directory_iterator(models_folder() + "/energy", ignored)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> find_price_list(const std::string& word, const std::string& folder) {
  std::error_code ignored;
  if (fs::path(word).extension() == ".yaml") {
    const fs::path path = fs::path(folder) / word;
    return fs::is_regular_file(path, ignored) ? std::optional(path.string()) : std::nullopt;
  }
  const std::vector<std::string> names = shipped_price_lists();
  if (std::find(names.begin(), names.end(), word) == names.end()) return std::nullopt;
  return models_folder() + "/energy/" + word + ".yaml";
}

std::string allowed_price_lists() {
  return "allowed " + join(shipped_price_lists()) + ", or the path of a file that ends in .yaml";
}

}  // namespace slk
