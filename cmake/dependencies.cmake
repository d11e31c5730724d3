# Finds what is here. Nothing is required at this point: a target that names a missing library says so when it is used.
include(${CMAKE_CURRENT_LIST_DIR}/kvbench-boost.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/kvbench-hiredis.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/kvbench-yaml.cmake)
find_package(Threads QUIET)
find_package(SQLite3 QUIET) # SQLite3_ROOT, or SQLite3_INCLUDE_DIR and SQLite3_LIBRARY, point at a build of your own
find_package(fmt QUIET CONFIG)
find_package(nlohmann_json QUIET CONFIG)
find_package(ZLIB QUIET)
find_package(benchmark QUIET CONFIG)

# An imported target is seen in the folder that found it and below. Our parent project links our targets, so it must
# see theirs; all of them together, because a package whose targets are seen in part refuses to be found again.
if(NOT PROJECT_IS_TOP_LEVEL)
  get_property(found DIRECTORY PROPERTY IMPORTED_TARGETS)
  foreach(target IN LISTS found)
    set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
  endforeach()
endif()
