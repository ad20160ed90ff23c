// SPDX-License-Identifier: Apache-2.0
// Results as CSV, in the order (step, population in file order, index): docs/files.md.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/network.hpp"

namespace slk {

// A CSV file that is written line by line; nothing happens if `path` is empty.
class CsvWriter {
 public:
  // Throws Error if the file cannot be opened.
  CsvWriter(const std::string& path, const std::string& header);
  bool active() const { return !path_.empty(); }
  std::ofstream& out() { return out_; }
  // Throws Error if not everything could be written.
  void close();

 private:
  std::string path_;
  std::ofstream out_;
};

// `step,population,index`: inputs and neurons that fired in one step.
void write_spikes(CsvWriter& csv, const Network& network, const StepStimulus& stimulus,
                  const StepRecord& record);

// `step,population,index,u0,u1,v,a,r`: every neuron after one step.
void write_states(CsvWriter& csv, const Network& network, const StepRecord& record);

// `projection,from,from_index,to,to_index,delay,weight`: every synapse, one weight each in network
// order.
void write_weights(CsvWriter& csv, const Network& network, const std::vector<std::int8_t>& weights);

}  // namespace slk
