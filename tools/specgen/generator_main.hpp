// SPDX-License-Identifier: Apache-2.0
// The command line of a program that makes files of this repository from a description in it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/specgen/write.hpp"

namespace slk::specgen {

// PROGRAM --root DIR [--check]: writes what `generate` makes of the repository in DIR; with --check
// it writes nothing, names each file that is stale, and ends with 1 if there is one.
int generator_main(int argc, char** argv, const std::string& about,
                   const std::function<std::vector<GeneratedFile>(const std::string&)>& generate);

}  // namespace slk::specgen
