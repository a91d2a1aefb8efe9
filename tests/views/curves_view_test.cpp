// The loss curves in numbers: past and future, smoothing, ranges, divergence, hover.
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
    options.curves.epochs = true;
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
    options.curves.epochs = true;
    const auto marked_at = [&](std::uint64_t run) {
        options.hover = Hover{2, run};
        return marks_of<Rule>(curves(now, options)).back()->at;
    };
    CHECK(marked_at(1) == 1.0);
    CHECK(marked_at(2) == 2.0);
    CHECK(marked_at(0) == 1.0);  // of no run in particular: the first one's
    CHECK(curve_steps_per_unit(now, options, 1) == 2.0);
    CHECK(curve_steps_per_unit(now, options, 2) == 1.0);
    now.experiment.runs[0].shown = false;
    CHECK(curve_steps_per_unit(now, options, 0) == 1.0);  // the first that is shown
    CHECK(marked_at(0) == 2.0);
    options.curves.epochs = false;
    CHECK(curve_steps_per_unit(now, options, 1) == 1.0);
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
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]->stroke.color.a == 64);
    CHECK(lines[1]->info.name == "slow");
    CHECK(lines[1]->x == std::vector<double>{0, 2, 4});
    CHECK(lines[1]->y == std::vector<double>{21.75, 5.0, 1.5});
    CHECK(lines[2]->stroke.dash == Dash::dashed);
    CHECK(lines[2]->y == std::vector<double>{30.0, 7.0, 2.5});
    CHECK(figure.y.range->high > 30.0);
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

TEST_CASE("a run that diverged does not squash the others and is named where it leaves") {
    Snapshot now = two_runs();
    ViewOptions linear;
    linear.curves.log_y = false;
    test::diverge(now, 1, 867);
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->high < 21.75 * 10.0 * 2.0);  // a decade above the others, and air
    CHECK(figure.y.range->high > 21.75 * 5.0);
    CHECK(figure.y.range->low < 1.25);
    CHECK(curves(now, linear).y.range->high < 21.75 * 1.7);

    REQUIRE(marks_of<Note>(figure).size() == 1);
    const Note& note = *marks_of<Note>(figure)[0];
    CHECK(note.text == "fast: diverged at step 867");
    CHECK(note.color == light_theme().warning);
    CHECK(note.y == figure.y.range->high);
    CHECK(note.x == 2.0);  // 2175 at step 2 is the first above the axis
}

TEST_CASE("where every run diverges the axis shows how they grow") {
    Snapshot now = two_runs();
    test::diverge(now, 0, 300);
    test::diverge(now, 1, 200);
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low < 21.75);
    CHECK(figure.y.range->low > 1e-15);
    CHECK(figure.y.range->high >= 1e300);
    CHECK(marks_of<Note>(figure).size() == 2);
    ViewOptions linear;  // chosen by hand: about where they began
    linear.curves.log_y = false;
    CHECK(curves(now, linear).y.scale == Scale::linear);
    CHECK(curves(now, linear).y.range->high < 1e4);
}

TEST_CASE("where every run is on its way to infinity the axis shows how they grow") {
    Snapshot now = two_runs();
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}}) {
        test::diverge(now, index, 60);
        now.runs[index].end_status = now.runs[index].state.status = RunStatus::finished;
    }
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low < 21.75);
    CHECK(figure.y.range->high > 1e60);
}

/// The boxes of the cards that a run's divergence is told on, as they are painted, and the plot's.
struct Cards {
    std::vector<Box> boxes;
    std::vector<std::string> texts;
    Box plot;
};

Cards cards_of(const Figure& figure, double width, double height) {
    const FixedMeasure measure;
    LogPainter log;
    const Layout placed = layout(figure, {0, 0, width, height}, measure);
    paint(figure, placed, measure, log);
    Cards cards;
    cards.plot = placed.plot;
    for (std::size_t i = 2; i < log.calls.size(); ++i) {  // a card is its ground, its rim and its words
        if (log.calls[i].kind != LogPainter::Kind::text) continue;
        if (log.calls[i - 2].kind != LogPainter::Kind::fill || log.calls[i].mark == 0) continue;
        Box box{1e9, 1e9, -1e9, -1e9};
        for (const Pt at : log.calls[i - 2].points) {
            box = {std::min(box.left, at.x), std::min(box.top, at.y), std::max(box.right, at.x),
                   std::max(box.bottom, at.y)};
        }
        cards.boxes.push_back(box);
        cards.texts.push_back(log.calls[i].text);
        const Pt at = log.calls[i].points[0];
        CHECK(at.x + measure.measure(log.calls[i].text, log.calls[i].style.size).width <= box.right);
    }
    return cards;
}

TEST_CASE("words about runs that diverged stand apart and inside the plot") {
    Snapshot now = two_runs();
    RunSpec third = now.experiment.runs[1];
    third.id = 3;
    third.name = "A rather long but not absurd run name here, and then some more of it";
    now.experiment.runs.push_back(third);
    now.runs.push_back(now.runs[1]);
    now.runs[2].id = 3;
    test::diverge(now, 0, 300);
    test::diverge(now, 2, 280);
    for (const bool all : {false, true}) {
        if (all) test::diverge(now, 1, 260);
        for (const auto& [width, height] : {std::pair{420.0, 300.0}, {800.0, 500.0}}) {
            const Cards cards = cards_of(curves(now), width, height);
            REQUIRE(cards.boxes.size() == (all ? 3 : 2));
            for (std::size_t i = 0; i < cards.boxes.size(); ++i) {
                const Box& box = cards.boxes[i];
                CHECK(box.left >= cards.plot.left);
                CHECK(box.right <= cards.plot.right);
                CHECK(box.top >= cards.plot.top);
                CHECK(box.bottom <= cards.plot.bottom);
                CHECK(cards.texts[i].find(": diverged at step ") != std::string::npos);
                for (std::size_t k = 0; k < i; ++k) {
                    const Box& other = cards.boxes[k];
                    CHECK((box.top >= other.bottom || other.top >= box.bottom || box.left >= other.right ||
                           other.left >= box.right));
                }
            }
        }
    }
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

TEST_CASE("a run on its way to infinity does not squash the others either") {
    Snapshot now = two_runs();
    test::diverge(now, 1, 50);
    now.runs[1].end_status = now.runs[1].state.status = RunStatus::running;
    const Figure figure = curves(now);
    CHECK(figure.y.range->high < 21.75 * 20.0);
    CHECK(marks_of<Note>(figure).empty());
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
