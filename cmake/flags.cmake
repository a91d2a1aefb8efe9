# One set of compiler flags for all of our code. Numbers must be the same in every build type and on every machine:
# no contraction, no fast-math, no -march=native.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
# -O3 without NDEBUG: Eigen's own assertions are off, ours (TALWEG_CHECK) are always on.
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")
# g++ 12 and 13 see an overlap in `"a" + std::string()` where there is none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  string(APPEND CMAKE_CXX_FLAGS_RELEASE " -Wno-restrict")
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(talweg_flags INTERFACE)
target_include_directories(talweg_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(talweg_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -ffp-contract=off -fno-math-errno
  $<$<BOOL:${TALWEG_WERROR}>:-Werror>)
if(TALWEG_SANITIZE)
  target_compile_options(talweg_flags INTERFACE -fsanitize=${TALWEG_SANITIZE} -fno-omit-frame-pointer -g
    -fno-sanitize-recover=all)
  target_link_options(talweg_flags INTERFACE -fsanitize=${TALWEG_SANITIZE})
endif()
