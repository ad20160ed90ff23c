// SPDX-License-Identifier: Apache-2.0
// Reads what a machine did with the test images, and refuses a run of anything else.
#pragma once

#include <string>
#include <vector>

#include "models/network.hpp"
#include "tools/digits/task.hpp"

namespace slk::digits {

// The labels of the test images, from labels.csv below the root. Throws Error.
std::vector<std::size_t> read_labels(const std::string& root);

// The spikes of `classes` per image, from a file of `spikelock run --spikes`. Throws Error with
// `file:line: fault; what is allowed` if the file is none, is out of order, or if its `pixels` are
// not the network's stimulus, all of it: a shorter run or another network has no score.
std::vector<Counts> read_run(const std::string& path, const Network& network, std::size_t images);

}  // namespace slk::digits
