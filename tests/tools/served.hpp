// SPDX-License-Identifier: Apache-2.0
// `spikelock serve` as a process of its own, and a proxy that cuts the connections to it.
#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/system/process.hpp"

namespace slk::tests {

inline sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// A socket that is connected to the port of this machine; -1 if nobody is there.
inline int connect_to(int port) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return file;
  close(file);
  return -1;
}

class Served {
 public:
  // Starts it with these arguments, and waits until it says that it is ready.
  explicit Served(const std::string& arguments, const std::string& folder = SLK_SOURCE) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    const std::string command =
        "cd '" + folder + "' && exec '" SLK_BINARY "/bin/spikelock' serve " + arguments;
    std::array<char*, 4> words{const_cast<char*>("bash"), const_cast<char*>("-c"),
                               const_cast<char*>(command.c_str()), nullptr};
    REQUIRE(posix_spawnp(&process_, "bash", &actions, nullptr, words.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    out_ = ends[0];
    for (char c = 0; c != '\n' && read(out_, &c, 1) == 1;) ready += c;
    REQUIRE(ready.find(" at ") != std::string::npos);
    ready.pop_back();
    address = ready.substr(ready.rfind(' ') + 1);
  }
  ~Served() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    close(out_);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  int port() const { return std::stoi(address.substr(address.rfind(':') + 1)); }
  pid_t process() const { return process_; }

  // Sends the signal; the exit status, and in `out` what was still said.
  Output stop(int signal = SIGTERM) {
    kill(process_, signal);
    Output output;
    std::array<char, 256> text{};
    for (ssize_t n; (n = read(out_, text.data(), text.size())) > 0;) {
      output.out.append(text.data(), static_cast<std::size_t>(n));
    }
    int status = 0;
    waitpid(std::exchange(process_, 0), &status, 0);
    output.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return output;
  }

  std::string ready;    // the line that it said
  std::string address;  // as --device takes it

 private:
  pid_t process_ = 0;
  int out_ = -1;
};

// Passes bytes between one client at a time and a port, and cuts both connections, every other time
// without a goodbye, after as many bytes as it is told.
class CuttingProxy {
 public:
  CuttingProxy(int port, std::function<std::size_t()> bytes_to_cut)
      : target_(port),
        bytes_to_cut_(std::move(bytes_to_cut)),
        door_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    REQUIRE(bind(door_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(door_, 4) == 0);
    REQUIRE(getsockname(door_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~CuttingProxy() {
    done_ = true;
    thread_.join();
    close(door_);
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::string address() const { return "tcp:127.0.0.1:" + std::to_string(port_); }
  int cuts() const { return cuts_; }

 private:
  void run() {
    while (!done_) {
      pollfd knock{door_, POLLIN, 0};
      if (poll(&knock, 1, 20) <= 0) continue;
      const int client = accept4(door_, nullptr, nullptr, SOCK_CLOEXEC);
      const std::size_t bytes = bytes_to_cut_();
      const int server = connect_to(target_);
      const int at_once = 1;  // small pieces do not wait for an acknowledgement
      for (const int file : {client, server}) {
        setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
      }
      if (server >= 0 && pass(client, server, bytes)) {
        const linger no_goodbye{1, 0};
        if (++cuts_ % 2 == 0) {
          for (const int file : {client, server}) {
            setsockopt(file, SOL_SOCKET, SO_LINGER, &no_goodbye, sizeof no_goodbye);
          }
        }
      }
      close(client);
      if (server >= 0) close(server);
    }
  }

  // True if the bytes are used up, false if one of both ended it.
  bool pass(int client, int server, std::size_t left) {
    std::array<char, 1024> bytes{};
    while (!done_) {
      pollfd files[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
      poll(files, 2, 20);
      for (const int i : {0, 1}) {
        if (files[i].revents == 0) continue;
        const ssize_t count = read(files[i].fd, bytes.data(), std::min(bytes.size(), left));
        if (count <= 0) return false;
        if (send(files[1 - i].fd, bytes.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) <
            0) {
          return false;
        }
        left -= static_cast<std::size_t>(count);
        if (left == 0) return true;
      }
    }
    return false;
  }

  const int target_;
  const std::function<std::size_t()> bytes_to_cut_;
  int door_;
  int port_ = 0;
  std::atomic<bool> done_{false};
  std::atomic<int> cuts_{0};
  std::thread thread_;
};

}  // namespace slk::tests
