// A run is the same to the last bit however it is walked: groups, pauses, scrubbing, edits at fixed steps.
#include "core/base/random.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

constexpr Step kSteps = 5000;

/// Edits of the mathematics at fixed steps: a rate, a dragged point, a batch size, momentum.
Experiment edit_number(int number, Experiment experiment) {
    if (number == 0) return with_other_rate(experiment, 0, 0.006);
    if (number == 1) return with_dragged_point(experiment, 5, 4.0);
    experiment.runs[1].batch = 12;
    experiment.runs[1].optimizer.knobs["momentum"] = 0.5;
    return experiment;
}
constexpr Step kEdits[] = {700, 1900, 3500};

/// Straight through.
std::unique_ptr<Session> walked_straight() {
    auto session = std::make_unique<Session>(mixed_experiment(), 0, 64u << 20);
    Experiment experiment = mixed_experiment();
    for (int i = 0; i < 3; ++i) {
        session->advance(kEdits[i] - session->cursor(), kNever);
        experiment = edit_number(i, experiment);
        session->edit(experiment, 1);
    }
    session->advance(kSteps - session->cursor(), kNever);
    return session;
}

/// The same with every detour: odd groups, looking, going back and forth between the edits.
std::unique_ptr<Session> walked_about(std::uint64_t seed) {
    auto session = std::make_unique<Session>(mixed_experiment(), 0, 1u << 16);
    Random random(seed, Stream::init);
    Experiment experiment = mixed_experiment();
    Slot slot;
    const auto wander_to = [&](Step goal) {
        while (session->cursor() < goal) {
            const Step left = goal - session->cursor();
            session->advance(std::min<Step>(left, 1 + random.below(300)), kNever);
            if (random.below(3) == 0) session->fill(slot);
            if (random.below(6) != 0) continue;
            const Step back = session->cursor() - random.below(std::min<Step>(session->cursor(), 400) + 1);
            session->seek(random.below(goal));  // given up half way for the next
            session->advance(random.below(50), kNever);
            go_to(*session, back);
            session->fill(slot);
            session->inspect(back / 2, back / 2 + 100);
            while (session->inspecting()) session->inspect_on(100, kNever);
        }
    };
    for (int i = 0; i < 3; ++i) {
        wander_to(kEdits[i]);
        experiment = edit_number(i, experiment);
        session->edit(experiment, 1);
    }
    wander_to(kSteps);
    return session;
}

}  // namespace

TEST_CASE("the history of five thousand steps has its golden hash") {
    // Numbers of one baseline: x86-64 with SSE2, every build type.
    const auto session = walked_straight();
    REQUIRE(session->head() == kSteps);
    CHECK(history_hash(*session) == golden("mixed_5000"));
}

TEST_CASE("the history does not depend on groups or pauses or scrubbing") {
    const std::uint64_t want = history_hash(*walked_straight());
    for (std::uint64_t seed = 1; seed <= 12; ++seed) CHECK(history_hash(*walked_about(seed)) == want);
}

TEST_CASE("five hundred random seeks show exactly what was") {
    constexpr Step kFar = 100'000;  // beyond what the ring remembers
    Session session(mixed_experiment(), 0, 1u << 18);
    std::vector<std::uint64_t> was;
    was.reserve(kFar + 1);
    Experiment experiment = mixed_experiment();
    while (session.cursor() < kFar) {
        if (session.cursor() == 30'000) session.edit(experiment = with_other_rate(experiment, 2, 0.02), 1);
        if (session.cursor() == 77'777) session.edit(experiment = with_dragged_point(experiment, 9, 1.0), 2);
        was.push_back(cursor_hash(session));
        session.advance(1, kNever);
    }
    was.push_back(cursor_hash(session));
    const std::uint64_t history = history_hash(session);
    Random random(42, Stream::init);
    std::size_t wrong = 0;
    for (int i = 0; i < 500; ++i) {
        const Step step = random.below(kFar + 1);
        go_to(session, step);
        wrong += session.cursor() != step || cursor_hash(session) != was[step] ? 1 : 0;
        if (i % 50 != 0) continue;
        session.advance(std::min<Step>(2000, kFar - step), kNever);
        wrong += cursor_hash(session) != was[session.cursor()] ? 1 : 0;
    }
    CHECK(wrong == 0);
    CHECK(session.head() == kFar);
    CHECK(history_hash(session) == history);
}

TEST_CASE("the trail has the last steps up to the cursor wherever it is") {
    Session session(mixed_experiment(), 0, 1u << 18);
    Slot slot;
    std::vector<double> losses;
    while (session.cursor() < 80'000) {
        losses.push_back(session.walker().state(2).loss);
        session.advance(1, kNever);
    }
    for (const Step step : {79'000u, 300u, 7u, 0u, 40'000u, 14'000u, 16'384u}) {
        go_to(session, step);
        session.fill(slot);
        const SampleWindow& trail = slot.snapshot.runs[2].trail;
        CHECK(trail.count == std::min<Step>(step + 1, 16));
        CHECK(trail.first + trail.count == step + 1);
        for (std::size_t i = 0; i < trail.count; ++i)
            CHECK(trail.column(kLoss)[i] == losses[trail.first + i]);
    }
}

TEST_CASE("inspected steps are the exact ones and nothing else moves") {
    Session session(mixed_experiment(), 0, 1u << 18);
    std::vector<double> losses;
    while (session.cursor() < 90'000) {
        losses.push_back(session.walker().state(1).loss);
        session.advance(1, kNever);
    }
    const std::uint64_t before = cursor_hash(session);
    Slot slot;
    const auto check = [&](Step first, Step count) {
        session.fill(slot);
        const SampleWindow& detail = slot.snapshot.runs[1].detail;
        CHECK(detail.first == first);
        CHECK(detail.count == count);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < detail.count; ++i) {
            wrong += detail.column(kLoss)[i] != losses[first + i] ? 1 : 0;
        }
        CHECK(wrong == 0);
    };
    session.inspect(12'345, 13'000);
    REQUIRE(session.inspecting());
    while (session.inspecting()) session.inspect_on(64, kNever);
    check(12'345, 656);
    session.inspect(500, 80'000);
    while (session.inspecting()) session.inspect_on(1000, kNever);
    check(500, 4096);
    session.inspect(89'000, 1'000'000);
    CHECK_FALSE(session.inspecting());
    losses.push_back(session.walker().state(1).loss);
    check(89'000, 1001);
    CHECK(cursor_hash(session) == before);
    CHECK(session.head() == 90'000);
}

TEST_CASE("seeking beyond the head computes and records what is missing") {
    Session straight(mixed_experiment(), 0, 1u << 20);
    straight.advance(3000, kNever);
    Session session(mixed_experiment(), 0, 1u << 20);
    session.advance(100, kNever);
    go_to(session, 20);
    go_to(session, 3000);
    CHECK(session.head() == 3000);
    CHECK(history_hash(session) == history_hash(straight));
}

TEST_CASE("an interrupted walk stops before the next step and goes on later") {
    Session session(mixed_experiment(), 0, 1u << 20);
    const std::atomic<bool> always{true};
    CHECK(session.advance(100, always) == 0);
    CHECK(session.cursor() == 0);
    session.seek(50);
    CHECK(session.advance(100, always) == 0);
    CHECK(session.seeking());
    CHECK(session.advance(100, kNever) == 50);
    CHECK_FALSE(session.seeking());
}

}  // namespace talweg
