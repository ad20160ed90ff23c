# SPDX-License-Identifier: Apache-2.0
# slk_verilate(NAME TOP module PREFIX Vname SOURCES a.sv ... [PARAMETERS Lanes=8 ...])
# Verilates at build time, so that a fault in the RTL stops only what needs that RTL, and makes the
# static library NAME: the model, its header and Verilator's runtime. What Verilator and the
# compiler said stays in ${CMAKE_BINARY_DIR}/rtl/NAME.log.

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

function(slk_verilate name)
  cmake_parse_arguments(V "" "TOP;PREFIX" "SOURCES;PARAMETERS" ${ARGN})
  set(dir ${CMAKE_BINARY_DIR}/rtl/${name})
  list(TRANSFORM V_PARAMETERS PREPEND -G)
  set(launcher "")
  if(CCACHE)
    set(launcher OBJCACHE=${CCACHE})
  endif()
  # The headers are named so that what includes them is compiled again before it is linked.
  add_custom_command(
    OUTPUT ${dir}/${V_PREFIX}__ALL.a
    BYPRODUCTS ${dir}/${V_PREFIX}.h ${dir}/${V_PREFIX}___024root.h
    COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}
    COMMAND ${CMAKE_COMMAND} -E env ${launcher} ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh ${dir}.log
            ${VERILATOR} --cc --build -j 1 -Wall --assert --trace-fst --trace-structs
            --timescale 1ns/1ns --x-assign unique --x-initial unique -O3
            -CFLAGS -fPIC -CFLAGS -fvisibility=hidden -MAKEFLAGS OPT_FAST=-O2
            --top-module ${V_TOP} --prefix ${V_PREFIX} -Mdir ${dir} ${V_PARAMETERS}
            ${SLK_VERILATOR_ARGS} ${V_SOURCES}
    DEPENDS ${V_SOURCES} ${CMAKE_SOURCE_DIR}/sim/rtl/verilate.sh
    COMMENT "Verilating ${name}" VERBATIM)
  add_custom_target(${name}_verilate DEPENDS ${dir}/${V_PREFIX}__ALL.a)
  add_library(${name} INTERFACE)
  add_dependencies(${name} ${name}_verilate)
  target_include_directories(${name} SYSTEM INTERFACE ${dir})
  target_link_libraries(${name} INTERFACE ${dir}/${V_PREFIX}__ALL.a verilated_runtime)
endfunction()
