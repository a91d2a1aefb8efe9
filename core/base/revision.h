// Numbers that tell one state of something from every other.
#pragma once

#include <cstdint>

namespace talweg {

/// A number that no one else in this process has had, above 0. From any thread.
std::uint64_t next_revision();

}  // namespace talweg
