// A 64-bit hash of bytes, for golden tests and checksums; not for security.
#pragma once

#include <cstddef>
#include <cstdint>

namespace talweg {

/// FNV-1a (Fowler, Noll, Vo). Chain calls by passing the last result as `seed`.
std::uint64_t hash_bytes(const void* data, std::size_t count, std::uint64_t seed = 0xcbf29ce484222325ULL);

}  // namespace talweg
