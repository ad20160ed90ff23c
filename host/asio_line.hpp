// SPDX-License-Identifier: Apache-2.0
// AsioLine: bytes in and out of a stream of Boost.Asio, a serial port or a socket, with a limit of
// time. Only the pipes that are made of it include this file.
#pragma once

#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <string>
#include <utility>

#include "models/byte_pipe.hpp"
#include "models/bytes.hpp"

namespace slk {

// How long a line may be silent for so many bytes of 10 bits: their time, and what an adapter
// takes to hand them on; never more than half a minute.
inline std::chrono::milliseconds silence(std::uint64_t byte_times, std::uint32_t baud) {
  constexpr std::uint64_t kAdapter = 100, kMost = 30000;  // ms
  const std::uint64_t ms = byte_times > kMost * baud / 10000 ? kMost : byte_times * 10000 / baud;
  return std::chrono::milliseconds(std::min(kMost, ms + kAdapter));
}

// The rate that stands for a line that has none, because a program answers at its other end: a
// simulated chip at some 30,000 clock cycles a second is not silent.
inline constexpr std::uint32_t kProgramBaud = 9600;

template <class Stream>
class AsioLine {
 public:
  // `name` is for sentences.
  explicit AsioLine(std::string name) : name_(std::move(name)), stream_(context_) {}

  boost::asio::io_context& context() { return context_; }
  Stream& stream() { return stream_; }

  void write(const Bytes& bytes) {
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    if (sending_.empty()) send();
    context_.restart();
    context_.poll();
  }

  Bytes read(std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    if (!reading_) receive();
    context_.restart();
    context_.poll();
    while (received_.empty() && !error_ && context_.run_one_until(end) > 0) {
    }
    if (!received_.empty() || !error_) return std::exchange(received_, {});
    throw BrokenPipe(name_ + ": the line broke (" + error_.message() + ')');
  }

  // Closes the stream and forgets what was under way.
  void close() {
    boost::system::error_code ignored;
    stream_.close(ignored);
    context_.restart();
    context_.poll();  // what was under way is told so
    sending_.clear();
    waiting_.clear();
    received_.clear();
    error_ = {};
  }

 private:
  void send() {
    sending_.swap(waiting_);
    if (sending_.empty()) return;
    boost::asio::async_write(stream_, boost::asio::buffer(sending_),
                             [this](const boost::system::error_code& error, std::size_t) {
                               sending_.clear();
                               if (!error) return send();
                               error_ = error;
                             });
  }

  void receive() {
    reading_ = true;
    stream_.async_read_some(boost::asio::buffer(buffer_),
                            [this](const boost::system::error_code& error, std::size_t count) {
                              reading_ = false;
                              received_.insert(
                                  received_.end(), buffer_.begin(),
                                  buffer_.begin() + static_cast<std::ptrdiff_t>(count));
                              if (error) error_ = error;
                            });
  }

  std::string name_;
  boost::asio::io_context context_;
  Stream stream_;
  std::array<std::uint8_t, 4096> buffer_;
  Bytes waiting_, sending_, received_;
  bool reading_ = false;
  boost::system::error_code error_;
};

}  // namespace slk
