// SPDX-License-Identifier: Apache-2.0
// The files that specgen owns, written or compared.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "models/error.hpp"
#include "tools/specgen/write.hpp"

namespace slk::specgen {

namespace {

// The text of a file; false if it cannot be read.
bool read_text(const std::filesystem::path& path, std::string* text) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  text->assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  return !file.bad();
}

bool is_fresh(const std::string& root, const GeneratedFile& file) {
  std::string text;
  return read_text(std::filesystem::path(root) / file.path, &text) && text == file.text;
}

}  // namespace

std::vector<GeneratedFile> generate(const Spec& spec) {
  return {{"rtl/gen/slk_spec_pkg.sv", write_sv(spec)},
          {"models/gen/spec.hpp", write_cpp(spec)},
          {"docs/gen/hardware.md", write_markdown(spec)},
          {"tests/gen/slk_spec_probe.sv", write_probe_sv(spec)},
          {"tests/gen/spec_probe.hpp", write_probe_cpp(spec)}};
}

Spec read_spec_of(const std::string& root) {
  const std::string path = (std::filesystem::path(root) / "models/spec/hardware.yaml").string();
  std::string text;
  if (!read_text(path, &text)) throw Error(path + ": cannot be read; --root is the repository");
  return read_spec(text, path);
}

void write_files(const std::string& root, const std::vector<GeneratedFile>& files) {
  for (const GeneratedFile& file : files) {
    if (is_fresh(root, file)) continue;
    const std::filesystem::path path = std::filesystem::path(root) / file.path;
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    std::ofstream out(path, std::ios::binary);
    out << file.text << std::flush;
    if (!out) throw Error(path.string() + ": cannot be written", Exit::kMachine);
  }
}

std::vector<std::string> find_stale(const std::string& root,
                                    const std::vector<GeneratedFile>& files) {
  std::vector<std::string> sentences;
  for (const GeneratedFile& file : files) {
    if (!is_fresh(root, file)) sentences.push_back(file.path + " is stale; run 'make spec'");
  }
  return sentences;
}

}  // namespace slk::specgen
