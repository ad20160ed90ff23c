#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# synth.sh [--accept] [SIZE[/FAMILY]]...: area of the sizes in tools/synth/sizes.txt (all without an
# argument) as Yosys maps them, held to tools/synth/budget.txt: no row may grow by more than 2 %, nor by a
# block RAM. When one has, the design is mapped once more, module by module, and compared to
# tools/synth/modules.txt to name what grew. --accept writes both files anew for the rows measured.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=tools/synth
accept=''
[ "${1:-}" != --accept ] || { accept=1; shift; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# rows: size, family, top, parameters; those that the arguments name.
rows() {
  local name families top parameters family wanted
  grep -v '^#' "$folder/sizes.txt" | while read -r name families top parameters; do
    for family in ${families//,/ }; do
      for wanted in "${@:-$name}"; do
        [ "$wanted" != "$name" ] && [ "$wanted" != "$name/$family" ] || echo "$name $family $top $parameters"
      done
    done
  done
}

# synth_xilinx with one other step: its mapper takes a LUT of six inputs for dearer than smaller ones, but
# the budget counts every LUT as one, and so does this one, which looks for area before depth.
xc7() {
  local options="-family xc7 -noiopad -noclkbuf -nowidelut $2" pass='strash;dch,-f;if,-D,100;mfs2;lutpack,-S,1'
  echo "synth_xilinx $options -top $1 -run begin:map_luts;
        opt_expr -mux_undef -noclkinv;
        abc -lut 6 -script +strash;&get,-n;&fraig,-x;&put;scorr;dc2;$pass;$pass;$pass; clean;
        techmap -map +/xilinx/ff_map.v; xilinx_srl -fixed -minlen 3;
        techmap -map +/xilinx/lut_map.v -map +/xilinx/cells_map.v -D LUT_WIDTH=6;
        xilinx_dffopt; opt_lut_ins -tech xilinx;
        synth_xilinx $options -top $1 -run finalize:check"
}

# map FAMILY TOP flat|modules PARAMETER=VALUE...: leaves what `stat` says in $work/stat.txt
map() {
  local family=$1 top=$2 flat=$3 set='' parameter command
  shift 3
  for parameter; do set+="-set ${parameter%=*} ${parameter#*=} "; done
  case $family/$flat in
    ice40/flat) command="synth_ice40 -device hx -top $top" ;;
    ice40/modules) command="synth_ice40 -device hx -noflatten -top $top" ;;
    ecp5/flat) command="synth_ecp5 -nowidelut -top $top" ;;
    ecp5/modules) command="synth_ecp5 -nowidelut -noflatten -top $top" ;;
    xc7/flat) command=$(xc7 "$top" -flatten) ;;
    xc7/modules) command=$(xc7 "$top" '') ;;
    *) echo "synth: no family '$family'; ice40, ecp5 or xc7" >&2; exit 2 ;;
  esac
  yosys -q -p "read_verilog -sv $(grep '^rtl/' rtl/sources.f | tr '\n' ' '); chparam $set $top;
               $command; tee -q -o $work/stat.txt stat" >/dev/null 2>"$work/err" ||
    { cat "$work/err" >&2; echo "synth: Yosys failed on $top for $family" >&2; exit 1; }
}

# LUT and flip-flops of each module, without those inside of it, in lines "size family module cells".
by_module() {
  local size=$1 family=$2 top=$3
  shift 3
  map "$family" "$top" modules "$@"
  awk -v each=1 -f "$folder/cells.awk" "$work/stat.txt" | awk -v row="$size $family" '
    $1 != "hierarchy" {cells[$1] += $2 + $3}
    END {for (name in cells) if (cells[name] > 0) print row, name, cells[name]}' | sort
}

# replace FILE SIZE FAMILY: puts standard input in the place of the lines of that row, in order of FILE's.
replace() {
  { grep -v "^$2 $3 " "$1" || true; cat; } >"$work/new"
  { grep '^#' "$work/new" || true; grep -v '^#' "$work/new" | sort; } >"$1"
}

rows "$@" >"$work/rows"
[ -s "$work/rows" ] || { echo "synth: no size '$*'; allowed those of $folder/sizes.txt" >&2; exit 2; }
grown=0
printf '%-10s %-6s %6s %6s %6s %5s %4s %6s  %s\n' size family LUT FF carry BRAM DSP SPRAM 'LUT in budget'
while read -r size family top parameters; do
  map "$family" "$top" flat $parameters
  counts=$(awk -f "$folder/cells.awk" "$work/stat.txt")
  if [ -n "$accept" ]; then
    echo "$size $family $counts" | replace "$folder/budget.txt" "$size" "$family"
    by_module "$size" "$family" "$top" $parameters | replace "$folder/modules.txt" "$size" "$family"
  fi
  budget=$(sed -n "s/^$size $family //p" "$folder/budget.txt")
  [ -n "$budget" ] || { echo "synth: $folder/budget.txt has no row '$size $family'" >&2; exit 1; }
  printf '%-10s %-6s %6d %6d %6d %5d %4d %6d  %d\n' "$size" "$family" $counts "${budget%% *}"
  fault=$(echo "$counts $budget" | awk '{
    split("LUT flip-flops carry BRAM DSP SPRAM", name)
    for (i = 1; i <= 6; i++) {
      if (i == 3) continue
      if ($i > $(i + 6) * (i < 3 ? 1.02 : 1)) printf "%s%d %s of %d", (n++ ? ", " : ""), $i, name[i], $(i + 6)
    }}')
  [ -n "$fault" ] || continue
  grown=$((grown + 1))
  by_module "$size" "$family" "$top" $parameters >"$work/modules"
  echo "synth: $size for $family is over its budget: $fault; $(awk '
    NR == FNR {before[$1, $2, $3] = $4; next}
    {growth = $4 - before[$1, $2, $3]; if (growth > most) {most = growth; name = $3; cells = $4}}
    END {if (name == "") print "no module alone has grown";
         else printf "%s has grown most, by %d to %d LUT and flip-flops", name, most, cells}' \
    "$folder/modules.txt" "$work/modules")" >&2
done <"$work/rows"
[ "$grown" = 0 ] || { echo "synth: $grown of $(wc -l <"$work/rows") rows over budget" >&2; exit 1; }
echo "synth: $(wc -l <"$work/rows") rows within budget"
