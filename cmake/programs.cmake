# What only our own programs and tests are built with; never exported.
find_program(KVBENCH_CCACHE ccache)
if(KVBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The same file is compiled once, wherever the clone or work tree lies in which it stands.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=true ${KVBENCH_CCACHE})
endif()

add_library(kvbench_flags INTERFACE)
target_compile_options(kvbench_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(KVBENCH_WARNINGS_AS_ERRORS)
  target_compile_options(kvbench_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns of strings that it inlined itself (GCC bugs 105329, 105651), and under sanitizers of what cannot happen.
  target_compile_options(kvbench_flags INTERFACE -Wno-restrict)
  if(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize")
    target_compile_options(kvbench_flags INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
  endif()
endif()

# kvbench_program(target folder name libraries... ): one program at build/<preset>/<folder>/<name>.
function(kvbench_program target folder name)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "SOURCES;LIBRARIES")
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE kvbench_flags ${arg_LIBRARIES})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${folder} CXX_EXTENSIONS OFF)
endfunction()
