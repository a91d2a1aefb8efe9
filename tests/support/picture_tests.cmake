# talweg_picture_tests(FOLDER SOURCES...): the doctest program of FOLDER, on the library of the same name. It draws with
# one font everywhere, and compares with the pictures in tests/golden/FOLDER.
function(talweg_picture_tests folder)
  set(program talweg_${folder}_tests)
  set(support "${PROJECT_SOURCE_DIR}/tests/support")
  add_executable(${program} ${ARGN} "${support}/image_compare.cpp" "${support}/picture_main.cpp")
  target_link_libraries(${program} PRIVATE talweg_${folder} doctest::doctest)
  target_compile_definitions(${program} PRIVATE
    TALWEG_GOLDEN="${PROJECT_SOURCE_DIR}/tests/golden/${folder}"
    TALWEG_OUT="${CMAKE_CURRENT_BINARY_DIR}/images")
  doctest_discover_tests(${program})
endfunction()
