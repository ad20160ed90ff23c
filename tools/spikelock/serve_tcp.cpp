// SPDX-License-Identifier: Apache-2.0
// A chip that is served at a port of this machine.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "models/error.hpp"
#include "tools/spikelock/serve_port.hpp"

namespace slk {
namespace {

void set(int file, int level, int option, int value) {
  setsockopt(file, level, option, &value, sizeof value);
}

// The other end has closed the connection.
bool is_gone(int line) {
  pollfd file{line, POLLRDHUP, 0};
  return poll(&file, 1, 0) > 0;
}

class TcpDoor : public Door {
 public:
  explicit TcpDoor(std::uint16_t port) : file_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    set(file_, SOL_SOCKET, SO_REUSEADDR, 1);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (bind(file_, any, size) != 0 || listen(file_, 8) != 0 ||
        getsockname(file_, any, &size) != 0) {
      const std::string why = std::strerror(errno);
      close(file_);
      throw Error("--tcp: port " + std::to_string(port) + " cannot be had (" + why +
                  "); name another, or 0 for a free one");
    }
    port_ = ntohs(address.sin_port);
  }
  ~TcpDoor() override { close(file_); }
  TcpDoor(const TcpDoor&) = delete;
  TcpDoor& operator=(const TcpDoor&) = delete;

  std::string address() const override { return "tcp:127.0.0.1:" + std::to_string(port_); }
  int file() const override { return file_; }
  int line() const override { return -1; }
  int enter(int line, std::uint64_t& connections) override;

 private:
  int file_;
  std::uint16_t port_ = 0;
};

int TcpDoor::enter(int line, std::uint64_t& connections) {
  const int next = accept4(file_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (next < 0) return line;
  if (line >= 0 && !is_gone(line)) {
    close(next);
    return line;
  }
  ++connections;
  set(next, IPPROTO_TCP, TCP_NODELAY, 1);
  // A peer that vanished without a word makes room within some seconds.
  set(next, SOL_SOCKET, SO_KEEPALIVE, 1);
  set(next, IPPROTO_TCP, TCP_KEEPIDLE, 5);
  set(next, IPPROTO_TCP, TCP_KEEPINTVL, 2);
  set(next, IPPROTO_TCP, TCP_KEEPCNT, 3);
  return next;
}

}  // namespace

std::unique_ptr<Door> make_tcp_door(std::uint16_t port) { return std::make_unique<TcpDoor>(port); }

}  // namespace slk
