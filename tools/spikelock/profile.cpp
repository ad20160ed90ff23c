// SPDX-License-Identifier: Apache-2.0
// spikelock profile: what a run costs, step by step, packet by packet, and what real time does to
// it.
#include <iostream>
#include <nlohmann/json.hpp>

#include "models/lateness.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/profile_report.hpp"
#include "tools/spikelock/progress.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

// "50,100,200"
std::vector<std::uint32_t> parse_periods(const std::string& list) {
  constexpr std::uint64_t kMost = 0xffffffff;
  std::vector<std::uint32_t> periods;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    periods.push_back(static_cast<std::uint32_t>(
        parse_integer("--periods", list.substr(begin, end - begin), 1, kMost)));
    begin = end + 1;
  }
  return periods;
}

// The list that was named, or all that ship.
std::vector<PriceList> lists_of(const ProfileFlags& flags, const Session& session) {
  if (!flags.energy.empty()) return {*session.prices()};
  std::vector<PriceList> lists;
  for (const std::string& name : shipped_price_lists()) {
    lists.push_back(read_price_list(*find_price_list(name, "")));
  }
  return lists;
}

ProfileReport profile_once(const ProfileFlags& flags, Session& session, const ChipImage& image) {
  RunFlags machine_flags = flags;
  machine_flags.link = "backdoor";  // a profile is of the cores, not of the line to one
  const auto machine = make_machine(flags.backend, image, *session.chip(), machine_flags);
  Progress progress("profile", session.steps());
  return profile_machine(session.network(), image, *machine, session.steps(),
                         [&](std::uint32_t step) { progress.update(step); });
}

// The machine was late in a way that does not explain what it did: then it or golden is wrong.
Exit verdict(const std::vector<ProfileReport>& reports) {
  for (const ProfileReport& report : reports) {
    if (report.real_time && !report.closed) return Exit::kDivergence;
  }
  return Exit::kAgree;
}

Exit profile_curve(const ProfileFlags& flags, Session& session, const RealTime& real_time) {
  std::vector<ProfileReport> points;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const std::uint32_t period : parse_periods(flags.periods)) {
    ChipImage image = session.image();
    image.real_time = real_time;
    image.real_time->cycles_per_step = period;
    points.push_back(profile_once(flags, session, image));
    json.push_back(profile_json(points.back(), {}));
  }
  std::cout << session.network().name << " on " << session.chip()->name << ", " << flags.backend
            << ": " << counted(session.steps(), "step") << " at each period\n";
  print_curve(points);
  write_json(flags.json, json);
  return verdict(points);
}

}  // namespace

Exit run_profile(const ProfileFlags& flags) {
  if (flags.backend != "tlm" && flags.backend != "rtl") {
    throw Error("--backend: '" + flags.backend + "' has no clock; allowed: tlm, rtl");
  }
  check_writable(flags.lateness);
  Session session(flags);
  for (const std::string& note : session.notes()) std::cerr << "note: " << note << '\n';
  const ChipImage& image = session.image();
  const std::string chip = session.chip()->name;
  if (!image.core().counters) {
    throw Error("--chip: " + chip + " counts no events; take a chip with counters: true");
  }
  if (!image.real_time && !(flags.lateness.empty() && flags.periods.empty())) {
    throw Error((flags.periods.empty() ? "--lateness: " : "--periods: ") + chip +
                " waits for its packets, so none is late; take a chip with mode real_time");
  }
  if (!flags.periods.empty()) {
    if (!flags.lateness.empty()) {
      throw Error("--lateness: --periods makes many runs; allowed one of the two");
    }
    return profile_curve(flags, session, *image.real_time);
  }
  const ProfileReport report = profile_once(flags, session, image);
  const std::vector<PriceList> lists = lists_of(flags, session);
  print_profile(report, session.prices(), lists);
  write_json(flags.json, profile_json(report, lists));
  if (!flags.lateness.empty()) write_lateness(*report.lateness, session.network(), flags.lateness);
  return verdict({report});
}

}  // namespace slk
