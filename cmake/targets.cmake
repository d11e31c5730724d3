# The library targets: names, and what each of them asks for. The headers of all of them lie in include/.
function(kvbench_library target alias)
  string(REPLACE "::" ";" parts ${alias})
  list(GET parts 1 short)
  add_library(${target} INTERFACE)
  add_library(${alias} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${short})
  target_compile_features(${target} INTERFACE cxx_std_20)
  target_include_directories(${target} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} INTERFACE ${ARGN})
endfunction()

kvbench_library(redlite_redlite redlite::redlite Boost::headers SQLite::SQLite3 Threads::Threads)
kvbench_library(kvbench_core kvbench::kvbench Boost::headers Threads::Threads)
kvbench_library(kvbench_redis kvbench::redis kvbench_core)
kvbench_library(kvbench_redlite kvbench::redlite kvbench_redis redlite_redlite)
kvbench_library(kvbench_report kvbench::report kvbench_core fmt::fmt nlohmann_json::nlohmann_json)
kvbench_library(kvbench_google_benchmark kvbench::google_benchmark kvbench_core benchmark::benchmark)
