// SPDX-License-Identifier: Apache-2.0
// The generated files as text; each function is pure.
#pragma once

#include <string>
#include <vector>

#include "tools/specgen/spec.hpp"

namespace slk::specgen {

std::string write_sv(const Spec& spec);         // rtl/gen/slk_spec_pkg.sv
std::string write_cpp(const Spec& spec);        // models/gen/spec.hpp
std::string write_markdown(const Spec& spec);   // docs/gen/hardware.md
std::string write_probe_sv(const Spec& spec);   // tests/gen/slk_spec_probe.sv
std::string write_probe_cpp(const Spec& spec);  // tests/gen/spec_probe.hpp

// A file that specgen owns; `path` counts from the root of the repository.
struct GeneratedFile {
  std::string path;
  std::string text;
};

std::vector<GeneratedFile> generate(const Spec& spec);

// Reads ROOT/models/spec/hardware.yaml. Throws slk::Error.
Spec read_spec_of(const std::string& root);

// Writes the files that differ. Throws slk::Error (a tool's failure) if one cannot be written.
void write_files(const std::string& root, const std::vector<GeneratedFile>& files);

// One sentence for each file that is missing or differs; empty if all are fresh.
std::vector<std::string> find_stale(const std::string& root,
                                    const std::vector<GeneratedFile>& files);

}  // namespace slk::specgen
