// The network view: lines and units by their numbers, names, what is left out, what is pointed at.
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"
#include "app/plot/pick.h"
#include "app/views/board.h"
#include "app/views/network_drawing.h"
#include "core/train/catalogue.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::network;
using test::says;
using test::with_model;

constexpr Size kPlot{700, 400};

/// 2-3-1 with theta 0.1, -0.2, 0.3, … : w1 (3 x 2), b1 (3), w2 (1 x 3), b2.
Snapshot small() {
    return with_model(network({3}), [](Index i) { return 0.1 * double(i + 1) * (i % 2 == 0 ? 1 : -1); });
}

TEST_CASE("every weight is a line as wide as it is large, with the colour of its sign") {
    const Snapshot now = small();
    const Vector& theta = now.runs[0].state.theta;
    for (const Theme& theme : {light_theme(), dark_theme()}) {
        const Figure figure = network_figure(now, {}, theme, kPlot);
        const auto* lines = named<Segments>(figure, kWeightsMark);
        REQUIRE(lines != nullptr);
        REQUIRE(lines->x0.size() == 9);
        REQUIRE(lines->widths.size() == 9);
        double before = 0.0;
        for (std::size_t i = 0; i < 9; ++i) {
            const auto at =
                std::find(now.parameter_names.begin(), now.parameter_names.end(), lines->items.names[i]);
            REQUIRE(at != now.parameter_names.end());
            const double weight = theta[at - now.parameter_names.begin()];
            CHECK(lines->items.values[i] == weight);
            CHECK(lines->widths[i] == doctest::Approx(6.0 * std::abs(weight) / 1.2));  // w2[1,3] = -1.2
            CHECK(lines->colors[i] == signed_color(weight / 1.2, theme));
            CHECK((lines->colors[i].b > lines->colors[i].r) == (weight > 0.0));
            CHECK(lines->widths[i] >= before);  // the widest over all others
            before = lines->widths[i];
            CHECK(lines->x1[i] == lines->x0[i] + 1.0);
        }
    }
}

TEST_CASE("widths are shares of each layer's own greatest on request") {
    ViewOptions options;
    options.network.per_layer = true;
    const Figure figure = network_figure(small(), options, light_theme(), kPlot);
    const auto* lines = named<Segments>(figure, kWeightsMark);
    REQUIRE(lines != nullptr);
    int full = 0;
    for (const double width : lines->widths) full += width == 6.0;
    CHECK(full == 2);
    CHECK(figure.caption.find("each layer's strongest weight, strongest bias 1.3") != std::string::npos);
}

TEST_CASE("a weight of 0 is no line, and of two networks only the shown run's is drawn") {
    Snapshot now = with_model(network({2}), [](Index i) { return i == 3 ? 0.0 : 1.0; });
    now.runs[1].state.theta.setConstant(5.0);
    ViewOptions options;
    options.stand_alone = true;
    Figure figure = network_figure(now, options, light_theme(), kPlot);
    const auto* lines = named<Segments>(figure, kWeightsMark);
    CHECK(lines->widths.front() == 0.0);
    CHECK(lines->items.names.front() == "w1[2,2]");
    CHECK(figure.subtitle.ends_with("· slow"));
    options.emphasised_run = 2;
    figure = network_figure(now, options, light_theme(), kPlot);
    CHECK(figure.subtitle.ends_with("· fast"));
    CHECK(named<Segments>(figure, kWeightsMark)->items.values.front() == 5.0);
}

TEST_CASE("units stand in columns, filled by their bias") {
    const Figure figure = network_figure(small(), {}, light_theme(), kPlot);
    const auto* units = named<Points>(figure, kUnitsMark);
    REQUIRE(units != nullptr);
    CHECK(units->x == std::vector<double>{0, 0, 1, 1, 1, 2});
    CHECK(units->y[0] > units->y[1]);
    CHECK(units->y[3] == doctest::Approx(0.5));
    CHECK(units->fills[0] == light_theme().panel);  // an input has none
    CHECK(std::isnan(units->items.values[0]));
    CHECK(units->items.values[2] == doctest::Approx(0.7));
    CHECK(units->items.names[5] == "b2[1]");
    CHECK(units->fills[5] == series_style(0, light_theme()).color);  // 1.3, the greatest
}

TEST_CASE("inputs, layers and outputs have their names") {
    const Figure figure = network_figure(small(), {}, light_theme(), kPlot);
    for (const char* text : {"a", "b", "y", "inputs", "tanh", "3 units", "output", "3 × 2 weights, 3 biases",
                             "1 × 3 weights, 1 bias"}) {
        CAPTURE(text);
        CHECK(says(figure, text));
    }
    CHECK(figure.caption.find("13 parameters") != std::string::npos);
    CHECK(figure.caption.find("strongest weight −1.2 (layer 2), bias 1.3") != std::string::npos);
    const PartChoice cubic{"polynomial", {{"degree", std::int64_t{3}}}};
    const Figure powers =
        network_figure(with_model(cubic, [](Index) { return 1.0; }), {}, light_theme(), kPlot);
    for (const char* text : {"powers", "a", "a²", "a³", "b²"}) CHECK(says(powers, text));
    Snapshot classes = small();
    classes.experiment.loss.kind = "bce_with_logits";
    classes.data.y << 0, 1, 0, 1;
    classes.data.classes = {"left", "right"};
    CHECK(says(network_figure(classes, {}, light_theme(), kPlot), "right"));
}

TEST_CASE("of wide and deep networks a bounded number of lines is drawn, and it is said") {
    const Snapshot now =
        with_model(network(std::vector<double>(16, 64.0)), [](Index i) { return 0.01 * double(i % 7); });
    const Figure figure = network_figure(now, {}, light_theme(), {1600, 900});
    const auto* lines = named<Segments>(figure, kWeightsMark);
    REQUIRE(lines != nullptr);
    CHECK(lines->x0.size() == 2 * 11 + 15 * 121 + 11);
    CHECK(says(figure, "64 units"));
    for (const double y : lines->y0) CHECK((y >= 0.0 && y <= 1.0));
    // One layer has room for more.
    const Snapshot flat = with_model(
        {"polynomial", {{"degree", std::int64_t{15}}}}, [](Index) { return 1.0; }, 2);
    CHECK(named<Segments>(network_figure(flat, {}, light_theme(), {900, 600}), kWeightsMark)->x0.size() ==
          23);
    // Where the columns stand close, those that are alike have one name between them.
    const Figure narrow = network_figure(now, {}, light_theme(), kPlot);
    CHECK(says(narrow, "16 layers of 64 units"));
    CHECK_FALSE(says(narrow, "64 units"));
}

TEST_CASE("every drawn line and unit is found again when it is picked") {
    const Snapshot now = with_model(network({20, 3}), [](Index i) { return 1.0 + 0.001 * double(i); });
    const Figure figure = network_figure(now, {}, light_theme(), kPlot);
    for (std::size_t mark = 0; mark < figure.marks.size(); ++mark) {
        if (const auto* lines = std::get_if<Segments>(&figure.marks[mark])) {
            for (std::size_t i = 0; i < lines->x0.size(); ++i) {
                const auto part = network_part(now, figure, mark, i);
                REQUIRE(part.has_value());
                const std::string name = "w" + std::to_string(part->column) + "[" +
                                         std::to_string(part->unit + 1) + "," +
                                         std::to_string(part->from + 1) + "]";
                CHECK(lines->items.names[i] == name);
            }
        }
        const auto* units = std::get_if<Points>(&figure.marks[mark]);
        if (units == nullptr || units->info.name != kUnitsMark) continue;
        for (std::size_t i = 0; i < units->x.size(); ++i) {
            const auto part = network_part(now, figure, mark, i);
            REQUIRE(part.has_value());
            CHECK(part->from == -1);
            if (part->column == 0) continue;
            CHECK(units->items.names[i] ==
                  "b" + std::to_string(part->column) + "[" + std::to_string(part->unit + 1) + "]");
        }
    }
    CHECK_FALSE(network_part(now, figure, 999, 0).has_value());
}

TEST_CASE("what is pointed at says its name, its number and its gradient, and the rest grows pale") {
    const Snapshot now = small();
    ViewOptions options;
    options.network.pointed = NetworkPart{1, 1, 0};
    Figure figure = network_figure(now, options, light_theme(), kPlot);
    CHECK(says(figure,
               "w1[2,1]  0.3\ngradient  0.03\na → unit 2 of layer 1\n"
               "gradient's norm in layer 1\nweights 0.0954, biases 0.139"));
    int strong = 0;
    for (const Rgba color : named<Segments>(figure, kWeightsMark)->colors) strong += color.a == 255;
    CHECK(strong == 1);
    options.network.pointed = NetworkPart{1, 2, -1};
    figure = network_figure(now, options, light_theme(), kPlot);
    CHECK(says(figure,
               "b1[3]  0.9\ngradient  0.09\nunit 3 of layer 1, tanh\n"
               "gradient's norm in layer 1\nweights 0.0954, biases 0.139"));
    strong = 0;
    for (const Rgba color : named<Segments>(figure, kWeightsMark)->colors) strong += color.a == 255;
    CHECK(strong == 3);                              // two that come in, one that goes out
    options.network.pointed = NetworkPart{7, 7, 7};  // of another network
    CHECK(network_figure(now, options, light_theme(), kPlot).marks.size() > 0);
}

TEST_CASE("the largest place is the surface's where there is one, else the data's, or what was chosen") {
    using Three = std::array<ViewId, 3>;
    const Snapshot line = test::two_runs();
    const Snapshot net = small();
    CHECK(board_views(line, {}) == Three{ViewId::surface, ViewId::data, ViewId::curves});
    CHECK(board_views(net, {}) == Three{ViewId::data, ViewId::network, ViewId::curves});
    ViewOptions options;
    options.large = LargeView::model;
    CHECK(board_views(net, options) == Three{ViewId::network, ViewId::data, ViewId::curves});
    options.large = LargeView::curves;
    CHECK(board_views(line, options) == Three{ViewId::curves, ViewId::surface, ViewId::data});
    make_large(ViewId::data, line, options);
    CHECK(options.large == LargeView::data);
    make_large(ViewId::data, net, options);  // as it would be anyway
    CHECK(options.large == LargeView::best);
    make_large(ViewId::network, net, options);
    CHECK(options.large == LargeView::model);
    make_large(ViewId::surface, line, options);
    CHECK(options.large == LargeView::best);
}

TEST_CASE("of the model the board shows the surface of two parameters and else the network") {
    Snapshot line = test::two_runs();
    CHECK(model_view(line, {}) == ViewId::surface);
    CHECK(both_model_views(line));
    ViewOptions options;
    options.network.instead = true;
    CHECK(model_view(line, options) == ViewId::network);
    CHECK(model_view(small(), {}) == ViewId::network);
    CHECK(both_model_views(small()));
    ViewOptions plane;
    plane.surface.of_many = true;
    CHECK(model_view(small(), plane) == ViewId::surface);
    CHECK(model_view(line, plane) == ViewId::surface);
    CHECK(model_view(Snapshot{}, {}) == ViewId::surface);
    line.experiment.function = PartChoice{"rosenbrock", {}};
    CHECK(model_view(line, options) == ViewId::surface);
    CHECK(network_figure(line, {}, light_theme(), kPlot).empty_text.find("test function") !=
          std::string::npos);
    Snapshot hidden = small();
    for (RunSpec& run : hidden.experiment.runs) run.shown = false;
    CHECK(network_figure(hidden, {}, light_theme(), kPlot).empty_text.find("hidden") != std::string::npos);
    CHECK(layer_norms_figure(hidden, {}, light_theme(), 600).empty_text == "No run is shown.");
}

TEST_CASE("a page of the network has its gradients below it, and so has the large place of a board") {
    const Snapshot now = small();
    const Page page = make_page(now, {}, {}, light_theme(), ViewId::network, 900, 700);
    REQUIRE(page.figures.size() == 2);
    CHECK(page.figures[0].figure.title == "Network");
    CHECK(page.figures[0].figure.subtitle.find("step 4") != std::string::npos);
    CHECK(page.figures[1].figure.title == "Gradient norm by layer");
    CHECK(page.figures[1].box.top >= page.figures[0].box.bottom);
    // Beside the data it stands alone where both have no room.
    const Page small_board = make_page(now, {}, {}, light_theme(), std::nullopt, 1280, 720);
    REQUIRE(small_board.figures.size() == 4);
    CHECK(small_board.figures[1].figure.title == view_title(ViewId::data));
    CHECK(small_board.figures[2].figure.title == "Network");
    CHECK(make_page(now, {}, {}, light_theme(), std::nullopt, 1600, 1000).figures.size() == 5);
    ViewOptions large;
    large.large = LargeView::model;
    const Page board = make_page(now, {}, large, light_theme(), std::nullopt, 1280, 720);
    REQUIRE(board.figures.size() == 5);
    CHECK(board.figures[1].figure.title == "Network");
    CHECK(board.figures[2].figure.title == "Gradient norm by layer");
    CHECK(board.figures[3].figure.title == view_title(ViewId::data));
    const std::string csv = render(page, FileFormat::csv);
    CHECK(csv.find("# Network\nseries,x,y\n") != std::string::npos);
    CHECK(csv.find("\n\"w1[1,2]\",,-0.2\n") != std::string::npos);
    CHECK(csv.find("\nb2[1],,") != std::string::npos);
    CHECK(csv.find("\nlayer 2 (output),4,40\n") != std::string::npos);
    const Snapshot line = with_model({"linear", {}}, [](Index) { return 1.0; });
    CHECK(make_page(line, {}, {}, light_theme(), ViewId::network, 900, 700).figures.size() == 1);
}

TEST_CASE("a drawing has no axes and lines that are paler below a pixel") {
    Figure figure;
    figure.theme = light_theme();
    figure.axes = false;
    figure.x.range = figure.y.range = Range{0.0, 1.0};
    Segments lines;
    lines.info.name = "two";
    lines.info.pickable = true;
    lines.x0 = {0.0, 0.0};
    lines.y0 = {0.2, 0.8};
    lines.x1 = {1.0, 1.0};
    lines.y1 = {0.2, 0.8};
    lines.widths = {0.5, 3.0};
    lines.colors = {rgb(0x0072B2), rgb(0xD55E00)};
    figure.marks.emplace_back(lines);
    const FixedMeasure measure;
    const Layout placed = layout(figure, {0, 0, 400, 300}, measure);
    CHECK(placed.x_ticks.ticks.empty());
    CHECK(placed.y_ticks.ticks.empty());
    CHECK(placed.plot.left < 20.0);
    CHECK(placed.plot.bottom > 280.0);
    LogPainter painter;
    paint(figure, placed, measure, painter);
    const auto drawn = painter.of(LogPainter::Kind::polyline, "two");
    REQUIRE(drawn.size() == 2);
    CHECK(drawn[0].stroke.width == 1.0);
    CHECK(drawn[0].color == rgb(0x0072B2).faded(0.5));
    CHECK(drawn[1].stroke.width == 3.0);
    CHECK(drawn[1].color == rgb(0xD55E00));
    const auto picked = pick(figure, placed, {200.0, placed.y.to_pixel(0.8) + 3.0}, 8.0);
    REQUIRE(picked.has_value());
    CHECK(picked->point == 1);
}

}  // namespace
}  // namespace talweg
