// SPDX-License-Identifier: Apache-2.0
// What can be wrong with the way to a device, and the one sentence that says so.
#include <catch2/catch.hpp>

#include "tests/tools/served.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

struct Mistake {
  std::string arguments;
  std::string sentence;  // after "spikelock: "
  int status = 2;
};

void check_all(const std::vector<Mistake>& mistakes) {
  const CommandFolder folder;
  folder.write("file", "no serial port");
  for (const Mistake& mistake : mistakes) {
    const Output output = folder.run(mistake.arguments);
    INFO("spikelock " << mistake.arguments);
    CHECK(output.status == mistake.status);
    CHECK(output.err == "spikelock: " + mistake.sentence + "\n");
  }
}

const std::string kChip = "serve --chip models/chips/core64.yaml";
const std::string kRun = "run models/networks/ring.yaml --steps 30 --device ";

}  // namespace

TEST_CASE("a chip that cannot be served is refused") {
  check_all({
      {"serve --rtl", "--chip is required; see 'spikelock serve --help'"},
      {kChip, "--rtl, --tlm: name one of them"},
      {kChip + " --rtl --tlm", "--rtl, --tlm: name one of them"},
      {kChip + " --tlm --pty --tcp 0",
       "--pty, --tcp: a chip is served in one place; name one of them"},
      {kChip + " --tlm --tcp 70000",
       "--tcp: '70000' is out of range or no whole number; allowed 0..65535"},
      {kChip + " --tlm --tcp", "--tcp: 1 required N missing; see 'spikelock serve --help'"},
      {"serve --chip models/chips/mesh2x2.yaml --tlm",
       "models/chips/mesh2x2.yaml: a chip of 4 cores has no serial line; take a chip of one core"},
      {kChip + " --tlm --pty folder/board",
       "--pty: folder/board cannot be made a link (No such file or directory); name a file that is "
       "not there, in a folder that is"},
      {kChip + " --tlm --pty file",
       "--pty: file cannot be made a link (File exists); name a file that is not there, in a "
       "folder that is"},
  });
  Served served("--chip models/chips/core64.yaml --tlm --tcp 0");
  const std::string port = std::to_string(served.port());
  check_all({{kChip + " --tlm --tcp " + port,
              "--tcp: port " + port +
                  " cannot be had (Address already in use); name another, or 0 for a free one"}});
}

TEST_CASE("an address that is none, or where nothing is, is refused") {
  const std::string none =
      "' is no address of a device; allowed serial:PATH, serial:PATH,BAUD, tcp:HOST:PORT";
  std::vector<Mistake> mistakes;
  for (const std::string address : {"usb", "serial:", "serial:,9600", "serial:/dev/x,fast", "tcp:",
                                    "tcp:localhost", "tcp::1", "tcp:localhost:0", "tcp:x:65536"}) {
    mistakes.push_back({kRun + address, "--device: '" + address + none});
    mistakes.push_back({"info --device " + address, "--device: '" + address + none});
  }
  check_all(mistakes);
  check_all({
      {kRun + "serial:nothing",
       "serial:nothing: there is no such port; plug the device in, or name another (No such file "
       "or directory)"},
      {kRun + "serial:file",
       "serial:file: this is no serial port; name one, as /dev/ttyUSB0 (Inappropriate ioctl for "
       "device)"},
      {kRun + "serial:file,12345",
       "serial:file: 12345 baud is no rate of a serial port; allowed 1200, 2400, 4800, 9600, "
       "19200, 38400, 57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1500000, "
       "2000000, 2500000, 3000000, 4000000"},
      {kRun + "tcp:127.0.0.1:1",
       "tcp:127.0.0.1:1: no connection (Connection refused); start the device or 'spikelock "
       "serve', or name the port that it has",
       3},
  });
}

TEST_CASE("backends and a device that do not go together are refused") {
  const std::string check = "check models/networks/ring.yaml --steps 30 ";
  check_all({
      {check + "--backends golden,device",
       "--backends: where the device is, says --device ADDRESS; add it"},
      {check + "--backends golden,tlm --device tcp:127.0.0.1:1",
       "--device: golden,tlm is not run on it; add device to --backends"},
      {kRun + "tcp:127.0.0.1:1 --backend tlm",
       "--device: tlm is not run on it; add device to --backend"},
      {kRun + "tcp:127.0.0.1:1 --wave x.fst", "--wave: device has no signals; take --backend rtl"},
      {check + "--device tcp:127.0.0.1:1 --wave x.fst",
       "--wave: none of golden,tlm,device has signals; add rtl to --backends"},
      {kRun + "tcp:127.0.0.1:1 --chip models/chips/mesh2x2.yaml",
       "--device: a chip of 4 cores has no serial line; name a chip of one core"},
      {"info models/chips/core64.yaml --device tcp:127.0.0.1:1",
       "FILE excludes --device; see 'spikelock info --help'"},
  });
}

TEST_CASE("a device that is not the chip that was named is refused with numbers") {
  Served served("--chip models/chips/core64.yaml --tlm --tcp 0");
  const std::string& at = served.address;
  check_all({
      {kRun + at + " --chip models/chips/core256.yaml",
       at + ": the core has 64 neurons, the network is placed for 256; place it for this core "
            "(--chip)",
       3},
      {"run models/networks/random_recurrent.yaml --steps 3 --device " + at,
       at + ": neurons: the network needs 100, the core has 64; take a chip with more neurons or "
            "make the network smaller"},
  });
}

TEST_CASE("a listener that is no device is asked three times and told by its silence") {
  const int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(bind(door, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(listen(door, 4) == 0);
  REQUIRE(getsockname(door, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const std::string at = "tcp:127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  check_all({{"info --device " + at,
              at + ": no answer to hello, asked 3 times; check that the device runs, and that "
                   "nothing else uses the line",
              3}});
  close(door);
}
