// The data view over two inputs in numbers: predictions, regions, boundaries, points.
#include "app/views/board.h"
#include "app/views/data_look.h"
#include "core/train/catalogue.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::class_runs;
using test::marks_of;
using test::named;
using test::plane_of;
using test::plane_runs;
using test::two_runs;

constexpr double kTight = 1e-13;

struct Drawn {
    PredictionArt art;
    Figure figure;
};
Drawn drawn(const Snapshot& now, const ViewOptions& options, int nodes = 17, int pixels = 64) {
    Drawn result;
    result.art.update(plane_of(now, options, nodes), plane_reading(now, options), light_theme(), pixels);
    result.figure = data_figure(now, options, light_theme(), &result.art);
    return result;
}

ViewOptions window(double x_low, double x_high, double y_low, double y_high) {
    ViewOptions options;
    options.data.range.x = Range{x_low, x_high};
    options.data.range.y = Range{y_low, y_high};
    return options;
}

TEST_CASE("a plane has the model's predictions at its nodes in the user's units") {
    Snapshot now = plane_runs();
    const ViewOptions options = window(0, 4, -1, 3);
    for (const bool scaled : {false, true}) {
        if (scaled) {
            // The same model of inputs that stand scaled: a = 2 a' + 1, b = 0.5 b' - 1.
            now.data.x_scale = {{2.0, 1.0}, {0.5, -1.0}};
            now.runs[0].state.theta = Vector{{4.0, -0.5, 0.5 + 2.0 + 1.0}};
        }
        const PredictionPlane plane = plane_of(now, options, 5);
        REQUIRE(plane.z.size() == 25);
        for (int j = 0; j < 5; ++j) {
            for (int i = 0; i < 5; ++i) {
                const double wanted = 2.0 * i - (j - 1.0) + 0.5;
                CHECK(plane.z[static_cast<std::size_t>(j * 5 + i)] ==
                      doctest::Approx(wanted).epsilon(kTight).scale(1.0));
            }
        }
    }
}

TEST_CASE("a plane of a network has what the network predicts, bit for bit") {
    Snapshot now = plane_runs();
    now.experiment.model = {"mlp", {{"hidden", std::vector<double>{3.0, 2.0}}}};
    const ModelPart& part = model_part("mlp");
    const auto model = part.make(Settings(part.info, now.experiment.model.knobs), 2, 1);
    Vector theta(model->parameter_count());
    for (Index i = 0; i < theta.size(); ++i) theta[i] = std::sin(1.0 + static_cast<double>(i));
    now.runs[0].state.theta = theta;
    const PredictionPlane plane = plane_of(now, window(-1, 1, -2, 2), 9);
    Matrix x(81, 2);
    for (Index j = 0; j < 9; ++j) {
        for (Index i = 0; i < 9; ++i)
            x.row(j * 9 + i) << -1.0 + 0.25 * static_cast<double>(i), -2.0 + 0.5 * static_cast<double>(j);
    }
    Matrix wanted;
    model->predict(theta, x, wanted);
    for (Index k = 0; k < 81; ++k)
        CHECK(plane.z[static_cast<std::size_t>(k)] == doctest::Approx(wanted(k, 0)).epsilon(1e-15));
}

TEST_CASE("inputs that are not drawn are held at the mean of the points to train on") {
    Snapshot now = plane_runs(3);
    now.data.x.col(2) << 1, 2, 3, 6;
    now.data.validation_x = Matrix::Constant(1, 3, 1000.0);
    now.data.validation_y = Matrix::Constant(1, 1, 1.0);
    now.runs[0].state.theta[2] = 10.0;
    ViewOptions options = window(0, 4, 0, 2);
    PredictionPlane plane = plane_of(now, options, 3);
    CHECK(plane.question.held[2] == 3.0);
    CHECK(plane.z[0] == doctest::Approx(30.5).epsilon(kTight));
    CHECK(data_figure(now, options, light_theme()).caption == "Predictions of slow; c 3 (its mean)");
    // Along c and a: b is held at 1.
    options.data.across = 2;
    options.data.up = 0;
    plane = plane_of(now, options, 3);
    CHECK(plane.z[0] == doctest::Approx(-0.5).epsilon(kTight));
    CHECK(plane.z[1] == doctest::Approx(19.5).epsilon(kTight));
    const Figure figure = data_figure(now, options, light_theme());
    CHECK(figure.x.label == "c");
    CHECK(figure.y.label == "a");
    CHECK(named<Points>(figure, kSamplesMark)->x == std::vector<double>{1, 2, 3, 6});
    CHECK(named<Points>(figure, kSamplesMark)->y == std::vector<double>{0, 4, 0, 4});
}

TEST_CASE("the decision boundary lies where the logit is zero") {
    const Snapshot now = class_runs();
    const Drawn result = drawn(now, window(-1, 5, -1, 5));
    const Contours* boundary = named<Contours>(result.figure, kBoundaryMark);
    REQUIRE(boundary != nullptr);
    REQUIRE(boundary->lines->starts.size() == 2);
    for (std::size_t i = 0; i < boundary->lines->x.size(); ++i) {
        CHECK(boundary->lines->x[i] + boundary->lines->y[i] == doctest::Approx(3.0).epsilon(1e-12));
    }
    // From (-1, 4) to (4, -1).
    CHECK(boundary->lines->x.size() > 10);
    CHECK(boundary->stroke.width >= 2.0);
}

TEST_CASE("regions have the colour of their class, paler where it is uncertain") {
    const Snapshot now = class_runs();
    const Theme theme = light_theme();
    const Drawn result = drawn(now, window(-60, 60, -60, 60), 61, 60);
    const Image& image = *named<Raster>(result.figure, kPredictionsMark)->image;
    REQUIRE(image.width == 60);
    const auto at = [&](int column, int row) {
        return image.pixels[static_cast<std::size_t>(row * 60 + column)];
    };
    // The picture's upper right corner is far on the side of class 1.
    CHECK(at(59, 0) == mixed(theme.panel, class_style(1, theme).color, 0.45));
    CHECK(at(0, 59) == mixed(theme.panel, class_style(0, theme).color, 0.45));
    // Pixel (30, 29) has its centre at (1, 1): logit -1, of which 2 p - 1 = tanh 0.5.
    CHECK(at(30, 29) == mixed(theme.panel, class_style(0, theme).color, 0.10 + 0.35 * std::tanh(0.5)));
}

TEST_CASE("three classes meet where their outputs are the largest") {
    Snapshot now = class_runs();
    now.experiment.loss.kind = "cross_entropy";
    now.data.y << 0, 1, 2, 1;
    now.data.classes = {};
    // Outputs a, b and 0: class 2 where both inputs are negative.
    now.runs[0].state.theta = Vector{{1, 0, 0, 1, 0, 0, 0, 0, 0}};
    const Drawn result = drawn(now, window(-400, 400, -400, 400), 33, 64);
    const Image& image = *result.art.image();
    const Theme theme = light_theme();
    const auto at = [&](int column, int row) {
        return image.pixels[static_cast<std::size_t>(row * 64 + column)];
    };
    CHECK(at(63, 40) == mixed(theme.panel, class_style(0, theme).color, 0.45));
    CHECK(at(10, 0) == mixed(theme.panel, class_style(1, theme).color, 0.45));
    CHECK(at(0, 63) == mixed(theme.panel, class_style(2, theme).color, 0.45));
    for (const auto& set : result.art.lines()) {
        for (std::size_t i = 0; i < set->x.size(); ++i) {
            const double a = set->x[i];
            const double b = set->y[i];
            const double largest = std::max({a, b, 0.0});
            const int near =
                (largest - a < 26.0 ? 1 : 0) + (largest - b < 26.0 ? 1 : 0) + (largest < 26.0 ? 1 : 0);
            CHECK(near >= 2);
        }
    }
    CHECK(named<Points>(result.figure, "class 2")->x == std::vector<double>{0});
    CHECK(named<Points>(result.figure, "class 1")->x == std::vector<double>{4, 4});
}

TEST_CASE("points of classes have the classes' names, colours and markers, and no run's") {
    Snapshot now = class_runs();
    now.data.validation_x = Matrix::Constant(1, 2, 1.0);
    now.data.validation_y = Matrix::Constant(1, 1, 1.0);
    const Figure figure = data_figure(now, {}, light_theme());
    const Points* left = named<Points>(figure, "left");
    const Points* right = named<Points>(figure, "right");
    REQUIRE(left != nullptr);
    REQUIRE(right != nullptr);
    CHECK(left->y == std::vector<double>{0, 2});
    CHECK(right->x == std::vector<double>{4, 4});
    CHECK_FALSE(left->marker.shape == right->marker.shape);
    CHECK_FALSE(left->marker.fill == right->marker.fill);
    CHECK(left->info.in_legend);
    const Points* held = named<Points>(figure, "right, validation points");
    REQUIRE(held != nullptr);
    CHECK(held->x == std::vector<double>{1});
    CHECK(held->marker.fill == light_theme().panel);
    CHECK(held->marker.rim == right->marker.fill);
    CHECK(named<Points>(figure, "validation")->info.in_legend);
    CHECK(marks_of<Line>(figure).empty());
}

TEST_CASE("numbers are bands of even levels and the points have their colours") {
    const Snapshot now = plane_runs();
    const Drawn result = drawn(now, window(0, 4, 0, 2), 33, 64);
    REQUIRE(result.figure.bar);
    CHECK(result.figure.bar->label == "y");
    CHECK(result.figure.bar->levels == even_levels(target_span(now), 12));
    const Points* points = named<Points>(result.figure, kSamplesMark);
    REQUIRE(points != nullptr);
    REQUIRE(points->fills.size() == 4);
    // The fit is exact: each point has the colour of the ground that it stands on.
    const Image& image = *result.art.image();
    const auto at = [&](std::size_t column, std::size_t row) { return image.pixels[row * 64 + column]; };
    CHECK(points->fills[0] == at(0, 63));
    CHECK(points->fills[1] == at(63, 63));
    CHECK(points->fills[2] == at(0, 0));
    CHECK(points->fills[3] == at(63, 0));
    CHECK(named<Contours>(result.figure, kBoundaryMark) == nullptr);
    CHECK(marks_of<Contours>(result.figure).size() == 1);
}

TEST_CASE("the plane is of the run pointed at, else of the chosen one, else of the first that is shown") {
    Snapshot now = plane_runs();
    const auto slope = [&now](const ViewOptions& options) { return plane_question(now, options)->theta[0]; };
    ViewOptions options;
    CHECK(slope(options) == 2.0);
    options.chosen_run = 2;
    CHECK(slope(options) == 0.0);
    options.emphasised_run = 1;
    CHECK(slope(options) == 2.0);
    options = {};
    now.experiment.runs[0].shown = false;
    CHECK(slope(options) == 0.0);
    now.experiment.runs[1].shown = false;
    CHECK_FALSE(plane_question(now, options));
}

TEST_CASE("a picture of another model or other inputs is not drawn") {
    Snapshot now = plane_runs(3);
    PredictionArt art;
    art.update(plane_of(now, {}, 9), plane_reading(now, {}), light_theme(), 32);
    const auto grounds = [&](const ViewOptions& options) {
        return marks_of<Raster>(data_figure(now, options, light_theme(), &art)).size();
    };
    CHECK(grounds({}) == 1);
    ViewOptions other;
    other.data.up = 2;
    CHECK(grounds(other) == 0);
    now.experiment.model.kind = "mlp";
    CHECK(grounds({}) == 0);
}

TEST_CASE("the board names the classes beside the points and the runs once in its heading") {
    const Page page = make_page(class_runs(), {}, {}, light_theme(), std::nullopt, 1200, 800);
    REQUIRE(named<Points>(page.figures[1].figure, "left") != nullptr);
    CHECK(page.figures[1].figure.legend.shown);
    CHECK(named<Points>(page.figures[1].figure, "left")->info.in_legend);
    CHECK_FALSE(
        make_page(two_runs(), {}, {}, light_theme(), std::nullopt, 1200, 800).figures[2].figure.legend.shown);
}

TEST_CASE("a page has the finest predictions") {
    const Page page = make_page(class_runs(), {}, {}, light_theme(), ViewId::data, 800, 600);
    const Figure& figure = page.figures[0].figure;
    REQUIRE(named<Raster>(figure, kPredictionsMark) != nullptr);
    CHECK(named<Raster>(figure, kPredictionsMark)->x == *figure.x.range);
    CHECK(named<Raster>(figure, kPredictionsMark)->y == *figure.y.range);
    CHECK(named<Contours>(figure, kBoundaryMark) != nullptr);
    CHECK(figure.caption == "Regions of slow");
}

}  // namespace
}  // namespace talweg
