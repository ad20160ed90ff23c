// SPDX-License-Identifier: Apache-2.0
// Emission of a core in a mesh, against a machine that is moved cycle by cycle: what is popped,
// walks and is offered, and all of it stands still while a packet waits.
#include <catch2/catch.hpp>

#include "models/core_cycles.hpp"
#include "sim/tlm/emitter.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using tests::Draw;

namespace {

struct Source {
  std::uint64_t ready = 0;
  std::vector<std::optional<spec::Packet>> routes;
};

struct Offer {
  std::uint64_t from = 0, taken = 0;
  spec::Packet packet;
  friend bool operator==(const Offer& x, const Offer& y) {
    return x.from == y.from && x.taken == y.taken && x.packet == y.packet;
  }
};

// Registers of rtl/slk_emitter.sv and its walker: in `fetched` a source that was popped, in
// `walking` one whose routes from `at` on are to be read, in `read` a route that was.
class Machine {
 public:
  explicit Machine(const std::vector<Source>& sources) : sources_(sources) {}

  std::vector<Offer> offers;
  std::uint64_t idle = 0;  // first cycle in which nothing is under way

  void run(const std::vector<bool>& ready) {
    for (std::uint64_t cycle = 0; cycle == 0 || !is_idle(); ++cycle) {
      const bool offered = read_ && *read_;
      if (offered && new_) offers.push_back({cycle, 0, **read_});
      new_ = false;
      if (offered && !ready[cycle % ready.size()]) continue;
      if (offered) offers.back().taken = cycle;
      step(cycle);
      idle = cycle + 1;
    }
  }

 private:
  bool is_idle() const { return next_ == sources_.size() && !fetched_ && !walking_ && !read_; }

  void step(std::uint64_t cycle) {
    if (fetched_) {
      walking_ = fetched_;
      at_ = 0;
      fetched_ = nullptr;
    }
    const std::size_t left = walking_ ? walking_->routes.size() - at_ : 0;
    read_.reset();
    if (left > 0) {
      read_ = walking_->routes[at_++];
      new_ = true;
    }
    if (left <= 1) {
      walking_ = nullptr;
      if (next_ < sources_.size() && sources_[next_].ready <= cycle) fetched_ = &sources_[next_++];
    }
  }

  const std::vector<Source>& sources_;
  std::size_t next_ = 0;
  const Source* fetched_ = nullptr;
  const Source* walking_ = nullptr;
  std::size_t at_ = 0;
  std::optional<std::optional<spec::Packet>> read_;
  bool new_ = false;
};

// Ends with a packet, or with a source that has none.
std::vector<Source> random_sources(Draw& draw) {
  std::vector<Source> sources(draw.below(12));
  std::uint64_t ready = 0;
  for (Source& source : sources) {
    if (draw.chance(60)) ready += draw.below(20);
    source.ready = ready;
    if (draw.chance(25)) continue;
    source.routes.resize(1 + draw.below(draw.chance(20) ? 20 : 4));
    for (auto& route : source.routes) {
      if (draw.chance(90)) route = spec::Packet{draw.below(1024), draw.below(256), 0, 0};
    }
  }
  return sources;
}

}  // namespace

TEST_CASE("an emitter offers each packet in the cycle in which the registers do") {
  Draw draw("test_sim", 20000);
  std::uint64_t packets = 0, waits = 0;
  Emitter emitter;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::vector<Source> sources = random_sources(draw);
    std::vector<bool> ready(1 + draw.below(40));
    const std::uint32_t percent = 10 + draw.below(91);
    for (std::size_t c = 0; c < ready.size(); ++c) ready[c] = c == 0 || draw.chance(percent);

    Machine machine(sources);
    machine.run(ready);
    emitter.clear();
    for (const Source& source : sources) {
      emitter.add_source(source.ready);
      for (const auto& route : source.routes) emitter.add_route(route);
    }
    std::vector<Offer> offers;
    while (emitter.offers()) {
      const std::uint64_t from = emitter.offers_from();
      std::uint64_t taken = from;
      while (!ready[taken % ready.size()]) ++taken;
      offers.push_back({from, taken, emitter.packet()});
      emitter.taken(taken);
      waits += taken - from;
    }
    INFO("case " << i);
    REQUIRE((offers == machine.offers));
    if (!sources.empty()) REQUIRE(emitter.end() + 1 == machine.idle);
    packets += offers.size();
  }
  std::cout << "emitter: " << packets << " packets waited for " << waits << " cycles\n";
  CHECK(packets > 0);
}

TEST_CASE("an emitter that never waits keeps the formula of a core that is alone") {
  Draw draw("test_sim", 2000);
  Emitter emitter;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    Emission emission;
    emitter.clear();
    std::vector<std::uint64_t> expected;
    const auto add = [&](std::uint64_t ready) {
      const std::uint32_t routes = draw.below(4);
      emitter.add_source(ready);
      for (std::uint32_t r = 0; r < routes; ++r) emitter.add_route(spec::Packet{r, 0, 0, 0});
      return routes;
    };
    // A delivery is in the ring in the cycle after its packet is taken.
    const auto expect = [&](std::uint32_t routes) {
      for (std::uint32_t r = routes; r > 0; --r) expected.push_back(emission.end() - r);
    };
    for (std::uint32_t line = draw.below(5); line > 0; --line) {
      const std::uint32_t routes = add(0);
      emission.add_input(routes);
      expect(routes);
    }
    for (std::uint32_t slot = 0; slot < 30; ++slot) {
      if (!draw.chance(40)) continue;
      const std::uint64_t ready = spike_ready(slot, {});
      const std::uint32_t routes = add(ready);
      emission.add_spike(ready, routes);
      expect(routes);
    }
    for (const std::uint64_t cycle : expected) {
      REQUIRE(emitter.offers());
      REQUIRE(emitter.offers_from() == cycle);
      emitter.taken(cycle);
    }
    REQUIRE_FALSE(emitter.offers());
  }
}
