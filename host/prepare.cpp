// SPDX-License-Identifier: Apache-2.0
#include "host/prepare.hpp"

#include "models/error.hpp"

namespace slk {
namespace {

using spec::Register;

// Looks at `status` until a step or a reset is over; on any line the longest takes fewer.
constexpr int kLooks = 1000;

// The image's core may be smaller than the device's and count no events, but must have the lanes,
// learning, teaching and neuron pass of the device, on which the cycles of every step depend.
void check_core(const Link& link, LinkPort& port, const CoreSize& core) {
  const std::uint32_t bits = port.read(Register::kOptions);
  const auto options = spec::unpack<spec::OptionsRegister>(&bits);
  const auto check = [&](bool good, const char* what, std::uint32_t has, std::uint32_t needs) {
    if (good) return;
    throw Error(link.name() + ": the core has " + std::to_string(has) + " " + what +
                    ", the network is placed for " + std::to_string(needs) +
                    "; place it for this core (--chip)",
                Exit::kMachine);
  };
  const auto check_size = [&](Register size, const char* what, std::uint32_t needs) {
    const std::uint32_t has = port.read(size);
    check(has >= needs, what, has, needs);
  };
  check(options.lanes == core.lanes, "lanes", options.lanes, core.lanes);
  check(options.receptors >= core.receptors, "receptors", options.receptors, core.receptors);
  check(options.random == 1 || !core.random, "sources of noise", options.random, core.random);
  check(options.learning == core.learning, "rules", options.learning * spec::kRulesMax,
        core.learning ? spec::kRulesMax : 0);
  check(options.teaching == core.teaching, "tables Q", options.teaching * spec::kRulesMax,
        core.teaching ? spec::kRulesMax : 0);
  check(options.serial_neurons == core.serial_neurons, "serial neuron passes",
        options.serial_neurons, core.serial_neurons);
  check(options.counters == 1 || !core.counters, "counted events",
        options.counters * spec::kEventCount, spec::kEventCount);
  check_size(Register::kSizeNeurons, "neurons", core.neurons);
  check_size(Register::kSizeAxons, "axons", core.axons);
  check_size(Register::kSizeSynapseWords, "synapse words", core.synapse_words);
  check_size(Register::kSizeProfiles, "profiles", core.profiles);
}

void wait_until_idle(const Link& link, LinkPort& port) {
  for (int look = 0; look < kLooks; ++look) {
    const std::uint32_t bits = port.read(Register::kStatus);
    if (spec::unpack<spec::StatusRegister>(&bits).busy == 0) return;
  }
  throw Error(link.name() + ": the core is still busy after " + std::to_string(kLooks) +
                  " looks at its status: it hangs; reset the device",
              Exit::kMachine);
}

}  // namespace

void require_session(const Link& link, LinkPort& port) {
  if (port.read(Register::kSession) == link.session()) return;
  throw Error(link.name() + ": the device was reset, or another program used it; begin anew",
              Exit::kMachine);
}

void prepare_device(Link& link, LinkPort& port, const Image& image) {
  check_core(link, port, image.core);
  ask(link, RunToCommand{0});
  wait_until_idle(link, port);
  load_image(port, image);
  port.write(Register::kStreamClear, 0);  // behind the step: records belong to it from now on
  port.write(Register::kReport, pack(spec::ReportRegister{1})[0]);
  command_reset(port);
  wait_until_idle(link, port);
  // How many commands it took to get here depends on the core's size and speed. From here on the
  // sequence numbers, and with them the bytes on the line, are those of the run alone.
  require_session(link, port);  // a device that was reset takes some commands for old ones
  link.hello(link.session());
  port.write(Register::kLinkFaults, 0xffffffff);
  clear_totals(port, image.core.counters);
}

}  // namespace slk
