// Schedules that remember or move the momentum: walked about or straight, the same bits; and no allocation.
#include "core/base/random.h"
#include "core/train/catalogue.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

constexpr Step kSteps = 1200;
constexpr Step kEditAt = 500;

/// Plateau by steps, by epochs of mini-batches and on the validation loss, one cycle over beta1, cyclic
/// momentum, a sequence in which only the middle part moves the momentum, a chain that depends on all steps
/// before.
Experiment scheduled_experiment() {
    Experiment experiment = mixed_experiment();
    const KnobMap listens = {{"patience", std::int64_t{3}}, {"factor", 0.8}, {"threshold", 0.01}};
    KnobMap listens_epochs = listens;
    listens_epochs["per"] = std::string("epoch");
    const PartChoice cycle{"cyclic",
                           {{"base_lr", 0.0005}, {"max_lr", 0.003}, {"step_size_up", std::int64_t{37}}}};
    experiment.runs.resize(3);
    experiment.data.validation = 0.25;
    for (int i = 0; i < 4; ++i) experiment.runs.push_back(experiment.runs[1]);
    for (RunSpec& run : experiment.runs) run.id = next_run_id(experiment);
    experiment.runs[0].schedule = {"plateau", listens};
    experiment.runs[1].schedule = {"plateau", listens_epochs};
    experiment.runs[2].schedule = {"one_cycle", {{"max_lr", 0.01}, {"total_steps", std::int64_t{900}}}};
    experiment.runs[3].schedule = cycle;
    experiment.runs[4].schedule = {"sequential",
                                   {{"milestones", std::vector<double>{200, 700}}},
                                   {{"linear", {}}, cycle, {"cosine", {{"t_max", std::int64_t{400}}}}}};
    experiment.runs[5].schedule = {"chained",
                                   {},
                                   {{"exponential", {{"gamma", 0.999}}},
                                    {"cosine", {{"t_max", std::int64_t{330}}, {"eta_min", 0.0005}}}}};
    KnobMap listens_validation = listens;
    listens_validation["metric"] = std::string("validation");
    experiment.runs[6].schedule = {"plateau", listens_validation};
    return experiment;
}

/// What plateau has heard is carried over an edit.
Experiment edited(Experiment experiment) {
    experiment.runs[0].schedule.knobs["patience"] = std::int64_t{5};
    experiment.runs[1].lr = 0.0015;
    return experiment;
}

}  // namespace

TEST_CASE("schedules that remember are the same to the last bit however they are walked") {
    Session straight(scheduled_experiment(), 0, 64u << 20);
    std::vector<std::uint64_t> states;
    for (Step step = 0; step <= kSteps; ++step) {
        if (step == kEditAt) straight.edit(edited(scheduled_experiment()), 1);
        states.push_back(cursor_hash(straight));
        straight.advance(1, kNever);
    }
    // The falls of both plateaus come early and late: seeks meet different numbers of them.
    Session session(scheduled_experiment(), 0, 1u << 16);
    Random random(5, Stream::init);
    go_to(session, kEditAt);
    session.edit(edited(scheduled_experiment()), 1);
    session.advance(kSteps - kEditAt, kNever);
    for (int i = 0; i < 200; ++i) {
        const Step step = random.below(kSteps + 1);
        CAPTURE(step);
        go_to(session, step);
        CHECK(cursor_hash(session) == states[step]);
    }
}

TEST_CASE("plateau lowers the rate in a session and never raises it") {
    Session session(scheduled_experiment(), 0, 64u << 20);
    session.advance(kSteps, kNever);
    Slot slot;
    session.fill(slot);
    for (const std::size_t run : {0u, 1u, 6u}) {
        const auto rates = slot.snapshot.runs[run].recent.column(kRate);
        CHECK(rates.back() < scheduled_experiment().runs[run].lr);
        for (std::size_t i = 1; i < rates.size(); ++i) CHECK(rates[i] <= rates[i - 1]);
    }
}

TEST_CASE("no schedule allocates in a step") {
    for (const SchedulePart& part : schedules()) {
        CAPTURE(std::string(part.info.id));
        Experiment experiment = mixed_experiment();
        experiment.runs.resize(2);
        for (RunSpec& run : experiment.runs) {
            run.schedule = {std::string(part.info.id), {}};
            if (part.composes) run.schedule.parts = {{"linear", {}}};
        }
        Trainer trainer(experiment);
        trainer.step();
        const std::uint64_t before = allocations();
        for (int i = 0; i < 100; ++i) trainer.step();
        CHECK(allocations() == before);
    }
}

}  // namespace talweg
