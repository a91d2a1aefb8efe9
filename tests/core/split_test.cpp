// Points held back for validation and test: which, how many, and what is refused.
#include "core/data/split.h"
#include "core/train/check.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

/// Point i is (i, 10 i): it can be told wherever it stands.
Dataset numbered(Index points) {
    Dataset data;
    data.x.resize(points, 1);
    data.y.resize(points, 1);
    for (Index i = 0; i < points; ++i) {
        data.x(i, 0) = static_cast<double>(i);
        data.y(i, 0) = 10.0 * static_cast<double>(i);
    }
    data.x_names = {"x"};
    data.y_names = {"y"};
    return data;
}

std::set<double> set_of(const Matrix& values) { return {values.data(), values.data() + values.size()}; }

bool ascends(const Matrix& values) { return std::is_sorted(values.data(), values.data() + values.size()); }

}  // namespace

TEST_CASE("shares become whole points and at least one") {
    const auto counts = [](std::uint64_t points, double validation, double test) {
        const SplitCounts c = split_counts(points, validation, test);
        return std::vector<std::uint64_t>{c.train, c.validation, c.test};
    };
    CHECK(counts(10, 0.2, 0.1) == std::vector<std::uint64_t>{7, 2, 1});
    CHECK(counts(30, 0.1, 0.0) == std::vector<std::uint64_t>{27, 3, 0});
    CHECK(counts(4, 0.2, 0.1) == std::vector<std::uint64_t>{2, 1, 1});
    CHECK(counts(7, 0.5, 0.0) == std::vector<std::uint64_t>{3, 4, 0});  // 3.5 to 4
    CHECK(counts(2, 0.1, 0.1) == std::vector<std::uint64_t>{0, 1, 1});
    CHECK(counts(0, 0.0, 0.0) == std::vector<std::uint64_t>{0, 0, 0});
}

TEST_CASE("every point is in one part and each part keeps the order") {
    const Dataset all = numbered(50);
    const Dataset split = split_dataset(all, 0.2, 0.1, 3);
    CHECK(split.rows() == 35);
    CHECK(split.validation_x.rows() == 10);
    CHECK(split.test_x.rows() == 5);
    CHECK(split.all_rows() == 50);
    std::set<double> together;
    for (const Matrix* x : {&split.x, &split.validation_x, &split.test_x}) {
        CHECK(ascends(*x));
        together.merge(set_of(*x));
    }
    CHECK(together.size() == 50);
    CHECK(split.y == 10.0 * split.x);
    CHECK(split.validation_y == 10.0 * split.validation_x);
    CHECK(split.test_y == 10.0 * split.test_x);
    CHECK(split.x_names == all.x_names);
    for (Index i = 0; i < 35; ++i) CHECK(row_before_split(split, i) == static_cast<Index>(split.x(i, 0)));
    CHECK(row_before_split(split, 35) == static_cast<Index>(split.validation_x(0, 0)));
    CHECK(row_before_split(split, 49) == static_cast<Index>(split.test_x(4, 0)));
    const Dataset whole = whole_dataset(split);
    CHECK(whole.x == all.x);
    CHECK(whole.y == all.y);
    CHECK(whole.order.empty());
}

TEST_CASE("the seed chooses, and one share or point more leaves the others where they are") {
    const auto validation = [](Index points, double share, double test, std::uint64_t seed) {
        return set_of(split_dataset(numbered(points), share, test, seed).validation_x);
    };
    const auto chosen = validation(50, 0.2, 0.1, 3);
    CHECK(validation(50, 0.2, 0.1, 3) == chosen);
    CHECK(validation(50, 0.2, 0.4, 3) == chosen);
    CHECK(validation(50, 0.2, 0.1, 4) != chosen);
    std::set<double> shared;
    const auto more = validation(51, 0.2, 0.1, 3);
    std::set_intersection(chosen.begin(), chosen.end(), more.begin(), more.end(),
                          std::inserter(shared, shared.end()));
    CHECK(shared.size() >= 9);
    const auto larger = validation(50, 0.3, 0.0, 3);
    CHECK(std::includes(larger.begin(), larger.end(), chosen.begin(), chosen.end()));
}

TEST_CASE("names of classes stay through a split and back") {
    Dataset data = numbered(4);
    CHECK_FALSE(data.of_classes());
    data.y << 0.0, 1.0, 1.0, 0.0;
    data.classes = {"no", "yes"};
    CHECK(data.of_classes());
    const Dataset split = split_dataset(data, 0.25, 0.25, 3);
    CHECK(split.classes == data.classes);
    CHECK(whole_dataset(split).classes == data.classes);
    CHECK(split_dataset(data, 0.0, 0.0, 3).of_classes());
}

TEST_CASE("without shares a data set stays as it is") {
    const Dataset data = split_dataset(numbered(3), 0.0, 0.0, 3);
    CHECK(data.rows() == 3);
    CHECK(data.order.empty());
    CHECK(row_before_split(data, 2) == 2);
    CHECK(whole_dataset(data).x == numbered(3).x);
    CHECK(error_of([] { split_dataset(numbered(2), 0.5, 0.5, 0); }) ==
          "of 2 points, 'validation' and 'test' leave none to train on");
}

TEST_CASE("a trainer learns from the points that are left and looks at the others") {
    Experiment experiment = four_points(0.01);
    experiment.data.validation = 0.25;
    experiment.data.test = 0.25;
    CHECK(sample_count(experiment) == 2);
    Trainer trainer(experiment);
    const Dataset& data = trainer.dataset();
    REQUIRE(data.rows() == 2);
    // From theta = 0 the losses are the mean squares of the targets.
    CHECK(trainer.run(0).loss == 0.5 * (data.y(0, 0) * data.y(0, 0) + data.y(1, 0) * data.y(1, 0)));
    CHECK(trainer.run(0).validation_loss == data.validation_y(0, 0) * data.validation_y(0, 0));
    experiment.runs[0].batch = 3;
    CHECK(error_of([&] {
              check_experiment(experiment);
          }).find("'batch' must be 'full' or a whole number from 1 to the 2 points, not 3") !=
          std::string::npos);
}

TEST_CASE("other shares are a live edit, also of a generator") {
    Experiment before = four_points(0.01);
    Experiment after = before;
    after.data.validation = 0.25;
    CHECK(classify_edit(before, after) == EditKind::live);
    before.data = {};
    before.data.part = {"line", {{"n", std::int64_t{20}}}};
    after = before;
    after.data.test = 0.5;
    CHECK(classify_edit(before, after) == EditKind::live);
    Trainer trainer(before);
    trainer.step();
    trainer.apply(after);
    CHECK(trainer.dataset().rows() == 10);
    CHECK(trainer.dataset().test_x.rows() == 10);
    CHECK(trainer.run(0).step == 1);
    // The validation loss goes with its points.
    after.data.validation = 0.1;
    trainer.apply(after);
    CHECK_FALSE(std::isnan(trainer.run(0).validation_loss));
    trainer.apply(before);
    CHECK(std::isnan(trainer.run(0).validation_loss));
}

TEST_CASE("shares in files are read, written and checked") {
    const Experiment read =
        parse_experiment("[data]\nkind = \"line\"\nn = 20\nvalidation = 0.2\ntest = 0.1\n[[run]]", "a.toml");
    CHECK(read.data.validation == 0.2);
    CHECK(read.data.test == 0.1);
    CHECK(parse_experiment(experiment_text(read), "b.toml") == read);
    CHECK(experiment_text(four_points(0.1)).find("validation") == std::string::npos);
    CHECK(message("[data]\nx = [1, 2]\ny = [1, 2]\nvalidation = 1.5\n[[run]]") ==
          "a.toml:4: [data] 'validation' must be a share of the points, from 0 to below 1, not 1.5");
    CHECK(message("[data]\nkind = \"line\"\ntest = -0.1\n[[run]]") ==
          "a.toml:3: [data] 'test' must be a share of the points, from 0 to below 1, not -0.1");
    CHECK(message("[data]\nx = [1, 2]\ny = [1, 2]\nvalidation = 0.5\ntest = 0.5\n[[run]]") ==
          "a.toml:4: [data] 'validation' 0.5 and 'test' 0.5 leave none of the 2 points to train on");
    CHECK(message("[data]\nx = [1, 2]\ny = [1, 2]\nvalidation = \"much\"\n[[run]]")
              .find("a.toml:4: [data] 'validation' must be a number") == 0);
    CHECK(message("[data]\nx = [1, 2]\ny = [1, 2]\nvalidaton = 0.2\n[[run]]")
              .find("did you mean 'validation'?") != std::string::npos);
}
