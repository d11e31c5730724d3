# Boost's headers, 1.74 or later, as Boost::headers. Installed beside our package files, which include it too.
#
# Boost's own package file comes first; where there is none (Boost unpacked by hand, or a CMake without FindBoost)
# the headers are looked for. Boost_ROOT points at a copy of your own.
if(NOT TARGET Boost::headers)
  find_package(Boost 1.74 QUIET CONFIG)
endif()
if(NOT TARGET Boost::headers)
  find_path(KVBENCH_BOOST_INCLUDE_DIR boost/hana/tuple.hpp
    HINTS ${Boost_ROOT} $ENV{Boost_ROOT} ${BOOST_ROOT} $ENV{BOOST_ROOT} PATH_SUFFIXES include)
  if(KVBENCH_BOOST_INCLUDE_DIR)
    file(STRINGS "${KVBENCH_BOOST_INCLUDE_DIR}/boost/version.hpp" kvbench_boost_line REGEX "define BOOST_VERSION ")
    string(REGEX REPLACE ".* ([0-9]+).*" "\\1" kvbench_boost_version "${kvbench_boost_line}")
    if(kvbench_boost_version LESS 107400)
      message(WARNING "kvbench: Boost at ${KVBENCH_BOOST_INCLUDE_DIR} is older than 1.74")
    endif()
    add_library(Boost::headers INTERFACE IMPORTED)
    set_target_properties(Boost::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KVBENCH_BOOST_INCLUDE_DIR}")
  endif()
endif()
