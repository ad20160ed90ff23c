// SPDX-License-Identifier: Apache-2.0
#include "host/open_device.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <random>

#include "host/serial_pipe.hpp"
#include "host/tcp_pipe.hpp"

namespace slk {
namespace {

const std::string kSerial = "serial:";
const std::string kTcp = "tcp:";

template <class Number>
std::optional<Number> number_of(const std::string& text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  if (text.empty() || result.ec != std::errc() || result.ptr != end) return {};
  return number;
}

[[noreturn]] void refuse(const std::string& address) {
  throw Error("--device: '" + address +
              "' is no address of a device; allowed serial:PATH, serial:PATH,BAUD, tcp:HOST:PORT");
}

}  // namespace

std::unique_ptr<BytePipe> open_device(const std::string& address) {
  if (address.compare(0, kSerial.size(), kSerial) == 0) {
    const std::string rest = address.substr(kSerial.size());
    const std::size_t comma = rest.rfind(',');
    if (rest.empty() || comma == 0) refuse(address);
    if (comma == std::string::npos) return make_serial_pipe(rest, kDefaultBaud);
    const auto baud = number_of<std::uint32_t>(rest.substr(comma + 1));
    if (!baud) refuse(address);
    return make_serial_pipe(rest.substr(0, comma), *baud);
  }
  if (address.compare(0, kTcp.size(), kTcp) == 0) {
    const std::string rest = address.substr(kTcp.size());
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string::npos || colon == 0) refuse(address);
    const auto port = number_of<std::uint16_t>(rest.substr(colon + 1));
    if (!port || *port == 0) refuse(address);
    return make_tcp_pipe(rest.substr(0, colon), *port);
  }
  refuse(address);
}

DeviceOptions options_of_device() {
  std::random_device random;
  std::uniform_int_distribution<std::uint32_t> session(1,
                                                       std::numeric_limits<std::uint32_t>::max());
  DeviceOptions options;
  options.session = session(random);
  return options;
}

}  // namespace slk
