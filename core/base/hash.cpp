// FNV-1a, 64 bits.
#include "core/base/hash.h"

namespace talweg {

std::uint64_t hash_bytes(const void* data, std::size_t count, std::uint64_t seed) {
    constexpr std::uint64_t kPrime = 0x100000001b3ULL;
    const auto* bytes = static_cast<const unsigned char*>(data);
    std::uint64_t hash = seed;
    for (std::size_t i = 0; i < count; ++i) hash = (hash ^ bytes[i]) * kPrime;
    return hash;
}

}  // namespace talweg
