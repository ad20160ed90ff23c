// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/session.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "host/check_image.hpp"
#include "host/device.hpp"
#include "host/place.hpp"
#include "host/place_chip.hpp"
#include "models/error.hpp"
#include "sim/golden/golden.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tools/spikelock/backends.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {

Session::Session(const RunFlags& flags)
    : flags_(flags), network_(read_network(flags.network, flags.seed ? &*flags.seed : nullptr)) {
  if (!flags.wave.empty() && std::filesystem::path(flags.wave).extension() != ".fst") {
    throw Error("--wave: '" + flags.wave +
                "' is no name of a waveform; allowed a name that ends in .fst");
  }
  check_link(flags.link);
  check_writable(flags.wave);
  check_writable(flags.json);
  if (!flags.chip.empty()) chip_ = read_chip(flags.chip);
  read_prices();
  if (flags.steps) {
    steps_ = *flags.steps;
  } else {
    steps_ = network_.last_stimulus_step();
    if (steps_ == 0) {
      throw Error(flags.network +
                  ": the stimulus names no step; say how long to run with --steps N");
    }
  }
  note_beyond(network_.stimulus.spikes, "input spike");
  note_beyond(network_.stimulus.modulators, "modulator change");
}

template <class Record>
void Session::note_beyond(const std::vector<Record>& records, const std::string& what) {
  const auto beyond = std::count_if(records.begin(), records.end(),
                                    [&](const Record& record) { return record.step > steps_; });
  if (beyond == 0) return;
  notes_.push_back(counted(static_cast<std::uint64_t>(beyond), what) + " after step " +
                   std::to_string(steps_) + (beyond == 1 ? " is ignored" : " are ignored"));
}

void Session::read_prices() {
  if (!flags_.energy.empty()) {
    const auto path = find_price_list(flags_.energy, "");
    if (!path)
      throw Error("--energy: no price list '" + flags_.energy + "'; " + allowed_price_lists());
    prices_ = read_price_list(*path);
  } else if (chip_ && !chip_->energy.empty()) {
    prices_ = read_price_list(chip_->energy);
  }
}

ChipImage place_checked(const Network& network, const std::string& chip_file,
                        const std::string& device, Chip& chip) {
  const bool given = !chip_file.empty() || !device.empty();
  if (given) chip = chip_file.empty() ? chip_of_device(device) : read_chip(chip_file);
  ChipImage image =
      given ? place_chip(network, chip) : chip_image(place_on_smallest(network, chip));
  require_legal(image, network);
  return image;
}

void require_legal(const ChipImage& image, const Network& network) {
  const std::string fault = check_image(image, network);
  if (fault.empty()) return;
  throw Error(
      "the placement is wrong: " + fault + "; this is a mistake of Spikelock, please report it",
      Exit::kMachine);
}

std::unique_ptr<Backend> make_machine(const std::string& name, const ChipImage& image,
                                      const Chip& chip, const RunFlags& flags) {
  const bool tlm = name == "tlm";
  const Image& core = image.cores.front();
  if (name == "device") return make_device(image, flags.device, flags.line);
  if (image.mesh.cores() > 1) {
    if (flags.link == "uart") {
      throw Error("--link: uart to a chip of " + std::to_string(image.mesh.cores()) +
                  " cores, which has no serial line; allowed: backdoor");
    }
    return tlm ? make_tlm_chip_backend(image, chip.clock_hz)
               : make_rtl_chip_backend(image, flags.x_seed);
  }
  if (flags.link == "backdoor") {
    return tlm ? make_tlm_backend(core, chip.clock_hz) : make_rtl_backend(core, flags.x_seed);
  }
  SimulatedChip simulated = tlm ? make_tlm_chip(core.core, chip.clock_hz, chip.clocks_per_bit)
                                : make_rtl_chip(core.core, chip.clocks_per_bit, flags.x_seed);
  Probe* const probe = simulated.probe;
  return make_device_backend(core, std::move(simulated.line), probe, {name});
}

const ChipImage& Session::image() {
  if (image_) return *image_;
  Chip chip;
  image_ = place_checked(network_, flags_.chip, flags_.device, chip);
  const bool chosen = !chip_;
  chip_ = chip;
  if (chosen) read_prices();
  return *image_;
}

std::unique_ptr<Backend> Session::make_backend(const std::string& name) {
  if (name == "golden") {
    return lateness_ ? make_golden_backend(network_, *lateness_) : make_golden_backend(network_);
  }
  const ChipImage& placed = image();  // and now there is a chip
  return make_machine(name, placed, *chip_, flags_);
}

std::string Session::replay(const std::string& verb, std::uint32_t steps) const {
  std::string command = "spikelock " + verb + " " + flags_.network;
  if (chip_ && (flags_.device.empty() || !flags_.chip.empty())) {
    // A path is left as it was given; that of a shipped chip is absolute.
    const std::filesystem::path path(chip_->path);
    const auto here = std::filesystem::current_path();
    command +=
        " --chip " +
        (path.is_absolute() ? path.lexically_proximate(here) : path).lexically_normal().string();
  }
  command += " --steps " + std::to_string(steps);
  if (flags_.seed) command += " --seed " + std::to_string(*flags_.seed);
  if (!flags_.device.empty()) command += " --device " + flags_.device;
  if (!flags_.line.empty()) command += " --line " + flags_.line;
  if (!flags_.link.empty()) command += " --link " + flags_.link;
  if (flags_.x_seed != 1) command += " --x-seed " + std::to_string(flags_.x_seed);
  return command;
}

void check_link(const std::string& link) {
  if (link.empty() || link == "uart" || link == "backdoor") return;
  throw Error("--link: '" + link + "' is no way to a machine; allowed: uart, backdoor");
}

std::uint64_t parse_integer(const std::string& flag, const std::string& text, std::uint64_t min,
                            std::uint64_t max) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec == std::errc() && result.ptr == end && value >= min && value <= max) return value;
  throw Error(flag + ": '" + text + "' is out of range or no whole number; allowed " +
              std::to_string(min) + ".." + std::to_string(max));
}

void check_writable(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;
  if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return;
  throw Error(path + ": cannot be written; name a file in a folder that exists");
}

std::pair<std::uint32_t, std::uint32_t> parse_wave_steps(const std::string& text) {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  const char* end = text.data() + text.size();
  const auto a = std::from_chars(text.data(), end, first);
  if (a.ec == std::errc() && a.ptr != end && *a.ptr == ':') {
    const auto b = std::from_chars(a.ptr + 1, end, last);
    if (b.ec == std::errc() && b.ptr == end && first >= 1 && first <= last) return {first, last};
  }
  throw Error("--wave-steps: '" + text +
              "' is no range of steps; allowed: FIRST:LAST with 1 <= FIRST <= LAST");
}

}  // namespace slk
