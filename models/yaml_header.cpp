// SPDX-License-Identifier: Apache-2.0
// The header of a file, `spikelock: KIND/1`, says what the file is.
#include "models/text_file.hpp"
#include "models/yaml_reader.hpp"

namespace slk::yaml {
namespace {

std::string called(const std::string& kind) {
  if (kind == "energy") return "a price list";
  return (kind == "experiment" ? "an " : "a ") + kind + " file";
}

void check_header(const Document& document, const std::string& kind) {
  const std::string right = kind + "/1";
  const std::string remedy = "; " + called(kind) + " begins with 'spikelock: " + right + "'";
  const Field file = root(document);
  if (document.root.kind == Node::Kind::kNull) file.fail("empty file" + remedy);
  if (!file.is_map()) file.fail("not a map of keys" + remedy);
  const auto header = Map(file, document, document.root).find("spikelock");
  if (!header) file.fail("no 'spikelock:' header" + remedy);
  if (!header->is_text()) header->refuse(right);
  const std::string found = header->text();
  if (found == right) return;
  const std::string found_kind = found.substr(0, found.find('/'));
  if (found_kind == kind) header->refuse(right);
  for (const char* other : {"network", "chip", "hardware", "experiment", "energy"}) {
    if (found_kind == other) header->fail("this is " + called(found_kind) + remedy);
  }
  header->refuse(right);
}

}  // namespace

Document open_document(const std::string& path, const std::string& kind) {
  const std::string text = load_text(path, path + ":", "give the path of " + called(kind));
  Document document{path, parse(path, text)};
  check_header(document, kind);
  return document;
}

}  // namespace slk::yaml
