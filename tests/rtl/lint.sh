#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lint.sh verilator|yosys PARAMETER=VALUE...: reads every file of rtl/sources.f, slk_top with these
# parameters; fails if the tool fails or says anything at all.
set -u
tool=$1
shift
cd "$(dirname "$0")/../.." || exit 2
files=$(grep '^rtl/' rtl/sources.f)
case $tool in
  verilator)
    options=
    for parameter; do options="$options -G$parameter"; done
    said=$(verilator --lint-only -Wall --assert --top-module slk_top $options $files 2>&1)
    ;;
  yosys)
    options=
    for parameter; do options="$options -chparam ${parameter%=*} ${parameter#*=}"; done
    said=$(yosys -q -p "read_verilog -sv $(echo $files); hierarchy -check -top slk_top $options;
                        proc; check -assert" 2>&1)
    ;;
  *)
    echo "lint.sh: no tool '$tool'; verilator or yosys" >&2
    exit 2
    ;;
esac
status=$?
echo "$tool $*: exit $status, $(echo $files | wc -w) files"
if [ $status -ne 0 ] || [ -n "$said" ]; then
  echo "$said"
  exit 1
fi
