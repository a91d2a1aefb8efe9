// Saving and restoring runs: the same bits, whatever the optimizer, batch or schedule.
#include "core/train/catalogue.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/knob_cases.h"

#include <doctest/doctest.h>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

// With a memory so short that it wraps around.
std::vector<KnobMap> cases_of(const OptimizerPart& part) {
    std::vector<KnobMap> cases = knob_cases(part);
    if (part.info.id == "lbfgs") {
        const KnobValue wolfe = std::string("strong_wolfe");
        cases.push_back({{"max_iter", 1.0}, {"history_size", 3.0}, {"tolerance_grad", 0.0}});
        cases.push_back({{"max_iter", 2.0}, {"history_size", 4.0}, {"line_search_fn", wolfe}});
    }
    return cases;
}

bool same_state(const RunState& a, const RunState& b) {
    return a.step == b.step && a.status == b.status && same_bits(a.epoch, b.epoch) &&
           same_bits(a.rate, b.rate) && same_bits(a.loss, b.loss) && same_bits(a.train_loss, b.train_loss) &&
           same_bits(a.validation_loss, b.validation_loss) && same_bits(a.gradient_norm, b.gradient_norm) &&
           same_bits(a.penalty, b.penalty) && a.evaluations == b.evaluations && same_bits(a.theta, b.theta) &&
           same_bits(a.gradient, b.gradient) && same_bits(a.average, b.average);
}

std::vector<std::byte> save(Trainer& trainer, std::size_t run) {
    std::vector<std::byte> bytes;
    Archive archive = Archive::writer(bytes);
    trainer.archive(run, archive);
    return bytes;
}

void load(Trainer& trainer, std::size_t run, const std::vector<std::byte>& bytes) {
    Archive archive = Archive::reader(bytes);
    trainer.archive(run, archive);
    REQUIRE(archive.position() == bytes.size());
}

// One run for each case of the optimizer's knobs.
Experiment every_case(const OptimizerPart& part, std::uint64_t batch, const PartChoice& schedule) {
    Experiment experiment = four_points(0.03);
    experiment.data.part = {"line", {{"n", std::int64_t{11}}}};
    experiment.runs.clear();
    for (const KnobMap& knobs : cases_of(part)) {
        RunSpec run;
        run.id = next_run_id(experiment);
        run.optimizer = {std::string(part.info.id), knobs};
        run.lr = 0.03;
        run.batch = part.full_batch.empty() ? batch : 0;
        run.schedule = schedule;
        if (schedule.kind == "cyclic" &&
            !part.make(Settings(part.info, knobs), Parameters::vector(0))->set_momentum(0.5)) {
            run.schedule.knobs["cycle_momentum"] = false;
        }
        experiment.runs.push_back(run);
    }
    return experiment;
}

// One of each kind: plain, listening (at steps and at epochs), cycling the momentum, composed.
std::vector<PartChoice> some_schedules() {
    const KnobMap soon = {{"patience", std::int64_t{1}}, {"factor", 0.7}, {"threshold", 0.3}};
    KnobMap soon_epochs = soon;
    soon_epochs["per"] = std::string("epoch");
    const PartChoice cosine{"cosine", {{"t_max", std::int64_t{40}}}};
    const PartChoice cyclic{"cyclic",
                            {{"base_lr", 0.001}, {"max_lr", 0.03}, {"step_size_up", std::int64_t{7}}}};
    return {{"constant", {}},
            cosine,
            {"plateau", soon},
            {"plateau", soon_epochs},
            cyclic,
            {"sequential", {{"milestones", std::vector<double>{9, 30}}}, {cosine, cosine, cosine}}};
}

}  // namespace

TEST_CASE("a run restored at any step goes on with the same bits for every optimizer") {
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(std::string(part.info.id));
        CHECK(rc::check("archive round trip of " + std::string(part.info.id), [&] {
            const auto batch = *rc::gen::elementOf(std::vector<std::uint64_t>{0, 1, 4, 10});
            const auto at = *rc::gen::inRange(0, 60);
            const auto beyond = *rc::gen::inRange(0, 60);
            const Experiment experiment = every_case(part, batch, *rc::gen::elementOf(some_schedules()));
            Trainer first(experiment);
            Trainer second(experiment);
            for (int i = 0; i < at; ++i) first.step();
            const auto elsewhere = *rc::gen::inRange(0, 60);
            for (int i = 0; i < elsewhere; ++i) second.step();
            for (std::size_t run = 0; run < first.run_count(); ++run) {
                load(second, run, save(first, run));
                RC_ASSERT(same_state(first.run(run), second.run(run)));
                RC_ASSERT(first.reason(run) == second.reason(run));
                RC_ASSERT(std::ranges::equal(first.batch(run), second.batch(run)));
                RC_ASSERT(save(second, run) == save(first, run));
            }
            for (int i = 0; i < beyond; ++i) {
                first.step();
                second.step();
            }
            for (std::size_t run = 0; run < first.run_count(); ++run) {
                RC_ASSERT(same_state(first.run(run), second.run(run)));
            }
        }));
    }
}

TEST_CASE("all that a state says is restored into a run that knows nothing of it") {
    Experiment experiment = four_points(0.02);
    experiment.penalty.l2 = 0.1;
    experiment.runs[0].optimizer = {"lbfgs", {}};
    experiment.runs[0].wrappers = {{"ema", {{"decay", 0.7}}}};
    Trainer first(experiment);
    for (int i = 0; i < 7; ++i) first.step();
    const RunState& state = first.run(0);
    REQUIRE(state.penalty > 0.0);
    REQUIRE(state.evaluations > state.step + 1);
    REQUIRE_FALSE(same_bits(state.average, state.theta));
    Trainer fresh(experiment);
    REQUIRE_FALSE(same_bits(fresh.run(0).penalty, state.penalty));
    load(fresh, 0, save(first, 0));
    CHECK(same_state(fresh.run(0), state));
    CHECK(same_bits(fresh.run(0).penalty, state.penalty));
    CHECK(fresh.run(0).evaluations == state.evaluations);
    CHECK(same_bits(fresh.run(0).average, state.average));
}

TEST_CASE("a finished and a diverged run are restored with their reasons") {
    Trainer ended(first_experiment());
    while (ended.step()) {
    }
    Trainer fresh(first_experiment());
    for (std::size_t run = 0; run < ended.run_count(); ++run) {
        load(fresh, run, save(ended, run));
        CHECK(same_state(fresh.run(run), ended.run(run)));
        CHECK(fresh.reason(run) == ended.reason(run));
    }
    CHECK_FALSE(fresh.step());
}

TEST_CASE("a run restored to before its divergence diverges again in the same way") {
    Trainer trainer(four_points(0.15));
    for (int i = 0; i < 800; ++i) trainer.step();
    const auto bytes = save(trainer, 0);
    while (trainer.step()) {
    }
    const RunState end = trainer.run(0);
    const std::string reason = trainer.reason(0);
    load(trainer, 0, bytes);
    CHECK(trainer.run(0).status == RunStatus::running);
    CHECK(trainer.reason(0).empty());
    while (trainer.step()) {
    }
    CHECK(same_state(trainer.run(0), end));
    CHECK(trainer.reason(0) == reason);
}
