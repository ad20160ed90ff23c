// SPDX-License-Identifier: Apache-2.0
// What the verbs share: a network with its chip, image and machines, made from the command line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/chip.hpp"
#include "models/chip_image.hpp"
#include "models/energy.hpp"
#include "models/lateness.hpp"
#include "models/network.hpp"

namespace slk {

// The flags that `check` and `run` have in common.
struct RunFlags {
  std::string network;
  std::string chip;  // empty: the smallest shipped one that fits
  std::optional<std::uint32_t> steps;
  std::optional<std::uint64_t> seed;
  std::string wave;
  std::string wave_steps;  // "A:B"
  std::uint32_t x_seed = 1;
  std::uint32_t states_every = 1;
  std::string device;  // address of a board or of what looks like one; empty: none
  std::string line;    // of the device, while the command runs; empty: as it is
  std::string link;    // uart or backdoor; empty: uart to one core, backdoor to a mesh
  std::string json;
  std::string energy;  // price list, by name or path; empty: that of the chip
};

// A network that is ready to run.
class Session {
 public:
  // Reads the network and finds the number of steps. Throws Error.
  explicit Session(const RunFlags& flags);

  const RunFlags& flags() const { return flags_; }
  const Network& network() const { return network_; }
  std::uint32_t steps() const { return steps_; }
  // Notes for the user, one sentence each: what the stimulus lists beyond the last
  // step.
  const std::vector<std::string>& notes() const { return notes_; }

  // Places the network, once, and has the placement checked. Throws Error: it does not fit.
  const ChipImage& image();
  // The chip that was named or, after image(), chosen; null before.
  const Chip* chip() const { return chip_ ? &*chip_ : nullptr; }

  // The price list that was named, or that of the chip; null without both.
  const PriceList* prices() const { return prices_ ? &*prices_ : nullptr; }

  // Golden hears packets as late as these from now on, until there are none.
  void set_lateness(std::optional<Lateness> lateness) { lateness_ = std::move(lateness); }
  const std::optional<Lateness>& lateness() const { return lateness_; }

  // A name of parse_backends(); golden must not outlive its lateness. Throws Error: no such
  // backend.
  std::unique_ptr<Backend> make_backend(const std::string& name);

  // The command line that repeats this run; `verb` with its own flags comes first.
  std::string replay(const std::string& verb, std::uint32_t steps) const;

 private:
  void read_prices();
  template <class Record>
  void note_beyond(const std::vector<Record>& records, const std::string& what);

  RunFlags flags_;
  Network network_;
  std::uint32_t steps_ = 0;
  std::vector<std::string> notes_;
  std::optional<Chip> chip_;
  std::optional<ChipImage> image_;
  std::optional<PriceList> prices_;
  std::optional<Lateness> lateness_;
};

// Places the network on the chip of that file; without one on that of the device, if there is an
// address; without both on the smallest shipped one that holds it. It becomes `chip`. Has the
// placement checked. Throws Error.
ChipImage place_checked(const Network& network, const std::string& chip_file,
                        const std::string& device, Chip& chip);

// Throws Error if the image is not the network: a mistake of ours.
void require_legal(const ChipImage& image, const Network& network);

// "tlm", "rtl" or "device" with the image, which was placed on the chip, reached as the flags say.
std::unique_ptr<Backend> make_machine(const std::string& name, const ChipImage& image,
                                      const Chip& chip, const RunFlags& flags);

// Throws Error if it is no way to a machine; empty is one.
void check_link(const std::string& link);

// A whole number min..max on the command line. Throws Error, which names the flag.
std::uint64_t parse_integer(const std::string& flag, const std::string& text, std::uint64_t min,
                            std::uint64_t max);

// Throws Error if a file that is written at the end has no folder to stand in; an empty path is
// none.
void check_writable(const std::string& path);

// "A:B" -> steps A..B. Throws Error.
std::pair<std::uint32_t, std::uint32_t> parse_wave_steps(const std::string& text);

}  // namespace slk
