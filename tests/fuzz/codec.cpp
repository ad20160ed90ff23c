// SPDX-License-Identifier: Apache-2.0
// Any bytes, as the line, a command, a reply, records and output: the host's codec takes them apart
// and, what it understood, puts together again as it was.
#include "host/output_reader.hpp"
#include "models/commands.hpp"
#include "models/frame.hpp"
#include "models/output_code.hpp"
#include "models/records.hpp"
#include "tests/fuzz/input.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

constexpr std::size_t kPayloadMax = 64;

void read_line(const Bytes& bytes) {
  FrameReader reader(kPayloadMax);
  for (const std::uint8_t byte : bytes) {
    if (!reader.take(byte)) continue;
    const Bytes payload = reader.payload();
    require(payload.size() >= kFramePayloadMin && payload.size() <= kPayloadMax, "size of a frame");
    FrameReader again(kPayloadMax);
    bool read = false;
    for (const std::uint8_t b : encode_frame(payload)) read = again.take(b);
    require(read && again.payload() == payload, "a frame that was read is not one that is sent");
  }
  // Whatever came before, a flag ends it.
  const Bytes whole{1, 2, 3};
  reader.take(spec::kLinkFlag);
  bool read = false;
  for (const std::uint8_t b : encode_frame(whole)) read = reader.take(b);
  require(read && reader.payload() == whole, "a frame behind noise was not read");
}

void read_payload(const Bytes& payload) {
  if (payload.size() < kFramePayloadMin) return;
  const DecodedCommand decoded = decode_command(payload);
  if (decoded.status == spec::kStatusOk) {
    require(encode_command(decoded.sequence, decoded.command) == payload, "a command changed");
  }
  Reply reply;
  if (decode_reply(payload, reply)) require(encode_reply(reply) == payload, "a reply changed");
}

void read_records(const Bytes& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto record = read_record(bytes, at);
    if (!record) {
      require(at + record_bytes(bytes[at]) > bytes.size(), "a whole record was not read");
      return;
    }
    require(record->kind == record_kind(bytes[at]), "kind of a record");
    require(record->bytes == record_bytes(bytes[at]) && at + record->bytes <= bytes.size(),
            "bytes of a record");
    at += record->bytes;
  }
}

bool are_in_order(const std::vector<spec::OutputEntry>& entries) {
  std::uint32_t next_slot = 0;
  for (const spec::OutputEntry& entry : entries) {
    if (entry.kind == spec::kEntryStep) next_slot = 0;
    if (entry.kind != spec::kEntrySpike) continue;
    if (entry.value < next_slot) return false;
    next_slot = entry.value + 1;
  }
  return true;
}

// Every step that is complete has its number, and spikes of occupied slots in their order.
void read_output(const Bytes& bytes) {
  std::vector<spec::OutputEntry> entries;
  if (decode_output(bytes, entries).empty() && are_in_order(entries)) {
    std::vector<spec::OutputEntry> again;
    require(decode_output(encode_output(entries), again).empty(), "its own code of output");
    require(again.size() == entries.size(), "number of entries");
    for (std::size_t i = 0; i < again.size(); ++i) {
      require(again[i].kind == entries[i].kind && again[i].value == entries[i].value,
              "an entry changed");
    }
  }
  const std::vector<std::uint32_t> slot_numbers{5, 6, 7, 8, 9, 10, 11};
  OutputReader reader(slot_numbers);
  StepRecord record;
  std::uint32_t step = 1;
  for (const spec::OutputEntry& entry : entries) {
    if (!reader.take(entry, step, record).empty()) return;
    if (!reader.complete()) continue;
    require(record.step == step++, "number of a step");
    require(record.spikes.size() <= slot_numbers.size(), "spikes of a step");
    for (std::size_t i = 0; i < record.spikes.size(); ++i) {
      require(record.spikes[i] >= 5 && record.spikes[i] <= 11, "neuron of a spike");
      require(i == 0 || record.spikes[i - 1] < record.spikes[i], "order of spikes");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(data, data + size);
  read_line(bytes);
  read_payload(bytes);
  read_records(bytes);
  read_output(bytes);
  return 0;
}
