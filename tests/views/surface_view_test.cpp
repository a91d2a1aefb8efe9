// The surface view in numbers: paths, start, present point, minimum, hover; and its picture.
#include "tests/views/hand_snapshot.h"

#include "app/plot/colormap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::rings_of;
using test::surface_of;
using test::two_runs;

constexpr PlaneWindow kWindow{-1.0, 3.0, -2.0, 2.0};

LossSurface bowl() {
    LossSurface surface =
        surface_of(kWindow, 65, 65, [](double w, double b) { return (w - 1.7) * (w - 1.7) + b * b + 0.075; });
    surface.minimiser = {1.7, 0.0};
    surface.minimum = 0.075;
    return surface;
}

Figure drawn(const Snapshot& now, const LossSurface& surface, const ViewOptions& options = {}) {
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    return surface_figure(now, surface, art, options, light_theme());
}

TEST_CASE("the picture lies over the window of the surface which is what one sees") {
    const Figure figure = drawn(two_runs(), bowl());
    CHECK(*figure.x.range == Range{-1.0, 3.0});
    CHECK(*figure.y.range == Range{-2.0, 2.0});
    REQUIRE(marks_of<Raster>(figure).size() == 1);
    CHECK(marks_of<Raster>(figure)[0]->x == Range{-1.0, 3.0});
    CHECK(marks_of<Raster>(figure)[0]->y == Range{-2.0, 2.0});
    REQUIRE(marks_of<Contours>(figure).size() == 1);
    CHECK(marks_of<Contours>(figure)[0]->stroke.width == 0.75);
    REQUIRE(figure.bar.has_value());
    CHECK(figure.bar->colors.size() + 1 == figure.bar->levels.size());
    CHECK(figure.x.label == "Weight w");
    CHECK(figure.y.label == "Bias b");
    ViewOptions options;
    options.surface.range.x = Range{0.0, 1.0};
    options.surface.contour_lines = false;
    const Figure zoomed = drawn(two_runs(), bowl(), options);
    CHECK(*zoomed.x.range == Range{0.0, 1.0});
    CHECK(marks_of<Contours>(zoomed).empty());
}

/// The path of a run: the named line with points (the legend's keys have none).
const Line* path_of(const Figure& figure, std::string_view name) {
    for (const Line* line : marks_of<Line>(figure)) {
        if (line->info.name == name && !line->x.empty()) return line;
    }
    return nullptr;
}

/// Lines with points, in the order they are drawn.
std::vector<const Line*> paths(const Figure& figure) {
    std::vector<const Line*> lines = marks_of<Line>(figure);
    std::erase_if(lines, [](const Line* line) { return line->x.empty(); });
    return lines;
}

TEST_CASE("each path runs from its start to the present point with a halo and dots") {
    const Figure figure = drawn(two_runs(), bowl());
    const Line* fast = path_of(figure, "fast");
    REQUIRE(fast != nullptr);
    CHECK(fast->x.front() == 0.0);
    CHECK(fast->x.back() == 2.0);
    CHECK(fast->y.back() == 0.0);
    CHECK(fast->stroke.width == 2.5);
    CHECK(fast->stroke.halo_width == 1.5);
    const auto points = marks_of<Points>(figure);
    const auto dots =
        std::find_if(points.begin(), points.end(), [](const Points* p) { return p->thin == 6.0; });
    REQUIRE(dots != points.end());
    CHECK((*dots)->marker.size == 3.0);
    CHECK((*dots)->x == std::vector<double>{0, 0.25, 0.5, 0.75, 1, 1});
}

TEST_CASE("the present point has a white rim and an arrow down the gradient") {
    const Figure figure = drawn(two_runs(), bowl());
    const auto arrows = marks_of<Arrow>(figure);
    REQUIRE(arrows.size() == 2);
    CHECK(arrows[0]->x == 1.0);
    CHECK(arrows[0]->y == 1.0);
    CHECK(arrows[0]->dx == 3.0);  // the gradient is (-3, 4)
    CHECK(arrows[0]->dy == -4.0);
    const auto points = marks_of<Points>(figure);
    CHECK(points.back()->x == std::vector<double>{2.0});
    CHECK(points.back()->marker.rim == Rgba{255, 255, 255, 255});
    ViewOptions options;
    options.surface.gradient_arrows = false;
    CHECK(marks_of<Arrow>(drawn(two_runs(), bowl(), options)).empty());
}

TEST_CASE("the minimum is marked with its loss") {
    const Figure figure = drawn(two_runs(), bowl());
    const Points* cross = named<Points>(figure, "minimum");
    REQUIRE(cross != nullptr);
    CHECK(cross->x == std::vector<double>{1.7});
    CHECK(cross->y == std::vector<double>{0.0});
    CHECK(cross->marker.shape == MarkerShape::cross);
    const auto notes = marks_of<Note>(figure);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0]->text == "minimum 0.075");
    LossSurface unknown = bowl();
    unknown.minimiser.reset();
    CHECK(named<Points>(drawn(two_runs(), unknown), "minimum") == nullptr);
}

TEST_CASE("with the cursor in the past the way ahead is pale") {
    Snapshot now = two_runs();
    now.cursor = 2;
    now.runs[0].state.step = 2;
    now.runs[0].state.theta << 0.5, 0.5;
    now.experiment.runs[1].shown = false;
    const Figure figure = drawn(now, bowl());
    const auto lines = paths(figure);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]->stroke.color.a == 89);  // 35 % of 255
    CHECK(lines[0]->x == std::vector<double>{0.5, 0.75, 1});
    CHECK(lines[1]->x == std::vector<double>{0, 0.25, 0.5, 0.5});
    CHECK(lines[1]->stroke.color.a == 255);
}

TEST_CASE("a thinned path is cut by its steps") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    RunSnapshot& run = now.runs[0];
    run.path = {};
    for (int step = 0; step <= 4096; ++step) {  // all of them; then 4,113, 4,128 and the head 4,131
        run.path.x.push_back(step / 4096.0);
    }
    run.path.x.insert(run.path.x.end(), {2.0, 3.0, 4.0});
    run.path.y = run.path.x;
    run.path.last_step = run.end_step = now.head = 4131;
    now.cursor = run.state.step = 4120;
    run.state.theta << 2.5, 2.5;
    const Figure figure = drawn(now, bowl());
    const auto lines = paths(figure);
    REQUIRE(lines.size() == 2);
    REQUIRE(lines[1]->x.size() == 4099);
    CHECK(lines[1]->x[4096] == 1.0);
    CHECK(lines[1]->x[4097] == 2.0);
    CHECK(lines[1]->x[4098] == 2.5);
    CHECK(lines[0]->x == std::vector<double>{2.5, 3.0, 4.0});
}

TEST_CASE("a diverged path leaves the window and does not move it") {
    Snapshot now = two_runs();
    test::diverge(now, 1, 20);
    const Figure figure = drawn(now, bowl());
    CHECK(*figure.x.range == Range{-1.0, 3.0});
    CHECK(marks_of<Arrow>(figure).size() == 1);
}

TEST_CASE("a path that has flown away is drawn until it is gone and under the others") {
    Snapshot now = two_runs();
    test::diverge(now, 0, 4);  // losses 21.75, 217.5, 2175, 21750, 217500: a hundred times 21.75 is 2175
    now.runs[0].path = PathSeries{{0, -4, 8, -16, 1}, {0, 0, 0, 0, 0}, 4};
    now.runs[0].state.theta << 1.0, 0.0;
    const Figure figure = drawn(now, bowl());
    const auto lines = paths(figure);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]->info.name == "slow");
    // Steps 0 to 2 as they are; step 3 is outside with a loss beyond; step 4 is in sight.
    REQUIRE(lines[0]->x.size() == 6);
    CHECK(lines[0]->x[2] == 8.0);
    CHECK(std::isnan(lines[0]->x[3]));
    CHECK(lines[0]->x[4] == 1.0);
    CHECK(lines[1]->info.name == "fast");
    // The legend keeps the experiment's order and says what happened.
    CHECK(marks_of<Line>(figure)[0]->info.legend == "slow: diverged at step 4");
}

TEST_CASE("where only rounding is left of the gradient there is no arrow") {
    Snapshot now = two_runs();
    now.runs[0].state.gradient << 1e-12, -1e-12;
    CHECK(marks_of<Arrow>(drawn(now, bowl())).size() == 1);
}

TEST_CASE("a gradient that is nothing beside the slope of the way has no arrow") {
    Snapshot now = two_runs();
    now.runs[0].state.loss = 0.0;  // a perfect fit: 21.75 lower, at a distance of the root of 2
    now.runs[0].state.gradient << 1e-9, -1e-9;
    CHECK(marks_of<Arrow>(drawn(now, bowl())).size() == 1);
    now.runs[0].state.gradient << 1e-6, -1e-6;
    CHECK(marks_of<Arrow>(drawn(now, bowl())).size() == 2);
    // Where it has not moved there is no way to compare with.
    now.runs[0].state.theta << 0.0, 0.0;
    now.runs[0].state.gradient << 1e-9, -1e-9;
    CHECK(marks_of<Arrow>(drawn(now, bowl())).size() == 2);
}

TEST_CASE("the words at the minimum lie under the arrows") {
    const Figure figure = drawn(two_runs(), bowl());
    const auto first = [&figure](auto is_kind) {
        return std::find_if(figure.marks.begin(), figure.marks.end(), is_kind) - figure.marks.begin();
    };
    const auto words = first([](const Mark& mark) { return std::holds_alternative<Note>(mark); });
    const auto arrow = first([](const Mark& mark) { return std::holds_alternative<Arrow>(mark); });
    CHECK(words < arrow);
    CHECK(static_cast<std::size_t>(arrow) < figure.marks.size());
}

TEST_CASE("where every run flies away nothing is drawn of what is gone") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    test::diverge(now, 0, 40);
    now.runs[0].end_status = now.runs[0].state.status = RunStatus::finished;
    now.runs[0].path = {};
    for (int step = 0; step <= 40; ++step) {
        now.runs[0].path.x.push_back(std::pow(-3.0, step));
        now.runs[0].path.y.push_back(0.0);
    }
    now.runs[0].path.last_step = 40;
    const Figure figure = drawn(now, bowl());
    for (const Line* line : paths(figure)) {
        for (const double x : line->x) CHECK_FALSE(std::abs(x) > 100.0);
    }
}

TEST_CASE("hovering a step rings it on every path") {
    ViewOptions options;
    options.hover = Hover{3, 0};
    const Figure figure = drawn(two_runs(), bowl(), options);
    const auto rings = rings_of(figure);
    REQUIRE(rings.size() == 2);
    CHECK(rings[0]->x == std::vector<double>{0.75});
    CHECK(rings[1]->x == std::vector<double>{1.75});
    CHECK(marks_of<Note>(figure).back()->text == "step 3\nslow  2 · w 0.75, b 0.75\nfast  0.8 · w 1.75, b 0");
}

TEST_CASE("while a plane of more than two parameters is not there, and on a page, words stand instead") {
    Snapshot now = two_runs();
    now.parameter_names = {"w1", "w2", "b"};
    const Figure figure = drawn(now, LossSurface{});
    CHECK(figure.empty_text == "The loss over a plane of the model's 3 parameters is being calculated.");
    CHECK(figure.marks.empty());
    ViewOptions page;
    page.stand_alone = true;
    SurfaceArt art;
    CHECK(surface_figure(now, LossSurface{}, art, page, light_theme()).empty_text ==
          "Of the 3 parameters of this model the window shows planes of two.");
}

TEST_CASE("before there is a surface the starts are in sight") {
    const Figure figure = drawn(two_runs(), LossSurface{});
    CHECK(marks_of<Raster>(figure).empty());
    CHECK_FALSE(figure.bar.has_value());
    CHECK(figure.x.range->low < 0.0);
    CHECK(figure.x.range->high > 0.0);
    CHECK(named<Line>(figure, "slow") != nullptr);
}

TEST_CASE("a page of its own has each run's parameters in its legend") {
    ViewOptions options;
    options.stand_alone = true;
    CHECK(named<Line>(drawn(two_runs(), bowl(), options), "slow")->info.legend ==
          "slow: w 1, b 1, loss 1.25");
}

int distance(Rgba a, Rgba b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

TEST_CASE("the picture has the colour of the band at each height with its top at the largest y") {
    // Rises with y only: rows of one colour.
    const LossSurface surface = surface_of({0, 1, 0, 1}, 33, 33, [](double, double y) { return y; });
    SurfaceArt art;
    art.update(surface, light_theme(), 256);
    REQUIRE(art.image());
    CHECK(art.image()->width == 256);
    CHECK(art.image()->height == 256);
    const ColorBar& bar = art.bar();
    REQUIRE(bar.colors.size() >= 8);
    CHECK(bar.levels.front() == 0.0);
    CHECK(bar.levels.back() == 1.0);
    CHECK(std::is_sorted(bar.levels.begin(), bar.levels.end()));
    const auto pixel = [&](int column, int row) {
        return art.image()->pixels[static_cast<std::size_t>(row * 256 + column)];
    };
    for (std::size_t band = 0; band < bar.colors.size(); ++band) {
        const double middle = 0.5 * (bar.levels[band] + bar.levels[band + 1]);
        const int row = 255 - static_cast<int>(middle * 256.0);
        if ((bar.levels[band + 1] - bar.levels[band]) * 256.0 < 3.0)
            continue;                                             // thinner than its smooth edge
        CHECK(distance(pixel(10, row), bar.colors[band]) <= 26);  // shading: up to a tenth
        CHECK(distance(pixel(10, row), pixel(240, row)) <= 1);
    }
    CHECK(distance(pixel(128, 0), bar.colors.back()) <= 26);
    CHECK(distance(pixel(128, 255), bar.colors.front()) <= 26);
}

TEST_CASE("where the loss is not finite the picture is the panel") {
    const LossSurface surface =
        surface_of({0, 1, 0, 1}, 33, 33, [](double x, double y) { return x > 0.75 ? INFINITY : x + y; });
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    CHECK(art.image()->pixels[63] == light_theme().panel);
    CHECK_FALSE(art.image()->pixels[0] == light_theme().panel);
}

TEST_CASE("the picture is kept until the surface or the theme changes") {
    const LossSurface surface = bowl();
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    const auto first = art.image();
    art.update(surface, light_theme(), 64);
    CHECK(art.image() == first);
    art.update(surface, dark_theme(), 64);
    CHECK(art.image() != first);
    CHECK(art.image()->revision != first->revision);
    CHECK(art.bar().colors.front() ==
          color_at(Map::surface_dark, 0.5 / static_cast<double>(art.bar().colors.size()), {}));
    const auto second = art.image();
    const LossSurface other = bowl();
    art.update(other, dark_theme(), 64);
    CHECK(art.image() != second);
}

TEST_CASE("a flat or an empty surface has no picture or one colour and no lines") {
    SurfaceArt art;
    art.update(LossSurface{}, light_theme(), 64);
    CHECK(art.image() == nullptr);
    CHECK(art.lines() == nullptr);
    art.update(surface_of({0, 1, 0, 1}, 9, 9, [](double, double) { return 2.0; }), light_theme(), 32);
    REQUIRE(art.image());
    CHECK(distance(art.image()->pixels.front(), art.image()->pixels.back()) == 0);
    CHECK(art.lines()->levels.empty());
}

}  // namespace
}  // namespace talweg
