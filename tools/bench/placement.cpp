// SPDX-License-Identifier: Apache-2.0
// bench_placement: what packets cost as our placer and three baselines place networks on meshes,
// under the spikes of a golden run. Hop energy 30 % below greedy is demanded on image smoothing,
// edge detection and the liquid; a broken limit is exit 1. Times are printed; that of the large
// local network has a limit, too.
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/check_image.hpp"
#include "host/place_chip.hpp"
#include "host/placement_report.hpp"
#include "models/error.hpp"
#include "tools/bench/report.hpp"
#include "tools/spikelock/spike_counts.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/workloads/workloads.hpp"

namespace slk {
namespace {

struct Work {
  Network network;
  std::string chip;
  bool beats_greedy = false;  // by the demanded share of hop energy
  double seconds = 0;         // limit; 0: none
};

std::vector<Work> works() {
  std::vector<Work> list;
  list.push_back({workloads::image_smoothing(), "mesh4x4", true});
  list.push_back({workloads::edge_detection(), "mesh5x5", true});
  list.push_back({workloads::perceptron(), "mesh2x2"});
  list.push_back({workloads::liquid(10), "mesh4x4", true});
  list.push_back({read_network(models_folder() + "/networks/digits/digits.yaml"), "mesh2x2"});
  list.push_back({workloads::random_recurrent(400, 20), "mesh4x4"});
  list.push_back({workloads::random_recurrent(800, 40), "mesh4x4"});
  list.push_back({workloads::local_sheet(100, 7, 100), "mesh8x8", false, 60});
  return list;
}

struct Result {
  PlacementReport report;
  double seconds = 0;
};

// Nothing if the placer finds no room; then `why` says so.
std::optional<Result> run(const Work& work, const Chip& chip, const PlaceOptions& options,
                          std::string& why) {
  std::vector<StageTime> times;
  Result result;
  try {
    const ChipImage image = place_chip(work.network, chip, options, &times);
    const std::string fault = check_image(image, work.network);
    if (!fault.empty()) throw Error(work.network.name + ": " + fault, Exit::kMachine);
    result.report = report_placement(image, options.spikes);
  } catch (const Error& error) {
    if (error.exit() != Exit::kUser) throw;
    why = error.what();
    return std::nullopt;
  }
  for (const StageTime& time : times) result.seconds += time.seconds;
  return result;
}

// A row a placer; the hop energies decide.
bool bench(const Work& work) {
  constexpr std::uint32_t kSteps = 100;
  const Chip chip = read_chip(models_folder() + "/chips/" + work.chip + ".yaml");
  PlaceOptions options;
  options.spikes = count_spikes(work.network, kSteps);
  std::vector<std::vector<std::string>> rows{{work.network.name + " on " + work.chip, "cores",
                                              "packets a step", "hop energy, pJ a step",
                                              "hottest link", "s"}};
  std::vector<std::string> refusals;
  double greedy = 0, ours = 0, seconds = 0;
  const std::pair<const char*, Placer> placers[] = {{"sequential", Placer::kSequential},
                                                    {"random", Placer::kRandom},
                                                    {"greedy", Placer::kGreedy},
                                                    {"auto", Placer::kAuto}};
  for (const auto& [name, placer] : placers) {
    options.placer = placer;
    std::string why;
    const auto result = run(work, chip, options, why);
    if (!result) {
      rows.push_back({name, "-", "-", "-", "-", "-"});
      refusals.push_back(std::string(name) + ": " + why);
      continue;
    }
    const Traffic& traffic = result->report.traffic;
    const double energy = static_cast<double>(traffic.hop_cost({})) / 10 / kSteps;
    const LinkLoad* hottest = result->report.hottest();
    if (placer == Placer::kGreedy) greedy = energy;
    if (placer == Placer::kAuto) ours = energy, seconds = result->seconds;
    rows.push_back({name, std::to_string(result->report.cores_used),
                    number(static_cast<double>(traffic.packets) / kSteps), number(energy),
                    number(hottest ? static_cast<double>(hottest->packets) / kSteps : 0),
                    number(result->seconds)});
  }
  print_table(std::cout, rows);
  for (const std::string& refusal : refusals) std::cout << refusal << '\n';
  Report report("auto");
  if (work.beats_greedy) report.at_most("hop energy of greedy's", ours / greedy, 0.7);
  if (work.seconds > 0) report.at_most("seconds", seconds, work.seconds);
  const bool ok = work.beats_greedy || work.seconds > 0 ? report.print() : true;
  std::cout << std::endl;  // the next one takes a while
  return ok;
}

// 10,000 neurons that each hear 100 of all others fit no such chip: the sentence, and how soon.
bool bench_refusal() {
  const Chip chip = read_chip(models_folder() + "/chips/mesh8x8.yaml");
  const double begin = cpu_seconds();
  try {
    place_chip(workloads::random_recurrent(10000, 100), chip);
    std::cout << "10,000 neurons, 10^6 synapses at random: placed, which cannot be\n";
    return false;
  } catch (const Error& error) {
    std::cout << "refused in " << number(cpu_seconds() - begin) << " CPU s: " << error.what()
              << '\n';
    return error.exit() == Exit::kUser;
  }
}

int run_bench() {
  bool ok = true;
  for (const Work& work : works()) ok = bench(work) && ok;
  ok = bench_refusal() && ok;
  std::cout << (ok ? "every limit is kept\n" : "A LIMIT IS BROKEN\n");
  return static_cast<int>(ok ? Exit::kAgree : Exit::kDivergence);
}

}  // namespace
}  // namespace slk

int main() {
  try {
    return slk::run_bench();
  } catch (const slk::Error& error) {
    std::cerr << "bench_placement: " << error.what() << '\n';
    return static_cast<int>(error.exit());
  }
}
