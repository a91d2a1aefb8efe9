// FNV-1a, 64 bits: by bytes, and by words in lanes.
#include "core/base/hash.h"

#include <algorithm>
#include <cstring>

namespace talweg {
namespace {

constexpr std::uint64_t kPrime = 0x100000001b3ULL;

// The same on every machine, whatever its byte order; compilers make one load of it where they can.
std::uint64_t word_at(const unsigned char* bytes) {
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i) word |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    return word;
}

}  // namespace

std::uint64_t hash_bytes(const void* data, std::size_t count, std::uint64_t seed) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    std::uint64_t hash = seed;
    for (std::size_t i = 0; i < count; ++i) hash = (hash ^ bytes[i]) * kPrime;
    return hash;
}

void Checksum::add_block(const unsigned char* block) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        lanes_[lane] = (lanes_[lane] ^ word_at(block + 8 * lane)) * kPrime;
    }
}

void Checksum::add(const void* data, std::size_t count) {
    if (count == 0) return;
    const auto* bytes = static_cast<const unsigned char*>(data);
    bytes_ += count;
    if (waiting_ > 0) {
        const std::size_t taken = std::min(count, kBlock - waiting_);
        std::memcpy(rest_.data() + waiting_, bytes, taken);
        waiting_ += taken;
        bytes += taken;
        count -= taken;
        if (waiting_ < kBlock) return;
        add_block(rest_.data());
        waiting_ = 0;
    }
    for (; count >= kBlock; bytes += kBlock, count -= kBlock) add_block(bytes);
    if (count > 0) std::memcpy(rest_.data(), bytes, count);
    waiting_ = count;
}

std::uint64_t Checksum::value() const {
    std::uint64_t hash = hash_bytes(rest_.data(), waiting_);
    for (const std::uint64_t lane : lanes_) {
        for (unsigned i = 0; i < 8; ++i) hash = (hash ^ ((lane >> (8 * i)) & 0xff)) * kPrime;
    }
    return hash;
}

}  // namespace talweg
