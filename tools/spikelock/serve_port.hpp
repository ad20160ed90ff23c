// SPDX-License-Identifier: Apache-2.0
// ServePort: the outside of a chip that is served. Connections come one after the other, bytes go
// both ways, and a signal ends it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "models/bytes.hpp"

namespace slk {

// Where connections come in. File descriptors are those of the system; -1 is none.
class Door {
 public:
  virtual ~Door() = default;
  // As --device takes it.
  virtual std::string address() const = 0;
  // Readable when somebody is there.
  virtual int file() const = 0;
  // The line before anybody is there.
  virtual int line() const = 0;
  // Lets in who is there, counts, and returns the line from now on; `line` is the one until now.
  virtual int enter(int line, std::uint64_t& connections) = 0;
};

// A port of 127.0.0.1, a free one for 0. While a connection lasts, others are closed at once.
// Throws Error: the port is in use.
std::unique_ptr<Door> make_tcp_door(std::uint16_t port);

// A pseudo-terminal, in raw mode, and `link`, unless it is empty, as a symbolic link to it while it
// lasts. Throws Error: the link cannot be made.
std::unique_ptr<Door> make_pty_door(const std::string& link);

class ServePort {
 public:
  // From now on SIGINT and SIGTERM stop the port, and nothing else.
  explicit ServePort(std::unique_ptr<Door> door);
  ~ServePort();
  ServePort(const ServePort&) = delete;
  ServePort& operator=(const ServePort&) = delete;

  std::string address() const { return door_->address(); }
  // Sleeps until something happens, at most for `limit`; for ever without. Returns the bytes that
  // came, if they are wanted.
  Bytes wait(std::optional<std::chrono::nanoseconds> limit, bool wanted);
  // To whoever is connected; nobody, then they are lost.
  void send(const Bytes& bytes);
  // Bytes that nobody took yet.
  std::size_t unsent() const { return unsent_.size(); }
  std::uint64_t connections() const { return connections_; }
  bool stopped() const { return stopped_; }

 private:
  Bytes receive();
  void flush();
  void hang_up();

  std::unique_ptr<Door> door_;
  int signals_ = -1;
  int line_ = -1;
  Bytes unsent_;
  std::uint64_t connections_ = 0;
  bool stopped_ = false;
};

}  // namespace slk
