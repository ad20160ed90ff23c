// SPDX-License-Identifier: Apache-2.0
// The result as JSON.
#include <nlohmann/json.hpp>

#include "tools/digits/score.hpp"

namespace slk::digits {

std::string json_text(const Result& result) {
  nlohmann::ordered_json json;
  json["passed"] = result.passed;
  json["images"] = result.labels.size();
  json["runs"] = nlohmann::ordered_json::array();
  for (const Score& score : result.scores) {
    nlohmann::ordered_json run;
    run["name"] = score.name;
    run["right"] = score.right;
    run["accuracy_percent"] =
        100.0 * static_cast<double>(score.right) / static_cast<double>(result.labels.size());
    run["ties"] = score.ties;
    run["answers"] = nlohmann::ordered_json::array();
    for (const Answer& answer : score.answers) run["answers"].push_back(answer.digit);
    json["runs"].push_back(run);
  }
  json["disagreed"] = result.disagreed;
  json["labels"] = result.labels;
  json["confusion"] = confusion_of(result.scores[0], result.labels);
  return json.dump() + "\n";
}

}  // namespace slk::digits
