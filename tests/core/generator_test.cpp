// What holds of every generator: finite, the same everywhere, its knobs checked.
#include "core/base/hash.h"
#include "tests/core/closeness.h"
#include "tests/core/generators.h"
#include "tests/core/knob_cases.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

std::vector<const DatasetPart*> generators() {
    std::vector<const DatasetPart*> result;
    for (const DatasetPart& part : datasets())
        if (part.make != nullptr) result.push_back(&part);
    return result;
}

std::uint64_t hash_of(const Dataset& data) {
    const auto bytes = [](const Matrix& m) { return static_cast<std::size_t>(m.size()) * sizeof(double); };
    return hash_bytes(data.y.data(), bytes(data.y), hash_bytes(data.x.data(), bytes(data.x)));
}

}  // namespace

TEST_CASE("every generator gives the same points on every machine") {
    // n = 100, seed = 7, every other knob as it comes; outliers where there are any.
    const std::map<std::string_view, std::uint64_t> golden = {
        {"line", 0x3d193d75ca53c523ULL},
        {"polynomial", 0xaec08a587340a9c1ULL},
        {"sine", 0x88d43fb48d3e2f9fULL},
        {"cubic", 0x62863f5f57e91ff4ULL},
        {"absolute", 0xb9426af1dbd6bf01ULL},
        {"step", 0x25a4382eff891211ULL},
        {"exponential", 0xc940ce9bc8451992ULL},
        {"plane", 0xce6b1e75b1e10a2dULL},
        {"gaussian_sum", 0x8934d8fcf3e79bc1ULL},
        {"correlated", 0xf62d9a50b8ed0b82ULL},
        {"two_gaussians", 0x88a6d3594735653bULL},
        {"blobs", 0xa4ecf87beadfc725ULL},
        {"circle", 0x753afef5bca59da2ULL},
        {"xor", 0x368894ba13bb5a72ULL},
        {"spiral", 0x6d0bfbee53c5ea1fULL},
        {"moons", 0x9a1b26ef5358536aULL},
        {"four_plus_three_x", 0x2c69b2d8c62a9a43ULL},
        {"two_x", 0xea4ca715a7e3b7f5ULL},
        {"three_x", 0x00cdc66ee9d6bc77ULL},
    };
    std::size_t seen = 0;
    for (const DatasetPart* part : generators()) {
        CAPTURE(part->info.id);
        KnobMap knobs = {{"n", whole(100)}, {"seed", whole(7)}};
        if (find_knob(part->info, "outliers") != nullptr) knobs["outliers"] = 0.1;
        const Dataset data = generate(part->info.id, knobs);
        const auto expected = golden.find(part->info.id);
        REQUIRE(expected != golden.end());
        CHECK(hash_of(data) == expected->second);
        CHECK(hash_of(generate(part->info.id, knobs)) == expected->second);
        knobs["seed"] = whole(8);
        CHECK(hash_of(generate(part->info.id, knobs)) != expected->second);
        ++seen;
    }
    CHECK(seen == golden.size());
}

TEST_CASE("every generator keeps to its number of points, with names, and finite at the ends of its knobs") {
    for (const DatasetPart* part : generators()) {
        CAPTURE(part->info.id);
        CHECK_FALSE(part->info.family.empty());
        for (const std::int64_t n : {1, 2, 101}) {
            const Dataset data = generate(part->info.id, {{"n", whole(n)}});
            CHECK(data.rows() == n);
            CHECK(data.y.rows() == n);
            CHECK(static_cast<Index>(data.x_names.size()) == data.x.cols());
            CHECK(static_cast<Index>(data.y_names.size()) == data.y.cols());
            CHECK(data.validation_x.rows() == 0);
        }
        for (const bool high : {false, true}) {
            KnobMap extreme = {{"n", whole(50)}};
            for (const Knob& knob : part->info.knobs) {
                if (knob.type == KnobType::real)
                    extreme[std::string(knob.name)] = high ? knob.high : knob.low;
                if (knob.type == KnobType::list)
                    extreme[std::string(knob.name)] = std::vector<double>(16, high ? knob.high : knob.low);
            }
            const Dataset data = generate(part->info.id, extreme);
            CHECK(data.x.allFinite());
            CHECK(data.y.allFinite());
            CHECK(data.y.squaredNorm() < 1e300);
        }
    }
}

TEST_CASE("every knob of every generator changes the points and refuses what is out of range") {
    for (const DatasetPart* part : generators()) {
        for (const Knob& knob : part->info.knobs) {
            CAPTURE(part->info.id);
            CAPTURE(knob.name);
            const std::string name(knob.name);
            KnobMap knobs = {{"n", whole(60)}};
            if (!knob.needs.empty()) knobs["outliers"] = 0.5;
            const std::uint64_t before = hash_of(generate(part->info.id, knobs));
            if (knob.type == KnobType::list) {
                knobs[name] = std::vector<double>{0.5};
            } else {
                knobs[name] = off_default(knob);
            }
            CHECK(hash_of(generate(part->info.id, knobs)) != before);
            if (knob.type != KnobType::real && knob.type != KnobType::integer) continue;
            for (const double bad : {knob.low - 1.0, knob.high + 1.0 + 1e-9 * std::abs(knob.high)}) {
                if (knob.name == "seed" && bad > 0.0) continue;  // 2^53 + 1 is no double
                knobs[name] = bad;
                CHECK(error_of([&] { generate(part->info.id, knobs); }).find("'" + name + "' must be") == 0);
            }
        }
        CHECK(error_of([&] {
                  generate(part->info.id, {{"nois", 1.0}});
              }).find("did you mean 'noise'?") != std::string::npos);
    }
}

TEST_CASE("data sets stand in the menu family by family") {
    std::vector<std::string_view> families;
    for (const PartInfo* part : shelf("datasets")) {
        if (part->family.empty()) continue;
        if (families.empty() || families.back() != part->family) families.push_back(part->family);
    }
    CHECK(families == std::vector<std::string_view>{"Regression, one input", "Regression, two inputs",
                                                    "Classes", "The articles' sets"});
}
