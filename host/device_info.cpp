// SPDX-License-Identifier: Apache-2.0
#include "host/device_info.hpp"

#include "host/link_port.hpp"
#include "host/open_device.hpp"

namespace slk {
namespace {

using spec::Register;

CoreSize core_of(LinkPort& port) {
  const std::uint32_t bits = port.read(Register::kOptions);
  const auto options = spec::unpack<spec::OptionsRegister>(&bits);
  CoreSize core;
  core.neurons = port.read(Register::kSizeNeurons);
  core.axons = port.read(Register::kSizeAxons);
  core.synapse_words = port.read(Register::kSizeSynapseWords);
  core.lanes = options.lanes;
  core.receptors = options.receptors;
  core.learning = options.learning != 0;
  core.teaching = options.teaching != 0;
  core.random = options.random != 0;
  core.counters = options.counters != 0;
  core.serial_neurons = options.serial_neurons != 0;
  core.profiles = port.read(Register::kSizeProfiles);
  core.routes = port.read(Register::kSizeRoutes);
  core.inputs = port.read(Register::kSizeInputs);
  return core;
}

}  // namespace

DeviceInfo ask_device(std::unique_ptr<BytePipe> pipe) {
  const DeviceOptions options = options_of_device();
  const std::string place = pipe->name();
  Link link(place, std::move(pipe), options.patience);
  DeviceInfo info;
  info.session = link.hello(options.session);
  LinkPort port(link);
  info.core = core_of(port);
  info.stores = link.sizes();
  const std::uint32_t line = port.read(Register::kLine);
  info.line = spec::unpack<spec::LineRegister>(&line);
  info.step = port.read(Register::kStep);
  info.run_target = port.read(Register::kRunTarget);
  info.faults = bit_names(Register::kFaults, port.read(Register::kFaults));
  info.link_faults = bit_names(Register::kLinkFaults, port.read(Register::kLinkFaults));
  const bool between = info.step > 0 && info.step >= info.run_target;
  if (info.core.counters && between) info.events = read_ledger(port);
  return info;
}

}  // namespace slk
