// SPDX-License-Identifier: Apache-2.0
// driver.cpp: stands in for libFuzzer where there is none: fuzz_X CORPUS... runs every file of
// these folders and then, for SLK_FUZZ_SECONDS (10), inputs that are spliced and changed from them,
// from SLK_SEED (1) on. An input that fails, or takes a minute, is left in fuzz_X.crash, which can
// be given instead of a folder.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/environment.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr unsigned kSecondsMax = 60;  // of one input
constexpr std::size_t kSizeMax = 600;

Bytes current;
std::string crash_file;

extern "C" void keep_input(int number) {
  std::ofstream(crash_file, std::ios::binary)
      .write(reinterpret_cast<const char*>(current.data()),
             static_cast<std::streamsize>(current.size()));
  std::cerr << "fuzz: the input is in " << crash_file << '\n';
  std::signal(number, SIG_DFL);
  std::raise(number);
}

void run(Bytes input) {
  current = std::move(input);
  alarm(kSecondsMax);
  LLVMFuzzerTestOneInput(current.data(), current.size());
}

std::vector<Bytes> read_corpus(int argc, char** argv) {
  std::vector<std::filesystem::path> paths;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      paths.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Bytes> corpus;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

// A piece of one input behind a piece of another, and some bytes changed, lost or repeated.
class Mutator {
 public:
  Mutator(std::vector<Bytes> corpus, std::uint64_t seed)
      : corpus_(std::move(corpus)), engine_(seed) {}

  Bytes next() {
    Bytes bytes = piece();
    const Bytes more = piece();
    bytes.insert(bytes.end(), more.begin(), more.end());
    for (std::size_t n = below(8); n > 0 && !bytes.empty(); --n) change(bytes);
    if (bytes.size() > kSizeMax) bytes.resize(kSizeMax);
    return bytes;
  }

 private:
  std::size_t below(std::size_t n) { return engine_() % n; }
  Bytes piece() {
    const Bytes& from = corpus_[below(corpus_.size())];
    const std::size_t begin = below(4) == 0 ? below(from.size() + 1) : 0;
    const std::size_t end = below(2) == 0 ? from.size() : begin + below(from.size() - begin + 1);
    return {from.begin() + static_cast<std::ptrdiff_t>(begin),
            from.begin() + static_cast<std::ptrdiff_t>(end)};
  }
  void change(Bytes& bytes) {
    static constexpr std::uint8_t kCorners[] = {0x00, 0xff, 0x7e, 0x7d, 0x80, 0x7f, 0x01, 0x5e};
    const std::size_t at = below(bytes.size());
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(5)) {
      case 0:
        bytes[at] ^= static_cast<std::uint8_t>(1u << below(8));
        break;
      case 1:
        bytes[at] = static_cast<std::uint8_t>(engine_());
        break;
      case 2:
        bytes[at] = kCorners[below(sizeof kCorners)];
        break;
      case 3:
        bytes.erase(place);
        break;
      default:
        bytes.insert(place, static_cast<std::uint8_t>(engine_()));
    }
  }

  std::vector<Bytes> corpus_;
  std::mt19937_64 engine_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string program = std::filesystem::path(argv[0]).filename().string();
  const std::uint64_t seed = slk::tests::environment("SLK_SEED", 1);
  const std::uint64_t seconds = slk::tests::environment("SLK_FUZZ_SECONDS", 10);
  crash_file = program + ".crash";
  std::signal(SIGABRT, keep_input);
  std::signal(SIGALRM, keep_input);
  std::signal(SIGSEGV, keep_input);
  std::vector<Bytes> corpus = read_corpus(argc, argv);
  if (corpus.empty()) {
    std::cerr << "usage: " << program << " CORPUS...\n";
    return 2;
  }
  for (const Bytes& input : corpus) run(input);
  const std::size_t files = corpus.size();
  std::cout << "replay: SLK_SEED=" << seed << " SLK_FUZZ_SECONDS=" << seconds << " " << program
            << "; " << files << " files" << std::endl;
  Mutator mutator(std::move(corpus), seed);
  std::uint64_t inputs = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < end) {
    run(mutator.next());
    ++inputs;
  }
  std::cout << program << ": " << inputs << " inputs, none failed\n";
  return inputs == 0;
}
