// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

namespace slk {

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)), total_(total), terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::uint64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  std::fprintf(stderr, "\r\033[K%s: step %llu of %llu (%llu %%)", what_.c_str(),
               static_cast<unsigned long long>(done), static_cast<unsigned long long>(total_),
               static_cast<unsigned long long>(total_ > 0 ? done * 100 / total_ : 100));
  std::fflush(stderr);
}

}  // namespace slk
