// Cross-validation: who is in which fold, and what comes out, against numbers worked by hand.
#include "core/study/k_fold.h"
#include "core/data/folds.h"
#include "core/data/split.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

/// Point i is (i, i mod classes).
Dataset points_of(Index points, Index classes) {
    Dataset data;
    data.x.resize(points, 1);
    data.y.resize(points, 1);
    for (Index i = 0; i < points; ++i) {
        data.x(i, 0) = static_cast<double>(i);
        data.y(i, 0) = static_cast<double>(i % classes);
    }
    return data;
}

std::vector<double> test_mse(const RunFolds& run) {
    std::vector<double> values;
    for (const FoldResult& fold : run.folds) values.push_back(fold.test.mse);
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

TEST_CASE("folds differ by one point at most and every point is in one") {
    const Dataset data = points_of(23, 3);
    const auto fold_of = fold_of_points(data.y, 5, 7, false);
    std::vector<int> sizes(5, 0);
    for (const std::size_t fold : fold_of) ++sizes.at(fold);
    CHECK(sizes == std::vector<int>{5, 5, 5, 4, 4});
    CHECK(fold_of_points(data.y, 5, 7, false) == fold_of);
    CHECK(fold_of_points(data.y, 5, 8, false) != fold_of);
}

TEST_CASE("stratified folds have the classes as all points have them") {
    Dataset data = points_of(40, 2);
    data.y.topRows(10).setConstant(2.0);  // 10 of one class, 15 of each of the others
    const auto fold_of = fold_of_points(data.y, 5, 3, true);
    for (std::size_t fold = 0; fold < 5; ++fold) {
        int counts[3] = {};
        for (std::size_t i = 0; i < fold_of.size(); ++i) {
            if (fold_of[i] == fold) ++counts[static_cast<int>(data.y(static_cast<Index>(i), 0))];
        }
        CHECK(counts[0] == 3);
        CHECK(counts[1] == 3);
        CHECK(counts[2] == 2);
    }
}

TEST_CASE("a fold is what is tested and a share of the others what is watched") {
    const Dataset whole = points_of(20, 2);
    const auto fold_of = fold_of_points(whole.y, 4, 1, true);
    std::set<double> tested;
    for (std::size_t fold = 0; fold < 4; ++fold) {
        const Dataset data = fold_dataset(whole, fold_of, fold, 0.2, 1, true);
        CHECK(data.rows() == 12);
        CHECK(data.validation_x.rows() == 3);
        CHECK(data.test_x.rows() == 5);
        CHECK(whole_dataset(data).x == whole.x);
        CHECK(whole_dataset(data).y == whole.y);
        for (const double x : data.test_x.col(0)) {
            CHECK(fold_of[static_cast<std::size_t>(x)] == fold);
            tested.insert(x);
        }
    }
    CHECK(tested.size() == 20);
    CHECK(fold_dataset(whole, fold_of, 0, 0.0, 1, false).rows() == 15);
}

TEST_CASE("mean and deviation of four folds before any step") {
    // Each fold is one point and theta = 0: the errors are the squared targets 4, 9, 25, 49.
    const KFold result = k_fold(four_points(0.01), 4, 0);
    REQUIRE(result.runs.size() == 1);
    CHECK(test_mse(result.runs[0]) == std::vector<double>{4, 9, 25, 49});
    const Spread spread = spread_of(test_mse(result.runs[0]));
    CHECK(spread.mean == 21.75);
    // (17.75² + 12.75² + 3.25² + 27.25²) / 3 = 410.25
    CHECK(close(spread.deviation, std::sqrt(410.25), 1e-15));
    for (const FoldResult& fold : result.runs[0].folds) {
        CHECK(close(fold.train.mse, (87.0 - fold.test.mse) / 3.0, 1e-15));
        CHECK(fold.train.points == 3);
        CHECK(std::isnan(fold.test.r2));  // of one point
        CHECK(fold.steps == 0);
    }
}

TEST_CASE("leaving one out leaves the residual by one minus its leverage") {
    // All points: y = 1.7 x, residuals 0.3, -0.4, -0.1, 0.2, leverages 0.7, 0.3, 0.3, 0.7.
    const std::vector<double> expected{1.0 / 49.0, 16.0 / 49.0, 4.0 / 9.0, 1.0};
    for (const char* scaling : {"none", "standardise", "min_max"}) {
        Experiment experiment = four_points(1.0);
        experiment.runs[0].optimizer.kind = "newton";
        experiment.data.scaling = scaling;
        const KFold result = k_fold(experiment, 4, 20);
        const auto found = test_mse(result.runs[0]);
        for (std::size_t i = 0; i < 4; ++i) CHECK(close(found[i], expected[i], 1e-9));
    }
}

TEST_CASE("each fold is told of when it is done") {
    std::vector<std::size_t> told;
    const KFold result = k_fold(four_points(0.01), 4, 3, {},
                                [&](const KFold& so_far) { told.push_back(so_far.runs[0].folds.size()); });
    CHECK(told == std::vector<std::size_t>{1, 2, 3, 4});
    // Before any step the errors are 4, 9, 25, 49, as above.
    const KFold still = k_fold(four_points(0.01), 4, 0);
    CHECK(fold_spread(still.task, still.runs[0].folds, 0, true).mean == 21.75);
    CHECK(spread_text(fold_spread(still.task, still.runs[0].folds, 0, true)) == "21.75 ± 20");
    CHECK(spread_text({3.0, kAbsent}) == "3");
    CHECK(spread_text({}) == "–");
    CHECK(fold_end(RunStatus::running) == "stopped");
    CHECK(result.runs[0].folds[3].steps == 3);
}

TEST_CASE("spreads of few and of absent numbers") {
    CHECK(std::isnan(spread_of({}).mean));
    CHECK(spread_of({3.0}).mean == 3.0);
    CHECK(std::isnan(spread_of({3.0}).deviation));
    CHECK(spread_of({kAbsent, 1.0, 3.0}).mean == 2.0);
    CHECK(close(spread_of({kAbsent, 1.0, 3.0}).deviation, std::sqrt(2.0), 1e-15));
}

TEST_CASE("folds stop when asked and refuse what cannot be") {
    std::size_t last = 0;
    const KFold result = k_fold(four_points(0.01), 4, 300, [&](std::size_t fold, Step) {
        last = fold;
        return fold < 2;
    });
    CHECK(result.interrupted);
    CHECK(result.runs[0].folds.size() == 2);
    CHECK(last == 2);
    // A step that takes long is asked about each time: nobody waits for 255 more.
    Experiment large = four_points(0.01);
    large.data.part = {"line", {{"n", std::int64_t{1'000'000}}}};
    Step asked = 0;
    k_fold(large, 2, 300, [&](std::size_t, Step step) {
        asked = step;
        return step < 20;
    });
    CHECK(asked == 20);
    CHECK(error_of([] { k_fold(four_points(0.01), 5, 1); }) == "folds must be from 2 to the 4 points, not 5");
    CHECK(error_of([] { k_fold(four_points(0.01), 1, 1); }) == "folds must be from 2 to the 4 points, not 1");
    Experiment function = four_points(0.01);
    function.function = PartChoice{"sphere", {}};
    CHECK(error_of([&] { k_fold(function, 2, 1); }) == "folds need points, and a test function has none");
    Experiment batched = four_points(0.01);
    batched.runs[0].batch = 4;
    CHECK(error_of([&] {
              k_fold(batched, 4, 1);
          }).find("'batch' must be 'full' or a whole number from 1 to the 3 points") != std::string::npos);
}
