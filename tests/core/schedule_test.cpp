// Schedules by hand-worked values, at any step, and what they refuse.
#include "core/base/error.h"
#include "core/schedule/power.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

double rate_of(const PartChoice& schedule, double base, std::uint64_t t) {
    return make_schedule(schedule)->rate(base, t);
}

double rate_of(std::string_view kind, const KnobMap& knobs, double base, std::uint64_t t) {
    return rate_of(PartChoice{std::string(kind), knobs}, base, t);
}

std::string refusal(const PartChoice& schedule) {
    return error_of([&] { check_schedule(schedule); });
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

TEST_CASE("periodic schedules are exact at steps beyond any run") {
    const std::uint64_t far = 12ULL * 1000000000000ULL;
    for (std::uint64_t t = 0; t < 12; ++t) {
        const KnobMap cosine = {{"t_max", std::int64_t{6}}};
        CHECK(rate_of("cosine", cosine, 1.0, far + t) == rate_of("cosine", cosine, 1.0, t));
        const KnobMap restarts = {{"t_0", std::int64_t{6}}};
        CHECK(rate_of("cosine_warm_restarts", restarts, 1.0, far + t) ==
              rate_of("cosine_warm_restarts", restarts, 1.0, t));
        const KnobMap cyclic = {{"step_size_up", std::int64_t{5}}, {"step_size_down", std::int64_t{7}}};
        CHECK(rate_of("cyclic", cyclic, 1.0, far + t) == rate_of("cyclic", cyclic, 1.0, t));
    }
}

TEST_CASE("warm restarts that grow are found at once at any step") {
    // Cycles of 1, 2, 4, … begin at 0, 1, 3, 7, …, 2^k - 1, and are half through at 2^k - 1 + 2^(k-1).
    const KnobMap knobs = {{"t_0", std::int64_t{1}}, {"t_mult", std::int64_t{2}}};
    for (const int k : {1, 5, 30, 62}) {
        const std::uint64_t begin = (1ULL << k) - 1;
        CHECK(rate_of("cosine_warm_restarts", knobs, 0.5, begin) == 0.5);
        CHECK(close(rate_of("cosine_warm_restarts", knobs, 0.5, begin + (1ULL << (k - 1))), 0.25, 1e-15));
    }
    const KnobMap longest = {{"t_0", std::int64_t{1000000000000000}}, {"t_mult", std::int64_t{1000}}};
    CHECK(std::isfinite(rate_of("cosine_warm_restarts", longest, 0.5, ~0ULL)));
}

TEST_CASE("whole powers keep all digits at any exponent") {
    CHECK(power(0.3, 0) == 1.0);
    CHECK(power(2.0, 1023) == 0x1p1023);
    CHECK(std::isinf(power(2.0, 1024)));
    CHECK(power(0.5, 1000000) == 0.0);
    CHECK(close(power(0.9, 500), std::pow(0.9, 500.0), 1e-15));
    // (1 - 2^-30)^(2^30) = exp(2^30 log1p(-2^-30)), where plain squaring is off by 1e-8.
    CHECK(close(power(1.0 - 0x1p-30, 1ULL << 30), std::exp(0x1p30 * std::log1p(-0x1p-30)), 1e-15));
    CHECK(close(power(1.0 + 0x1p-40, 1ULL << 40), std::exp(0x1p40 * std::log1p(0x1p-40)), 1e-15));
}

TEST_CASE("inverse time halves the rate after one over its decay") {
    // 0.6 / (1 + 0.25 t): t = 0: 0.6; 4: 0.6 / 2; 8: 0.6 / 3; 20: 0.6 / 6
    const KnobMap knobs = {{"decay", 0.25}};
    CHECK(rate_of("inverse_time", knobs, 0.6, 0) == 0.6);
    CHECK(close(rate_of("inverse_time", knobs, 0.6, 4), 0.3, 1e-15));
    CHECK(close(rate_of("inverse_time", knobs, 0.6, 8), 0.2, 1e-15));
    CHECK(close(rate_of("inverse_time", knobs, 0.6, 20), 0.1, 1e-15));
}

TEST_CASE("inverse square root climbs to the whole rate and falls by its root") {
    // W = 4, n = t + 1: n/4 up to n = 4, then sqrt(4/n): n = 16: 1/2, n = 64: 1/4, n = 400: 1/10
    const KnobMap knobs = {{"warmup_steps", std::int64_t{4}}};
    CHECK(rate_of("inverse_sqrt", knobs, 0.8, 0) == 0.2);
    CHECK(close(rate_of("inverse_sqrt", knobs, 0.8, 2), 0.6, 1e-15));
    CHECK(rate_of("inverse_sqrt", knobs, 0.8, 3) == 0.8);
    CHECK(rate_of("inverse_sqrt", knobs, 0.8, 15) == 0.4);
    CHECK(rate_of("inverse_sqrt", knobs, 0.8, 63) == 0.2);
    CHECK(close(rate_of("inverse_sqrt", knobs, 0.8, 399), 0.08, 1e-15));
    CHECK(rate_of("inverse_sqrt", {}, 0.8, 0) == 0.8);
}

TEST_CASE("warm-up and cosine ends at the lowest rate and stays") {
    const KnobMap knobs = {{"warmup_steps", std::int64_t{2}},
                           {"total_steps", std::int64_t{8}},
                           {"start_factor", 0.5},
                           {"eta_min", 0.1}};
    // 1.1 (0.5 + 0.5 t/2), then 0.1 + 1.0 (1 + cos(pi (t - 2)/6))/2: at t = 4 cos 60 degrees
    CHECK(close(rate_of("warmup_cosine", knobs, 1.1, 0), 0.55, 1e-15));
    CHECK(close(rate_of("warmup_cosine", knobs, 1.1, 1), 0.825, 1e-15));
    CHECK(close(rate_of("warmup_cosine", knobs, 1.1, 2), 1.1, 1e-15));
    CHECK(close(rate_of("warmup_cosine", knobs, 1.1, 4), 0.85, 1e-15));
    CHECK(close(rate_of("warmup_cosine", knobs, 1.1, 6), 0.35, 1e-15));
    for (const std::uint64_t t : {8ULL, 9ULL, 1000ULL}) CHECK(rate_of("warmup_cosine", knobs, 1.1, t) == 0.1);
}

TEST_CASE("warm-up, stable, decay goes through its three parts in each shape") {
    KnobMap knobs = {{"warmup_steps", std::int64_t{4}},
                     {"stable_steps", std::int64_t{3}},
                     {"decay_steps", std::int64_t{16}},
                     {"start_factor", 0.2},
                     {"end_factor", 0.1}};
    for (const char* shape : {"linear", "cosine", "sqrt"}) {
        knobs["shape"] = std::string(shape);
        CHECK(close(rate_of("wsd", knobs, 0.5, 0), 0.1, 1e-15));
        CHECK(close(rate_of("wsd", knobs, 0.5, 2), 0.3, 1e-15));  // 0.2 + 0.8 / 2
        for (const std::uint64_t t : {4ULL, 5ULL, 7ULL})
            CHECK(close(rate_of("wsd", knobs, 0.5, t), 0.5, 1e-15));
        for (const std::uint64_t t : {23ULL, 24ULL, 5000ULL}) CHECK(rate_of("wsd", knobs, 0.5, t) == 0.05);
    }
    // A quarter of the way, 4 of 16: what is left is 3/4, (1 + cos 45 degrees)/2, 1 - sqrt(1/4)
    knobs["shape"] = std::string("linear");
    CHECK(close(rate_of("wsd", knobs, 0.5, 11), 0.5 * (0.1 + 0.9 * 0.75), 1e-15));
    knobs["shape"] = std::string("cosine");
    CHECK(close(rate_of("wsd", knobs, 0.5, 11), 0.5 * (0.1 + 0.9 * (1 + std::sqrt(0.5)) / 2), 1e-15));
    knobs["shape"] = std::string("sqrt");
    CHECK(close(rate_of("wsd", knobs, 0.5, 11), 0.5 * (0.1 + 0.9 * 0.5), 1e-15));
}

TEST_CASE("schedules that own the rate take no notice of the run's") {
    for (const SchedulePart& part : schedules()) {
        if (!part.owns_rate) continue;
        const auto schedule = make_schedule({std::string(part.info.id), {}});
        for (const std::uint64_t t : {0ULL, 10ULL, 999ULL})
            CHECK(schedule->rate(0.1, t) == schedule->rate(7.0, t));
    }
}

TEST_CASE("settings of a schedule that make no sense are refused") {
    CHECK(refusal({"cosine", {{"t_max", std::int64_t{0}}}}) ==
          "'t_max' must be a whole number from 1 to 1e+15, not 0: at 0 the cosine would have no length to "
          "fall along");
    CHECK(refusal({"multistep", {{"milestones", std::vector<double>{30, 10}}}}) ==
          "'milestones' must be a list of whole numbers in ascending order, each from 0 to 1e+15, not [30, "
          "10]: the rate falls at one after another");
    CHECK(refusal({"multistep", {{"milestones", std::vector<double>{1.5}}}}).find("not [1.5]") !=
          std::string::npos);
    CHECK(refusal({"warmup_cosine", {{"warmup_steps", std::int64_t{1000}}}}) ==
          "'warmup_steps' must be below 'total_steps', 1000, not 1000: the way down begins where the warm-up "
          "ends");
    CHECK(refusal({"linear", {{"start_factor", 0.0}}}).find("0 not included") != std::string::npos);
    CHECK(refusal({"plateau", {{"factor", 1.0}}}).find("both not included") != std::string::npos);
}

TEST_CASE("compositions are refused what they cannot be made of") {
    const PartChoice linear{"linear", {}};
    CHECK(refusal({"sequential", {}}) == "'sequential' needs 'schedules', a list of at least one");
    CHECK(refusal({"chained", {}}) == "'chained' needs 'schedules', a list of at least one");
    CHECK(refusal({"linear", {}, {linear}}) == "'linear' is not made of other schedules");
    CHECK(refusal({"sequential", {}, {linear, linear}}) ==
          "'milestones' must have 1 number, one fewer than there are 'schedules', not 0");
    CHECK(refusal({"sequential", {{"milestones", std::vector<double>{5}}}, {linear, linear, linear}}) ==
          "'milestones' must have 2 numbers, one fewer than there are 'schedules', not 1");
    CHECK(refusal({"chained", {}, {linear, {"plateau", {}}}}) ==
          "'chained' cannot be made of 'plateau', which listens to losses: it has to stand alone");
    CHECK(refusal({"chained", {}, {{"one_cycle", {}}}}) ==
          "'chained' multiplies the run's lr, and 'one_cycle' sets a rate of its own: 'sequential' can hold "
          "it");
    CHECK(refusal({"chained", {}, {{"linear", {{"per", std::string("epoch")}}}}}) ==
          "'per' belongs to 'chained' itself: its 'schedules' count what it counts");
    CHECK(refusal({"sequential", {{"milestones", std::vector<double>{5}}}, {{"one_cycle", {}}, linear}})
              .empty());
}

TEST_CASE("a schedule that cycles the momentum needs an optimizer that has one") {
    const PartChoice cyclic{"cyclic", {}};
    const PartChoice still{"cyclic", {{"cycle_momentum", false}}};
    const PartChoice inside{"sequential", {}, {{"one_cycle", {}}}};
    for (const OptimizerPart& part : optimizers()) {
        const PartChoice optimizer{std::string(part.info.id), {}};
        CAPTURE(optimizer.kind);
        CHECK(error_of([&] { check_momentum(optimizer, still); }).empty());
        const auto made = part.make(Settings(part.info, {}), Parameters::vector(0));
        const bool has = made->set_momentum(0.5);
        const std::string end =
            " cycles the momentum, and '" + optimizer.kind + "' has none: set 'cycle_momentum' to false";
        CHECK(error_of([&] { check_momentum(optimizer, cyclic); }) == (has ? "" : "'cyclic'" + end));
        CHECK(error_of([&] { check_momentum(optimizer, inside); }) == (has ? "" : "'one_cycle'" + end));
    }
    CHECK(error_of([&] { check_momentum({"sgd", {}}, cyclic); }).empty());
    CHECK(error_of([&] { check_momentum({"adam", {}}, cyclic); }).empty());
}
