// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/backends.hpp"

#include <algorithm>

#include "host/device_info.hpp"
#include "host/open_device.hpp"
#include "models/error.hpp"

namespace slk {
namespace {

const std::vector<std::string> kNames = {"golden", "tlm", "rtl", "device"};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> parse_backends(const std::string& flag, const std::string& list,
                                        const std::string& device) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string name = list.substr(begin, end - begin);
    if (!contains(kNames, name)) {
      throw Error(flag + ": '" + name +
                  "' is no backend of this version; allowed: golden, tlm, rtl, device");
    }
    if (contains(names, name)) {
      throw Error(flag + ": '" + name + "' stands twice; name each backend once");
    }
    names.push_back(name);
    begin = end + 1;
  }
  if (contains(names, "device") == device.empty()) {
    throw Error(device.empty() ? flag + ": where the device is, says --device ADDRESS; add it"
                               : "--device: " + list + " is not run on it; add device to " + flag);
  }
  return names;
}

std::unique_ptr<Backend> make_device(const ChipImage& image, const std::string& address,
                                     const std::string& line) {
  if (image.mesh.cores() > 1) {
    throw Error("--device: a chip of " + std::to_string(image.mesh.cores()) +
                " cores has no serial line; name a chip of one core");
  }
  DeviceOptions options = options_of_device();
  if (!line.empty()) options.line = parse_line("--line", line);
  return make_device_backend(image.cores.front(), open_device(address), nullptr, options);
}

Chip chip_of_device(const std::string& address) {
  const DeviceInfo info = ask_device(open_device(address));
  Chip chip;
  chip.name = "device";
  chip.path = address;
  chip.core = info.core;
  chip.clocks_per_bit = info.line.clocks_per_bit;
  return chip;
}

}  // namespace slk
