// SPDX-License-Identifier: Apache-2.0
// What the program does: one function a verb. Each returns the exit status and throws Error for the
// user's mistakes.
#pragma once

#include <string>
#include <vector>

#include "models/error.hpp"

namespace slk::digits {

// Writes weights.csv, or with `check` says whether it is what training gives.
Exit run_train(const std::string& root, bool check);

// Writes spikes.csv and labels.csv, or with `check` says whether they are fresh.
Exit run_encode(const std::string& root, bool check);

// Prints how well the runs in `files` answer, and writes it to `json` unless that is empty.
Exit run_score(const std::string& root, const std::vector<std::string>& files,
               const std::string& json);

}  // namespace slk::digits
