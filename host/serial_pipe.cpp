// SPDX-License-Identifier: Apache-2.0
#include "host/serial_pipe.hpp"

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>

#include <array>
#include <thread>

#include "host/asio_line.hpp"

namespace slk {
namespace {

using boost::asio::serial_port;
using boost::system::error_code;

// Those that a POSIX port knows, of the ones that a device may have.
constexpr std::array<std::uint32_t, 19> kRates = {
    1200,   2400,   4800,   9600,    19200,   38400,   57600,   115200,  230400, 460800,
    500000, 576000, 921600, 1000000, 1500000, 2000000, 2500000, 3000000, 4000000};

std::string allowed_rates() {
  std::string rates;
  for (const std::uint32_t rate : kRates) {
    rates += (rates.empty() ? "" : ", ") + std::to_string(rate);
  }
  return rates;
}

// Behind a pseudo-terminal there is a program, which takes its own time.
bool is_pseudo_terminal(int file) {
  constexpr unsigned kFirst = 136, kLast = 143;  // majors of the slave's end
  struct stat status {};
  return fstat(file, &status) == 0 && S_ISCHR(status.st_mode) && major(status.st_rdev) >= kFirst &&
         major(status.st_rdev) <= kLast;
}

class SerialPipe : public BytePipe {
 public:
  SerialPipe(const std::string& path, std::uint32_t baud)
      : path_(path), name_("serial:" + path), baud_(baud), line_(name_) {
    open();
  }

  std::string name() const override { return name_; }
  void write(const std::vector<std::uint8_t>& bytes) override { line_.write(bytes); }
  std::vector<std::uint8_t> read(std::uint64_t byte_times) override {
    return line_.read(silence(byte_times, patience_baud_));
  }
  bool reopen(std::uint32_t pause) override;
  std::uint32_t baud() const override { return baud_; }
  bool set_line(const LineSetting& to, const LineSetting& now) override;

 private:
  void open();
  void require(const error_code& error, const std::string& what) const;
  error_code set(const LineSetting& setting, std::uint32_t baud);

  const std::string path_;
  const std::string name_;
  std::uint32_t baud_;
  std::uint32_t patience_baud_ = kProgramBaud;
  LineSetting setting_;
  AsioLine<serial_port> line_;
};

void SerialPipe::require(const error_code& error, const std::string& what) const {
  if (error) throw Error(name_ + ": " + what + " (" + error.message() + ')');
}

void SerialPipe::open() {
  namespace errc = boost::system::errc;
  error_code error;
  line_.stream().open(path_, error);
  if (error == errc::permission_denied) {
    require(error, "the port may not be opened; join the group that it belongs to");
  }
  if (error == errc::device_or_resource_busy) {
    throw Error(name_ + ": another program uses the port; end it first", Exit::kMachine);
  }
  if (error == errc::no_such_file_or_directory || error == errc::no_such_device ||
      error == errc::no_such_device_or_address) {
    require(error, "there is no such port; plug the device in, or name another");
  }
  require(error, "this is no serial port; name one, as /dev/ttyUSB0");
  const int file = line_.stream().native_handle();
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    throw Error(name_ + ": another program uses the port; end it first", Exit::kMachine);
  }
  require(set(setting_, baud_), "the port has no rate of " + std::to_string(baud_) + " baud");
  patience_baud_ = is_pseudo_terminal(file) ? kProgramBaud : baud_;
  tcflush(file, TCIOFLUSH);  // what was meant for somebody else
}

error_code SerialPipe::set(const LineSetting& setting, std::uint32_t baud) {
  using Parity = serial_port::parity;
  using Flow = serial_port::flow_control;
  const auto parity = setting.parity == spec::kParityOdd    ? Parity::odd
                      : setting.parity == spec::kParityEven ? Parity::even
                                                            : Parity::none;
  error_code error;
  serial_port& port = line_.stream();
  port.set_option(serial_port::baud_rate(baud), error);
  if (!error) port.set_option(serial_port::character_size(8), error);
  if (!error) port.set_option(serial_port::stop_bits(serial_port::stop_bits::one), error);
  if (!error) port.set_option(Parity(parity), error);
  if (!error) port.set_option(Flow(setting.flow != 0 ? Flow::hardware : Flow::none), error);
  return error;
}

bool SerialPipe::reopen(std::uint32_t pause) {
  std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  line_.close();
  try {
    open();
  } catch (const Error&) {
    line_.close();
    return false;
  }
  return true;
}

bool SerialPipe::set_line(const LineSetting& to, const LineSetting& now) {
  const std::uint64_t wanted = std::uint64_t{baud_} * now.clocks_per_bit / to.clocks_per_bit;
  for (const std::uint32_t rate : kRates) {
    if (!near_rate(rate, wanted)) continue;
    if (set(to, rate)) {
      set(setting_, baud_);
      return false;
    }
    if (patience_baud_ == baud_) patience_baud_ = rate;
    baud_ = rate;
    setting_ = to;
    return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<BytePipe> make_serial_pipe(const std::string& path, std::uint32_t baud) {
  if (std::find(kRates.begin(), kRates.end(), baud) == kRates.end()) {
    throw Error("serial:" + path + ": " + std::to_string(baud) +
                " baud is no rate of a serial port; allowed " + allowed_rates());
  }
  return std::make_unique<SerialPipe>(path, baud);
}

}  // namespace slk
