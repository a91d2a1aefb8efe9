// Sums, hashes and archives.
#include "core/base/archive.h"
#include "core/base/hash.h"
#include "core/base/sum.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("sums put number i into lane i mod 8 and join lanes in pairs") {
    std::vector<double> v;
    for (int i = 0; i < 21; ++i) v.push_back(1.0 / (3.0 + i) * (i % 3 == 0 ? -1.0 : 1.0));
    double lane[8] = {};
    for (std::size_t i = 0; i < v.size(); ++i) lane[i % 8] += v[i];
    const double expected =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    CHECK(same_bits(sum(v.data(), 21), expected));
}

TEST_CASE("sums have the same bits at every address") {
    std::vector<double> storage(1100);
    std::vector<double> v(1001);
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = 1.0 / (1.0 + static_cast<double>(i * i % 97));
    const double expected = sum(v.data(), 1001);
    const double expected_dot = dot(v.data(), v.data(), 1001);
    for (std::size_t shift = 0; shift < 9; ++shift) {
        std::memcpy(storage.data() + shift, v.data(), v.size() * sizeof(double));
        CHECK(same_bits(sum(storage.data() + shift, 1001), expected));
        CHECK(same_bits(dot(storage.data() + shift, v.data(), 1001), expected_dot));
        CHECK(same_bits(squared_norm(storage.data() + shift, 1001), expected_dot));
    }
}

TEST_CASE("the sum of two products is that of eight lanes") {
    for (const double x : {0.0, -0.0, 1.0 / 3.0, -7.1, 1e300, 5e-324}) {
        for (const double y : {0.0, -0.0, 2.0 / 3.0, -1e-300}) {
            const double a[] = {x, y, 0.0};
            const double b[] = {-1.25, 0.0, 0.0};
            CHECK(same_bits(dot(a, b, 2), dot(a, b, 3)));
        }
    }
}

TEST_CASE("sums of nothing are 0 and short sums are exact") {
    const double v[] = {1, 2, 3, 4};
    CHECK(sum(v, 0) == 0.0);
    CHECK(sum(v, 3) == 6.0);
    CHECK(dot(v, v, 4) == 30.0);
}

TEST_CASE("the hash gives the published FNV-1a values") {
    CHECK(hash_bytes("", 0) == 0xcbf29ce484222325ULL);
    CHECK(hash_bytes("a", 1) == 0xaf63dc4c8601ec8cULL);
    CHECK(hash_bytes("foobar", 6) == 0x85944171f73967e8ULL);
}

TEST_CASE("hashing in two calls equals hashing at once") {
    CHECK(hash_bytes("bar", 3, hash_bytes("foo", 3)) == hash_bytes("foobar", 6));
}

TEST_CASE("an archive reads back what it wrote to the last bit") {
    double number = -0.0;
    std::uint64_t whole = 0xfedcba9876543210ULL;
    Vector values{{1.0 / 3.0, 5e-324, 1e308}};
    std::vector<std::byte> bytes;
    Archive writer = Archive::writer(bytes);
    writer.field(number);
    writer.field(whole);
    writer.field(values);
    CHECK(writer.position() == bytes.size());
    CHECK_FALSE(writer.reading());

    double number_back = 1.0;
    std::uint64_t whole_back = 0;
    Vector values_back = Vector::Zero(3);
    Archive reader = Archive::reader(bytes);
    CHECK(reader.reading());
    reader.field(number_back);
    reader.field(whole_back);
    reader.field(values_back);
    CHECK(same_bits(number_back, number));
    CHECK(whole_back == whole);
    CHECK(same_bits(values_back, values));
    CHECK(reader.position() == bytes.size());
}
