// Counts calls of operator new in this program, and the bytes it holds.
#pragma once

#include <cstdint>

namespace talweg {

/// Of all threads since the start.
std::uint64_t allocations();
/// Held by all threads now, as the allocator rounds them up.
std::uint64_t allocated_bytes();

}  // namespace talweg
