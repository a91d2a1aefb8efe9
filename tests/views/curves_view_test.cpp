// The loss curves in numbers: past and future, smoothing, ranges, hover.
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::rings_of;
using test::series_of;
using test::two_runs;

constexpr double kPixels = 400.0;

Figure curves(const Snapshot& now, const ViewOptions& options = {}) {
    return curves_figure(now, options, light_theme(), kPixels);
}

TEST_CASE("each run's losses are drawn step by step") {
    const Figure figure = curves(two_runs());
    const Line* slow = named<Line>(figure, "slow");
    REQUIRE(slow != nullptr);
    CHECK(slow->x == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(slow->y == std::vector<double>{21.75, 9, 4, 2, 1.25});
    CHECK(slow->stroke.width == 2.0);
    CHECK(figure.x.label == "Step");
    CHECK(figure.y.label == "Loss");
}

TEST_CASE("against epochs a step counts by its share of one") {
    Snapshot now = two_runs();
    now.runs[0].steps_per_epoch = 2;
    ViewOptions options;
    options.curves.axis = CurvesViewOptions::Axis::epochs;
    const Figure figure = curves(now, options);
    CHECK(named<Line>(figure, "slow")->x == std::vector<double>{0, 0.5, 1, 1.5, 2});
    CHECK(named<Line>(figure, "fast")->x == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(figure.x.range->high == 4.0);
    CHECK(figure.x.label == "Epoch");
}

TEST_CASE("against epochs the marked step stands where its own run had it") {
    Snapshot now = two_runs();
    now.runs[0].steps_per_epoch = 2;
    ViewOptions options;
    options.curves.axis = CurvesViewOptions::Axis::epochs;
    const auto marked_at = [&](std::uint64_t run) {
        options.hover = Hover{2, run};
        return marks_of<Rule>(curves(now, options)).back()->at;
    };
    CHECK(marked_at(1) == 1.0);
    CHECK(marked_at(2) == 2.0);
    CHECK(marked_at(0) == 1.0);  // of no run in particular: the first one's
    CHECK(curve_scale(now, options, 1).per_unit == 2.0);
    CHECK(curve_scale(now, options, 2).per_unit == 1.0);
    now.experiment.runs[0].shown = false;
    CHECK(curve_scale(now, options, 0).per_unit == 1.0);  // the first that is shown
    CHECK(marked_at(0) == 2.0);
    options.curves.axis = CurvesViewOptions::Axis::steps;
    CHECK(curve_scale(now, options, 1).per_unit == 1.0);
}

TEST_CASE("a logarithmic step axis begins at step one and leaves step zero to be counted") {
    ViewOptions options;
    options.curves.log_x = true;
    const Figure figure = curves(two_runs(), options);
    CHECK(figure.x.scale == Scale::log10);
    CHECK(figure.x.range->low == 1.0);
    CHECK(named<Line>(figure, "slow")->x.front() == 0.0);  // what layout counts as not shown
}

TEST_CASE("the loss axis is logarithmic when the values span more than two decades") {
    Snapshot now = two_runs();
    CHECK(curves(now).y.scale == Scale::linear);  // 21.75 to 0.75
    now.runs[1].loss = series_of({21.75, 3, 1, 0.5, 0.2});
    CHECK(curves(now).y.scale == Scale::log10);  // 21.75 / 0.2 > 100
    ViewOptions options;
    options.curves.log_y = false;
    CHECK(curves(now, options).y.scale == Scale::linear);
    options.curves.log_y = true;
    CHECK(curves(two_runs(), options).y.scale == Scale::log10);
}

TEST_CASE("a linear loss axis stands on zero") {
    const Figure figure = curves(two_runs());
    CHECK(figure.y.range->low == 0.0);
    CHECK(figure.y.range->high == doctest::Approx(21.75 + 0.05 * 21.0));
}

TEST_CASE("losses of exactly zero do not break a logarithmic axis") {
    Snapshot now = two_runs();
    now.runs[0].loss = series_of({21.75, 9, 4, 2, 0.0});
    ViewOptions options;
    options.curves.log_y = true;
    const Figure figure = curves(now, options);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low > 0.5);
    now.runs[0].loss = now.runs[1].loss = series_of({0.0, 0.0});
    CHECK(curves(now, options).y.scale == Scale::linear);
}

TEST_CASE("the past is solid and a recorded future is pale and both meet at the cursor") {
    Snapshot now = two_runs();
    now.cursor = 2;
    now.runs[0].state.step = 2;
    now.runs[0].state.loss = 4.0;
    now.experiment.runs[1].shown = false;
    const Figure figure = curves(now);
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 2);
    const Line& future = *lines[0];
    const Line& past = *lines[1];
    CHECK(future.stroke.color.a == 77);  // 30 % of 255
    CHECK(past.stroke.color.a == 255);
    CHECK(past.x.back() == 2.0);
    CHECK(future.x.front() == 2.0);
    CHECK(past.y.back() == 4.0);
    CHECK(future.y.front() == 4.0);
    CHECK(future.x.back() == 4.0);
    const auto rules = marks_of<Rule>(figure);
    REQUIRE(rules.size() == 1);
    CHECK(rules[0]->vertical);
    CHECK(rules[0]->at == 2.0);
}

TEST_CASE("with smoothing the raw line stays at a quarter") {
    ViewOptions options;
    options.curves.smoothing = 0.5;
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    const Figure figure = curves(now, options);
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]->stroke.color.a == 64);
    CHECK(lines[0]->y == std::vector<double>{21.75, 9, 4, 2, 1.25});
    CHECK(lines[1]->info.name == "slow");
    // m: 10.875, 9.9375; 9.9375 / 0.75 = 13.25.
    CHECK(lines[1]->y[0] == doctest::Approx(21.75));
    CHECK(lines[1]->y[1] == doctest::Approx(13.25));
}

TEST_CASE("with batches the loss over all points is the line and validation is dashed") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    now.runs[0].train_loss = series_of({21.75, NAN, 5.0, NAN, 1.5});
    now.runs[0].validation_loss = series_of({30.0, NAN, 7.0, NAN, 2.5});
    const Figure figure = curves(now);
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 4);  // the last is the key of the dashes
    CHECK(lines[3]->info.name == "validation");
    CHECK(lines[3]->info.in_legend);
    CHECK(lines[3]->stroke.dash == Dash::dashed);
    CHECK(lines[0]->stroke.color.a == 64);
    CHECK(lines[1]->info.name == "slow");
    CHECK(lines[1]->x == std::vector<double>{0, 2, 4});
    CHECK(lines[1]->y == std::vector<double>{21.75, 5.0, 1.5});
    CHECK(lines[2]->stroke.dash == Dash::dashed);
    CHECK(lines[2]->y == std::vector<double>{30.0, 7.0, 2.5});
    CHECK(figure.y.range->high > 30.0);
}

TEST_CASE("points held back just now have a ring for their loss and then a line from that step on") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    now.runs[0].validation_loss = series_of({NAN, NAN, NAN, NAN, 2.5});
    Figure figure = curves(now);
    std::vector<const Points*> rings = rings_of(figure);
    REQUIRE(rings.size() == 1);
    CHECK(rings[0]->x == std::vector<double>{4});
    CHECK(rings[0]->y == std::vector<double>{2.5});
    CHECK(named<Line>(figure, "validation") != nullptr);

    now.runs[0].validation_loss = series_of({NAN, NAN, NAN, 3.5, 2.5});
    figure = curves(now);
    CHECK(rings_of(figure).empty());
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 3);  // the last is the key of the dashes
    CHECK(lines[1]->stroke.dash == Dash::dashed);
    CHECK(lines[1]->x == std::vector<double>{3, 4});
    CHECK(lines[1]->y == std::vector<double>{3.5, 2.5});
}

TEST_CASE("the legend names a validation loss only where one is drawn") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    now.runs[0].validation_loss = series_of({NAN, NAN, NAN, NAN, NAN});
    CHECK(named<Line>(curves(now), "validation") == nullptr);
    ViewOptions options;
    now.runs[0].validation_loss = series_of({NAN, NAN, NAN, NAN, 2.5});
    options.curves.range.x = Range{0.0, 2.0};
    CHECK(named<Line>(curves(now, options), "validation") == nullptr);
    options.curves.quantity = CurvesViewOptions::Quantity::rate;
    CHECK(named<Line>(curves(now, options), "validation") == nullptr);
}

TEST_CASE("a long run costs as many points as there are pixels and shows its spike") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    std::vector<double> values(4096 * 256, 1.0);
    values[500000] = 50.0;
    now.runs[0].loss = series_of(values, 256);
    now.runs[0].end_step = now.runs[0].state.step = now.cursor = now.head = values.size() - 1;
    const Figure figure = curves(now);
    CHECK(named<Line>(figure, "slow")->x.size() <= 2 * (400 + 2));
    REQUIRE(marks_of<Band>(figure).size() == 1);
    const Band& band = *marks_of<Band>(figure)[0];
    CHECK(band.x.size() <= 402);
    CHECK(*std::max_element(band.high.begin(), band.high.end()) == 50.0);
    CHECK(figure.y.range->high >= 50.0);
}

TEST_CASE("zoomed in to recorded steps the exact values are drawn") {
    Snapshot now = two_runs();
    std::vector<double> values;
    for (int i = 0; i < 4096; ++i) values.push_back(100.0 + (i % 2 == 0 ? 1.0 : -1.0));
    now.runs[0].loss = series_of(values, 8);
    now.runs[0].end_step = now.runs[0].state.step = now.cursor = now.head = 4095;
    const std::vector<double> tail(values.end() - 64, values.end());
    now.runs[0].recent = test::window_of(4032, tail, tail, tail);
    ViewOptions options;
    options.curves.range.x = Range{4040.0, 4060.0};
    const Figure figure = curves(now, options);
    const Line& line = *named<Line>(figure, "slow");
    CHECK(line.x.size() == 23);  // 21 steps and a neighbour on each side
    CHECK(line.y[0] == 99.0);    // step 4039
    CHECK(line.y[1] == 101.0);
    CHECK(figure.y.range->low < 99.0);
    CHECK(figure.y.range->high < 102.0);
}

TEST_CASE("the emphasised run's curve lies over the others and the legend keeps its order") {
    Snapshot now = two_runs();
    ViewOptions options;
    options.emphasised_run = 1;
    options.stand_alone = true;
    const Figure figure = curves(now, options);
    std::vector<std::string> names;
    for (const Line* line : marks_of<Line>(figure)) names.push_back(line->info.name);
    CHECK(names == std::vector<std::string>{"fast", "slow"});
    const auto points = marks_of<Points>(figure);
    REQUIRE(points.size() == 2);
    CHECK(points.back()->info.id == 1);
    const Layout placed = layout(figure, {0, 0, 800, 500}, FixedMeasure{});
    REQUIRE(placed.legend.size() == 2);
    CHECK(placed.legend[0].text.starts_with("slow"));
}

TEST_CASE("hovering a step marks it on every run with its numbers") {
    ViewOptions options;
    options.hover = Hover{2, 0};
    const Figure figure = curves(two_runs(), options);
    const auto rules = marks_of<Rule>(figure);
    REQUIRE(rules.size() == 2);
    CHECK(rules[1]->at == 2.0);
    const auto rings = rings_of(figure);
    REQUIRE(rings.size() == 2);
    CHECK(rings[0]->x == std::vector<double>{2});
    CHECK(rings[0]->y == std::vector<double>{4});
    CHECK(rings[1]->y == std::vector<double>{1});
    CHECK(marks_of<Note>(figure)[0]->text == "step 2\nslow  4\nfast  1");
}

TEST_CASE("a future that an edit cut off is pale") {
    Snapshot now = two_runs();
    GhostRun ghost;
    ghost.id = 1;
    ghost.first_step = 2;
    ghost.loss = series_of({21.75, 9, 4, 3.5, 3, 2.5, 2});
    now.ghosts.push_back(ghost);
    const Figure figure = curves(now);
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]->x == std::vector<double>{2, 3, 4, 5, 6});
    CHECK(lines[0]->stroke.color.a == 64);
    CHECK(lines[0]->info.id == 1);
    CHECK(figure.x.range->high >= 7.0);
}

TEST_CASE("hidden runs are hidden and no runs are said in words") {
    Snapshot now = two_runs();
    now.experiment.runs[0].shown = false;
    CHECK(named<Line>(curves(now), "slow") == nullptr);
    now.experiment.runs[1].shown = false;
    CHECK(curves(now).empty_text.find("hidden") != std::string::npos);
    now.experiment.runs.clear();
    now.runs.clear();
    CHECK(curves(now).empty_text.find("No runs") != std::string::npos);
}

TEST_CASE("a page of its own has each run's settings and loss in its legend") {
    ViewOptions options;
    options.stand_alone = true;
    const Figure figure = curves(two_runs(), options);
    const std::string& legend = named<Line>(figure, "fast")->info.legend;
    CHECK(legend.find("lr 0.1") != std::string::npos);
    CHECK(legend.find("loss 0.75") != std::string::npos);
}

}  // namespace
}  // namespace talweg
