// SPDX-License-Identifier: Apache-2.0
// digits train|encode|score: makes the data of the digits demo and judges runs of it.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tools/digits/verbs.hpp"

namespace slk::digits {
namespace {

constexpr const char* kFooter =
    "Exit status: 0 done or passed; 1 stale (--check), below 90 %, or runs that differ;\n"
    "2 mistake in a file or on the command line.";

int run_command(int argc, char** argv) {
  CLI::App app{"The digits demo: trains its weights, encodes its images, scores its runs",
               "digits"};
  app.footer(kFooter);
  app.require_subcommand(1);
  std::string root, json;
  std::vector<std::string> files;
  bool check = false;
  const auto add = [&](const char* verb, const char* about) {
    CLI::App* command = app.add_subcommand(verb, about);
    command->add_option("--root", root, "directory of the repository")->required();
    return command;
  };
  CLI::App* train = add("train", "train the weights on the training part: weights.csv");
  train->add_flag("--check", check, "write nothing; exit 1 if the file is stale");
  CLI::App* encode = add("encode", "turn the test part into spikes: spikes.csv, labels.csv");
  encode->add_flag("--check", check, "write nothing; exit 1 if a file is stale");
  CLI::App* score = add("score", "compare runs over the test part with the labels and each other");
  score->add_option("SPIKES", files, "files of 'spikelock run --spikes'")->required();
  score->add_option("--json", json, "write the result as JSON, too");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "digits: " << error.what() << "; see 'digits --help'\n";
    return static_cast<int>(Exit::kUser);
  }
  if (train->parsed()) return static_cast<int>(run_train(root, check));
  if (encode->parsed()) return static_cast<int>(run_encode(root, check));
  return static_cast<int>(run_score(root, files, json));
}

}  // namespace
}  // namespace slk::digits

int main(int argc, char** argv) {
  try {
    return slk::digits::run_command(argc, argv);
  } catch (const slk::Error& error) {
    std::cerr << "digits: " << error.what() << "\n";
    return static_cast<int>(error.exit());
  }
}
