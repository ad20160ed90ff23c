// SPDX-License-Identifier: Apache-2.0
// Link: the host's end of the line (docs/link.md). Commands go out one behind the other and are
// sent again until they are answered; answers come back in the order of the commands.
//
// What is sent depends on the contents of the replies alone, which are handled one by one in their
// order, and on silence; never on how the bytes came in. Two devices that answer alike are sent the
// same bytes.
//
// A line that breaks is opened again. Then, and before a silent device is given up, it is asked
// whether it still has our session, by a read with a number that it has executed already: that
// changes nothing, however often it comes. If it has, everything unanswered is sent again.
#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/frame_size.hpp"
#include "models/byte_pipe.hpp"
#include "models/commands.hpp"
#include "models/frame.hpp"

namespace slk {

// Bytes on the line, as the host counts them.
struct LineBytes {
  std::uint64_t written = 0;
  std::uint64_t read = 0;
};

// What the device has, as its registers say.
struct LinkSizes {
  std::uint32_t clocks_per_bit = 0;
  std::uint32_t receive = 0;  // bytes of payload that may be unanswered
  std::uint32_t records = 0;  // bytes
  std::uint32_t output = 0;   // entries
};

class Link {
 public:
  // A line that is silent for `patience` byte times, beside the time that bytes under way take, has
  // lost something. `name` is for sentences.
  Link(std::string name, std::unique_ptr<BytePipe> pipe, std::uint64_t patience);

  // Begins or resumes a session with sequence number 0, and learns the sizes; returns the session
  // before. Comes first, and only while nothing is unanswered.
  // Throws Error: nobody answers, no core of ours, another spec.
  std::uint32_t hello(std::uint32_t session);

  std::uint32_t session() const { return session_; }
  const std::string& name() const { return name_; }
  const LinkSizes& sizes() const { return sizes_; }
  BytePipe& pipe() { return *pipe_; }
  LineBytes line_bytes() const { return line_; }
  // Most bytes of data that a frame should carry now; fewer while the line loses frames.
  std::size_t frame_bytes() const { return frame_size_.bytes(); }

  // May these commands be sent before another one is answered? On a line that loses frames few are
  // under way, because what is behind a lost one is lost, too.
  bool fits(std::initializer_list<Command> commands) const;
  // Sends it; it must fit. The device may take `patience` byte times more than usual to answer. The
  // caller sends nothing that changes what a read reads until that read is answered.
  void send(const Command& command, std::uint64_t patience = 0);
  std::size_t unanswered() const { return unanswered_.size(); }

  // A command and its reply, whatever its status but `sequence`. Only a read, an output and a hello
  // bring data. After a status that is not ok, nothing that was sent behind has been executed, nor
  // will it be, and none of it is unanswered any more.
  //
  // If `withdrawn` is not empty it is no answer. Frames so long do not get through: these commands,
  // the first without an answer and all behind it, may have been executed or not, and none of them
  // is unanswered any more. They are to be sent again, in order, in frames of frame_bytes().
  struct Answer {
    Command command;
    Reply reply;
    std::vector<Command> withdrawn;
  };
  // Waits for the answer to the first command that has none; there must be one. Throws Error
  // (exit 3): the device stopped answering, was reset, or was used by another program; the line
  // broke and could not be opened again.
  Answer receive();

 private:
  struct Sent {
    std::uint8_t sequence = 0;
    Command command;
    std::size_t payload = 0;     // bytes
    std::size_t data = 0;        // bytes of it or of its reply, those of rows, records or entries
    std::uint64_t patience = 0;  // byte times that its execution may take
    bool answered = false;
    bool asked_again = false;  // its reply was lost, and it was sent again for that
    Reply reply;
  };

  void write(const Sent& sent);
  void write_frame(std::uint8_t sequence, const Command& command);
  void go_back(std::size_t first);
  void start_over();
  std::vector<Command> withdraw();
  Reply next_reply();
  void wait_for_bytes();
  std::uint64_t silence_limit() const;
  void take_silence();
  void reconnect();
  bool has_session() const;
  void ask_session();
  void take_session(const Reply& reply);
  void take(const Reply& reply);
  void take_refusal(const Reply& reply);
  bool acknowledge(std::size_t count);
  void set_answered(Sent& sent, const Reply& reply);
  void progress();
  void fruitless();
  void give_up() const;

  std::string name_;
  std::unique_ptr<BytePipe> pipe_;
  std::uint64_t patience_;
  LinkSizes sizes_;
  LineBytes line_;
  std::uint32_t session_ = 0;
  bool greeted_ = false;   // the device has our session
  std::uint8_t next_ = 0;  // sequence number of the next command
  std::deque<Sent> unanswered_;
  std::optional<std::uint8_t> refused_;  // last `sequence` since some command got through
  FrameSize frame_size_;
  bool too_long_ = false;  // what is unanswered; it is to be withdrawn

  FrameReader reader_;
  Bytes received_;
  std::size_t next_byte_ = 0;             // of received_
  std::string broken_;                    // why the line is to be opened again; empty: it need not
  std::optional<std::uint8_t> question_;  // number with which we ask for the session, until we know
  // Since the last answer that was waited for.
  int silences_ = 0;
  std::uint32_t tries_ = 0;          // to open the line again
  int fruitless_ = 0;                // replies that were not
  std::uint64_t bytes_heard_ = 0;    // of anything
  std::uint64_t waited_ = 0;         // byte times since the last reply or going back
  std::uint64_t faults_before_ = 0;  // frames that were damaged until then
};

}  // namespace slk
