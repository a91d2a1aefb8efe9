// The explanation of a step in snapshots: of the cursor's step, wherever it stands and however it got there.
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {

TEST_CASE("the explained step is the cursor's, and its numbers are those of the history") {
    Session session(mixed_experiment(), 1, 1 << 20);
    go_to(session, 500);
    for (const Step step : {Step{0}, Step{1}, Step{123}, Step{499}, Step{500}}) {
        go_to(session, step);
        Slot here;
        session.fill(here);
        for (const RunSpec& run : session.experiment().runs) {
            const StepExplanation told = session.explain(run.id, 1);
            CHECK(told.step == step);
            CHECK(told.run == run.id);
            REQUIRE_FALSE(told.numbers.empty());
            const std::size_t index = find_run(here.snapshot, run.id).value();
            CHECK(told.numbers.front().before == here.snapshot.runs[index].state.theta[1]);
            if (step == 500) continue;
            const std::uint64_t before = history_hash(session);
            go_to(session, step + 1);
            Slot next;
            session.fill(next);
            CHECK(told.numbers.front().after == next.snapshot.runs[index].state.theta[1]);
            go_to(session, step);
            CHECK(history_hash(session) == before);
        }
    }
}

TEST_CASE("a runner tells of the step shown as long as one wants to know") {
    Runner runner(mixed_experiment(), {});
    const std::uint64_t run = mixed_experiment().runs[1].id;
    runner.post(Explain{run, 0});
    CHECK(wait_for(runner, [&](const Snapshot& now) { return now.explanation.run == run; }));
    REQUIRE(go_to(runner, 40));
    CHECK(wait_for(runner, [&](const Snapshot& now) { return now.explanation.step == 40; }));
    runner.post(Explain{});
    CHECK(wait_for(runner, [](const Snapshot& now) { return now.explanation.run == 0; }));
}

}  // namespace talweg
