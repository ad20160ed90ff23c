# SPDX-License-Identifier: Apache-2.0
# slk_verilate(NAME TOP module PREFIX Vname SOURCES a.sv ... [PARAMETERS Lanes=8 ...] [NETLIST])
# Verilates at build time, so that a fault in the RTL stops only what needs that RTL, and makes the
# static library NAME: the model, its header and Verilator's runtime. What Verilator and the
# compiler said stays in ${CMAKE_BINARY_DIR}/rtl/NAME.log. NETLIST: the sources are a synthesised netlist and
# the vendor's cells, whose style is not ours.
#
# slk_verilate_tile(NAME SOURCES a.sv ... [PARAMETERS ...])
# Verilates slk_tile once as the library NAME, for any number of cores: a chip whose tiles come from it
# is verilated with TILE NAME, without the sources of the tile. One program links one such library.

find_program(VERILATOR verilator REQUIRED)
execute_process(COMMAND ${VERILATOR} --getenv VERILATOR_ROOT OUTPUT_VARIABLE VERILATOR_ROOT
                OUTPUT_STRIP_TRAILING_WHITESPACE)

find_package(ZLIB REQUIRED)
add_library(verilated_runtime STATIC
  ${VERILATOR_ROOT}/include/verilated.cpp
  ${VERILATOR_ROOT}/include/verilated_fst_c.cpp
  ${VERILATOR_ROOT}/include/verilated_threads.cpp)
target_include_directories(verilated_runtime SYSTEM PUBLIC
  ${VERILATOR_ROOT}/include ${VERILATOR_ROOT}/include/vltstd)
target_compile_definitions(verilated_runtime PUBLIC VM_TRACE=1 VM_TRACE_FST=1 VM_COVERAGE=0)
target_compile_options(verilated_runtime PRIVATE -w -O2)
target_link_libraries(verilated_runtime PUBLIC ZLIB::ZLIB Threads::Threads)
set_target_properties(verilated_runtime PROPERTIES POSITION_INDEPENDENT_CODE ON
  CXX_VISIBILITY_PRESET hidden)

# What both say to Verilator; the launcher of the compiler is an environment variable.
set(slk_verilator_launcher "")
if(CCACHE)
  set(slk_verilator_launcher OBJCACHE=${CCACHE})
endif()
set(slk_verilator_args --cc --build -j 1 -Wall --assert --trace-fst --trace-structs
  --timescale 1ns/1ns --x-assign unique --x-initial unique -O3
  -CFLAGS -fPIC -CFLAGS -fvisibility=hidden -MAKEFLAGS OPT_FAST=-O2)

function(slk_verilate name)
  cmake_parse_arguments(V "NETLIST" "TOP;PREFIX;TILE" "SOURCES;PARAMETERS" ${ARGN})
  set(dir ${CMAKE_BINARY_DIR}/rtl/${name})
  list(TRANSFORM V_PARAMETERS PREPEND -G)
  if(V_TILE)
    list(APPEND V_SOURCES ${CMAKE_BINARY_DIR}/rtl/${V_TILE}/slk_tile_wrapper.sv)
    set(tile_library ${CMAKE_BINARY_DIR}/rtl/${V_TILE}/libslk_tile.a)
    # From outside, any output of a tile may depend on any input: no loop, but Verilator cannot know.
    set(tile_args -Wno-UNOPTFLAT)
  endif()
  if(V_NETLIST)
    set(netlist_args -Wno-lint -Wno-style --x-assign fast -DNO_ICE40_DEFAULT_ASSIGNMENTS
        --no-assert --x-initial fast -MAKEFLAGS OPT_FAST=-O0)
  endif()
  # The headers are named so that what includes them is compiled again before it is linked.
  add_custom_command(
    OUTPUT ${dir}/${V_PREFIX}__ALL.a
    BYPRODUCTS ${dir}/${V_PREFIX}.h ${dir}/${V_PREFIX}___024root.h
    COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}
    COMMAND ${CMAKE_COMMAND} -E env ${slk_verilator_launcher}
            ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh ${dir}.log
            ${VERILATOR} ${slk_verilator_args} ${tile_args} ${netlist_args}
            --top-module ${V_TOP} --prefix ${V_PREFIX} -Mdir ${dir} ${V_PARAMETERS}
            ${SLK_VERILATOR_ARGS} ${V_SOURCES}
    DEPENDS ${V_SOURCES} ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh
    COMMENT "Verilating ${name}" VERBATIM)
  add_custom_target(${name}_verilate DEPENDS ${dir}/${V_PREFIX}__ALL.a)
  add_library(${name} INTERFACE)
  add_dependencies(${name} ${name}_verilate)
  if(V_TILE)
    add_dependencies(${name}_verilate ${V_TILE})
  endif()
  target_include_directories(${name} SYSTEM INTERFACE ${dir})
  target_link_libraries(${name} INTERFACE ${dir}/${V_PREFIX}__ALL.a ${tile_library}
                                          verilated_runtime)
endfunction()

function(slk_verilate_tile name)
  cmake_parse_arguments(V "" "" "SOURCES;PARAMETERS" ${ARGN})
  set(dir ${CMAKE_BINARY_DIR}/rtl/${name})
  list(TRANSFORM V_PARAMETERS PREPEND -G)
  set(tile ${V_SOURCES})
  list(FILTER tile INCLUDE REGEX "/slk_tile\\.sv$")
  add_custom_command(
    OUTPUT ${dir}/libslk_tile.a ${dir}/slk_tile_wrapper.sv
    COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}
    COMMAND ${CMAKE_COMMAND} -E env ${slk_verilator_launcher}
            ${CMAKE_SOURCE_DIR}/sim/rtl/verilate_tile.sh ${dir} ${tile}
            ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh ${dir}.log
            ${VERILATOR} ${slk_verilator_args} --lib-create slk_tile
            --top-module slk_tile --prefix V${name} -Mdir ${dir} ${V_PARAMETERS}
            ${SLK_VERILATOR_ARGS} ${V_SOURCES}
    DEPENDS ${V_SOURCES} ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh
            ${CMAKE_SOURCE_DIR}/sim/rtl/verilate_tile.sh
    COMMENT "Verilating ${name}" VERBATIM)
  add_custom_target(${name} DEPENDS ${dir}/libslk_tile.a ${dir}/slk_tile_wrapper.sv)
endfunction()

# slk_mesh_sources(TILE MESH SOURCES a.sv ...): of the sources of a chip of several cores those of its
# tile, and the others.
function(slk_mesh_sources tile mesh)
  cmake_parse_arguments(V "" "" "SOURCES" ${ARGN})
  set(around "slk_(router_fifo|next_hop|router|mesh|step_barrier|chip)\\.sv$")
  set(tile_list ${V_SOURCES})
  list(FILTER tile_list EXCLUDE REGEX "/(slk_top\\.sv$|${around})")
  set(mesh_list ${V_SOURCES})
  list(FILTER mesh_list INCLUDE REGEX "/(slk_spec_pkg\\.sv$|${around})")
  set(${tile} ${tile_list} PARENT_SCOPE)
  set(${mesh} ${mesh_list} PARENT_SCOPE)
endfunction()
