// SPDX-License-Identifier: Apache-2.0
// A chip that is served behind a pseudo-terminal, which looks like a serial port of this machine.
#include <fcntl.h>
#include <sys/inotify.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "models/error.hpp"
#include "tools/spikelock/serve_port.hpp"

namespace slk {
namespace {

namespace fs = std::filesystem;

class PtyDoor : public Door {
 public:
  explicit PtyDoor(const std::string& link);
  ~PtyDoor() override;
  PtyDoor(const PtyDoor&) = delete;
  PtyDoor& operator=(const PtyDoor&) = delete;

  std::string address() const override { return "serial:" + (link_.empty() ? path_ : link_); }
  int file() const override { return opens_; }
  int line() const override { return line_; }
  int enter(int line, std::uint64_t& connections) override;

 private:
  void make_link(const std::string& link);

  std::string path_;
  std::string link_;  // that was made; empty: none
  int line_ = -1;
  int other_end_ = -1;  // kept open, or the line would end with the first connection
  int opens_ = -1;      // tells of those who open it
};

PtyDoor::PtyDoor(const std::string& link)
    : line_(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) {
  std::array<char, 64> name{};
  if (line_ < 0 || grantpt(line_) != 0 || unlockpt(line_) != 0 ||
      ptsname_r(line_, name.data(), name.size()) != 0) {
    throw Error(std::string("--pty: no pseudo-terminal can be had (") + std::strerror(errno) +
                    "); take --tcp PORT",
                Exit::kMachine);
  }
  path_ = name.data();
  other_end_ = open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  termios raw{};
  tcgetattr(other_end_, &raw);
  cfmakeraw(&raw);
  tcsetattr(other_end_, TCSANOW, &raw);
  opens_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  inotify_add_watch(opens_, name.data(), IN_OPEN);
  if (!link.empty()) make_link(link);
}

PtyDoor::~PtyDoor() {
  std::error_code ignored;
  if (!link_.empty()) fs::remove(link_, ignored);
  close(opens_);
  close(other_end_);
}

// One that is left of another run is replaced.
void PtyDoor::make_link(const std::string& link) {
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(link, error))) fs::remove(link, error);
  fs::create_symlink(path_, link, error);
  if (error) {
    throw Error("--pty: " + link + " cannot be made a link (" + error.message() +
                "); name a file that is not there, in a folder that is");
  }
  link_ = link;
}

int PtyDoor::enter(int line, std::uint64_t& connections) {
  alignas(inotify_event) std::array<char, 4096> events;
  const ssize_t count = read(opens_, events.data(), events.size());
  if (count > 0) connections += static_cast<std::size_t>(count) / sizeof(inotify_event);
  return line;
}

}  // namespace

std::unique_ptr<Door> make_pty_door(const std::string& link) {
  return std::make_unique<PtyDoor>(link);
}

}  // namespace slk
