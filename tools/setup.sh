#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# setup.sh [--if-missing]: installs the Debian packages that Spikelock is built with. With --if-missing
# it says nothing when all are there.
set -eu
packages="g++ cmake ninja-build ccache pkg-config ca-certificates
  verilator yosys nextpnr-ice40 fpga-icestorm zlib1g-dev libsystemc-dev
  libmetis-dev libboost-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev catch2
  clang-format clang-tidy clang libclang-rt-14-dev"

missing=""
for package in $packages; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
  [ "${1:-}" = --if-missing ] || echo "setup: every package is installed"
  exit 0
fi

sudo=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: missing packages:$missing; install them as root: apt-get install$missing" >&2
    exit 3
  fi
  sudo=sudo
fi
echo "setup: installing with apt:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { $sudo apt-get update && $sudo apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "setup: apt failed (above); the whole log is $log" >&2
  exit 3
fi
rm -f "$log"
echo "setup: done"
