// SPDX-License-Identifier: Apache-2.0
#include "tools/specgen/generator_main.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "models/error.hpp"

namespace slk::specgen {

int generator_main(int argc, char** argv, const std::string& about,
                   const std::function<std::vector<GeneratedFile>(const std::string&)>& generate) {
  CLI::App app{about};
  std::string root;
  bool check = false;
  app.add_option("--root", root, "directory of the repository")->required();
  app.add_flag("--check", check, "write nothing; exit 1 and name each file that is stale");
  try {
    app.parse(argc, argv);
    const std::vector<GeneratedFile> files = generate(root);
    if (!check) {
      write_files(root, files);
      return 0;
    }
    const auto stale = find_stale(root, files);
    for (const std::string& sentence : stale) std::cerr << sentence << "\n";
    return stale.empty() ? 0 : 1;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Exit::kUser);
  } catch (const Error& error) {
    std::cerr << error.what() << "\n";
    return static_cast<int>(error.exit());
  }
}

}  // namespace slk::specgen
