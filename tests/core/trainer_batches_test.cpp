// Mini-batches: which samples each step sees, and what is recorded of them.
#include "core/train/batches.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

std::vector<Index> rows_of(Batches& batches, Step step) {
    const auto rows = batches.rows(step);
    return {rows.begin(), rows.end()};
}

Experiment ten_points(std::uint64_t batch) {
    Experiment experiment = four_points(0.01);
    experiment.data.part = {"line", {{"n", std::int64_t{10}}}};
    experiment.runs[0].batch = batch;
    return experiment;
}

}  // namespace

TEST_CASE("every epoch sees every sample once with the last batch smaller") {
    Batches batches(1, 10, {4});
    CHECK(batches.steps_per_epoch() == 3);
    for (Step epoch = 0; epoch < 5; ++epoch) {
        std::vector<Index> seen;
        for (Step k = 0; k < 3; ++k) {
            const auto rows = rows_of(batches, 3 * epoch + k);
            CHECK(rows.size() == (k < 2 ? 4 : 2));
            seen.insert(seen.end(), rows.begin(), rows.end());
        }
        std::sort(seen.begin(), seen.end());
        CHECK(seen == std::vector<Index>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    }
}

TEST_CASE("the batch of a step does not depend on which steps came before") {
    Batches forward(9, 100, {7});
    std::vector<std::vector<Index>> seen;
    for (Step step = 0; step < 60; ++step) seen.push_back(rows_of(forward, step));
    Batches backward(9, 100, {7});
    for (Step step = 60; step-- > 0;) CHECK(rows_of(backward, step) == seen[step]);
}

TEST_CASE("samples are shuffled anew for every epoch and every seed") {
    std::set<std::vector<Index>> orders;
    for (const std::uint64_t seed : {0ULL, 1ULL}) {
        Batches batches(seed, 20, {19});
        for (Step epoch = 0; epoch < 10; ++epoch) orders.insert(rows_of(batches, 2 * epoch));
    }
    CHECK(orders.size() == 20);
}

TEST_CASE("every sample is as likely in every place") {
    Batches batches(3, 5, {1});
    int first[5] = {};
    for (Step epoch = 0; epoch < 10000; ++epoch) ++first[batches.rows(5 * epoch)[0]];
    double chi_squared = 0.0;
    for (const int n : first) chi_squared += (n - 2000.0) * (n - 2000.0) / 2000.0;
    CHECK(chi_squared < 18.5);  // 0.1 % point with 4 degrees of freedom
}

TEST_CASE("epochs count samples and not steps") {
    const Batches batches(1, 10, {4});
    CHECK(batches.epoch(0) == 0.0);
    CHECK(batches.epoch(1) == 0.4);
    CHECK(batches.epoch(2) == 0.8);
    CHECK(batches.epoch(3) == 1.0);
    CHECK(batches.epoch(7) == 2.4);
}

TEST_CASE("a batch of all samples is the full batch") {
    CHECK(Batches(1, 10, {10}).full());
    CHECK(Batches(1, 10, {0}).full());
    CHECK(Batches(1, 0, {0}).full());
    CHECK_FALSE(Batches(1, 10, {9}).full());
    CHECK(Batches(1, 10, {0}).steps_per_epoch() == 1);
}

TEST_CASE("runs with the same batch size see the same batches") {
    Experiment experiment = ten_points(4);
    experiment.runs.push_back(experiment.runs[0]);
    experiment.runs[1].id = 2;
    experiment.runs[1].optimizer.kind = "adam";
    Trainer trainer(experiment);
    for (int i = 0; i < 20; ++i) {
        CHECK(std::ranges::equal(trainer.batch(0), trainer.batch(1)));
        CHECK(trainer.batch(0).size() == (i % 3 == 2 ? 2 : 4));
        trainer.step();
    }
}

TEST_CASE("a step of a batch is a step of full batch over just these samples") {
    Trainer trainer(ten_points(4));
    for (int i = 0; i < 10; ++i) {
        const RunState before = trainer.run(0);
        Experiment alone = four_points(0.01);
        alone.data.table = {};
        for (const Index row : trainer.batch(0)) {
            alone.data.table.x.push_back(trainer.dataset().x(row, 0));
            alone.data.table.y.push_back(trainer.dataset().y(row, 0));
        }
        alone.init.numbers = {before.theta[0], before.theta[1]};
        Trainer single(alone);
        CHECK(same_bits(single.run(0).loss, before.loss));
        CHECK(same_bits(single.run(0).gradient, before.gradient));
        single.step();
        trainer.step();
        CHECK(same_bits(single.run(0).theta, trainer.run(0).theta));
    }
}

TEST_CASE("the loss over all samples is known at each epoch's start only") {
    Trainer trainer(ten_points(4));
    const auto objective = make_objective(trainer.experiment());
    for (Step step = 0; step < 9; ++step) {
        const RunState& run = trainer.run(0);
        CHECK(close(run.epoch, static_cast<double>(step / 3) + 0.4 * static_cast<double>(step % 3), 1e-15));
        if (step % 3 == 0) {
            CHECK(same_bits(run.train_loss, objective->value(run.theta)));
        } else {
            CHECK(std::isnan(run.train_loss));
        }
        trainer.step();
    }
}
