# hiredis, 0.14.1 or later, as hiredis::hiredis, so that <hiredis/hiredis.h> is found. Installed beside our package files,
# which include it too.
#
# hiredis 1.x has a package file with that target; Debian's 0.14.1 has one without, so the library is looked for.
# hiredis_ROOT points at a copy of your own.
if(NOT TARGET hiredis::hiredis)
  find_package(hiredis QUIET CONFIG)
endif()
if(NOT TARGET hiredis::hiredis)
  find_path(KVBENCH_HIREDIS_INCLUDE_DIR hiredis/hiredis.h
    HINTS ${hiredis_ROOT} $ENV{hiredis_ROOT} PATH_SUFFIXES include)
  find_library(KVBENCH_HIREDIS_LIBRARY hiredis HINTS ${hiredis_ROOT} $ENV{hiredis_ROOT} PATH_SUFFIXES lib)
  if(KVBENCH_HIREDIS_INCLUDE_DIR AND KVBENCH_HIREDIS_LIBRARY)
    add_library(hiredis::hiredis UNKNOWN IMPORTED)
    set_target_properties(hiredis::hiredis PROPERTIES
      IMPORTED_LOCATION "${KVBENCH_HIREDIS_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${KVBENCH_HIREDIS_INCLUDE_DIR}")
  endif()
endif()
