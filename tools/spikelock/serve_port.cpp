// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/serve_port.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace slk {

ServePort::ServePort(std::unique_ptr<Door> door) : door_(std::move(door)), line_(door_->line()) {
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGINT);
  sigaddset(&stops, SIGTERM);
  sigprocmask(SIG_BLOCK, &stops, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a connection that is gone says so in write()
  signals_ = signalfd(-1, &stops, SFD_NONBLOCK | SFD_CLOEXEC);
}

ServePort::~ServePort() {
  hang_up();
  close(signals_);
}

Bytes ServePort::wait(std::optional<std::chrono::nanoseconds> limit, bool wanted) {
  const auto line_events =
      static_cast<short>((wanted ? POLLIN : 0) | (unsent_.empty() ? 0 : POLLOUT));
  pollfd files[] = {
      {signals_, POLLIN, 0}, {line_, line_events, 0}, {door_->file(), POLLIN, 0}};  // -1: ignored
  const auto ns = limit.value_or(std::chrono::nanoseconds(0)).count();
  const timespec time{static_cast<time_t>(ns / 1000000000), static_cast<long>(ns % 1000000000)};
  if (ppoll(files, 3, limit ? &time : nullptr, nullptr) <= 0) return {};
  stopped_ = stopped_ || files[0].revents != 0;
  Bytes bytes;
  if ((files[1].revents & POLLOUT) != 0) flush();
  if ((files[1].revents & ~POLLOUT) != 0) bytes = receive();
  if (files[2].revents != 0) {
    const int line = door_->enter(line_, connections_);
    if (line != line_) hang_up();
    line_ = line;
  }
  return bytes;
}

Bytes ServePort::receive() {
  Bytes bytes(4096);
  const ssize_t count = read(line_, bytes.data(), bytes.size());
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) hang_up();
  return bytes;
}

void ServePort::send(const Bytes& bytes) {
  if (line_ < 0) return;
  unsent_.insert(unsent_.end(), bytes.begin(), bytes.end());
  flush();
}

void ServePort::flush() {
  if (unsent_.empty()) return;
  const ssize_t count = write(line_, unsent_.data(), unsent_.size());
  if (count > 0) unsent_.erase(unsent_.begin(), unsent_.begin() + count);
  if (count < 0 && errno != EAGAIN && errno != EINTR) hang_up();
}

void ServePort::hang_up() {
  unsent_.clear();
  if (line_ >= 0) close(line_);
  line_ = -1;
}

}  // namespace slk
