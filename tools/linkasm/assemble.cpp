// SPDX-License-Identifier: Apache-2.0
// Text of a program to instructions, in two passes: what names mean, then what lines say.
//
//   bits 15       14..13   12..10     9..8    7..0
//        0        source   function   bytes   operand; in memory bit 7 adds `,x`
//        1        14: unless   13..9: condition   8..0: label
#include <sstream>

#include "models/error.hpp"
#include "tools/linkasm/program.hpp"

namespace slk::linkasm {

namespace {

enum Source { kMemory, kImmediate, kPort, kAction };
enum Bytes { kAccumulator, kOne, kFour };
constexpr unsigned kStore = 5;       // actions pass on what a store would write
constexpr unsigned kCondition = 31;  // of call and, inverted, return

const std::map<std::string, unsigned>& functions() {
  static const std::map<std::string, unsigned> all{{"load", 0},       {"increment", 1},
                                                   {"add", 2},        {"compare", 4},
                                                   {"store", kStore}, {"subtract", 6}};
  return all;
}

class Assembler {
 public:
  Assembler(const std::string& path, const specgen::Spec& spec) : path_(path) {
    for (const specgen::Constant& constant : spec.constants) {
      constants_[constant.name] = constant.value;
    }
    for (const specgen::Register& reg : spec.registers) {
      constants_["register_" + reg.body.name] = reg.address;
    }
  }

  Program run(const std::string& text) {
    for (const bool labels : {true, false}) {
      std::istringstream lines(text);
      std::string line;
      program_.instructions.clear();
      label_.clear();
      for (line_ = 1; std::getline(lines, line); ++line_) {
        std::istringstream words(line.substr(0, line.find(';')));
        std::vector<std::string> all;
        for (std::string word; words >> word;) all.push_back(word);
        if (!all.empty()) read(all, labels);
      }
    }
    refuse_nesting();
    unsigned lowest = kMemoryBytes;
    for (const auto& [name, at] : bytes_) lowest = std::min(lowest, at);
    const std::size_t room = kMemoryWords - kMemoryBytes + lowest;
    if (program_.instructions.size() > room) {
      refuse(std::to_string(program_.instructions.size()) + " instructions; there is room for " +
             std::to_string(room));
    }
    return program_;
  }

 private:
  [[noreturn]] void refuse(const std::string& fault) const {
    throw Error(path_ + ":" + std::to_string(line_) + ": " + fault);
  }

  std::int64_t find(const std::map<std::string, std::int64_t>& names,
                    const std::string& name) const {
    const auto at = names.find(name);
    if (at == names.end()) refuse("no '" + name + "' here; a name that is declared or the spec's");
    return at->second;
  }
  unsigned find(const std::map<std::string, unsigned>& names, const std::string& name) const {
    const auto at = names.find(name);
    if (at == names.end())
      refuse("no '" + name + "' here; a name that is declared above or a label");
    return at->second;
  }

  // Names and numbers with + and - between them.
  std::int64_t sum(const std::string& text) const {
    std::int64_t result = 0;
    for (std::size_t at = 0; at < text.size();) {
      const bool minus = text[at] == '-';
      if (text[at] == '+' || minus) ++at;
      const std::size_t end = std::min(text.find_first_of("+-", at), text.size());
      const std::string term = text.substr(at, end - at);
      if (term.empty()) refuse("'" + text + "' is no number; terms with + and - between them");
      const bool digits = term.find_first_not_of("0123456789abcdefx") == std::string::npos &&
                          std::isdigit(static_cast<unsigned char>(term[0])) != 0;
      const std::int64_t value = digits ? std::stoll(term, nullptr, 0) : find(constants_, term);
      result += minus ? -value : value;
      at = end;
    }
    return result;
  }

  void read(const std::vector<std::string>& words, bool labels) {
    const std::string& first = words[0];
    if (first.back() == ':') {
      const std::string name = first.substr(0, first.size() - 1);
      const auto here = static_cast<unsigned>(program_.instructions.size());
      if (labels && !labels_.emplace(name, here).second)
        refuse("label '" + name + "' is there twice");
      label_ += first + " ";
      if (words.size() > 1) read({words.begin() + 1, words.end()}, labels);
    } else if (words.size() == 3 &&
               (first == "condition" || first == "port" || first == "action" || first == "byte")) {
      const auto number = static_cast<unsigned>(sum(words[2]));
      auto& names = first == "condition" ? program_.conditions
                    : first == "port"    ? program_.ports
                    : first == "action"  ? program_.actions
                                         : bytes_;
      const unsigned limit = first == "port" ? 16 : first == "byte" ? kMemoryBytes : kCondition;
      if (number >= limit) refuse("'" + words[1] + "' is beyond " + std::to_string(limit - 1));
      if (labels && !names.emplace(words[1], number).second)
        refuse("'" + words[1] + "' is there twice");
    } else {
      std::string text = label_;
      for (const std::string& word : words) text += (&word == words.data() ? "" : " ") + word;
      label_.clear();
      program_.instructions.push_back(
          {static_cast<std::uint16_t>(labels ? 0 : instruction(words)), text});
    }
  }

  // There is one address to return to. A part of the program that is called ends with its first
  // return.
  void refuse_nesting() const {
    std::map<unsigned, std::string> called;
    for (const Instruction& instruction : program_.instructions) {
      for (const auto& [name, at] : labels_) {
        if (instruction.bits == jump(0, kCondition, at)) called[at] = name;
      }
    }
    for (const auto& [at, name] : called) {
      for (std::size_t i = at; program_.instructions[i].bits != jump(1, kCondition, 0); ++i) {
        for (const auto& [to, other] : called) {
          if (program_.instructions[i].bits == jump(0, kCondition, to)) {
            refuse("'" + name + "' calls '" + other + "'; one level of calls");
          }
        }
        if (i + 1 == program_.instructions.size()) refuse("'" + name + "' has no return; one");
      }
    }
  }

  static unsigned jump(unsigned unless, unsigned condition, unsigned to) {
    return 1u << 15 | unless << 14 | condition << 9 | to;
  }

  unsigned instruction(const std::vector<std::string>& words) const {
    const std::string& first = words[0];
    if (words.size() == 4 && (first == "if" || first == "unless") && words[2] == "goto") {
      return jump(first == "unless", find(program_.conditions, words[1]), find(labels_, words[3]));
    }
    if (words.size() == 2 && first == "goto") {
      return jump(0, find(program_.conditions, "always"), find(labels_, words[1]));
    }
    if (words.size() == 2 && first == "call") return jump(0, kCondition, find(labels_, words[1]));
    if (words.size() == 1 && first == "return") return jump(1, kCondition, 0);

    // The digit behind a word: how many bytes of data.
    std::string name = first;
    Bytes bytes = kAccumulator;
    if (name.back() == '1' || name.back() == '4') {
      bytes = name.back() == '1' ? kOne : kFour;
      name.pop_back();
    }
    const auto encode = [&](Source source, unsigned function, unsigned operand) {
      return source << 13 | function << 10 | bytes << 8 | operand;
    };
    if (words.size() == 1) return encode(kAction, kStore, find(program_.actions, name));
    if (words.size() != 2) refuse("'" + first + "' with too many words; one operand");
    const unsigned function = find(functions(), name);
    const std::string& operand = words[1];
    const bool writes = name == "store" || name == "increment";
    if (operand[0] == '#' && !writes) {
      const std::int64_t value = sum(operand.substr(1));
      if (value < -128 || value > 255) refuse("'" + operand + "' is no byte; -128..255");
      return encode(kImmediate, function, static_cast<unsigned>(value) & 0xff);
    }
    if (operand[0] == '@' && !writes) {
      return encode(kPort, function, find(program_.ports, operand.substr(1)));
    }
    const std::size_t comma = operand.find(",x");
    const std::size_t plus = operand.find('+');
    const unsigned base = find(bytes_, operand.substr(0, std::min(comma, plus)));
    const std::int64_t offset =
        plus == std::string::npos ? 0 : sum(operand.substr(plus, comma - plus));
    return encode(kMemory, function,
                  (base + static_cast<unsigned>(offset)) | (comma != std::string::npos ? 0x80 : 0));
  }

  std::string path_;
  int line_ = 0;
  std::map<std::string, std::int64_t> constants_;
  std::map<std::string, unsigned> labels_, bytes_;
  std::string label_;
  Program program_;
};

}  // namespace

Program assemble(const std::string& text, const std::string& path, const specgen::Spec& spec) {
  return Assembler(path, spec).run(text);
}

}  // namespace slk::linkasm
