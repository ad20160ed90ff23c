// SPDX-License-Identifier: Apache-2.0
// The known word that a misspelt one was probably meant to be.
#pragma once

#include <string>
#include <vector>

namespace slk {

// The end of a sentence about a word that is not known: `did you mean 'threshold'?` where a known
// word is near, otherwise all that are known: `allowed a, b, c`.
std::string suggest(const std::string& word, const std::vector<std::string>& known);

// "a, b, c"
std::string join(const std::vector<std::string>& words);

}  // namespace slk
