# Where things go. The build tree is laid out as an installation is (bin/talweg, share/talweg), so that the program
# finds its assets from its own place by one rule in both: TALWEG_SHARE, relative to the folder of the executable.
set_target_properties(talweg PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
file(RELATIVE_PATH TALWEG_SHARE
     "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_DATADIR}/talweg")
foreach(target talweg_views talweg_panels talweg_shell talweg_cli talweg)
  if(TARGET ${target})
    target_compile_definitions(${target} PRIVATE
      TALWEG_VERSION="${PROJECT_VERSION}" TALWEG_SHARE="${TALWEG_SHARE}")
  endif()
endforeach()
get_filename_component(talweg_share_in_build "${PROJECT_BINARY_DIR}/bin/${TALWEG_SHARE}" ABSOLUTE)
file(MAKE_DIRECTORY "${talweg_share_in_build}")
file(COPY "${PROJECT_SOURCE_DIR}/assets/experiments" "${PROJECT_SOURCE_DIR}/assets/data"
     DESTINATION "${talweg_share_in_build}")
# An example made anew is copied anew.
file(GLOB_RECURSE talweg_examples CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/assets/experiments/*.toml")
set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${talweg_examples})
# `talweg check` compares with the same paths as the tests do; a path made anew is copied anew.
file(GLOB talweg_reference_paths CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/reference/*.txt")
set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${talweg_reference_paths})
file(COPY "${PROJECT_SOURCE_DIR}/tests/reference" DESTINATION "${talweg_share_in_build}" FILES_MATCHING PATTERN "*.txt")

install(TARGETS talweg RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY assets/experiments DESTINATION "${CMAKE_INSTALL_DATADIR}/talweg" FILES_MATCHING PATTERN "*.toml")
install(DIRECTORY assets/data DESTINATION "${CMAKE_INSTALL_DATADIR}/talweg")
install(DIRECTORY tests/reference DESTINATION "${CMAKE_INSTALL_DATADIR}/talweg" FILES_MATCHING PATTERN "*.txt")

set(talweg_id org.talweg.talweg)
install(FILES assets/desktop/${talweg_id}.desktop DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES assets/desktop/${talweg_id}.svg DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
install(FILES assets/desktop/${talweg_id}.metainfo.xml DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)

# gzip -n writes no time, so the same sources give the same bytes.
find_program(GZIP_PROGRAM gzip)
mark_as_advanced(GZIP_PROGRAM)
if(GZIP_PROGRAM)
  function(talweg_install_compressed source name destination)
    set(compressed "${PROJECT_BINARY_DIR}/share/${name}.gz")
    add_custom_command(OUTPUT "${compressed}"
      COMMAND "${GZIP_PROGRAM}" -9 -n -c "${PROJECT_SOURCE_DIR}/${source}" > "${compressed}"
      DEPENDS "${PROJECT_SOURCE_DIR}/${source}" VERBATIM)
    string(MAKE_C_IDENTIFIER "talweg_${name}" target)
    add_custom_target(${target} DEPENDS "${compressed}")
    add_dependencies(talweg ${target})
    install(FILES "${compressed}" DESTINATION "${destination}")
  endfunction()
  talweg_install_compressed(docs/talweg.1 talweg.1 "${CMAKE_INSTALL_MANDIR}/man1")
  talweg_install_compressed(CHANGELOG.md changelog "${CMAKE_INSTALL_DOCDIR}")
else()
  install(FILES docs/talweg.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()
