// Philox 4x32-10 from Random123, with distributions of our own.
#include "core/base/random.h"

#include "core/base/error.h"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace talweg {

// Counter words: block number, stream, position (64 bits). Key: the seed (64 bits). Every (seed, stream,
// position, block) is thus its own input of the bijection, and no two sequences overlap.
Random::Random(std::uint64_t seed, Stream stream, std::uint64_t position) {
    key_ = {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    counter_ = {0, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(position),
                static_cast<std::uint32_t>(position >> 32)};
}

void Random::refill() {
    const r123::Philox4x32::ctr_type counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
    const r123::Philox4x32::key_type key = {{key_[0], key_[1]}};
    const r123::Philox4x32::ctr_type block = r123::Philox4x32()(counter, key);
    for (std::size_t i = 0; i < 4; ++i) block_[i] = block[i];
    ++counter_[0];
    used_ = 0;
}

std::uint32_t Random::bits() {
    if (used_ == 4) refill();
    return block_[used_++];
}

double Random::uniform() {
    const std::uint64_t high = bits();
    const std::uint64_t low = bits();
    return static_cast<double>((high << 21) | (low >> 11)) * 0x1.0p-53;
}

double Random::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_normal_;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));  // 1 - u is in (0, 1]
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_normal_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
}

// Lemire's multiply-and-reject, on 32 or 64 bits as the count needs.
std::uint64_t Random::below(std::uint64_t count) {
    TALWEG_CHECK(count > 0);
    if (count <= 0xffffffffULL) {
        const auto range = static_cast<std::uint32_t>(count);
        std::uint64_t product = static_cast<std::uint64_t>(bits()) * range;
        if (static_cast<std::uint32_t>(product) < range) {
            const std::uint32_t least = (0u - range) % range;
            while (static_cast<std::uint32_t>(product) < least) {
                product = static_cast<std::uint64_t>(bits()) * range;
            }
        }
        return product >> 32;
    }
    // Wider counts are rare: mask to the next power of two and reject.
    std::uint64_t mask = count - 1;
    for (unsigned shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
    for (;;) {
        const std::uint64_t high = bits();
        const std::uint64_t value = ((high << 32) | bits()) & mask;
        if (value < count) return value;
    }
}

}  // namespace talweg
