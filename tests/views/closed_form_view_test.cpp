// The closed form of least squares in the data and in the curves.
#include "app/views/closed_form_marks.h"
#include "app/views/curve_range.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::series_of;
using test::two_runs;

constexpr double kTight = 1e-13;

/// y = 1.7 x with a loss of 0.075 is the closed form of the four points.
Snapshot with_target() {
    Snapshot now = two_runs();
    now.closed_form = {Vector{{1.7, 0.0}}, 0.075, true};
    return now;
}

const Note* words(const Figure& figure) {
    for (const Note* note : marks_of<Note>(figure)) {
        if (note->text.starts_with("least squares") || note->text.starts_with("ridge")) return note;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("the closed form is a thin dashed line in no run's colour over the fits") {
    const Snapshot now = with_target();
    const Figure figure = data_figure(now, {}, light_theme());
    const Line* target = named<Line>(figure, "least squares");
    REQUIRE(target != nullptr);
    for (std::size_t i = 0; i < target->x.size(); ++i) {
        CHECK(target->y[i] == doctest::Approx(1.7 * target->x[i]).epsilon(kTight));
    }
    CHECK(target->stroke.dash == Dash::dashed);
    CHECK(target->stroke.color == light_theme().quiet_text);
    CHECK(target->stroke.width < named<Line>(figure, "slow")->stroke.width);
    CHECK(target->info.in_legend);
    CHECK(target->info.id == 0);
    CHECK(target > named<Line>(figure, "slow"));
    // It moves no axis.
    CHECK(*figure.y.range == *data_figure(two_runs(), {}, light_theme()).y.range);
    ViewOptions options;
    options.stand_alone = true;
    CHECK(named<Line>(data_figure(now, options, light_theme()), "least squares")->info.legend ==
          "least squares: loss 0.075");
    options.closed_form = false;
    CHECK(named<Line>(data_figure(now, options, light_theme()), "least squares") == nullptr);
    CHECK(named<Line>(data_figure(two_runs(), {}, light_theme()), "least squares") == nullptr);
}

TEST_CASE("the legend keeps the closed form where it names points only") {
    Figure figure = data_figure(with_target(), {}, light_theme());
    name_points_only(figure);
    CHECK(figure.legend.shown);
    CHECK(named<Line>(figure, "least squares")->info.in_legend);
    CHECK_FALSE(named<Line>(figure, "slow")->info.in_legend);
}

TEST_CASE("of scaled inputs it stands in the user's units") {
    Snapshot now = with_target();
    const ColumnScale scale{2.0, 2.5};
    now.data.x_scale = {scale};
    for (Index i = 0; i < now.data.x.rows(); ++i) now.data.x(i, 0) = scale.scaled(now.data.x(i, 0));
    now.closed_form.theta = Vector{{1.7 * scale.factor, 1.7 * scale.shift}};
    const Figure figure = data_figure(now, {}, light_theme());
    const Line* target = named<Line>(figure, "least squares");
    REQUIRE(target != nullptr);
    for (std::size_t i = 0; i < target->x.size(); ++i) {
        CHECK(target->y[i] == doctest::Approx(1.7 * target->x[i]).epsilon(kTight));
    }
}

TEST_CASE("of a polynomial it is a curve") {
    Snapshot now = with_target();
    now.experiment.model = {"polynomial", {{"degree", std::int64_t{2}}}};
    for (RunSnapshot& run : now.runs) run.state.theta = Vector::Zero(3);
    now.closed_form.theta = Vector{{1.0, 0.5, -2.0}};  // x + 0.5 x^2 - 2
    const Figure figure = data_figure(now, {}, light_theme());
    const Line* target = named<Line>(figure, "least squares");
    REQUIRE(target != nullptr);
    REQUIRE(target->x.size() > 100);
    for (std::size_t i = 0; i < target->x.size(); ++i) {
        const double x = target->x[i];
        CHECK(target->y[i] == doctest::Approx(x + 0.5 * x * x - 2.0).epsilon(1e-12));
    }
}

TEST_CASE("its loss is a line across the curves with its number") {
    const Snapshot now = with_target();
    const Figure figure = curves_figure(now, {}, light_theme(), 400.0);
    const Rule* rule = named<Rule>(figure, "least squares");
    REQUIRE(rule != nullptr);
    CHECK(rule->at == 0.075);
    CHECK_FALSE(rule->vertical);
    CHECK(rule->stroke.dash == Dash::dashed);
    REQUIRE(words(figure) != nullptr);
    CHECK(words(figure)->text == "least squares 0.075");
    CHECK(figure.y.range->low < 0.075);
    ViewOptions options;
    options.curves.quantity = CurvesViewOptions::Quantity::rate;
    CHECK(named<Rule>(curves_figure(now, options, light_theme(), 400.0), "least squares") == nullptr);
    options = {};
    options.closed_form = false;
    CHECK(named<Rule>(curves_figure(now, options, light_theme(), 400.0), "least squares") == nullptr);
    // A range that was chosen stays, and words of what is not in it are not said.
    options = {};
    options.curves.range.y = Range{1.0, 2.0};
    CHECK(words(curves_figure(now, options, light_theme(), 400.0)) == nullptr);
}

TEST_CASE("with a penalty it has another name") {
    Snapshot now = with_target();
    now.experiment.penalty.l2 = 0.1;
    CHECK(words(curves_figure(now, {}, light_theme(), 400.0))->text == "ridge 0.075");
    CHECK(named<Line>(data_figure(now, {}, light_theme()), "ridge") != nullptr);
}

TEST_CASE("a logarithmic axis reaches down to it as far as that leaves the curves most of the room") {
    ViewOptions options;
    options.curves.log_y = true;
    Snapshot now = with_target();  // losses from 21.75 down to 0.75: a decade is left to it
    const Figure near = curves_figure(now, options, light_theme(), 400.0);
    REQUIRE(near.y.scale == Scale::log10);
    CHECK(near.y.range->low < 0.075);
    CHECK(named<Rule>(near, "least squares") != nullptr);
    now.closed_form.loss = 1e-9;
    const Figure far = curves_figure(now, options, light_theme(), 400.0);
    CHECK(far.y.range->low > 0.5);
    CHECK(words(far) == nullptr);
    now.closed_form.loss = 0.0;
    CHECK(words(curves_figure(now, options, light_theme(), 400.0)) == nullptr);
}

TEST_CASE("a training loss that falls to nothing does not press those of points held back together") {
    Snapshot now = two_runs();
    now.runs[0].loss = series_of({21.75, 1e-3, 1e-8, 1e-11, 1e-12});
    now.runs[0].validation_loss = series_of({20.0, 3.0, 2.0, 2.0, 2.0});
    const Figure figure = curves_figure(now, {}, light_theme(), 400.0);
    REQUIRE(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low < 2e-3);
    CHECK(figure.y.range->low > 1e-3);
    now.runs[0].validation_loss = {};
    CHECK(curves_figure(now, {}, light_theme(), 400.0).y.range->low < 1e-12);
}

}  // namespace talweg
