#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# style.sh CHECK: holds the files of the repository to its rules and prints what breaks them. CHECK is
# fences, licences, lengths, words, top, format or mutants.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
faults=0
checked=0

fault() {
  echo "$*"
  faults=$((faults + 1))
}

# Files that git knows or would know, and that are there.
files() {
  git ls-files -co --exclude-standard -- "$@" | while read -r file; do
    [ -f "$file" ] && echo "$file"
  done
}

is_generated() { [[ $1 == */gen/* ]]; }

# fence FILE INCLUDE: may this file have this include?
fence() {
  local file=$1 include=$2
  case $include in
    '<systemc'* | '<tlm'*) [[ $file == sim/tlm/* ]] ;;
    '<verilated'* | '"verilated'* | '"V'*.h'"' | '"@PREFIX@.h"' | '<gtkwave/'*) [[ $file == sim/rtl/* || $file == tests/* ]] ;;
    '<yaml-cpp/'*) [[ $file == models/yaml_tree.cpp || $file == tools/specgen/* ]] ;;
    '<CLI/'*) [[ $file == tools/*/*main.cpp || $file == tests/*_main.cpp ]] ;;
    '<boost/asio'*) [[ $file == host/asio_line.hpp ]] ;;
    '"host/asio_line.hpp"') [[ $file == host/*_pipe.cpp ]] ;;
    '<dlfcn.h>') [[ $file == sim/rtl/* || $file == tests/* ]] ;;
    '"models/'*) true ;;
    '"sim/'*) [[ $file =~ ^(sim|tools|tests)/ ]] ;;
    '"host/'*) [[ $file =~ ^(host|tools|tests)/ ]] ;;
    '"tools/'*) [[ $file =~ ^(tools|tests)/ ]] ;;
    '"tests/'*) [[ $file =~ ^tests/ ]] ;;
    '"'*) false ;;  # a path that does not begin at the root
    *) true ;;
  esac
}

check_fences() {
  local file include
  while IFS=: read -r file include; do
    checked=$((checked + 1))
    fence "$file" "$include" || fault "$file: #include $include crosses a fence; see docs/architecture.md, section 2"
  done < <(files '*.cpp' '*.hpp' '*.cpp.in' | xargs grep -HoE '^ *# *include +[<"][^>"]+[>"]' | sed -E 's/: *# *include +/:/')
}

check_licences() {
  local file
  for file in $(files '*.cpp' '*.hpp' '*.cpp.in' '*.sv' '*.f' '*.sh' '*.cmake' '*CMakeLists.txt' '*.yaml' \
    Makefile '.ci/*'); do
    checked=$((checked + 1))
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
      fault "$file: no line 'SPDX-License-Identifier: Apache-2.0' on top"
  done
}

check_lengths() {
  local file lines
  for file in $(files '*.cpp' '*.hpp' '*.sv' '*.sh' '*.cmake' '*CMakeLists.txt'); do
    is_generated "$file" && continue
    checked=$((checked + 1))
    lines=$(wc -l <"$file")
    [ "$lines" -le 400 ] || grep -q 'Longer than 400 lines because' "$file" ||
      fault "$file: $lines lines; split it, or say 'Longer than 400 lines because ...'"
  done
}

# Paths of somebody's machine, and marks of unfinished work. Spelt so that this file does not match.
check_words() {
  local line
  checked=$(files | wc -l)
  while read -r line; do
    fault "$line"
  done < <(files ':!LICENSE' ':!*.csv' | xargs grep -nIE \
    "(^|[^A-Za-z0-9_.}/-])/(wor[k]|hom[e]|roo[t])/|\b(TOD[O]|FIXM[E]|XX[X])\b|[Pp]laceholde[r]")
}

check_top() {
  local entry
  for entry in $(files | cut -d/ -f1 | sort -u); do
    checked=$((checked + 1))
    case $entry in
      rtl | sim | host | models | constraints | tests | tools | docs) ;;
      Makefile | CMakeLists.txt | README.md | LICENSE | CHANGELOG.md | CONTRIBUTING.md | .*) ;;
      *) fault "$entry: not a top-level entry of Spikelock; see docs/architecture.md, section 2" ;;
    esac
  done
}

check_format() {
  local file
  for file in $(files '*.cpp' '*.hpp'); do
    is_generated "$file" && continue
    checked=$((checked + 1))
    clang-format --dry-run -Werror "$file" >/dev/null 2>&1 || fault "$file: run 'make format'"
  done
}

# The text of every mutant is still there: nobody runs them all after each change.
check_mutants() {
  local name file from to tests
  while IFS='|' read -r name file from to tests; do
    case $name in '' | '#'*) continue ;; esac
    checked=$((checked + 1))
    file=${file//[[:space:]]/} from=${from# } from=${from% }
    grep -qF -- "$from" "$file" || fault "tests/mutants/mutants.txt: ${name%% *}: $file does not say '$from'"
    [[ $tests =~ ^\ *(test_.*|plastic)?\ *$ ]] ||
      fault "tests/mutants/mutants.txt: ${name%% *}: '$tests' is no test; is there a bar in one of the texts?"
  done <tests/mutants/mutants.txt
}

case ${1:-} in
  fences | licences | lengths | words | top | format | mutants) "check_$1" ;;
  *)
    echo "style.sh: no check '${1:-}'; fences, licences, lengths, words, top, format or mutants" >&2
    exit 2
    ;;
esac
echo "$1: $checked checked, $faults faults"
[ "$faults" = 0 ] && [ "$checked" -ge 10 ]
