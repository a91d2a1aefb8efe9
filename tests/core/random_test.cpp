// Random numbers: the published Philox, and our own distributions.
#include "core/base/random.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

using namespace talweg;

namespace {

// Philox 4x32-10 written out from the paper (Salmon et al. 2011), to hold the library's against.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> k) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = 0xD2511F53ULL * c[0];
        const std::uint64_t p1 = 0xCD9E8D57ULL * c[2];
        c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(p1),
             static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(p0)};
        k = {k[0] + 0x9E3779B9U, k[1] + 0xBB67AE85U};
    }
    return c;
}

}  // namespace

TEST_CASE("the written out Philox gives the published known answers") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
          std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random bits are Philox of block and stream and position under the seed") {
    const std::uint64_t seed = 0x123456789abcdef0ULL;
    const std::uint64_t position = 0x0fedcba987654321ULL;
    Random random(seed, Stream::batch, position);
    for (std::uint32_t block = 0; block < 5; ++block) {
        const auto expected = philox({block, 3, 0x87654321, 0x0fedcba9}, {0x9abcdef0, 0x12345678});
        for (const std::uint32_t word : expected) CHECK(random.bits() == word);
    }
}

TEST_CASE("streams and positions and seeds give other numbers") {
    std::set<std::uint32_t> first;
    for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 40}) {
        for (const Stream stream : {Stream::data, Stream::init, Stream::batch, Stream::split}) {
            for (const std::uint64_t position : {0ULL, 1ULL, 1ULL << 40}) {
                first.insert(Random(seed, stream, position).bits());
            }
        }
    }
    CHECK(first.size() == 36);
}

TEST_CASE("uniform numbers lie in 0 to 1 with the right mean and spread") {
    Random random(7, Stream::data);
    const int count = 200000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < count; ++i) {
        const double u = random.uniform();
        REQUIRE(u >= 0.0);
        REQUIRE(u < 1.0);
        sum += u;
        squares += u * u;
    }
    const double mean = sum / count;
    // Five standard errors: 5 sqrt(1/12 / count) = 0.0032; the seed is fixed.
    CHECK(std::abs(mean - 0.5) < 0.0032);
    CHECK(std::abs(squares / count - mean * mean - 1.0 / 12.0) < 0.001);
}

TEST_CASE("normal numbers have the moments of the normal distribution") {
    Random random(7, Stream::data);
    const int count = 200000;
    double moment[5] = {};
    for (int i = 0; i < count; ++i) {
        const double z = random.normal();
        double power = 1.0;
        for (double& m : moment) {
            m += power / count;
            power *= z;
        }
    }
    CHECK(std::abs(moment[1]) < 0.0112);
    CHECK(std::abs(moment[2] - 1.0) < 0.016);
    CHECK(std::abs(moment[3]) < 0.044);
    CHECK(std::abs(moment[4] - 3.0) < 0.11);
}

TEST_CASE("whole numbers below a count come equally often") {
    Random random(3, Stream::split);
    std::vector<int> seen(7, 0);
    const int draws = 70000;
    for (int i = 0; i < draws; ++i) ++seen[static_cast<std::size_t>(random.below(7))];
    double chi_squared = 0.0;
    for (const int n : seen) chi_squared += (n - 10000.0) * (n - 10000.0) / 10000.0;
    CHECK(chi_squared < 22.5);  // 0.1 % point of chi squared with 6 degrees of freedom
}

TEST_CASE("whole numbers below one and below wide counts stay below") {
    Random random(3, Stream::split);
    for (int i = 0; i < 100; ++i) CHECK(random.below(1) == 0);
    const std::uint64_t wide = (1ULL << 40) + 3;
    bool upper_half = false;
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t value = random.below(wide);
        REQUIRE(value < wide);
        upper_half = upper_half || value > wide / 2;
    }
    CHECK(upper_half);
}
