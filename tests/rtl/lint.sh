#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lint.sh verilator|yosys TOP PARAMETER=VALUE...: reads every file of rtl/sources.f, TOP with these
# parameters; fails if the tool fails or says anything at all.
set -u
tool=$1
top=$2
shift 2
cd "$(dirname "$0")/../.." || exit 2
files=$(grep '^rtl/' rtl/sources.f)
case $tool in
  verilator)
    options=
    for parameter; do options="$options -G$parameter"; done
    said=$(verilator --lint-only -Wall --assert --top-module $top $options $files 2>&1)
    ;;
  yosys)
    options=
    for parameter; do options="$options -set ${parameter%=*} ${parameter#*=}"; done
    # Not hierarchy's own -chparam, which trips over a parameter whose default is another one.
    said=$(yosys -q -p "read_verilog -sv $(echo $files); chparam $options $top;
                        hierarchy -check -top $top; proc; check -assert" 2>&1)
    ;;
  *)
    echo "lint.sh: no tool '$tool'; verilator or yosys" >&2
    exit 2
    ;;
esac
status=$?
echo "$tool $top $*: exit $status, $(echo $files | wc -w) files"
if [ $status -ne 0 ] || [ -n "$said" ]; then
  echo "$said"
  exit 1
fi
