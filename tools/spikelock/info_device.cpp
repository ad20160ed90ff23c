// SPDX-License-Identifier: Apache-2.0
// spikelock info --device: what a device is and where it stands.
#include <nlohmann/json.hpp>

#include "host/device_info.hpp"
#include "host/open_device.hpp"
#include "models/digest.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

constexpr const char* kParities[] = {"none", "odd", "even", "unknown"};

ordered_json events_json(const DeviceInfo& info) {
  if (!info.events) return nullptr;  // a run is under way, or nothing is counted
  ordered_json json = ordered_json::object();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (info.events->counts[e] > 0) json[spec::kEventNames[e]] = info.events->counts[e];
  }
  return json;
}

}  // namespace

Exit info_device(const std::string& address, const std::string& json_path) {
  check_writable(json_path);
  const DeviceInfo info = ask_device(open_device(address));
  ordered_json json{{"kind", "device"},
                    {"address", address},
                    {"identity", hex64(spec::kIdentity).substr(8)},
                    {"spec_hash", hex64(spec::kHash)}};  // or it would have been refused
  add_core(json, info.core);
  json["line"] = {{"clocks_per_bit", info.line.clocks_per_bit},
                  {"parity", kParities[info.line.parity]},
                  {"flow_control", info.line.flow != 0}};
  json["stores"] = {{"receive", info.stores.receive},
                    {"records", info.stores.records},
                    {"output", info.stores.output}};
  json["session_before"] = hex64(info.session).substr(8);
  json["step"] = info.step;
  json["run_target"] = info.run_target;
  json["events"] = events_json(info);
  json["faults"] = info.faults.empty() ? "none" : info.faults;
  json["link_faults"] = info.link_faults.empty() ? "none" : info.link_faults;
  print_json(json);
  write_json(json_path, json);
  return Exit::kAgree;
}

}  // namespace slk
