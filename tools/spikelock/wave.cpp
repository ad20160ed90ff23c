// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/wave.hpp"

#include <filesystem>
#include <fstream>

#include "models/error.hpp"

namespace slk {
namespace {

// Trace flags of GTKWave's save format: right-justified, with a radix.
constexpr const char* kBinary = "@28";
constexpr const char* kDecimal = "@24";
constexpr const char* kSigned = "@420";
constexpr const char* kComment = "@200";

struct Signal {
  const char* format;
  const char* name;  // below the core; "-..." is a comment
};

constexpr Signal kSignals[] = {
    {kComment, "-phases of the step"},
    {kBinary, "clk_i"},
    {kDecimal, "u_registers.step_q[31:0]"},
    {kBinary, "u_sequencer.in_flush_o"},
    {kBinary, "u_sequencer.in_reset_o"},
    {kBinary, "u_sequencer.in_rescale_o"},
    {kBinary, "u_sequencer.in_synapse_o"},
    {kBinary, "u_sequencer.in_update_o"},
    {kComment, "-synapse pass"},
    {kBinary, "event_valid"},
    {kDecimal, "event_axon[9:0]"},
    {kBinary, "word_valid"},
    {kDecimal, "u_synapse_pass.addr[17:0]"},
    {kDecimal, "u_synapse_pass.segment[9:0]"},
    {kDecimal, "shift[3:0]"},
    {kBinary, "receptor[1:0]"},
    {kComment, "-learning"},
    {kBinary, "word_plastic"},
    {kBinary, "closing_pass"},
    {kBinary, "flush_pass"},
    {kBinary, "word_written"},
    {kComment, "-neuron updates (trace port)"},
    {kBinary, "trace_valid_o"},
    {kDecimal, "trace_o.slot[8:0]"},
    {kBinary, "trace_o.spike"},
    {kSigned, "trace_o.u0[23:0]"},
    {kSigned, "trace_o.u1[23:0]"},
    {kSigned, "trace_o.v[23:0]"},
    {kSigned, "trace_o.a[23:0]"},
    {kDecimal, "trace_o.r[7:0]"},
    {kComment, "-emission"},
    {kBinary, "deliver"},
    {kDecimal, "deliver_axon[9:0]"},
    {kDecimal, "deliver_slot[4:0]"},
    {kComment, "-faults"},
    {kBinary, "fault_o"},
};

}  // namespace

std::string write_gtkwave_view(const std::string& wave, const Divergence* divergence) {
  const std::filesystem::path path(wave);
  std::string view = std::filesystem::path(path).replace_extension(".gtkw").string();
  std::ofstream out(view);
  out << "[dumpfile] \"" << path.filename().string() << "\"\n[size] 1600 900\n[sst_expanded] 0\n"
      << "*-9.0 0\n";  // zoom: some fifty clock cycles
  if (divergence) out << kComment << "\n-" << divergence->message << '\n';
  for (const Signal& signal : kSignals) {
    out << signal.format << '\n';
    if (signal.format != kComment) out << "TOP.slk_top.u_core.";
    out << signal.name << '\n';
  }
  out.close();
  if (!out) throw Error(view + ": cannot be written; name a wave file in a folder that exists");
  return view;
}

}  // namespace slk
