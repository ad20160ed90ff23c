// SPDX-License-Identifier: Apache-2.0
// An image that is loaded over the line and one that is loaded past it leave the same memories.
#include <catch2/catch.hpp>
#include <iostream>

#include "host/place.hpp"
#include "tests/system/machines.hpp"

using namespace slk;
using spec::Register;
using spec::Window;

namespace {

// Every row that the image fills and every setting, as the core's host port reads them.
std::vector<Bytes> contents(HostPort& port, const Image& image) {
  std::vector<Bytes> all;
  for_each_span(image, port.read(Register::kSizeNeurons), [&](const RowSpan& span) {
    const auto rows = static_cast<std::uint32_t>(span.bytes.size() / span.row_bytes);
    all.push_back(port.read_rows(span.window, span.first_row, span.row_bytes, rows));
    CHECK(all.back() == span.bytes);
  });
  all.push_back(port.read_rows(Window::kRegisters,
                               static_cast<std::uint32_t>(Register::kOccupiedNeurons), 4,
                               6));  // occupied_neurons to step
  return all;
}

SimulatedChip make_chip(const std::string& name, const Image& image) {
  return name == "tlm" ? make_tlm_chip(image.core, 100000000, 4) : make_rtl_chip(image.core, 4, 9);
}

std::vector<Bytes> loaded_past_the_line(const std::string& name, const Image& image) {
  const SimulatedChip chip = make_chip(name, image);
  load_image(chip.probe->backdoor(), image);
  return contents(chip.probe->backdoor(), image);
}

std::vector<Bytes> loaded_over_the_line(const std::string& name, const Image& image) {
  SimulatedChip chip = make_chip(name, image);
  const auto device = make_device_backend(image, std::move(chip.line), chip.probe, {name});
  return contents(chip.probe->backdoor(), image);
}

}  // namespace

TEST_CASE("the line and the backdoor leave the same memories") {
  std::size_t bytes = 0;
  for (const char* network : {"random_recurrent", "all_to_all90", "ring"}) {
    const std::string models = std::string(SLK_SOURCE) + "/models/";
    const Image image = place(read_network(models + "networks/" + network + ".yaml"),
                              read_chip(models + "chips/core256.yaml"));
    for (const char* name : {"tlm", "rtl"}) {
      INFO(network << " on " << name);
      const std::vector<Bytes> past = loaded_past_the_line(name, image);
      CHECK(loaded_over_the_line(name, image) == past);
      for (const Bytes& span : past) bytes += span.size();
    }
  }
  std::cout << "line = backdoor: " << bytes << " bytes of memory\n";
  CHECK(bytes > 0);
}
