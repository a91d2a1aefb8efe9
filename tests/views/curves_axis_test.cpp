// The curves against evaluations and seconds, learning rates, penalties; the averaged path on the surface.
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::rings_of;
using test::series_of;
using test::two_runs;
using Against = CurvesViewOptions::Axis;
using Quantity = CurvesViewOptions::Quantity;

Figure curves(const Snapshot& now, const ViewOptions& options = {}) {
    return curves_figure(now, options, light_theme(), 400.0);
}

ViewOptions against(Against axis) {
    ViewOptions options;
    options.curves.axis = axis;
    return options;
}

ViewOptions rates() {
    ViewOptions options;
    options.curves.quantity = Quantity::rate;
    return options;
}

/// "slow" alone, with a penalty of 0.5 at every step.
Snapshot penalised() {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    RunSnapshot& run = now.runs[0];
    run.penalty = series_of({0.5, 0.5, 0.5, 0.5, 0.5});
    run.data_loss = series_of({21.25, 8.5, 3.5, 1.5, 0.75});
    run.state.train_loss = run.state.loss;
    run.state.penalty = 0.5;
    return now;
}

}  // namespace

TEST_CASE("against evaluations a run with several a step is stretched and one with one is not") {
    Snapshot now = two_runs();
    now.runs[0].evaluations = {1, {1, 3, 6, 8, 13}, 4, 13};
    const Figure figure = curves(now, against(Against::evaluations));
    CHECK(named<Line>(figure, "slow")->x == std::vector<double>{1, 3, 6, 8, 13});
    CHECK(named<Line>(figure, "slow")->y == std::vector<double>{21.75, 9, 4, 2, 1.25});
    CHECK(named<Line>(figure, "fast")->x == std::vector<double>{1, 2, 3, 4, 5});
    CHECK(figure.x.range->low == 0.0);
    CHECK(figure.x.range->high == 13.0);
    CHECK(figure.x.label == "Evaluations");
}

TEST_CASE("against seconds each step stands where it was measured") {
    Snapshot now = two_runs();
    now.runs[0].seconds = {2, {0.0, 0.5, 1.5}, 4, 1.5};
    now.runs[1].seconds = {1, {0.0, 0.125, 0.25, 0.375, 0.5}, 4, 0.5};
    const Figure figure = curves(now, against(Against::seconds));
    CHECK(named<Line>(figure, "slow")->x == std::vector<double>{0, 0.25, 0.5, 1, 1.5});
    CHECK(named<Line>(figure, "fast")->x == std::vector<double>{0, 0.125, 0.25, 0.375, 0.5});
    CHECK(figure.x.range->high == 1.5);
    CHECK(figure.x.label == "Seconds");
    CHECK_FALSE(figure.x.whole);
    const auto point = marks_of<Points>(figure).back();
    CHECK(point->x == std::vector<double>{0.5});  // where "fast" stands
}

TEST_CASE("on a logarithmic axis of evaluations or seconds every run begins within it") {
    Snapshot now = two_runs();
    now.runs[0].seconds = {1, {0.0, 0.001, 0.5, 1, 1.5}, 4, 1.5};
    ViewOptions options = against(Against::evaluations);
    options.curves.log_x = true;
    CHECK(curves(now, options).x.range->low == 1.0);
    options.curves.axis = Against::seconds;
    CHECK(curves(now, options).x.range->low == 0.001);
    now.runs[0].seconds = now.runs[1].seconds = {1, {0.0}, 0, 0.0};
    CHECK(curves(now, options).x.range->low > 0.0);
}

TEST_CASE("a place on the axis is read back as the step that stands there") {
    Snapshot now = two_runs();
    now.runs[0].evaluations = {1, {1, 3, 6, 8, 13}, 4, 13};
    CHECK(curve_scale(now, against(Against::evaluations), 1).step(6.0) == 2.0);
    CHECK(curve_scale(now, against(Against::evaluations), 2).step(3.0) == 2.0);
    CHECK(curve_scale(now, against(Against::steps), 1).step(3.0) == 3.0);
    ViewOptions options = against(Against::evaluations);
    options.hover = Hover{2, 1};
    CHECK(marks_of<Rule>(curves(now, options)).back()->at == 6.0);
    CHECK(rings_of(curves(now, options))[0]->x == std::vector<double>{6.0});
}

TEST_CASE("zoomed in on evaluations the steps within are drawn and no others") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    now.runs[0].evaluations = {1, {1, 11, 21, 31, 41}, 4, 41};
    ViewOptions options = against(Against::evaluations);
    options.curves.range.x = Range{31.0, 41.0};
    CHECK(named<Line>(curves(now, options), "slow")->x == std::vector<double>{21, 31, 41});
}

TEST_CASE("with a penalty the loss without it is thin and dash-dotted and the penalty thin and dotted") {
    const Figure figure = curves(penalised());
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 5);  // the loss, its two parts, and two keys
    CHECK(lines[0]->info.name == "slow");
    CHECK(lines[1]->y == std::vector<double>{21.25, 8.5, 3.5, 1.5, 0.75});
    CHECK(lines[1]->stroke.dash == Dash::dash_dot);
    CHECK(lines[1]->stroke.width == 1.0);
    CHECK(lines[2]->y == std::vector<double>{0.5, 0.5, 0.5, 0.5, 0.5});
    CHECK(lines[2]->stroke.dash == Dash::dotted);
    CHECK(lines[3]->info.name == "without penalty");
    CHECK(lines[4]->info.name == "penalty");
    CHECK(lines[4]->info.in_legend);
    CHECK(lines[4]->x.empty());
    CHECK(named<Line>(curves(two_runs()), "penalty") == nullptr);
}

TEST_CASE("a penalty far below the loss has room but does not press the losses together") {
    ViewOptions options;
    options.curves.log_y = true;
    CHECK(curves(penalised(), options).y.range->low < 0.5);
    Snapshot now = penalised();
    now.runs[0].penalty = series_of({1e-9, 1e-9, 1e-9, 1e-9, 1e-9});
    CHECK(curves(now).y.scale == Scale::linear);
    const Figure figure = curves(now, options);
    CHECK(figure.y.range->low > 1e-4);
    CHECK(figure.y.range->low < 1.25e-3);
}

TEST_CASE("learning rates are a view of their own") {
    Snapshot now = two_runs();
    now.runs[0].rate = series_of({0.01, 0.02, 0.04, 0.02, 0.01});
    const Figure figure = curves(now, rates());
    CHECK(figure.title == "Learning rate");
    CHECK(figure.y.label == "Learning rate");
    CHECK(named<Line>(figure, "slow")->y == std::vector<double>{0.01, 0.02, 0.04, 0.02, 0.01});
    const Line* fast = named<Line>(figure, "fast");  // the same at every step
    CHECK(fast->x == std::vector<double>{0, 4});
    CHECK(fast->y == std::vector<double>{0.01, 0.01});
    CHECK(figure.y.scale == Scale::linear);
    CHECK(figure.y.range->low == 0.01 - 0.05 * 0.03);
    CHECK(marks_of<Points>(figure).back()->y == std::vector<double>{0.01});
    now.runs[0].rate = series_of({1e-5, 1e-2});
    CHECK(curves(now, rates()).y.scale == Scale::log10);
}

TEST_CASE("a single rate stands above zero and a diverged run still has its name there") {
    Snapshot now = two_runs();
    test::diverge(now, 0, 20);
    const Figure figure = curves(now, rates());
    CHECK(figure.y.range->low <= 0.0);
    CHECK(figure.y.range->high > 0.01);
    REQUIRE(named<Line>(figure, "slow") != nullptr);
    CHECK(named<Line>(figure, "slow")->x.back() == 20.0);
    CHECK(marks_of<Note>(figure).empty());
    ViewOptions options = rates();
    options.hover = Hover{2, 2};
    const Figure hovered = curves(now, options);
    const auto notes = marks_of<Note>(hovered);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0]->text.find("fast  0.01") != std::string::npos);
}

TEST_CASE("a ghost keeps its own evaluations") {
    Snapshot now = two_runs();
    GhostRun ghost;
    ghost.id = 1;
    ghost.loss = series_of({21.75, 9, 4, 2, 1, 0.5});
    ghost.evaluations = {1, {1, 2, 3, 4, 24, 44}, 5, 44};
    ghost.first_step = 3;
    now.ghosts = {ghost};
    const Figure figure = curves(now, against(Against::evaluations));
    CHECK(marks_of<Line>(figure)[0]->x == std::vector<double>{4, 24, 44});
    CHECK(figure.x.range->high == 44.0);
}

TEST_CASE("the averaged path lies dashed beside the raw one and ends in a ring") {
    Snapshot now = two_runs();
    RunSnapshot& run = now.runs[0];
    run.average = {{0, 0.1, 0.2, 0.3, 0.4}, {0, 0.1, 0.2, 0.3, 0.4}, 4};
    run.state.average = Vector{{0.4, 0.4}};
    const LossSurface surface =
        test::surface_of({-1, 3, -1, 3}, 33, 33, [](double x, double y) { return x * x + y * y; });
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    const Figure figure = surface_figure(now, surface, art, {}, light_theme());
    const Line* dashed = nullptr;
    for (const Line* line : marks_of<Line>(figure)) {
        if (line->stroke.dash == Dash::dashed && !line->x.empty()) dashed = line;
    }
    REQUIRE(dashed != nullptr);
    CHECK(dashed->info.id == 1);
    CHECK(dashed->stroke.width < named<Line>(figure, "fast")->stroke.width);
    CHECK(dashed->x.front() == 0.0);
    CHECK(dashed->x.back() == 0.4);
    CHECK(dashed->stroke.color.r == run_style(now.experiment, 0, light_theme()).color.r);
    bool ring = false;
    for (const Points* points : rings_of(figure)) ring = ring || points->x == std::vector<double>{0.4};
    CHECK(ring);
    CHECK(named<Line>(figure, "averaged") != nullptr);
    now.runs[0].average = {};
    CHECK(named<Line>(surface_figure(now, surface, art, {}, light_theme()), "averaged") == nullptr);
}

TEST_CASE("the averaged path begins where it leaves the raw one") {
    Snapshot now = two_runs();
    RunSnapshot& run = now.runs[0];
    run.path = {{0, 0.5, 1.0, 1.5, 2.0}, {0, 0.5, 1.0, 1.5, 2.0}, 4};
    run.average = {{0, 0.5, 1.0, 1.25, 1.5}, {0, 0.5, 1.0, 1.25, 1.5}, 4};
    run.state.step = 4;
    run.state.average = Vector{{1.5, 1.5}};
    const LossSurface surface =
        test::surface_of({-1, 3, -1, 3}, 33, 33, [](double x, double y) { return x * x + y * y; });
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    const auto dashed = [&] {
        std::vector<std::vector<double>> lines;
        const Figure figure = surface_figure(now, surface, art, {}, light_theme());
        for (const Line* line : marks_of<Line>(figure)) {
            if (line->stroke.dash == Dash::dashed && line->info.id == 1) lines.push_back(line->x);
        }
        return lines;
    };
    REQUIRE(dashed().size() == 1);
    CHECK(dashed()[0].front() == 1.0);
    CHECK(dashed()[0].back() == 1.5);
    run.average = run.path;
    run.state.average = Vector{{2.0, 2.0}};
    CHECK(dashed().empty());
}

}  // namespace talweg
