// The data view along one of several inputs, predictions against targets, residuals, and levels, in numbers.
#include "app/views/data_look.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::class_runs;
using test::marks_of;
using test::named;
using test::plane_runs;
using test::two_runs;

constexpr double kTight = 1e-13;

TEST_CASE("along one of several inputs the curves of all runs are drawn with the others at their mean") {
    Snapshot now = plane_runs();
    ViewOptions options;
    options.stand_alone = true;
    options.data.across = 1;
    options.data.up = -1;
    CHECK_FALSE(plane_question(now, options));
    const Figure figure = data_figure(now, options, light_theme());
    const Line* slow = named<Line>(figure, "slow");
    REQUIRE(slow != nullptr);
    CHECK(named<Line>(figure, "fast") != nullptr);
    for (std::size_t i = 0; i < slow->x.size(); ++i) {
        CHECK(slow->y[i] == doctest::Approx(4.5 - slow->x[i]).epsilon(kTight));
    }
    CHECK(slow->info.legend.find("y = -1 b + 4.5") != std::string::npos);
    CHECK(marks_of<Segments>(figure).empty());
    CHECK(figure.caption == "Curves: a 2 (its mean)");
}

TEST_CASE("ghosts of a long theta are drawn from the trail that has it whole") {
    Snapshot now = two_runs();
    RunSnapshot& run = now.runs[0];
    run.trail.columns = kTheta + 1;  // of two parameters it knows one
    now.experiment.runs[1].shown = false;
    ViewOptions options;
    options.data.residuals = DataViewOptions::Residuals::none;
    CHECK(marks_of<Line>(data_figure(now, options, light_theme())).size() == 1);
    run.thetas = {2, 3, 2, {10, 1, 20, 2, 30, 3}};  // steps 2, 3 and 4, of which 4 is the present one
    const Figure figure = data_figure(now, options, light_theme());
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]->y[0] == doctest::Approx(10.0 * lines[0]->x[0] + 1.0).epsilon(kTight));
    CHECK(lines[1]->y[0] == doctest::Approx(20.0 * lines[1]->x[0] + 2.0).epsilon(kTight));
    CHECK(lines[0]->stroke.color.a < lines[1]->stroke.color.a);
}

TEST_CASE("a model without a bias has words for its line") {
    Snapshot now = plane_runs();
    now.experiment.model = {"linear", {{"bias", false}}};
    for (RunSnapshot& run : now.runs) run.state.theta.conservativeResize(2);
    ViewOptions options;
    options.stand_alone = true;
    options.data.up = -1;
    const Figure figure = data_figure(now, options, light_theme());
    REQUIRE(named<Line>(figure, "slow") != nullptr);
    CHECK(named<Line>(figure, "slow")->info.legend.find("y = 2 a − 1") != std::string::npos);
}

TEST_CASE("levels are multiples of a round step around what is spanned") {
    Span span;
    span.take(-1.5);
    span.take(8.5);
    CHECK(even_levels(span, 12) == std::vector<double>{-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    Span small;
    small.take(0.3);
    small.take(0.7);
    CHECK(even_levels(small, 4) == std::vector<double>{0.3, 0.4, 0.5, 0.6, 0.7});
    Span one;
    one.take(5.0);
    CHECK(even_levels(one, 12).size() >= 2);
    CHECK(even_levels(Span{}, 12).size() >= 2);
    Span huge;
    huge.take(-1e308);
    huge.take(1e308);
    CHECK(even_levels(huge, 12).size() >= 2);
}

TEST_CASE("predictions stand against the targets with the diagonal") {
    Snapshot now = plane_runs();
    now.data.validation_x = Matrix::Zero(1, 2);
    now.data.validation_y = Matrix::Constant(1, 1, 3.0);
    ViewOptions options;
    options.data.look = DataViewOptions::Look::against;
    Figure figure = data_figure(now, options, light_theme());
    const Points* points = named<Points>(figure, kSamplesMark);
    REQUIRE(points != nullptr);
    CHECK(points->x == std::vector<double>{0.5, 8.5, -1.5, 6.5});
    CHECK(points->y == std::vector<double>{0.5, 8.5, -1.5, 6.5});
    CHECK(points->info.id == 1);
    const Points* held = named<Points>(figure, "validation points");
    REQUIRE(held != nullptr);
    CHECK(held->x == std::vector<double>{3.0});
    CHECK(held->y == std::vector<double>{0.5});
    const Line* diagonal = named<Line>(figure, "predicted = true");
    REQUIRE(diagonal != nullptr);
    CHECK(diagonal->x == diagonal->y);
    CHECK(figure.x.label == "true y");

    options.data.look = DataViewOptions::Look::residuals;
    options.emphasised_run = 2;  // says 0 everywhere
    figure = data_figure(now, options, light_theme());
    points = named<Points>(figure, kSamplesMark);
    CHECK(points->x == std::vector<double>{0, 0, 0, 0});
    CHECK(points->y == std::vector<double>{0.5, 8.5, -1.5, 6.5});
    CHECK(figure.y.range->high == doctest::Approx(10.5));
    CHECK(figure.y.range->low == doctest::Approx(-10.5));
    REQUIRE(marks_of<Rule>(figure).size() == 1);
    CHECK(marks_of<Rule>(figure)[0]->at == 0.0);
}

TEST_CASE("one input has predictions against targets too") {
    ViewOptions options;
    options.data.look = DataViewOptions::Look::residuals;
    const Figure figure = data_figure(two_runs(), options, light_theme());
    CHECK(named<Points>(figure, kSamplesMark)->x == std::vector<double>{2, 3, 4, 5});
    CHECK(named<Points>(figure, kSamplesMark)->y == std::vector<double>{0, 0, 1, 2});
}

TEST_CASE("classes are shown as regions whatever was looked at before") {
    ViewOptions options;
    options.data.look = DataViewOptions::Look::against;
    CHECK(plane_question(class_runs(), options));
}

TEST_CASE("named classes are regions of a margin loss too and stand at its targets along one input") {
    Snapshot now = class_runs();
    now.experiment.loss.kind = "hinge";
    CHECK(data_look(now, {}).task == Task::margin);
    CHECK(plane_reading(now, {}).task == Task::margin);
    CHECK(named<Points>(data_figure(now, {}, light_theme()), "right")->x == std::vector<double>{4, 4});
    ViewOptions options;
    options.data.up = -1;
    const Figure figure = data_figure(now, options, light_theme());
    CHECK(named<Points>(figure, kSamplesMark)->y == std::vector<double>{-1, 1, -1, 1});
    CHECK(figure.y.range->low < -1.0);
}

TEST_CASE("targets that do not suit the loss yet are drawn as numbers") {
    Snapshot now = plane_runs();  // with negative targets
    now.experiment.loss.kind = "cross_entropy";
    CHECK(data_look(now, {}).task == Task::regression);
    CHECK(data_figure(now, {}, light_theme()).empty_text.empty());
}

}  // namespace
}  // namespace talweg
