// The data view in numbers: lines, residuals, squares, ghosts, ranges.
#include "tests/views/hand_snapshot.h"

#include "app/plot/font.h"
#include "app/plot/layout.h"
#include "core/base/text.h"

#include <doctest/doctest.h>

#include <algorithm>

#include <cmath>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::two_runs;

ViewOptions squares() {
    ViewOptions options;
    options.data.residuals = DataViewOptions::Residuals::squares;
    return options;
}

TEST_CASE("a fitted line passes through the model at both ends and runs beyond the plot") {
    const Figure figure = data_figure(two_runs(), {}, light_theme());
    const Line* slow = named<Line>(figure, "slow");
    const Line* fast = named<Line>(figure, "fast");
    REQUIRE(slow != nullptr);
    REQUIRE(fast != nullptr);
    REQUIRE(slow->x.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(slow->y[i] == doctest::Approx(slow->x[i] + 1.0).epsilon(1e-14));
        CHECK(fast->y[i] == doctest::Approx(2.0 * fast->x[i]).epsilon(1e-14));
    }
    CHECK(slow->x[0] < figure.x.range->low);
    CHECK(slow->x[1] > figure.x.range->high);
    CHECK(slow->stroke.width == 2.5);
    CHECK(slow->info.id == 1);
    CHECK(slow->info.in_legend);
}

TEST_CASE("points stand where the data is in the order of its rows") {
    const Figure figure = data_figure(two_runs(), {}, light_theme());
    const Points* points = named<Points>(figure, kSamplesMark);
    REQUIRE(points != nullptr);
    CHECK(points->x == std::vector<double>{1, 2, 3, 4});
    CHECK(points->y == std::vector<double>{2, 3, 5, 7});
    CHECK(points->info.pickable);
}

TEST_CASE("residuals run from each point to the line of the first run that has not diverged") {
    Snapshot now = two_runs();
    Figure figure = data_figure(now, {}, light_theme());
    REQUIRE(marks_of<Segments>(figure).size() == 1);
    CHECK(marks_of<Segments>(figure)[0]->y1 == std::vector<double>{2, 3, 4, 5});
    CHECK(marks_of<Segments>(figure)[0]->info.id == 1);

    test::diverge(now, 0, 40);
    figure = data_figure(now, {}, light_theme());
    REQUIRE(marks_of<Segments>(figure).size() == 1);
    CHECK(marks_of<Segments>(figure)[0]->y0 == std::vector<double>{2, 3, 5, 7});
    CHECK(marks_of<Segments>(figure)[0]->y1 == std::vector<double>{2, 4, 6, 8});
    CHECK(marks_of<Segments>(figure)[0]->info.id == 2);
}

TEST_CASE("residuals belong to the emphasised run whose line is wider than the faded others") {
    ViewOptions options;
    options.emphasised_run = 2;
    const Figure figure = data_figure(two_runs(), options, light_theme());
    CHECK(marks_of<Segments>(figure)[0]->info.id == 2);
    CHECK(named<Line>(figure, "fast")->stroke.width == 3.5);
    CHECK(named<Line>(figure, "fast")->stroke.color.a == 255);
    CHECK(named<Line>(figure, "slow")->stroke.width == 2.5);
    CHECK(named<Line>(figure, "slow")->stroke.color.a == 102);
}

TEST_CASE("the areas of the squares sum to the number of points times the loss") {
    const Figure figure = data_figure(two_runs(), squares(), light_theme());
    REQUIRE(marks_of<Polygons>(figure).size() == 1);
    const Polygons& polygons = *marks_of<Polygons>(figure)[0];
    REQUIRE(polygons.starts.size() == 5);
    CHECK(polygons.x_in_y_units);
    double total = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t first = polygons.starts[i];
        REQUIRE(polygons.starts[i + 1] - first == 4);
        double twice = 0.0;  // the shoelace formula
        for (std::size_t k = 0; k < 4; ++k) {
            const std::size_t a = first + k;
            const std::size_t b = first + (k + 1) % 4;
            twice += polygons.x[a] * polygons.y[b] - polygons.x[b] * polygons.y[a];
        }
        total += 0.5 * std::abs(twice);
        const double side = std::abs(polygons.y[first + 1] - polygons.y[first]);
        CHECK(std::abs(polygons.x[first + 2] - polygons.x[first]) == doctest::Approx(side).epsilon(1e-14));
    }
    CHECK(total == doctest::Approx(4.0 * 1.25).epsilon(1e-14));
    CHECK(figure.caption.find("sum to 5;") != std::string::npos);
    CHECK(figure.caption.find("mean 1.25 is the loss") != std::string::npos);
}

/// Keeps the boxes of what is filled for one run.
class FillLog : public Painter {
  public:
    std::vector<Box> boxes;
    void clip(Box) override {}
    void unclip() override {}
    void polyline(std::span<const Pt>, const PixelStroke&) override {}
    void fill(std::span<const Pt> px, Rgba color) override {
        if (!inside_ || color.a == 255) return;
        Box box{px[0].x, px[0].y, px[0].x, px[0].y};
        for (const Pt at : px) {
            box = {std::min(box.left, at.x), std::min(box.top, at.y), std::max(box.right, at.x),
                   std::max(box.bottom, at.y)};
        }
        boxes.push_back(box);
    }
    void image(const Image&, Box, bool) override {}
    void text(Pt, std::string_view, const TextStyle&) override {}
    void begin_mark(std::uint64_t, std::string_view name) override { inside_ = name.starts_with("squared"); }

  private:
    bool inside_ = false;
};

TEST_CASE("squares are square on screen whatever the axes span") {
    const auto measure = measure_font(find_font(), find_font(true));
    for (const double wide : {4.0, 400.0}) {
        ViewOptions options = squares();
        options.data.range.x = Range{0.0, wide};
        options.data.range.y = Range{-1.0, 9.0};
        const Figure figure = data_figure(two_runs(), options, light_theme());
        const Layout placed = layout(figure, {0, 0, 900, 400}, *measure);
        FillLog log;
        paint(figure, placed, *measure, log);
        const double per_unit = placed.plot.height() / 10.0;
        std::vector<double> sides;
        for (const Box& box : log.boxes) {
            CHECK(box.width() == doctest::Approx(box.height()).epsilon(1e-9));
            sides.push_back(box.height() / per_unit);
        }
        std::sort(sides.begin(), sides.end());
        REQUIRE(sides.size() >= 2);  // residuals 0, 0, 1, 2
        CHECK(sides.back() == doctest::Approx(2.0).epsilon(1e-9));
        CHECK(sides[sides.size() - 2] == doctest::Approx(1.0).epsilon(1e-9));
    }
}

TEST_CASE("the caption says what the squares are to another loss") {
    Snapshot now = two_runs();
    now.experiment.loss.kind = "half_mse";
    CHECK(data_figure(now, squares(), light_theme()).caption.find("mean 1.25 is twice the loss") !=
          std::string::npos);
    now.experiment.loss.kind = "mse";
    now.experiment.penalty.l2 = 0.5;
    CHECK(data_figure(now, squares(), light_theme()).caption.find("the loss without its penalty") !=
          std::string::npos);
}

TEST_CASE("losses of classes have no residuals to draw") {
    Snapshot now = two_runs();
    now.experiment.loss.kind = "bce_with_logits";
    now.data.y << 0, 0, 1, 1;
    const Figure figure = data_figure(now, squares(), light_theme());
    CHECK(marks_of<Polygons>(figure).empty());
    CHECK(figure.caption.empty());
    CHECK(named<Line>(figure, "slow") != nullptr);
    now.experiment.loss.kind = "huber";
    CHECK(data_figure(now, squares(), light_theme()).caption.find("is the mean squared error") !=
          std::string::npos);
}

TEST_CASE("with batches the caption speaks of the loss over all points") {
    Snapshot now = two_runs();
    now.runs[0].steps_per_epoch = 2;
    CHECK(data_figure(now, squares(), light_theme())
              .caption.ends_with("mean 1.25 is the loss over all points"));
    now.experiment.loss.kind = "half_mse";
    CHECK(data_figure(now, {}, light_theme()).caption.ends_with("1.25 is twice the loss over all points"));
    now.experiment.penalty.l2 = 0.5;
    CHECK(data_figure(now, {}, light_theme())
              .caption.ends_with("1.25 is twice the loss over all points without its penalty"));
    now.experiment.penalty = {};
    now.runs[0].steps_per_epoch = 1;
    CHECK(data_figure(now, {}, light_theme()).caption.ends_with("1.25 is twice the loss"));
}

TEST_CASE("the emphasised run's line lies over the others and the legend keeps its order") {
    Snapshot now = two_runs();
    ViewOptions options;
    options.data.ghosts = false;
    options.emphasised_run = 1;
    const Figure figure = data_figure(now, options, light_theme());
    std::vector<std::string> names;
    for (const Line* line : marks_of<Line>(figure)) names.push_back(line->info.name);
    CHECK(names == std::vector<std::string>{"fast", "slow"});
    const Layout placed = layout(figure, {0, 0, 800, 500}, *measure_font(find_font(), find_font(true)));
    REQUIRE(placed.legend.size() == 2);
    CHECK(placed.legend[0].text == "slow");
}

TEST_CASE("a run that diverged never moves the axes of the data") {
    Snapshot now = two_runs();
    const Figure before = data_figure(now, {}, light_theme());
    test::diverge(now, 1, 30);
    const Figure after = data_figure(now, {}, light_theme());
    CHECK(*after.x.range == *before.x.range);
    CHECK(*after.y.range == *before.y.range);
    CHECK(after.x.range->low > 0.0);
    CHECK(after.x.range->high < 5.0);
    CHECK(after.y.range->low > -2.0);
    CHECK(after.y.range->high < 9.0);
}

TEST_CASE("the axes stay while the lines move") {
    Snapshot now = two_runs();
    const Figure before = data_figure(now, {}, light_theme());
    now.runs[0].state.theta << 3.0, -20.0;
    const Figure after = data_figure(now, {}, light_theme());
    CHECK(*after.y.range == *before.y.range);
}

TEST_CASE("one point and all x equal still have axes of some length") {
    Snapshot now = two_runs();
    now.data.x = Matrix::Constant(1, 1, 3.0);
    now.data.y = Matrix::Constant(1, 1, 0.0);
    const Figure one = data_figure(now, {}, light_theme());
    CHECK(one.x.range->low < 3.0);
    CHECK(one.x.range->high > 3.0);
    CHECK(one.y.range->low < 0.0);
    CHECK(one.y.range->high > 0.0);
    now.data.x = Matrix::Constant(2, 1, 0.0);
    now.data.y = Matrix(2, 1);
    now.data.y << 1.0, 2.0;
    const Figure equal = data_figure(now, {}, light_theme());
    CHECK(equal.x.range->span() > 0.0);
    CHECK(equal.y.range->low < 1.0);
}

TEST_CASE("ghosts are the last lines from twelve to three percent") {
    Snapshot now = two_runs();
    now.experiment.runs[1].shown = false;
    ViewOptions options;
    options.data.residuals = DataViewOptions::Residuals::none;
    const Figure figure = data_figure(now, options, light_theme());
    const auto lines = marks_of<Line>(figure);
    REQUIRE(lines.size() == 5);  // steps 0 to 3, then the present one
    // Step 0 is w = 0, b = 0; step 3 is w = b = 0.75.
    CHECK(lines[0]->y[0] == doctest::Approx(0.0));
    CHECK(lines[3]->y[1] == doctest::Approx(0.75 * lines[3]->x[1] + 0.75));
    CHECK(lines[3]->stroke.color.a == 31);  // 12 % of 255
    for (std::size_t i = 1; i < 4; ++i) CHECK(lines[i - 1]->stroke.color.a < lines[i]->stroke.color.a);
    CHECK(lines[0]->stroke.color.a >= 8);  // 3 % of 255
    options.data.ghosts = false;
    CHECK(marks_of<Line>(data_figure(now, options, light_theme())).size() == 1);
}

TEST_CASE("hovering a step draws the lines of that step") {
    ViewOptions options;
    options.data.ghosts = false;
    options.hover = Hover{2, 0};
    const Figure figure = data_figure(two_runs(), options, light_theme());
    std::vector<const Line*> hovered;
    for (const Line* line : marks_of<Line>(figure)) {
        if (line->stroke.dash == Dash::dashed) hovered.push_back(line);
    }
    REQUIRE(hovered.size() == 2);
    CHECK(hovered[0]->y[1] == doctest::Approx(0.5 * hovered[0]->x[1] + 0.5));
    CHECK(hovered[1]->y[1] == doctest::Approx(1.5 * hovered[1]->x[1]));
    REQUIRE(marks_of<Note>(figure).size() == 1);
    CHECK(marks_of<Note>(figure)[0]->text == "step 2\nslow  4 · w 0.5, b 0.5");
    options.hover->run = two_runs().runs[1].id;
    const Figure other = data_figure(two_runs(), options, light_theme());
    CHECK(marks_of<Note>(other)[0]->text == "step 2\nfast  1 · w 1.5, b 0");
}

TEST_CASE("an offset of nothing but rounding has no sign") {
    Snapshot now = two_runs();
    now.runs[0].state.theta << 1.7, -1e-16;
    ViewOptions options;
    options.stand_alone = true;
    const Figure figure = data_figure(now, options, light_theme());
    CHECK(named<Line>(figure, "slow")->info.legend.starts_with("slow: y = 1.7 x + 0, "));
}

TEST_CASE("where one looks is where one zoomed and a line still crosses it") {
    ViewOptions options;
    options.data.range.x = Range{100.0, 200.0};
    options.data.range.y = Range{-1.0, 1.0};
    const Figure figure = data_figure(two_runs(), options, light_theme());
    CHECK(*figure.x.range == Range{100.0, 200.0});
    CHECK(*figure.y.range == Range{-1.0, 1.0});
    CHECK(named<Line>(figure, "slow")->x[0] <= 100.0);
    CHECK(named<Line>(figure, "slow")->x[1] >= 200.0);
}

TEST_CASE("a page of its own has equations and losses in its legend with five digits") {
    Snapshot now = two_runs();
    now.runs[0].state.theta << 1.6912099417717381, -0.025843843109557688;
    now.runs[0].state.loss = 0.07511154822521782;
    ViewOptions options;
    options.stand_alone = true;
    const Figure figure = data_figure(now, options, light_theme());
    CHECK(named<Line>(figure, "slow")->info.legend == "slow: y = 1.6912 x − 0.025844, loss 0.075112");
    CHECK(figure.title == "Data and fit");
    CHECK(figure.subtitle.find("step 4") != std::string::npos);
}

TEST_CASE("rounding is not shown as a number and a diverged run says that it is one") {
    Snapshot now = two_runs();
    now.runs[0].state.theta << 1.7, 3.26e-14;
    test::diverge(now, 1, 30);
    ViewOptions options;
    options.stand_alone = true;
    const Figure figure = data_figure(now, options, light_theme());
    CHECK(named<Line>(figure, "slow")->info.legend == "slow: y = 1.7 x + 0, loss 1.25");
    CHECK(named<Line>(figure, "fast")->info.legend == "fast: diverged at step 30");
}

TEST_CASE("what cannot be drawn is said in words") {
    Snapshot now = two_runs();
    now.data.x = Matrix(4, 0);
    CHECK(data_figure(now, {}, light_theme()).empty_text.find("no inputs") != std::string::npos);
    now.data.x = Matrix(0, 1);
    now.data.y = Matrix(0, 1);
    CHECK(data_figure(now, {}, light_theme()).empty_text.find("No points") != std::string::npos);
    now.experiment.function = PartChoice{"rosenbrock", {}};
    CHECK(data_figure(now, {}, light_theme()).empty_text.find("no data") != std::string::npos);
}

TEST_CASE("the theme reaches the data view") {
    const Snapshot now = two_runs();
    const Figure light = data_figure(now, {}, light_theme());
    const Figure dark = data_figure(now, {}, dark_theme());
    CHECK(dark.theme.dark);
    CHECK_FALSE(light.theme.dark);
    CHECK_FALSE(named<Points>(light, kSamplesMark)->marker.fill ==
                named<Points>(dark, kSamplesMark)->marker.fill);
}

}  // namespace
}  // namespace talweg
