// Batches that are drawn in other ways, walked back to: the same samples, and those that a snapshot names.
#include "core/train/batches.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace talweg {

TEST_CASE("seeking draws the same batches again by every rule and a snapshot names them") {
    for (const BatchRule rule :
         {BatchRule{12, true, false}, BatchRule{12, false, true}, BatchRule{7, true, true}}) {
        Experiment experiment = mixed_experiment();
        RunSpec& run = experiment.runs[0];
        run.batch = rule.size;
        run.drop_last = rule.drop_last;
        run.replacement = rule.replacement;
        Session session(experiment, 0, 1u << 16);
        session.advance(900, kNever);
        const std::uint64_t there = cursor_hash(session);
        Batches batches(experiment.seed, 40, rule);
        Slot slot;
        for (const Step step : {Step{0}, Step{77}, Step{451}, Step{900}}) {
            go_to(session, step);
            session.fill(slot);
            CHECK(slot.snapshot.runs[0].state.step == step);
            CHECK(std::ranges::equal(slot.snapshot.runs[0].batch, batches.rows(step)));
        }
        CHECK(cursor_hash(session) == there);
    }
}

TEST_CASE("a snapshot thins a large batch and names none of a full one") {
    Experiment experiment = mixed_experiment();
    experiment.data = {};
    experiment.data.part = {"line", {{"n", std::int64_t{20000}}}};
    for (RunSpec& run : experiment.runs) run.batch = 0;
    experiment.runs[0].batch = 10000;
    Session session(experiment, 0, 1u << 16);
    Slot slot;
    session.fill(slot);
    CHECK(slot.snapshot.runs[0].batch.size() == kShownBatch);
    CHECK(slot.snapshot.runs[1].batch.empty());
    CHECK(slot.snapshot.conditioning.before == slot.snapshot.conditioning.after);
    CHECK(slot.snapshot.conditioning.after > 1.0);
}

}  // namespace talweg
