#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh BUILD JOBS [TARGET...]: configures and compiles; without a target everything. The RTL comes
# last, so that RTL that does not compile leaves a working command behind, which says so.
set -eu
build=$1
jobs=$2
shift 2
if [ ! -f "$build/build.ninja" ]; then
  echo "build: configuring"
  cmake -S . -B "$build" -G Ninja >"$build.log" 2>&1 || { cat "$build.log" >&2; exit 3; }
  rm -f "$build.log"
fi

# On a terminal, Ninja's line of progress; in a pipe, only what went wrong.
make_target() {
  if [ -t 1 ]; then
    ninja -C "$build" -j "$jobs" "$1"
  else
    echo "build: $1"
    said=$(ninja -C "$build" --quiet -j "$jobs" "$1" 2>&1) || { echo "$said" >&2; return 1; }
  fi
}

# The command first: it says so when the RTL does not compile.
[ $# -gt 0 ] || set -- spikelock all rtl
for target in "$@"; do make_target "$target"; done
