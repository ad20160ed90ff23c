// SPDX-License-Identifier: Apache-2.0
// A simulated chip where a board would be: check, run and info cannot tell, whoever came before
// them, and whatever happens to the line.
#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>
#include <optional>
#include <regex>

#include "host/device_info.hpp"
#include "host/line.hpp"
#include "host/link_port.hpp"
#include "host/open_device.hpp"
#include "tests/models/draw.hpp"
#include "tests/tools/served.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return "";
  const std::size_t begin = text.rfind('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1, end - begin);
}

std::string digest_of(const std::string& text) {
  std::smatch match;
  return std::regex_search(text, match, std::regex("digest ([0-9a-f]{16})")) ? match[1].str() : "";
}

// The figures of "served 3 connections: 1,234 bytes in, ...".
std::vector<std::uint64_t> figures(std::string line) {
  line.erase(std::remove(line.begin(), line.end(), ','), line.end());
  std::vector<std::uint64_t> numbers;
  const std::regex digits("[0-9]+");
  for (std::sregex_iterator m(line.begin(), line.end(), digits), end; m != end; ++m) {
    numbers.push_back(std::stoull(m->str()));
  }
  return numbers;
}

const std::string kRing = " models/networks/ring.yaml --steps ";

// Checks, runs twice and asks, one after the other; the connections that took.
void use(const std::string& address, int steps) {
  const CommandFolder folder;
  const std::string count = std::to_string(steps);
  const Output golden = folder.run("run" + kRing + count + " --backend golden");
  const Output check = folder.run("check" + kRing + count + " --device " + address);
  INFO(check.out << check.err);
  CHECK(check.status == 0);
  CHECK_THAT(last_line(check.out),
             Catch::StartsWith("agree: golden = tlm = device: " + count + " steps, "));
  const Output seldom =
      folder.run("check" + kRing + count + " --states-every 15 --device " + address);
  INFO(seldom.out << seldom.err);
  CHECK(seldom.status == 0);
  const int reads = (steps - 1) / 15 + 1;
  CHECK_THAT(last_line(seldom.out), Catch::Contains(" " + std::to_string(reads * 64) + " updates"));
  for (int i = 0; i < 2; ++i) {
    const Output run = folder.run("run" + kRing + count + " --device " + address);
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK_THAT(run.out, Catch::StartsWith("ring on device: " + count + " steps, "));
    CHECK(!digest_of(run.out).empty());
    CHECK(digest_of(run.out) == digest_of(golden.out));
  }
  const Output info = folder.run("info --json info.json --device " + address);
  INFO(info.out << info.err);
  CHECK(info.status == 0);
  CHECK_THAT(info.out, Catch::StartsWith("kind: device\naddress: " + address + "\n"));
  CHECK_THAT(info.out, Catch::Contains("\nstep: " + count + "\n"));
  CHECK_THAT(info.out, Catch::Contains("\nfaults: none\nlink_faults: none\n"));
  CHECK_THAT(folder.text("info.json"), Catch::Contains("\"step\": " + count + ","));
}

// check asks for the chip and then runs on it, run likewise.
constexpr std::uint64_t kConnections = 2 * 2 + 2 * 2 + 1;

double cpu_seconds(pid_t process) {
  std::istringstream in(text_of("/proc/" + std::to_string(process) + "/stat"));
  std::string word;
  double ticks = 0;
  for (int i = 1; i <= 15 && in >> word; ++i) {
    if (i >= 14) ticks += std::stod(word);
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

TEST_CASE("a chip that is served at a port is a device, for one program after the other") {
  Served served("--chip models/chips/core64.yaml --tlm --tcp 0");
  CHECK(served.ready == "serving core64 as tlm at " + served.address);
  CHECK_THAT(served.address, Catch::StartsWith("tcp:127.0.0.1:"));
  use(served.address, 40);
  const Output end = served.stop();
  CHECK(end.status == 0);
  const auto numbers = figures(end.out);
  REQUIRE(numbers.size() == 4);
  CHECK(numbers[0] == kConnections);
  CHECK(numbers[1] > 3000);
  CHECK(numbers[2] > 3 * 40 * 64 * 13);
  CHECK(numbers[3] > numbers[2] * 40);
  std::cout << "a chip that is served = golden: " << end.out;
}

TEST_CASE("a chip that is served behind a pseudo-terminal is a device, too") {
  const test::Folder folder;
  const std::string link = folder.path("board");
  Served served("--chip models/chips/core64.yaml --tlm --pty " + link);
  CHECK(served.address == "serial:" + link);
  use(served.address, 40);
  use(served.address + ",4000000", 10);
  const Output end = served.stop(SIGINT);
  CHECK(end.status == 0);
  CHECK(figures(end.out).at(0) == 2 * kConnections);
  CHECK(!std::filesystem::exists(std::filesystem::symlink_status(link)));
  Served plain("--chip models/chips/core64.yaml --tlm");
  CHECK_THAT(plain.address, Catch::StartsWith("serial:/dev/pts/"));
}

TEST_CASE("the RTL that is served is a device, too") {
  Served served("--chip models/chips/core64.yaml --rtl --tcp 0 --x-seed 5");
  use(served.address, 10);
  CHECK(served.stop().status == 0);
}

TEST_CASE("a run goes on over connections that are cut at random") {
  Draw draw("test_tools", 1);
  Served served("--chip models/chips/core64.yaml --tlm --tcp 0");
  const CuttingProxy proxy(served.port(), [&] { return 20 + draw.below(8000); });
  const CommandFolder folder;
  const Output output = folder.run(
      "check" + kRing + "300 --chip models/chips/core64.yaml --device " + proxy.address());
  INFO(output.out << output.err);
  CHECK(output.status == 0);
  CHECK_THAT(last_line(output.out), Catch::StartsWith("agree: golden = tlm = device: 300 steps, "));
  CHECK(proxy.cuts() >= 20);
  std::cout << "a run over " << proxy.cuts() << " cut connections = golden: 300 steps\n";
}

TEST_CASE("a device that is switched off and on in the middle of a run is told by its session") {
  std::optional<Served> served;
  const std::string arguments = "--chip models/chips/core64.yaml --tlm --tcp ";
  served.emplace(arguments + "0");
  const int port = served->port();
  std::atomic<int> connections{0};
  const CuttingProxy proxy(port, [&] {
    if (++connections == 2) {
      served->stop(SIGKILL);
      served.emplace(arguments + std::to_string(port));
    }
    return std::size_t{30000};
  });
  const CommandFolder folder;
  const Output output =
      folder.run("run" + kRing + "500 --chip models/chips/core64.yaml --device " + proxy.address());
  CHECK(output.status == 3);
  CHECK(output.err == "spikelock: " + proxy.address() + ": the device was reset; begin anew\n");
  CHECK(connections > 1);
}

TEST_CASE("while one program uses a chip, others are turned away, and a signal ends it") {
  Served served("--chip models/chips/core64.yaml --tlm --tcp 0");
  const int first = connect_to(served.port());
  REQUIRE(first >= 0);
  const CommandFolder folder;
  const Output output = folder.run("info --device " + served.address);
  CHECK(output.status == 3);
  CHECK_THAT(output.err,
             Catch::StartsWith("spikelock: " + served.address + ": the line broke (") &&
                 Catch::EndsWith("); check that it is a device, and that nothing else uses it\n"));
  const Output end = served.stop();
  CHECK(end.status == 0);
  CHECK(end.out ==
        "served 1 connection: 0 bytes in, 0 bytes out, " + end.out.substr(end.out.rfind(", ") + 2));
  close(first);
}

TEST_CASE("a run goes on while nobody is connected") {
  for (const std::string machine : {"--tlm", "--rtl"}) {
    Served served("--chip models/chips/core64.yaml --tcp 0 " + machine);
    const CommandFolder folder;
    REQUIRE(folder.run("run" + kRing + "3 --device " + served.address).status == 0);
    {
      Link link("device", open_device(served.address), 4096);
      link.hello(7);
      ask(link, RunToCommand{303});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    const DeviceInfo info = ask_device(open_device(served.address));
    CHECK(info.session == 7);
    CHECK(info.step == 303);
    CHECK(info.events.has_value());
  }
}

TEST_CASE("a chip that has nothing to do takes no time of the processor") {
  Served served("--chip models/chips/core64.yaml --rtl --tcp 0");
  const CommandFolder folder;
  CHECK(folder.run("info --device " + served.address).status == 0);
  // It ends what it may still have to do, and then nothing more happens for a second.
  double used = 1;
  for (int tries = 0; used > 0.02 && tries < 20; ++tries) {
    const double before = cpu_seconds(served.process());
    CHECK(before > 0);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    used = cpu_seconds(served.process()) - before;
  }
  CHECK(used <= 0.02);
}

TEST_CASE("a paced chip is not faster than its clock, and another one is") {
  const CommandFolder folder;
  for (const bool paced : {true, false}) {
    const std::uint64_t clock_hz = paced ? 4000000 : 10000;
    folder.write("slow.yaml", "spikelock: chip/1\nclock_hz: " + std::to_string(clock_hz) +
                                  "\nuart: {clocks_per_bit: 40}\ncore: {neurons: 64, axons: 256, "
                                  "synapse_words: 2048, lanes: 8}\n");
    const auto begin = std::chrono::steady_clock::now();
    Served served("--chip slow.yaml --tlm --tcp 0" + std::string(paced ? " --paced" : ""),
                  folder.path(""));
    CHECK(folder.run("run" + kRing + "4 --device " + served.address).status == 0);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const auto cycles = static_cast<double>(figures(served.stop().out).at(3));
    const double chip_seconds = cycles / static_cast<double>(clock_hz);
    CHECK(chip_seconds > 0.5);
    CHECK((chip_seconds <= took.count() + 0.1) == paced);
  }
}

// 32 clock cycles a bit, behind a port of 115,200 baud.
TEST_CASE("a host changes the line of a served chip for as long as it runs") {
  const CommandFolder folder;
  folder.write("slow.yaml",
               "spikelock: chip/1\nclock_hz: 3686400\nuart: {clocks_per_bit: 32}\ncore: {neurons: "
               "64, axons: 256, synapse_words: 2048, lanes: 8}\n");
  for (const std::string machine : {"--tlm", "--rtl"}) {
    CAPTURE(machine);
    Served served("--chip slow.yaml --pty " + machine, folder.path(""));
    const std::string at = " --device " + served.address;
    const std::uint32_t home = ask_device(open_device(served.address)).line.clocks_per_bit;
    {
      Link link("device", open_device(served.address), 4096);
      link.hello(7);
      const LineChange change(link, parse_line("--line", "460800"));
      CHECK(line_of(link).clocks_per_bit == home / 4);
      CHECK(link.pipe().baud() == 460800);
    }
    CHECK(ask_device(open_device(served.address)).line.clocks_per_bit == home);
    const Output check = folder.run("check" + kRing + "20" + at + " --line 921600");
    INFO(check.out << check.err);
    CHECK(check.status == 0);
    CHECK(ask_device(open_device(served.address)).line.clocks_per_bit == home);
    const Output fast = folder.run("run" + kRing + "3" + at + " --line 4000000");
    CHECK(fast.status == 2);
    CHECK(fast.err.find("--line: 4000000 baud is 1 clock cycle a bit, fewer than the 4 of "
                        "serial:/dev/pts/") != std::string::npos);
    const Output between = folder.run("run" + kRing + "3" + at + " --line 1000000");
    CHECK(between.status == 2);
    CHECK(
        between.err.find("is off by more than 2 % from 4 clock cycles a bit of serial:/dev/pts/") !=
        std::string::npos);
    CHECK(ask_device(open_device(served.address)).line.clocks_per_bit == home);
  }
  Served served("--chip models/chips/core64.yaml --tcp 0 --tlm");
  const Output no_rate =
      folder.run("run" + kRing + "3 --device " + served.address + " --line 460800");
  CHECK(no_rate.status == 2);
  CHECK_THAT(no_rate.err,
             Catch::EndsWith("spikelock: --line: " + served.address +
                             " has no rate that this program could change; leave --line out\n"));
}

TEST_CASE("a setting of the line is a rate, and then what else it has") {
  const LineWish plain = parse_line("--line", "115200");
  CHECK((plain.baud == 115200 && plain.parity == spec::kParityNone && !plain.flow));
  const LineWish full = parse_line("--line", "3000000,even,flow");
  CHECK((full.baud == 3000000 && full.parity == spec::kParityEven && full.flow));
  CHECK(parse_line("--line", "9600,odd").parity == spec::kParityOdd);
  CHECK(parse_line("--line", "9600,flow").flow);
  for (const char* const wrong : {"", "0", "x", "9600,", "9600,mark", "9600,flow,even", "9600 ",
                                  "99999999999", "9600,even,flow,flow"}) {
    CHECK_THROWS_WITH(parse_line("--line", wrong),
                      "--line: '" + std::string(wrong) +
                          "' is no setting of a line; allowed BAUD[,odd|,even][,flow], such as "
                          "3000000,even");
  }
}
