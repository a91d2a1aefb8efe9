// Schedules by hand-worked values.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

double rate_of(std::string_view kind, const KnobMap& knobs, double base, std::uint64_t t) {
    const SchedulePart& part = schedule_part(kind);
    return part.make(Settings(part.info, knobs), {})->rate(base, t);
}

}  // namespace

TEST_CASE("a constant schedule never changes the rate") {
    for (const std::uint64_t t : {0ULL, 1ULL, 1000000000ULL}) CHECK(rate_of("constant", {}, 0.3, t) == 0.3);
}

TEST_CASE("a cosine schedule falls along half a cosine and rises again") {
    const KnobMap knobs = {{"t_max", std::int64_t{6}}, {"eta_min", 0.1}};
    CHECK(rate_of("cosine", knobs, 1.1, 0) == 1.1);
    CHECK(close(rate_of("cosine", knobs, 1.1, 2), 0.1 + 0.75, 1e-15));  // cos 60 degrees = 1/2
    CHECK(close(rate_of("cosine", knobs, 1.1, 3), 0.6, 1e-15));
    CHECK(close(rate_of("cosine", knobs, 1.1, 4), 0.1 + 0.25, 1e-15));
    CHECK(close(rate_of("cosine", knobs, 1.1, 6), 0.1, 1e-15));
    CHECK(close(rate_of("cosine", knobs, 1.1, 9), 0.6, 1e-15));
    CHECK(rate_of("cosine", knobs, 1.1, 12) == 1.1);
}

TEST_CASE("a cosine schedule is exact at steps beyond any run") {
    const KnobMap knobs = {{"t_max", std::int64_t{6}}};
    const std::uint64_t far = 12ULL * 1000000000000ULL;
    for (std::uint64_t t = 0; t < 12; ++t) {
        CHECK(rate_of("cosine", knobs, 1.0, far + t) == rate_of("cosine", knobs, 1.0, t));
    }
}
