// Steps and publications do not allocate.
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {

TEST_CASE("a hundred thousand recorded steps do not allocate") {
    Session session(mixed_experiment(), 0, 64u << 20);
    session.advance(1000, kNever);
    const std::uint64_t before = allocations();
    session.advance(100'000, kNever);
    CHECK(allocations() == before);
    CHECK(session.cursor() == 101'000);
}

TEST_CASE("publishing does not allocate once sizes are stable") {
    Session session(mixed_experiment(), 0, 64u << 20);
    Slot slot;
    session.advance(20'000, kNever);
    session.fill(slot);
    session.advance(3'000, kNever);
    session.fill(slot);
    const std::uint64_t before = allocations();
    for (int i = 0; i < 50; ++i) {
        session.advance(777, kNever);
        session.fill(slot);
    }
    CHECK(allocations() == before);
    CHECK(slot.snapshot.cursor == session.cursor());
}

TEST_CASE("walking recorded steps again does not allocate") {
    Session session(mixed_experiment(), 0, 64u << 20);
    session.advance(50'000, kNever);
    go_to(session, 5000);
    const std::uint64_t before = allocations();
    session.advance(20'000, kNever);
    for (const Step step : {40'000u, 3u, 17'777u}) go_to(session, step);
    CHECK(allocations() == before);
}

}  // namespace talweg
