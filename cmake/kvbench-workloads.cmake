# kvbench_add_workloads(target file.yaml [NAMESPACE name]): the workloads of a scenario file as types, for a target.
#
# When `target` is built, <file>.hpp is written from the file and is found by #include <file.hpp>; it is written anew when the
# file changes, and what is wrong with the file ends the build as FILE:LINE:COLUMN: what. The namespace is the file's name
# unless it is given. Links kvbench::redis to the target. Installed beside our package files, which include it.
#
# The program that writes is compiled when the first file is added, in the project that adds it: for the machine that builds,
# by the compiler that is there. KVBENCH_WORKLOADS_PROGRAM names one that is built already, as a cross build needs it
# (or CMAKE_CROSSCOMPILING_EMULATOR, which runs what is compiled).
set(KVBENCH_WORKLOADS_PROGRAM "" CACHE FILEPATH "What writes the headers of kvbench_add_workloads; empty: it is built")

function(kvbench_add_workloads target file)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAMESPACE" "")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "kvbench_add_workloads(target file.yaml [NAMESPACE name]): what is ${arg_UNPARSED_ARGUMENTS}?")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "kvbench_add_workloads: ${target} is no target; add_executable or add_library comes first")
  endif()
  cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE source)
  if(NOT EXISTS ${source})
    message(FATAL_ERROR "kvbench_add_workloads: there is no file ${source}")
  endif()
  cmake_path(GET source STEM LAST_ONLY stem)
  if(NOT arg_NAMESPACE)
    string(MAKE_C_IDENTIFIER "${stem}" arg_NAMESPACE)
    string(TOLOWER "${arg_NAMESPACE}" arg_NAMESPACE)
  endif()

  set(program ${KVBENCH_WORKLOADS_PROGRAM})
  if(NOT program)
    set(program kvbench_write_workloads)
    if(NOT TARGET kvbench_write_workloads)
      if(NOT TARGET kvbench::scenario OR NOT TARGET yaml-cpp::yaml-cpp)
        message(FATAL_ERROR "kvbench_add_workloads needs yaml-cpp (Debian: libyaml-cpp-dev), and of an installed kvbench \
the component: find_package(kvbench CONFIG REQUIRED COMPONENTS scenario)")
      endif()
      add_executable(kvbench_write_workloads EXCLUDE_FROM_ALL ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/write_workloads.cpp)
      target_link_libraries(kvbench_write_workloads PRIVATE kvbench::scenario)
      # Whatever the project asks of its own code.
      target_compile_options(kvbench_write_workloads PRIVATE -w)
      set_target_properties(kvbench_write_workloads PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/kvbench_workloads CXX_CLANG_TIDY "" CXX_INCLUDE_WHAT_YOU_USE "")
    endif()
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/kvbench_workloads/${target})
  set(header ${folder}/${stem}.hpp)
  add_custom_command(OUTPUT ${header}
    COMMAND ${program} ${source} ${header} ${arg_NAMESPACE}
    DEPENDS ${source} ${program}
    COMMENT "Workloads of ${file}" VERBATIM)
  add_custom_target(${target}_workloads_${stem} DEPENDS ${header})
  add_dependencies(${target} ${target}_workloads_${stem})

  get_target_property(type ${target} TYPE)
  set(visibility PRIVATE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    set(visibility INTERFACE)
  endif()
  target_include_directories(${target} ${visibility} ${folder})
  target_link_libraries(${target} ${visibility} kvbench::redis)
endfunction()
