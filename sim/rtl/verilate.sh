#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# verilate.sh LOG VERILATOR ARGUMENT...: runs Verilator quietly; on failure shows what it said and
# leaves no library behind, so that nobody runs an old model of a broken design.
log=$1
shift
export MAKEFLAGS=
if "$@" >"$log" 2>&1; then
  exit 0
fi
cat "$log" >&2
rm -f "${log%.log}"/*__ALL.a "${log%.log}.so"
exit 1
