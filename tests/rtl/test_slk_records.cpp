// SPDX-License-Identifier: Apache-2.0
// The step engine against records in C++: the inputs and the command of every step, the cycles
// between steps by their formula, whenever the records come, and every fault.
#include <deque>
#include <vector>

#include "Vslk_records_bench.h"
#include "tests/rtl/bench.hpp"
#include "tests/rtl/bytes.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kLines = 1u << spec::kAxonBits;

struct Step {
  std::vector<std::uint32_t> lines;
  std::vector<std::uint32_t> modulators;  // the register of that name
  bool flush = false;
  bool reset = false;
  bool keep = false;
  bool operator==(const Step& x) const {
    return lines == x.lines && modulators == x.modulators && flush == x.flush && reset == x.reset &&
           keep == x.keep;
  }
};

// Records of steps 1, 2, ... and what they mean.
struct Stream {
  std::vector<Bytes> records;         // one each
  std::vector<std::uint32_t> owners;  // the step that each belongs or moves to
  std::vector<Step> steps;
  std::uint64_t cycles = 0;
};

void add(Stream& stream, std::uint32_t step, Bytes record) {
  stream.cycles += record.size();
  stream.records.push_back(std::move(record));
  stream.owners.push_back(step);
}

Bytes word_record(int kind, std::uint32_t word) {
  Bytes record{static_cast<std::uint8_t>(kind)};
  for (unsigned i = 0; i < 4; ++i) record.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
  return record;
}

Bytes move_record(Random& random, std::uint32_t by, std::uint32_t to) {
  if (by <= 127 && random.chance(80)) return {static_cast<std::uint8_t>(spec::kRecordAdvance + by)};
  return word_record(spec::kRecordStep, to);
}

Bytes modulators_record(Random& random, Step& step) {
  step.modulators.push_back(random.bits());
  return word_record(spec::kRecordModulators, step.modulators.back());
}

Bytes spikes_record(Random& random, Step& step) {
  const std::uint32_t more = random.chance(20) ? random.below(64) : random.below(4);
  std::uint32_t line = random.below(kLines);
  Bytes record{0, static_cast<std::uint8_t>(line), static_cast<std::uint8_t>(line >> 8)};
  step.lines.push_back(line);
  while (record.size() < 3 + more) {
    const std::uint32_t distance = 1 + random.below(random.chance(50) ? 255 : 3);
    if (line + distance >= kLines) break;
    record.push_back(static_cast<std::uint8_t>(distance));
    step.lines.push_back(line += distance);
  }
  record[0] = static_cast<std::uint8_t>(spec::kRecordSpikes + record.size() - 3);
  return record;
}

Bytes bitmap_record(Random& random, Step& step, std::uint64_t& cycles) {
  const std::uint32_t base = random.chance(10) ? 255 : random.below(256);
  const std::uint32_t bytes = std::min(1 + random.below(32), 256 - base);
  Bytes record{static_cast<std::uint8_t>(spec::kRecordBitmap + bytes - 1),
               static_cast<std::uint8_t>(base)};
  for (std::uint32_t i = 0; i < bytes; ++i) {
    const std::uint32_t bits = random.chance(30)   ? 0
                               : random.chance(20) ? 255
                                                   : random.bits() & random.bits() & 255;
    record.push_back(static_cast<std::uint8_t>(bits));
    unsigned set = 0;
    for (std::uint32_t b = 0; b < 8; ++b) {
      if ((bits >> b & 1) == 0) continue;
      step.lines.push_back(8 * (base + i) + b);
      ++set;
    }
    if (set > 1) cycles += set - 1;
  }
  return record;
}

Stream random_stream(Random& random, std::uint32_t steps) {
  Stream stream;
  stream.steps.resize(steps + 1);
  std::uint32_t at = 0;
  while (true) {
    const std::uint32_t by = 1 + (random.chance(80) ? random.below(3) : random.below(200));
    if (at + by > steps) break;
    add(stream, at + by, move_record(random, by, at + by));
    at += by;
    Step& step = stream.steps[at];
    for (std::uint32_t i = random.below(5); i > 0; --i) {
      switch (random.below(5)) {
        case 0:
          add(stream, at, spikes_record(random, step));
          break;
        case 1:
          add(stream, at, bitmap_record(random, step, stream.cycles));
          break;
        case 2:
          add(stream, at, modulators_record(random, step));
          break;
        case 3:
          step.flush = true;
          add(stream, at, {spec::kRecordFlush});
          break;
        default: {
          const auto flags = static_cast<std::uint8_t>(random.bits());
          step.keep = (flags & 1) != 0 && (step.keep || !step.reset);
          step.reset = true;
          add(stream, at, {spec::kRecordReset, flags});
        }
      }
    }
  }
  stream.cycles += 2 * std::uint64_t{steps};
  return stream;
}

// The engine with a core that does nothing but take its time.
class Engine {
 public:
  explicit Engine(Random& random) : random_(random) {
    rtl_->clear_i = rtl_->push_i = rtl_->commit_i = 0;
    rtl_->run_i = rtl_->busy_i = 0;
    rtl_->room_i = 1;
    rtl_->step_i = 0;
    rtl_.reset();
  }

  std::uint32_t room() const { return rtl_->free_o; }

  // One cycle, in which the byte is pushed if there is one.
  void cycle(const std::uint8_t* byte = nullptr, bool commit = false) {
    rtl_->push_i = byte != nullptr;
    if (byte != nullptr) rtl_->data_i = *byte;
    rtl_->commit_i = commit;
    rtl_->run_i = step < target;
    rtl_->busy_i = busy_ > 0;
    rtl_->step_i = step;
    rtl_->room_i = room_wait_ == 0;
    rtl_.settle();
    wait += rtl_->cycles_wait_o;
    const std::uint32_t before = step;
    if (rtl_->host_valid_o) access();
    REQUIRE(rtl_->begin_o == (step != before));
    if (busy_ > 0) --busy_;
    if (room_wait_ > 0) --room_wait_;
    if (step != before) {
      busy_ = 1 + random_.below(20);
      room_wait_ = random_.chance(10) ? random_.below(100) : 0;
    }
    fault_kind |= rtl_->fault_kind_o != 0;
    fault_step |= rtl_->fault_step_o != 0;
    if (rtl_->fault_kind_o || rtl_->fault_step_o) target = step;
    rtl_.tick();
  }

  void push(const Bytes& bytes) {
    for (const std::uint8_t& byte : bytes) cycle(&byte);
    cycle(nullptr, true);
  }
  void clear() {
    rtl_->clear_i = 1;
    cycle();
    rtl_->clear_i = 0;
    open_ = {};
  }

  std::uint32_t step = 0, target = 0;
  std::uint64_t wait = 0;
  bool fault_kind = false, fault_step = false;
  std::vector<Step> steps{Step{}};  // what the core was told; step 0 is none

 private:
  void access() {
    const std::uint64_t bits = rtl_->host_o;
    const auto bus = spec::unpack<spec::HostBus>(std::array<std::uint32_t, 2>{
        static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)}
                                                     .data());
    REQUIRE(busy_ == 0);
    REQUIRE(step < target);
    REQUIRE(bus.write == 1);
    if (bus.row == static_cast<std::uint32_t>(Register::kInput)) {
      open_.lines.push_back(bus.wdata);
      return;
    }
    if (bus.row == static_cast<std::uint32_t>(Register::kModulators)) {
      open_.modulators.push_back(bus.wdata);
      return;
    }
    REQUIRE(bus.row == static_cast<std::uint32_t>(Register::kCommand));
    const auto command = spec::unpack<spec::CommandRegister>(&bus.wdata);
    REQUIRE(command.step == 1);
    open_.flush = command.flush != 0;
    open_.reset = command.reset != 0;
    open_.keep = command.keep_adaptation != 0;
    steps.push_back(std::exchange(open_, {}));
    ++step;
  }

  using Register = spec::Register;
  Module<Vslk_records_bench> rtl_;
  Random& random_;
  Step open_;
  std::uint32_t busy_ = 0, room_wait_ = 0;
};

// Sends the stream in commands cut at records, as early or late as run_to and the store allow.
void play(Engine& engine, const Stream& stream, Random& random) {
  const auto last = static_cast<std::uint32_t>(stream.steps.size() - 1);
  std::size_t sent = 0;
  std::uint64_t budget = 200000;
  while (engine.step < last) {
    REQUIRE(budget-- > 0);
    Bytes bytes;
    const std::uint32_t most = random.below(300);
    while (sent < stream.records.size() && bytes.size() < most &&
           bytes.size() + stream.records[sent].size() <= engine.room()) {
      bytes.insert(bytes.end(), stream.records[sent].begin(), stream.records[sent].end());
      ++sent;
    }
    engine.push(bytes);
    for (int i = 0; i < 6; ++i) engine.cycle();  // a run_to takes longer than that
    // The next record that is not sent belongs to a later step than the target.
    const std::uint32_t promise = sent < stream.records.size() ? stream.owners[sent] - 1 : last;
    const std::uint32_t ahead = random.chance(50) ? 1000 : random.below(5);
    engine.target = std::max(engine.target, std::min(promise, engine.step + ahead));
    for (std::uint32_t i = random.below(200); i > 0; --i) engine.cycle();
  }
}

// Runs step 1 with these records; returns how many cycles_wait it took.
std::uint64_t run_one(Engine& engine, const Bytes& records) {
  engine.push(records);
  for (int i = 0; i < 6; ++i) engine.cycle();
  engine.target = 1;
  for (int i = 0; i < 400; ++i) engine.cycle();
  return engine.wait;
}

}  // namespace

TEST_CASE("slk_records gives every step what is recorded, at the same cost whenever it comes") {
  Random random;
  std::uint64_t inputs = 0, modulators = 0, waits = 0;
  while (inputs < cases() / 10) {
    const Stream stream = random_stream(random, 20 + random.below(300));
    for (int again = 0; again < 2; ++again) {
      Engine engine(random);
      play(engine, stream, random);
      REQUIRE_FALSE(engine.fault_kind);
      REQUIRE_FALSE(engine.fault_step);
      REQUIRE((engine.steps == stream.steps));
      REQUIRE(engine.wait == stream.cycles);
      for (const Step& step : engine.steps) {
        inputs += step.lines.size();
        modulators += step.modulators.size();
      }
      waits += engine.wait;
    }
  }
  compared("inputs", inputs);
  compared("modulators", modulators);
  compared("cycles between steps", waits);
}

TEST_CASE("slk_records counts 2 cycles a step, 1 a byte, 1 a further bit of a bitmap byte") {
  Random random;
  const auto cost = [&](const Bytes& records) {
    Engine engine(random);
    return run_one(engine, records);
  };
  CHECK(cost({}) == 2);
  CHECK(cost({0x81}) == 3);
  CHECK(cost({0x82}) == 3);  // the move beyond the step
  CHECK(cost({1, 1, 0, 0, 0}) == 7);
  CHECK(cost({0x81, 2, 1}) == 5);
  CHECK(cost({0x81, 3}) == 4);
  CHECK(cost({0x81, 4, 1, 2, 3, 4}) == 8);
  CHECK(cost({0x81, 3, 4, 1, 2, 3, 4, 2, 0, 4, 5, 6, 7, 8}) == 2 + 14);
  CHECK(cost({0x81, 0x42, 5, 0, 1, 1}) == 8);
  CHECK(cost({0x81, 0x22, 0, 0x00, 0x01, 0xff}) == 3 + 5 + 7);
}

TEST_CASE("slk_records stops the run at a record of unknown kind or for the wrong step") {
  Random random;
  struct Case {
    Bytes records;
    bool kind;
  };
  std::vector<Case> faulty{
      {{0x81, 0x40, 0x00, 0x08}, true},        // line 2048
      {{0x81, 0x40, 0xff, 0xff}, true},        // line 65535
      {{0x81, 0x41, 0xff, 0x07, 1}, true},     // 2047 + 1
      {{0x81, 0x21, 0xff, 0x80, 0x01}, true},  // line / 8 = 256
      {{0x80}, false},                         // not ahead
      {{1, 0, 0, 0, 0}, false},                // not ahead
      {{0x81, 1, 1, 0, 0, 0}, false},          // not ahead
      {{0x40, 0, 0}, false},                   // for step 0
      {{0x20, 0, 0}, false},
      {{2, 0}, false},
      {{3}, false},
      {{4, 0, 0, 0, 0}, false},
  };
  for (unsigned kind = 0; kind < spec::kRecordBitmap; ++kind) {
    if (kind >= spec::kRecordStep && kind <= spec::kRecordModulators) continue;
    faulty.push_back({{0x81, static_cast<std::uint8_t>(kind)}, true});
  }
  for (const Case& c : faulty) {
    Engine engine(random);
    run_one(engine, c.records);
    CAPTURE(static_cast<int>(c.records[0]), static_cast<int>(c.records.back()), c.records.size());
    REQUIRE(engine.fault_kind == c.kind);
    REQUIRE(engine.fault_step == !c.kind);
    REQUIRE(engine.step == 0);
    // Cleared, it runs on.
    engine.clear();
    REQUIRE(engine.fault_kind == c.kind);
    engine.target = 3;
    for (int i = 0; i < 400; ++i) engine.cycle();
    REQUIRE(engine.step == 3);
    for (const Step& step : engine.steps) REQUIRE((step == Step{}));
  }
  compared("faults", faulty.size());
}
