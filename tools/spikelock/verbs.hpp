// SPDX-License-Identifier: Apache-2.0
// The verbs of the command, one file each. They print to standard output and throw Error.
#pragma once

#include <string>

#include "models/error.hpp"
#include "tools/spikelock/session.hpp"

namespace slk {

struct CheckFlags : RunFlags {
  std::string backends;  // empty: golden, tlm, and rtl or the device
  std::uint32_t weights_every = 0;
  bool no_machine_events = false;
  std::string spikes;    // folder for a CSV file a machine; empty: none
  std::string lateness;  // file for golden; empty: as the first machine says
};
// Runs the network on several machines in lockstep.
Exit check(const CheckFlags& flags);

struct RunOneFlags : RunFlags {
  std::string backend;  // empty: the device
  std::string spikes;   // CSV files; empty: none
  std::string state;
  std::string weights;
  std::string pictures;  // folder; empty: none
  std::string lateness;  // file to write; empty: none
};
// Runs the network on one machine and writes what happened; or an experiment.
Exit run(const RunOneFlags& flags);
Exit run_experiment(const RunOneFlags& flags);

struct ProfileFlags : RunFlags {
  std::string backend = "tlm";
  std::string lateness;  // file to write; empty: none
  std::string periods;   // "A,B,...": a curve over cycles per step; empty: none
};
// Says what a run costs and, in real time, what that does to the network.
Exit run_profile(const ProfileFlags& flags);

struct MapFlags {
  std::string network;
  std::string chip;
  std::string output;
  std::string json;
  std::string placer = "auto";
  std::uint64_t place_seed = 1;
  double place_budget = 60;  // seconds
  std::uint32_t spikes = 0;  // steps of a golden run that counts them; 0: one of each source
  std::string svg;           // floor plan; empty: none
};
// Places the network and says what fits and, on a mesh, what its packets cost.
Exit map(const MapFlags& flags);

// Says what a network, chip or image file is.
Exit info(const std::string& path, const std::string& json);
// Says what a device is and where it stands.
Exit info_device(const std::string& address, const std::string& json);

struct ServeFlags {
  std::string chip;
  bool rtl = false;
  bool tlm = false;
  bool on_pty = false;
  std::string pty;  // link to the pseudo-terminal; empty: none
  std::optional<std::uint16_t> tcp;
  bool paced = false;
  std::uint32_t x_seed = 1;
};
// Puts a simulated chip behind a pseudo-terminal or a socket, until a signal comes.
Exit serve(const ServeFlags& flags);

}  // namespace slk
