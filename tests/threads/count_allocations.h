// Counts calls of operator new in this program.
#pragma once

#include <cstdint>

namespace talweg {

/// Of all threads since the start.
std::uint64_t allocations();

}  // namespace talweg
