// What an epoch does with its last batch, and batches drawn with replacement.
#include "core/train/batches.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

std::vector<Index> rows_of(Batches& batches, Step step) {
    const auto rows = batches.rows(step);
    return {rows.begin(), rows.end()};
}

Experiment ten_points(const BatchRule& rule) {
    Experiment experiment = four_points(0.01);
    experiment.data.part = {"line", {{"n", std::int64_t{10}}}};
    RunSpec& run = experiment.runs[0];
    run.batch = rule.size;
    run.drop_last = rule.drop_last;
    run.replacement = rule.replacement;
    return experiment;
}

}  // namespace

TEST_CASE("a dropped last batch leaves the others as they are") {
    Batches kept(1, 10, {4});
    Batches dropped(1, 10, {.size = 4, .drop_last = true});
    CHECK(dropped.steps_per_epoch() == 2);
    for (Step epoch = 0; epoch < 4; ++epoch) {
        for (Step k = 0; k < 2; ++k) {
            CHECK(rows_of(dropped, 2 * epoch + k) == rows_of(kept, 3 * epoch + k));
            CHECK(rows_of(dropped, 2 * epoch + k).size() == 4);
        }
    }
    // An epoch is what it uses, so that it ends at a whole number.
    CHECK(dropped.epoch(1) == 0.5);
    CHECK(dropped.epoch(2) == 1.0);
    CHECK(dropped.epoch(5) == 2.5);
}

TEST_CASE("where nothing is left over nothing is dropped") {
    Batches dropped(1, 10, {.size = 5, .drop_last = true});
    CHECK(dropped.steps_per_epoch() == 2);
    CHECK(rows_of(dropped, 1).size() == 5);
    CHECK(Batches(1, 10, {.size = 10, .drop_last = true}).steps_per_epoch() == 1);
    CHECK(Batches(1, 10, {.size = 1, .drop_last = true}).steps_per_epoch() == 10);
}

TEST_CASE("batches with replacement are independent draws from all samples") {
    Batches batches(7, 10, {.size = 4, .replacement = true});
    CHECK(batches.steps_per_epoch() == 3);
    CHECK(rows_of(batches, 2).size() == 2);
    CHECK(batches.epoch(2) == 0.8);
    std::uint64_t pairs = 0;
    std::uint64_t equal = 0;
    double expected = 0.0;
    std::map<Index, std::uint64_t> seen;
    for (Step step = 0; step < 6000; ++step) {
        const auto rows = rows_of(batches, step);
        for (const Index row : rows) ++seen[row];
        pairs += rows.size() - 1;
        for (std::size_t i = 1; i < rows.size(); ++i) equal += rows[i] == rows[i - 1] ? 1 : 0;
    }
    // 20,000 draws of ten: each 2,000 times, chi squared of 9 degrees at its 0.1 % point.
    double chi_squared = 0.0;
    for (const auto& [row, times] : seen) {
        const double off = static_cast<double>(times) - 2000.0;
        chi_squared += off * off / 2000.0;
    }
    CHECK(seen.size() == 10);
    CHECK(chi_squared < 27.9);
    // Neighbours are equal in a tenth of all pairs, give or take four deviations.
    expected = static_cast<double>(pairs) / 10.0;
    CHECK(std::abs(static_cast<double>(equal) - expected) < 4.0 * std::sqrt(expected * 0.9));
}

TEST_CASE("as many draws with replacement as there are samples are not the full batch") {
    Batches batches(3, 10, {.size = 10, .replacement = true});
    CHECK_FALSE(batches.full());
    CHECK(batches.steps_per_epoch() == 1);
    const auto rows = rows_of(batches, 0);
    CHECK(rows.size() == 10);
    CHECK(std::set<Index>(rows.begin(), rows.end()).size() < 10);
    CHECK(rows_of(batches, 1) != rows);
    CHECK(Batches(3, 10, {.size = 0, .replacement = true}).full());
}

TEST_CASE("the batch of a step is the same whatever was asked before, by every rule") {
    for (const bool drop_last : {false, true}) {
        for (const bool replacement : {false, true}) {
            const BatchRule rule{7, drop_last, replacement};
            Batches forward(9, 100, rule);
            std::vector<std::vector<Index>> seen;
            for (Step step = 0; step < 60; ++step) seen.push_back(rows_of(forward, step));
            Batches backward(9, 100, rule);
            for (Step step = 60; step-- > 0;) CHECK(rows_of(backward, step) == seen[step]);
        }
    }
}

TEST_CASE("a sample that is drawn twice counts twice") {
    Trainer trainer(ten_points({.size = 10, .replacement = true}));
    for (int i = 0; i < 5; ++i) {
        Experiment alone = four_points(0.01);
        alone.data.table = {};
        REQUIRE(trainer.batch(0).size() == 10);
        for (const Index row : trainer.batch(0)) {
            alone.data.table.x.push_back(trainer.dataset().x(row, 0));
            alone.data.table.y.push_back(trainer.dataset().y(row, 0));
        }
        const Vector& theta = trainer.run(0).theta;
        alone.init.numbers = {theta[0], theta[1]};
        CHECK(same_bits(Trainer(alone).run(0).gradient, trainer.run(0).gradient));
        trainer.step();
    }
}

TEST_CASE("epochs of dropped batches end where the whole data set is judged") {
    Experiment experiment = ten_points({.size = 4, .drop_last = true});
    experiment.stop.max_epochs = 3;
    Trainer trainer(experiment);
    CHECK(trainer.steps_per_epoch(0) == 2);
    while (trainer.step()) {
        CHECK(std::isnan(trainer.run(0).train_loss) == (trainer.run(0).step % 2 == 1));
    }
    CHECK(trainer.run(0).step == 6);
    CHECK(trainer.run(0).epoch == 3.0);
}

TEST_CASE("a restored run goes on with the same batches by every rule") {
    for (const BatchRule rule :
         {BatchRule{4, true, false}, BatchRule{4, false, true}, BatchRule{3, true, true}}) {
        Trainer trainer(ten_points(rule));
        for (int i = 0; i < 5; ++i) trainer.step();
        std::vector<std::byte> bytes;
        Archive writer = Archive::writer(bytes);
        trainer.archive(0, writer);
        for (int i = 0; i < 20; ++i) trainer.step();
        const RunState end = trainer.run(0);
        Archive reader = Archive::reader(bytes);
        trainer.archive(0, reader);
        CHECK(trainer.run(0).step == 5);
        for (int i = 0; i < 20; ++i) trainer.step();
        CHECK(same_bits(trainer.run(0).theta, end.theta));
        CHECK(same_bits(trainer.run(0).loss, end.loss));
    }
}

TEST_CASE("another rule is a live edit that the step under way feels") {
    const Experiment before = ten_points({4});
    for (const BatchRule rule : {BatchRule{4, true, false}, BatchRule{4, false, true}}) {
        const Experiment after = ten_points(rule);
        CHECK(classify_edit(before, after) == EditKind::live);
        Trainer edited(before);
        edited.step();
        edited.step();
        edited.apply(after);
        Batches batches(after.seed, 10, rule);
        CHECK(std::ranges::equal(edited.batch(0), batches.rows(2)));
        Vector gradient(2);
        const auto objective = make_objective(after);
        objective->batch_value_and_gradient(edited.run(0).theta, edited.batch(0), gradient);
        CHECK(same_bits(edited.run(0).gradient, gradient));
    }
}

TEST_CASE("the keys of batches in files are read, written and checked") {
    const Experiment read = parse_experiment(
        kData + "[[run]]\nbatch = 1\ndrop_last = true\n[[run]]\nbatch = 2\nreplacement = true", "a.toml");
    CHECK(read.runs[0].drop_last);
    CHECK_FALSE(read.runs[0].replacement);
    CHECK(read.runs[1].replacement);
    CHECK(parse_experiment(experiment_text(read), "b.toml") == read);
    CHECK(summary(read.runs[0]).ends_with(", batch 1, drop_last"));
    CHECK(summary(read.runs[1]).ends_with(", batch 2, replacement"));
    CHECK(message(kData + "[[run]]\ndrop_last = true") ==
          "a.toml:5: [[run]] 1 'drop_last' needs a 'batch' of a number: a full batch leaves none over");
    CHECK(message(kData + "[[run]]\nreplacement = true\nbatch = \"full\"") ==
          "a.toml:5: [[run]] 1 'replacement' needs a 'batch' of a number: a full batch has every sample "
          "once");
    CHECK(message(kData + "[[run]]\nbatch = 2\nreplacement = 1").find("must be true or false") !=
          std::string::npos);
    CHECK(message(kData + "[[run]]\noptimizer = \"lbfgs\"\nbatch = 2\nreplacement = true")
              .find("'batch' must be 'full' for 'lbfgs'") != std::string::npos);
}
