// SPDX-License-Identifier: Apache-2.0
// The documents are true: every command in a console block prints what the page says, every `make`
// verb is one, and every link leads somewhere. Commands run in a copy of the repository.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>

#include "tests/style/console.hpp"
#include "tests/system/process.hpp"

using namespace slk;
namespace fs = std::filesystem;

namespace {

const fs::path kSource = SLK_SOURCE;

std::string page_text(const std::string& page) { return tests::text_of((kSource / page).string()); }

// README.md and docs/*.md.
std::vector<std::string> pages() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kSource)) {
    if (entry.path().extension() == ".md") names.push_back(entry.path().filename().string());
  }
  for (const auto& entry : fs::directory_iterator(kSource / "docs")) {
    if (entry.path().extension() == ".md") {
      names.push_back("docs/" + entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// A copy of the repository with the programs of this build in build/, whose place is always the
// same.
std::string make_copy(const std::string& name) {
  const fs::path copy = fs::path(SLK_BINARY) / "docs" / name;
  fs::remove_all(copy);
  fs::create_directories(copy / "build");
  for (const auto& entry : fs::directory_iterator(kSource)) {
    const std::string file = entry.path().filename().string();
    if (file == ".git" || file.rfind("build", 0) == 0) continue;
    fs::copy(entry.path(), copy / file, fs::copy_options::recursive);
  }
  for (const char* folder : {"bin", "rtl"}) {
    fs::create_directory_symlink(fs::path(SLK_BINARY) / folder, copy / "build" / folder);
  }
  return copy.string();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

// Runs the commands of a page; returns how many.
int run_page(const std::string& page, const std::string& folder) {
  int count = 0;
  for (const tests::ConsoleCommand& console : tests::console_commands(page_text(page))) {
    if (tests::is_for_people(console.command)) continue;
    const tests::Output output = tests::bash(console.command, folder, true);
    const std::vector<std::string> got = tests::lines_of(output.out);
    INFO(page << ":" << console.line << ": $ " << console.command << "\nthe page says\n"
              << joined(console.output) << "but it prints\n"
              << joined(got));
    CHECK(tests::matches(console.output, got));
    ++count;
  }
  return count;
}

constexpr const char* kOwnCore = "docs/own_core.md";  // compiles a core, so it takes a minute

}  // namespace

TEST_CASE("every command in the documents prints what the page says") {
  const std::string folder = make_copy("all");
  int count = 0;
  for (const std::string& page : pages()) {
    if (page != kOwnCore) count += run_page(page, folder);
  }
  CHECK(count >= 10);
  CHECK(!tests::console_commands(page_text("README.md")).empty());
  fs::remove_all(folder);
}

TEST_CASE("every command about an own core prints what the page says") {
  const std::string folder = make_copy("own_core");
  CHECK(run_page(kOwnCore, folder) >= 1);
  fs::remove_all(folder);
}

TEST_CASE("every make verb in the documents is one of the Makefile") {
  const std::string makefile = page_text("Makefile");
  const std::regex verb("(^|[`$( ])make ([a-z]+)`?");
  int count = 0;
  for (const std::string& page : pages()) {
    for (const std::string& line : tests::lines_of(page_text(page))) {
      // In prose, "make" is an English word: only what stands in code counts.
      if (line.find("`make ") == std::string::npos && line.rfind("$ make ", 0) != 0) continue;
      std::smatch match;
      const std::string code = line.substr(line.find("make "));
      REQUIRE(std::regex_search(code, match, verb));
      INFO(page << ": make " << match[2]);
      CHECK(makefile.find("\n" + match[2].str() + ":") != std::string::npos);
      ++count;
    }
  }
  CHECK(count >= 3);
}

TEST_CASE("docs/commands.md names every make verb") {
  const std::string page = page_text("docs/commands.md");
  const std::string makefile = page_text("Makefile");
  const std::regex verb("\n([a-z]+):[^\n]*##");
  int count = 0;
  for (std::sregex_iterator m(makefile.begin(), makefile.end(), verb), end; m != end; ++m) {
    INFO((*m)[1]);
    CHECK(page.find("`make " + (*m)[1].str()) != std::string::npos);
    ++count;
  }
  CHECK(count >= 10);
}

TEST_CASE("every link in the documents leads to a file and a heading") {
  const std::regex link("\\]\\(([^)# ]*)(#([^) ]*))?\\)");
  int count = 0;
  for (const std::string& page : pages()) {
    const std::string text = page_text(page);
    for (std::sregex_iterator m(text.begin(), text.end(), link), end; m != end; ++m) {
      const std::string target = (*m)[1];
      if (target.find("://") != std::string::npos) continue;
      const fs::path file =
          target.empty() ? kSource / page : (kSource / page).parent_path() / target;
      INFO(page << ": " << m->str());
      CHECK(fs::exists(file));
      ++count;
      if (!(*m)[3].matched) continue;
      // GitHub's anchor: lower case, spaces to dashes, other marks left out.
      bool found = false;
      for (std::string heading : tests::lines_of(tests::text_of(file.string()))) {
        if (heading.rfind('#', 0) != 0) continue;
        heading.erase(0, heading.find_first_not_of("# "));
        std::string anchor;
        for (const char c : heading) {
          const auto u = static_cast<unsigned char>(c);
          if (c == ' ') anchor += '-';
          if (std::isalnum(u) != 0 || c == '_' || c == '-') {
            anchor += static_cast<char>(std::tolower(u));
          }
        }
        found = found || anchor == (*m)[3].str();
      }
      CHECK(found);
    }
  }
  CHECK(count >= 10);
}

TEST_CASE("a line of three dots stands for any number of lines, and for nothing else") {
  using Lines = std::vector<std::string>;
  CHECK(tests::matches({"a"}, {"a"}));
  CHECK(!tests::matches({"a"}, {"a", "b"}));
  CHECK(!tests::matches({"a"}, {}));
  CHECK(tests::matches({"..."}, {}));
  CHECK(tests::matches({"...", "c"}, {"a", "b", "c"}));
  CHECK(!tests::matches({"...", "c"}, {"a", "b"}));
  CHECK(!tests::matches({"a", "..."}, {"b"}));
  CHECK(tests::matches({"a", "...", "b", "..."}, Lines{"a", "b", "x", "b"}));
}
