// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/closed_loop.hpp"

#include <algorithm>

#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "tools/profile/trace.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

Lateness lateness_of_machine(Session& session, const std::string& name) {
  const auto machine = session.make_backend(name);
  return profile::run_for_lateness(session.network(), session.image(), *machine, session.steps());
}

std::string describe(const LateDelivery* packet) {
  if (packet == nullptr) return "on time";
  return packet->dropped ? "dropped" : counted(packet->late, "step") + " late";
}

std::tuple<std::uint32_t, std::uint32_t, std::uint32_t> key(const LateDelivery& packet) {
  return {packet.step, packet.core, packet.axon};
}

}  // namespace

void close_loop(Session& session, const std::string& file,
                const std::vector<std::string>& backends) {
  const auto golden = std::find(backends.begin(), backends.end(), "golden");
  if (golden == backends.end()) {
    if (file.empty()) return;
    throw Error("--lateness: is for golden, which is not among the backends; add it to --backends");
  }
  const auto machine = std::find_if(backends.begin(), backends.end(),
                                    [](const std::string& name) { return name != "golden"; });
  const bool real_time = session.image().real_time.has_value();
  if (!file.empty()) {
    if (!real_time) {
      throw Error("--lateness: " + session.chip()->name +
                  " waits for its packets, so none is late; take a chip with mode real_time");
    }
    session.set_lateness(read_lateness(file, session.network(), fragments(session.image())));
  } else if (real_time && machine != backends.end()) {
    session.set_lateness(lateness_of_machine(session, *machine));
  }
}

std::uint64_t dropped_in(const Lateness& lateness) {
  return static_cast<std::uint64_t>(
      std::count_if(lateness.packets.begin(), lateness.packets.end(),
                    [](const LateDelivery& packet) { return packet.dropped; }));
}

std::string lateness_sentence(const Session& session) {
  if (!session.lateness()) return "";
  const Lateness& lateness = *session.lateness();
  const std::uint64_t dropped = dropped_in(lateness);
  return "golden heard " + counted(lateness.packets.size() - dropped, "packet") +
         " late and missed " + grouped(dropped) + ", as " +
         (lateness.path.empty() ? lateness.machine : lateness.path) + " says";
}

std::string first_difference(const Lateness& want, const Lateness& got) {
  auto w = want.packets.begin();
  auto g = got.packets.begin();
  while (w != want.packets.end() && g != got.packets.end() && key(*w) == key(*g) &&
         w->dropped == g->dropped && (w->dropped || w->late == g->late)) {
    ++w;
    ++g;
  }
  const LateDelivery* first = w != want.packets.end() ? &*w : nullptr;
  const LateDelivery* second = g != got.packets.end() ? &*g : nullptr;
  if (first == nullptr && second == nullptr) return "";
  // Only the earlier of two packets is missing in the other trace.
  if (first && second && key(*first) < key(*second)) second = nullptr;
  if (first && second && key(*second) < key(*first)) first = nullptr;
  const LateDelivery& packet = first ? *first : *second;
  return "core " + std::to_string(packet.core) + " axon " + std::to_string(packet.axon) +
         ", sent for step " + std::to_string(packet.step) + ": " + describe(second) + ", not " +
         describe(first);
}

std::string explain_divergence(Session& session, const Divergence& divergence) {
  if (!session.lateness() || divergence.backend == session.lateness()->machine ||
      divergence.backend == "golden" || divergence.field == "fault") {
    return "";
  }
  const Lateness told = *session.lateness();
  const Lateness own = lateness_of_machine(session, divergence.backend);
  const std::string difference = first_difference(told, own);
  if (difference.empty()) return "";
  session.set_lateness(own);
  const auto golden = session.make_backend("golden");
  const auto machine = session.make_backend(divergence.backend);
  LockstepOptions options;
  options.steps = session.steps();
  options.machine_events = false;
  const bool same =
      !run_lockstep(session.network(), &session.image(), {golden.get(), machine.get()}, options)
           .divergence;
  session.set_lateness(told);
  return divergence.backend + " was late in another way than golden was told (" + difference +
         "); told of that, golden " + (same ? "does what " : "diverges from ") +
         divergence.backend + (same ? " did" : ", too");
}

}  // namespace slk
