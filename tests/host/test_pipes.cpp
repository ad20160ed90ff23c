// SPDX-License-Identifier: Apache-2.0
// The pipes to a device outside of this process: over a pseudo-terminal and over the loopback.
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>

#include "host/serial_pipe.hpp"
#include "host/tcp_pipe.hpp"
#include "models/bytes.hpp"
#include "tests/models/draw.hpp"
#include "tests/models/files.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

// The other end of a pipe, on a file of the system.
class Peer {
 public:
  explicit Peer(int file) : file_(file) {}
  ~Peer() { hang_up(); }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  int file() const { return file_; }
  void hang_up() {
    if (file_ >= 0) close(file_);
    file_ = -1;
  }
  void send(const Bytes& bytes) const {
    REQUIRE(write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  // So many bytes, which come within a second.
  Bytes take(std::size_t count) const {
    Bytes bytes(count);
    std::size_t got = 0;
    pollfd file{file_, POLLIN, 0};
    while (got < count && poll(&file, 1, 1000) > 0) {
      const ssize_t n = read(file_, &bytes[got], count - got);
      if (n <= 0) break;
      got += static_cast<std::size_t>(n);
    }
    bytes.resize(got);
    return bytes;
  }

 private:
  int file_;
};

int open_terminal(std::string& path) {
  const int file = posix_openpt(O_RDWR | O_NOCTTY);
  char name[64] = {};
  REQUIRE(grantpt(file) == 0);
  REQUIRE(unlockpt(file) == 0);
  REQUIRE(ptsname_r(file, name, sizeof name) == 0);
  path = name;
  return file;
}

// A port of this machine that somebody listens to.
class Listener {
 public:
  Listener() : file_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(file_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(file_, 4) == 0);
    REQUIRE(getsockname(file_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
  }
  ~Listener() { close(file_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  int take() const { return accept(file_, nullptr, nullptr); }

  std::uint16_t port = 0;

 private:
  int file_;
};

Bytes read_all(BytePipe& pipe, std::size_t count) {
  Bytes bytes;
  while (bytes.size() < count) {
    const Bytes more = pipe.read(1);
    if (more.empty()) break;
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  return bytes;
}

// Every byte gets through, both ways, in pieces of all sizes.
void talk(BytePipe& pipe, const Peer& peer) {
  Draw draw("test_host", 1);
  std::size_t count = 0;
  for (const std::uint32_t size : {1u, 2u, 256u, 1000u, 3000u}) {
    const Bytes bytes = draw.payload(size);
    pipe.write(bytes);
    REQUIRE(peer.take(size) == bytes);
    peer.send(bytes);
    REQUIRE(read_all(pipe, size) == bytes);
    count += 2 * bytes.size();
  }
  std::cout << "bytes through " << pipe.name() << ": " << count << "\n";
}

// How long a pipe waits for a silent line.
double silence_of(BytePipe& pipe, std::uint64_t byte_times) {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(pipe.read(byte_times).empty());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <class Call>
std::string broken(Call call) {
  try {
    call();
  } catch (const BrokenPipe& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a serial port passes every byte both ways") {
  std::string path;
  const Peer peer(open_terminal(path));
  const auto pipe = make_serial_pipe(path, 115200);
  CHECK(pipe->name() == "serial:" + path);
  talk(*pipe, peer);
}

TEST_CASE("a port of a host passes every byte both ways") {
  const Listener listener;
  const auto pipe = make_tcp_pipe("localhost", listener.port);
  const Peer peer(listener.take());
  CHECK(pipe->name() == "tcp:localhost:" + std::to_string(listener.port));
  talk(*pipe, peer);
}

TEST_CASE("where a program answers, the line has the patience of a slow one") {
  std::string path;
  const Peer peer(open_terminal(path));
  const auto serial = make_serial_pipe(path, 4000000);
  const Listener listener;
  const auto tcp = make_tcp_pipe("127.0.0.1", listener.port);
  for (BytePipe* const pipe : {serial.get(), tcp.get()}) {
    const double seconds = silence_of(*pipe, 480);  // half a second at 9,600 baud
    CHECK(seconds >= 0.5);
    CHECK(seconds < 2);
  }
}

TEST_CASE("a connection that was closed is broken, and can be opened again") {
  const Listener listener;
  const auto pipe = make_tcp_pipe("127.0.0.1", listener.port);
  Peer first(listener.take());
  first.send({1, 2, 3});
  first.hang_up();
  CHECK(read_all(*pipe, 3) == Bytes{1, 2, 3});
  CHECK(broken([&] { pipe->read(100); }) == pipe->name() + ": the line broke (End of file)");
  pipe->write({9});  // lost
  CHECK(pipe->reopen(1));
  const Peer second(listener.take());
  talk(*pipe, second);
}

TEST_CASE("a serial port that was unplugged is broken, and can be opened when it is back") {
  const test::Folder folder;
  const std::string link = folder.path("port");
  std::string path;
  Peer first(open_terminal(path));
  std::filesystem::create_symlink(path, link);
  const auto pipe = make_serial_pipe(link, 115200);
  first.hang_up();
  CHECK_THAT(broken([&] { pipe->read(100); }),
             Catch::StartsWith("serial:" + link + ": the line broke ("));
  std::filesystem::remove(link);
  CHECK(!pipe->reopen(1));
  const Peer second(open_terminal(path));
  std::filesystem::create_symlink(path, link);
  CHECK(pipe->reopen(1));
  talk(*pipe, second);
}

TEST_CASE("a serial port belongs to one program at a time") {
  std::string path;
  const Peer peer(open_terminal(path));
  const auto refusal = [&] {
    try {
      make_serial_pipe(path, 115200);
    } catch (const Error& error) {
      CHECK(error.exit() == Exit::kMachine);
      return std::string(error.what());
    }
    return std::string();
  };
  {
    const auto pipe = make_serial_pipe(path, 115200);
    CHECK(refusal() == "serial:" + path + ": another program uses the port; end it first");
  }
  CHECK(refusal().empty());
}

// A pseudo-terminal has rates, to look at, but no parity.
TEST_CASE("the rate of a serial port follows that of the device, at rates that a port has") {
  std::string path;
  const Peer peer(open_terminal(path));
  const auto pipe = make_serial_pipe(path, 115200);
  const auto port = [&] {
    termios now{};
    REQUIRE(tcgetattr(peer.file(), &now) == 0);
    return now;
  };
  termios now = port();
  CHECK(cfgetospeed(&now) == B115200);
  CHECK(pipe->baud() == 115200);
  CHECK(pipe->set_line({12, spec::kParityNone, 0}, {104, spec::kParityNone, 0}));
  CHECK(pipe->baud() == 1000000);
  now = port();
  CHECK(cfgetospeed(&now) == B1000000);
  CHECK(cfgetispeed(&now) == B1000000);
  CHECK(!pipe->set_line({17, spec::kParityNone, 0}, {12, spec::kParityNone, 0}));  // 705,882 baud
  now = port();
  CHECK(cfgetospeed(&now) == B1000000);
  CHECK(pipe->set_line({104, spec::kParityNone, 0}, {12, spec::kParityNone, 0}));  // 115,384 baud
  now = port();
  CHECK(cfgetospeed(&now) == B115200);
  const Listener listener;
  const auto unknown = make_tcp_pipe("127.0.0.1", listener.port);
  CHECK(unknown->baud() == 0);
  CHECK(!unknown->set_line({104, spec::kParityNone, 0}, {12, spec::kParityNone, 0}));
}
