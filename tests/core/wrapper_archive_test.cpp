// Runs with something around their optimizer, saved and restored: the same bits.
#include "core/train/catalogue.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

const std::vector<std::vector<PartChoice>>& stacks() {
    static const std::vector<std::vector<PartChoice>> kStacks = {
        {{"sam", {{"rho", 0.3}}}},
        {{"lookahead", {{"k", std::int64_t{4}}, {"alpha", 0.4}}}},
        {{"ema", {{"decay", 0.9}}}},
        {{"swa", {{"start", std::int64_t{7}}, {"every", std::int64_t{3}}}}},
        {{"sam", {}}, {"lookahead", {}}, {"ema", {}}},
        {{"sam", {}}, {"lookahead", {}}, {"swa", {}}},
    };
    return kStacks;
}

void add_run(Experiment& experiment, PartChoice optimizer, const std::vector<PartChoice>& wrappers,
             std::uint64_t batch) {
    RunSpec run;
    run.id = next_run_id(experiment);
    run.optimizer = std::move(optimizer);
    run.wrappers = wrappers;
    run.lr = 0.03;
    run.batch = batch;
    experiment.runs.push_back(run);
}

Experiment no_runs() {
    Experiment experiment = four_points(0.03);
    experiment.data.part = {"line", {{"n", std::int64_t{11}}}};
    experiment.runs.clear();
    return experiment;
}

// Every stack around sgd with momentum and around Adam.
Experiment every_stack(std::uint64_t batch) {
    Experiment experiment = no_runs();
    for (const auto& wrappers : stacks()) {
        add_run(experiment, {"sgd", {{"momentum", 0.8}}}, wrappers, batch);
        add_run(experiment, {"adam", {}}, wrappers, batch);
    }
    return experiment;
}

// The tallest stack around every optimizer, those that search included.
Experiment every_optimizer() {
    Experiment experiment = no_runs();
    for (const OptimizerPart& part : optimizers()) {
        add_run(experiment, {std::string(part.info.id), {}}, stacks().back(), 0);
    }
    return experiment;
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

// Saves at a step, loads into a trainer that stands elsewhere, and walks both on.
void check_restored(const Experiment& experiment, int at) {
    CAPTURE(at);
    Trainer first(experiment);
    Trainer second(experiment);
    for (int i = 0; i < at; ++i) first.step();
    for (int i = 0; i < 23; ++i) second.step();
    for (std::size_t run = 0; run < first.run_count(); ++run) load(second, run, save(first, run));
    for (int i = 0; i < 29; ++i) {
        first.step();
        second.step();
    }
    for (std::size_t run = 0; run < first.run_count(); ++run) {
        CAPTURE(experiment.runs[run].optimizer.kind);
        const RunState& a = first.run(run);
        const RunState& b = second.run(run);
        CHECK(a.step == b.step);
        CHECK(a.evaluations == b.evaluations);
        CHECK(same_bits(a.theta, b.theta));
        CHECK(same_bits(a.average, b.average));
        CHECK(save(first, run) == save(second, run));
    }
}

}  // namespace

TEST_CASE("a wrapped run restored at any step goes on with the same bits") {
    for (const std::uint64_t batch : {std::uint64_t{0}, std::uint64_t{4}}) {
        for (const int at : {0, 1, 3, 8, 10, 33}) check_restored(every_stack(batch), at);
    }
}

TEST_CASE("every optimizer inside all that can stand around it is restored to the same bits") {
    for (const int at : {0, 1, 7, 12}) check_restored(every_optimizer(), at);
}
