// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/variants.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "models/error.hpp"

namespace slk {
namespace {

// Larger ones take long to compile; sim/rtl/CMakeLists.txt.
constexpr std::uint32_t kMeshBuiltByDefault = 16;  // cores

// "lanes 8, receptors 2, learning false, teaching false, random true, neuron pass pipelined, up to
// ..."
std::string describe(const CoreSize& core) {
  std::ostringstream out;
  out << std::boolalpha << "lanes " << core.lanes << ", receptors " << core.receptors
      << ", learning " << core.learning << ", teaching " << core.teaching << ", random "
      << core.random << ", neuron pass " << (core.serial_neurons ? "serial" : "pipelined")
      << ", counters " << core.counters << ", up to " << core.neurons << " neurons, " << core.axons
      << " axons, " << core.synapse_words << " synapse words, " << core.profiles << " profiles, "
      << core.routes << " routes, " << core.inputs << " input lines";
  return out.str();
}

// "a core", "a 2x2 mesh of cores".
std::string describe(const Mesh& mesh) {
  if (mesh.cores() == 1) return "a core";
  return "a " + std::to_string(mesh.width) + "x" + std::to_string(mesh.height) + " mesh of cores";
}

bool covers(const CoreSize& variant, const CoreSize& core) {
  return variant.lanes == core.lanes && variant.receptors == core.receptors &&
         variant.learning == core.learning && variant.teaching == core.teaching &&
         variant.random == core.random && variant.serial_neurons == core.serial_neurons &&
         variant.counters == core.counters && variant.neurons >= core.neurons &&
         variant.axons >= core.axons && variant.synapse_words >= core.synapse_words &&
         variant.profiles >= core.profiles && variant.routes >= core.routes &&
         variant.inputs >= core.inputs;
}

// The first error line of a log.
std::string first_error(const std::string& path) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("%Error", 0) == 0 || line.find(": error:") != std::string::npos) return line;
  }
  return "no error line in the log";
}

}  // namespace

std::string rtl_folder() {
  if (const char* folder = std::getenv("SPIKELOCK_RTL")) return folder;
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  return (program.parent_path().parent_path() / "rtl").string();
}

std::vector<RtlVariant> rtl_variants() {
  const std::filesystem::path folder = rtl_folder();
  std::ifstream in(folder / "variants.txt");
  if (!in) {
    throw Error((folder / "variants.txt").string() +
                    ": no RTL was built here; run 'make build' or set SPIKELOCK_RTL",
                Exit::kMachine);
  }
  std::vector<RtlVariant> variants;
  RtlVariant v;
  while (in >> v.name >> v.mesh.width >> v.mesh.height >> v.core.neurons >> v.core.axons >>
         v.core.routes >> v.core.inputs >> v.core.synapse_words >> v.core.lanes >>
         v.core.receptors >> v.core.learning >> v.core.teaching >> v.core.random >>
         v.core.profiles >> v.core.serial_neurons >> v.core.counters) {
    v.plugin = (folder / (v.name + ".so")).string();
    v.log = (folder / (v.name + ".log")).string();
    variants.push_back(v);
  }
  return variants;
}

RtlVariant find_rtl_variant(const CoreSize& core, const Mesh& mesh) {
  std::string list;
  for (const RtlVariant& variant : rtl_variants()) {
    const bool equal = variant.mesh.width == mesh.width && variant.mesh.height == mesh.height;
    if (equal && covers(variant.core, core)) return variant;
    list += (list.empty() ? " " : "; ") + variant.name + ": " +
            (variant.mesh.cores() == 1 ? "" : describe(variant.mesh) + " with ") +
            describe(variant.core);
  }
  throw Error("no RTL variant covers " + describe(mesh) + " with " + describe(core) +
              "; take a chip within one of these, or run without the rtl backend:" + list);
}

namespace {

// The function that makes the chip of a plugin.
void* load_maker(const RtlVariant& variant, const char* name) {
  if (!std::filesystem::exists(variant.plugin)) {
    if (std::filesystem::exists(variant.log)) {
      throw Error("the RTL does not compile: " + first_error(variant.log) + "; all of it is in " +
                      variant.log,
                  Exit::kMachine);
    }
    const bool large = variant.mesh.cores() > kMeshBuiltByDefault;
    throw Error(variant.plugin + ": not built; run 'make " + (large ? "large'" : "build'"),
                Exit::kMachine);
  }
  void* library = dlopen(variant.plugin.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* symbol = library ? dlsym(library, name) : nullptr;
  if (!symbol) throw Error(std::string(dlerror()) + "; run 'make build'", Exit::kMachine);
  return symbol;
}

}  // namespace

std::unique_ptr<RtlCore> load_rtl_core(const RtlVariant& variant, std::uint32_t seed) {
  void* maker = load_maker(variant, "slk_make_rtl_core");
  return std::unique_ptr<RtlCore>(reinterpret_cast<MakeRtlCore*>(maker)(seed));
}

std::unique_ptr<RtlMesh> load_rtl_mesh(const RtlVariant& variant, std::uint32_t seed) {
  void* maker = load_maker(variant, "slk_make_rtl_mesh");
  return std::unique_ptr<RtlMesh>(reinterpret_cast<MakeRtlMesh*>(maker)(seed));
}

}  // namespace slk
