// The data view where inputs are scaled and where batches are drawn.
#include "core/train/trainer.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::two_runs;

/// two_runs() with its inputs standardised, theta of the same lines in those units.
Snapshot scaled_runs() {
    Snapshot now = two_runs();
    const ColumnScale scale{2.0, 2.5};
    now.data.x_scale = {scale};
    for (Index i = 0; i < now.data.x.rows(); ++i) now.data.x(i, 0) = scale.scaled(now.data.x(i, 0));
    for (RunSnapshot& run : now.runs) {
        Vector& theta = run.state.theta;
        theta = Vector{{theta[0] * scale.factor, theta[1] + theta[0] * scale.shift}};
        run.trail.count = 0;
        run.path = {};
    }
    return now;
}

TEST_CASE("points, lines and residuals of scaled inputs stand in the user's units") {
    const Figure figure = data_figure(scaled_runs(), {}, light_theme());
    const Points* points = named<Points>(figure, kSamplesMark);
    REQUIRE(points != nullptr);
    CHECK(points->x == std::vector<double>{1, 2, 3, 4});
    const Line* slow = named<Line>(figure, "slow");
    REQUIRE(slow != nullptr);
    for (std::size_t i = 0; i < slow->x.size(); ++i) {
        CHECK(slow->y[i] == doctest::Approx(slow->x[i] + 1.0).epsilon(1e-13));
    }
    CHECK(slow->x[0] < figure.x.range->low);
    CHECK(figure.x.range->low < 1.0);
    CHECK(figure.x.range->high > 4.0);
    REQUIRE(marks_of<Segments>(figure).size() == 1);
    CHECK(marks_of<Segments>(figure)[0]->x0 == std::vector<double>{1, 2, 3, 4});
    CHECK(marks_of<Segments>(figure)[0]->y1 == std::vector<double>{2, 3, 4, 5});
}

TEST_CASE("the words for a line are in the user's units") {
    ViewOptions options;
    options.stand_alone = true;
    const Figure figure = data_figure(scaled_runs(), options, light_theme());
    CHECK(named<Line>(figure, "slow")->info.legend.find("y = 1 x + 1") != std::string::npos);
    CHECK(named<Line>(figure, "fast")->info.legend.find("y = 2 x + 0") != std::string::npos);
}

TEST_CASE("the batch under way is drawn over its points in the run's colour") {
    Snapshot now = two_runs();
    CHECK(named<Points>(data_figure(now, {}, light_theme()), kBatchMark) == nullptr);
    now.runs[1].batch = {3, 1};
    const Figure figure = data_figure(now, {}, light_theme());
    const Points* batch = named<Points>(figure, kBatchMark);
    REQUIRE(batch != nullptr);
    CHECK(batch->x == std::vector<double>{4, 2});
    CHECK(batch->y == std::vector<double>{7, 3});
    CHECK(batch->info.in_legend);
    CHECK(batch->info.legend == "batch of fast");
    CHECK(batch->marker.fill == run_style(now.experiment, 1, light_theme()).color);
    // With two of them: the first, unless the other is pointed at. Rows that are gone are passed over.
    now.runs[0].batch = {0, 9};
    CHECK(named<Points>(data_figure(now, {}, light_theme()), kBatchMark)->x == std::vector<double>{1});
    ViewOptions options;
    options.emphasised_run = 2;
    CHECK(named<Points>(data_figure(now, options, light_theme()), kBatchMark)->info.legend ==
          "batch of fast");
}

}  // namespace
}  // namespace talweg
