# yaml-cpp as yaml-cpp::yaml-cpp, as its own package file calls it since 0.8; before, it was yaml-cpp. Installed beside our
# package files, which include it too.
if(NOT TARGET yaml-cpp::yaml-cpp)
  find_package(yaml-cpp QUIET CONFIG)
endif()
if(TARGET yaml-cpp AND NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
  set_target_properties(yaml-cpp::yaml-cpp PROPERTIES INTERFACE_LINK_LIBRARIES yaml-cpp)
endif()
