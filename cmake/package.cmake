# cpack: a Debian package whose dependencies are computed from what the binary links to.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The Talweg authors")
set(CPACK_PACKAGE_CONTACT "The Talweg authors <talweg@example.org>")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Text needs one font at least, which does not show in what the binary links to.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri, fonts-inter")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "watch gradient descent learn")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Talweg makes gradient descent visible. One picks data, a model, a loss,
optimizers and learning rates, and watches on one screen, live and from the
same numbers: the data with the fitted line, the loss curves, and the path of
each optimizer over the loss surface.
.
Everything can be paused, stepped, rewound, compared, saved, and exported as
PNG, SVG or PDF. The same work can be done on the command line, without a
window.")
include(CPack)
