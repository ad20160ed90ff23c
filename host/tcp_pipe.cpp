// SPDX-License-Identifier: Apache-2.0
#include "host/tcp_pipe.hpp"

#include <thread>

#include "host/asio_line.hpp"

namespace slk {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kConnect = std::chrono::seconds(5);

class TcpPipe : public BytePipe {
 public:
  TcpPipe(const std::string& host, std::uint16_t port)
      : name_("tcp:" + host + ':' + std::to_string(port)), line_(name_) {
    boost::system::error_code error;
    const auto found = tcp::resolver(line_.context()).resolve(host, std::to_string(port), error);
    if (error) {
      throw Error(name_ + ": no host of this name; allowed the name or address of one (" +
                  error.message() + ')');
    }
    ends_.assign(found.begin(), found.end());
    error = connect();
    if (!error) return;
    throw Error(name_ + ": no connection (" + error.message() +
                    "); start the device or 'spikelock serve', or name the port that it has",
                Exit::kMachine);
  }

  std::string name() const override { return name_; }
  void write(const std::vector<std::uint8_t>& bytes) override { line_.write(bytes); }
  std::vector<std::uint8_t> read(std::uint64_t byte_times) override {
    return line_.read(silence(byte_times, kProgramBaud));
  }
  bool reopen(std::uint32_t pause) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
    line_.close();
    return !connect();
  }

 private:
  boost::system::error_code connect() {
    boost::system::error_code result = asio::error::timed_out;
    asio::async_connect(
        line_.stream(), ends_,
        [&](const boost::system::error_code& error, const tcp::endpoint&) { result = error; });
    line_.context().restart();
    line_.context().run_for(kConnect);
    if (result) {
      line_.close();
    } else {
      line_.stream().set_option(tcp::no_delay(true), result);
    }
    return result;
  }

  const std::string name_;
  AsioLine<tcp::socket> line_;
  std::vector<tcp::endpoint> ends_;
};

}  // namespace

std::unique_ptr<BytePipe> make_tcp_pipe(const std::string& host, std::uint16_t port) {
  return std::make_unique<TcpPipe>(host, port);
}

}  // namespace slk
