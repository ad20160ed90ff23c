// SPDX-License-Identifier: Apache-2.0
// Reads neuron parameters: each a number, a list of one per neuron, or a table `index,value`.
#include <string>

#include "models/limits.hpp"
#include "models/read_parts.hpp"

namespace slk {
namespace {

// A key of `params`: its range and where its value goes.
struct Param {
  const char* name;
  std::int64_t min;
  std::int64_t max;
  void (*set)(NeuronParams&, std::int64_t);
};

template <std::uint32_t NeuronParams::*member>
void set_unsigned(NeuronParams& params, std::int64_t value) {
  params.*member = static_cast<std::uint32_t>(value);
}

template <std::int32_t NeuronParams::*member>
void set_signed(NeuronParams& params, std::int64_t value) {
  params.*member = static_cast<std::int32_t>(value);
}

using P = NeuronParams;
constexpr Param kParams[] = {
    {"du0", 0, limits::kDecay, set_unsigned<&P::du0>},
    {"du1", 0, limits::kDecay, set_unsigned<&P::du1>},
    {"dv", 0, limits::kDecay, set_unsigned<&P::dv>},
    {"da", 0, limits::kDecay, set_unsigned<&P::da>},
    {"da_step", 0, limits::kState, set_signed<&P::da_step>},
    {"bias", -limits::kState, limits::kState, set_signed<&P::bias>},
    {"threshold", -limits::kState, limits::kState, set_signed<&P::threshold>},
    {"v_min", -limits::kState, limits::kState, set_signed<&P::v_min>},
    {"refractory", 0, limits::kRefractory, set_unsigned<&P::refractory>},
    {"noise", 0, spec::kNoiseMax, set_unsigned<&P::noise>},
    {"reset", -limits::kState, limits::kState, set_signed<&P::reset>},
};

// A value for each neuron, from a list.
void read_list(const Param& param, const yaml::Field& value, Population& population) {
  const std::vector<yaml::Field> items = value.list();
  if (items.size() != population.size) {
    value.fail(value.name() + " has " + std::to_string(items.size()) +
               " values; allowed one number or a list of " + std::to_string(population.size));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    param.set(population.params[i], items[i].integer(param.min, param.max));
  }
}

// A value for each neuron, from a table.
void read_table(const Param& param, const yaml::Field& value, Population& population) {
  const yaml::Field file = value.map({{"file"}, {}}).need("file", "{file: x.csv}");
  CsvReader csv(file.file_path(), file.file_subject(), "paths are relative to the network file",
                {{"index", "value"}, {}});
  std::vector<std::size_t> lines(population.size, 0);  // of each index
  while (csv.next()) {
    const std::uint32_t index = read_index(csv, 0, population) - population.first;
    if (lines[index] != 0) {
      csv.fail("index " + std::to_string(index) + " is given twice, first in line " +
               std::to_string(lines[index]) + "; allowed once");
    }
    lines[index] = csv.line();
    param.set(population.params[index], csv.integer(1, param.min, param.max));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != 0) continue;
    csv.fail("the table ends without index " + std::to_string(i) + "; population '" +
             population.name + "' has " + std::to_string(population.size) + ", each needs a row");
  }
}

void read_param(const Param& param, const yaml::Field& value, Population& population) {
  if (value.is_list()) return read_list(param, value, population);
  if (value.is_map()) return read_table(param, value, population);
  if (param.set == set_signed<&P::reset> && value.is_text()) {
    if (!value.says("subtract")) value.refuse("subtract, " + yaml::range(param.min, param.max));
    for (NeuronParams& params : population.params) params.subtract = 1;
    return;
  }
  const std::int64_t number = value.integer(param.min, param.max);
  for (NeuronParams& params : population.params) param.set(params, number);
}

}  // namespace

std::vector<NeuronParams> default_params(std::uint32_t size) {
  NeuronParams params;
  params.du0 = static_cast<std::uint32_t>(limits::kDecay);
  params.du1 = static_cast<std::uint32_t>(limits::kDecay);
  params.v_min = static_cast<std::int32_t>(-limits::kState);
  return std::vector<NeuronParams>(size, params);
}

void read_params(const yaml::Field& params, Population& population) {
  yaml::Keys keys;
  for (const Param& param : kParams) keys.known.emplace_back(param.name);
  const yaml::Map map = params.map(keys);
  for (const Param& param : kParams) {
    if (const auto value = map.find(param.name)) read_param(param, *value, population);
  }
}

}  // namespace slk
