// A session that forgets its earliest edits beside one that does not: they agree wherever both can go.
#include "core/base/random.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

/// Two sessions, one with a small journal, that are asked the same.
struct Pair {
    Session bounded{mixed_experiment(), 0, 1u << 16, kSmallJournal};
    Session unbounded{mixed_experiment(), 0, 1u << 16};
    Experiment newest = mixed_experiment();
    std::size_t forks = 0;
    std::size_t refused = 0;

    template <class Act>
    void both(const Act& act) {
        act(bounded);
        act(unbounded);
    }
    void go(Step step) {
        both([step](Session& session) { go_to(session, step); });
    }
    /// False when it was refused.
    bool edit(const Experiment& edited) {
        const bool fork = bounded.cursor() < bounded.head();
        try {
            bounded.edit(edited, 1);
        } catch (const Error&) {
            ++refused;
            REQUIRE(fork);
            return false;
        }
        unbounded.edit(edited, 1);
        newest = edited;
        forks += fork ? 1 : 0;
        both([](Session& session) {
            while (session.seeking()) session.advance(1000, kNever);
        });
        return true;
    }
    void check() {
        REQUIRE(bounded.cursor() == unbounded.cursor());
        REQUIRE(bounded.head() == unbounded.head());
        REQUIRE(cursor_hash(bounded) == cursor_hash(unbounded));
        REQUIRE(bounded.timeline().journal_bytes() <= kSmallJournal);
    }
};

}  // namespace

TEST_CASE("a bounded session does what an unbounded one does wherever both can go") {
    constexpr int kMoves = kSlowBuild ? 3000 : 20'000;
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        CAPTURE(seed);
        Random random(seed, Stream::init);
        Pair pair;
        for (int i = 0; i < kMoves; ++i) {
            const std::uint64_t move = random.below(1000);
            const Step earliest = pair.bounded.earliest();
            const Step head = pair.bounded.head();
            if (move < 6) {
                const Step back = random.below(std::min<Step>(head - earliest, 40) + 1);
                pair.go(random.below(4) == 0 ? earliest + back / 4 : head - back);
            } else if (move < 8) {
                pair.both([](Session& session) { session.advance(700, kNever); });
            } else if (move < 600) {
                const Step steps = random.below(4);
                pair.both([steps](Session& session) { session.advance(steps, kNever); });
            } else {
                Experiment edited = dragged(pair.newest, static_cast<Step>(i));
                if (move < 700) edited.runs[move % 4].lr = 1e-3 * (1.0 + random.uniform());
                // Not at every place where one looked: else it would never come far.
                if (pair.bounded.cursor() < head && random.below(3) != 0) pair.go(head);
                if (!pair.edit(edited)) pair.go(head);
            }
            pair.check();
        }
        CHECK(pair.bounded.earliest() > 0);
        CHECK(pair.forks > 0);
        pair.go(pair.bounded.head());
        pair.check();
    }
}

TEST_CASE("an edit at the earliest step is made there or refused whole") {
    std::size_t made = 0;
    std::size_t refused = 0;
    for (const Step pause : {0u, 3u, 30'000u, 100'000u}) {
        CAPTURE(pause);
        Pair pair;
        pair.both([pause](Session& session) { session.advance(pause, kNever); });
        for (Step step = 1; step <= 3000; ++step) {
            pair.both([](Session& session) { session.advance(1, kNever); });
            REQUIRE(pair.edit(dragged(pair.newest, step)));
        }
        const Step earliest = pair.bounded.earliest();
        REQUIRE(earliest > 0);
        pair.go(earliest);
        pair.check();
        const std::uint64_t history = history_hash(pair.bounded);
        if (pair.edit(with_other_rate(pair.newest, 0, 0.004))) {
            ++made;
            CHECK(pair.bounded.cursor() == earliest);
        } else {
            ++refused;
            CHECK(history_hash(pair.bounded) == history);
        }
        pair.check();
        // A second edit there, and on.
        if (!pair.edit(with_other_rate(pair.newest, 0, 0.005))) pair.go(pair.bounded.head());
        pair.check();
        pair.both([](Session& session) { session.advance(500, kNever); });
        pair.check();
        pair.go(earliest);
        pair.check();
        pair.go(pair.bounded.head());
        pair.check();
    }
    CHECK(made > 0);
    CHECK(refused > 0);
}

}  // namespace talweg
