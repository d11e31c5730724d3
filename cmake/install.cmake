# find_package(kvbench CONFIG [COMPONENTS redis redlite hiredis scenario trace report google_benchmark]) and find_package(redlite CONFIG).
include(CMakePackageConfigHelpers)

install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
set(kvbench_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/kvbench)
set(redlite_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/redlite)

# One export file per component, so that a component that was not asked for asks for nothing.
install(TARGETS redlite_redlite EXPORT redlite-targets)
install(EXPORT redlite-targets NAMESPACE redlite:: DESTINATION ${redlite_package_dir})
foreach(component core redis redlite hiredis scenario trace testing report google_benchmark)
  install(TARGETS kvbench_${component} EXPORT kvbench-${component}-targets)
  install(EXPORT kvbench-${component}-targets NAMESPACE kvbench:: DESTINATION ${kvbench_package_dir})
endforeach()

foreach(package kvbench redlite)
  configure_package_config_file(cmake/${package}Config.cmake.in ${PROJECT_BINARY_DIR}/${package}Config.cmake
    INSTALL_DESTINATION ${${package}_package_dir})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/${package}ConfigVersion.cmake
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  install(FILES
    ${PROJECT_BINARY_DIR}/${package}Config.cmake ${PROJECT_BINARY_DIR}/${package}ConfigVersion.cmake
    cmake/kvbench-boost.cmake cmake/kvbench-hiredis.cmake cmake/kvbench-yaml.cmake
    DESTINATION ${${package}_package_dir})
endforeach()
install(FILES cmake/kvbench-workloads.cmake cmake/write_workloads.cpp DESTINATION ${kvbench_package_dir})
