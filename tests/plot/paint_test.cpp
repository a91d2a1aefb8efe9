// What is drawn, call by call.
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"
#include "tests/plot/samples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace talweg;
using Kind = LogPainter::Kind;

namespace {

Line line_of(std::vector<double> x, std::vector<double> y) {
    Line line;
    line.info.name = "run";
    line.info.id = 5;
    line.x = std::move(x);
    line.y = std::move(y);
    line.stroke.color = rgb(0x0072B2);
    return line;
}

Figure figure_of(std::vector<Mark> marks) {
    Figure f;
    f.theme = light_theme();
    f.x.range = Range{0, 10};
    f.y.range = Range{0, 10};
    f.marks = std::move(marks);
    return f;
}

struct Drawn {
    Layout layout;
    LogPainter log;
};

Drawn draw(const Figure& f, double width = 640, double height = 400) {
    Drawn drawn;
    const FixedMeasure measure;
    drawn.layout = layout(f, {0, 0, width, height}, measure);
    paint(f, drawn.layout, measure, drawn.log);
    return drawn;
}

bool sane(const LogPainter& log) {
    int depth = 0;
    for (const auto& call : log.calls) {
        depth += call.kind == Kind::clip ? 1 : call.kind == Kind::unclip ? -1 : 0;
        if (depth < 0 || call.points.size() > 8192) return false;
        for (const Pt p : call.points) {
            if (!std::isfinite(p.x) || !std::isfinite(p.y) || std::fabs(p.x) > 16000 ||
                std::fabs(p.y) > 16000)
                return false;
        }
    }
    return depth == 0;
}

}  // namespace

TEST_CASE("a line goes through its points in pixels and belongs to its run") {
    const Drawn d = draw(figure_of({line_of({1, 5, 9}, {2, 8, 2})}));
    const auto lines = d.log.of(Kind::polyline, "run");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].mark == 5);
    REQUIRE(lines[0].points.size() == 3);
    CHECK(lines[0].points[1] == Pt{d.layout.x.to_pixel(5), d.layout.y.to_pixel(8)});
    CHECK(lines[0].stroke.width == 2.0);
}

TEST_CASE("NaN and values at or below zero on a log axis are gaps and never spikes") {
    CHECK(
        draw(figure_of({line_of({1, 2, 3, 4, 5}, {1, 2, NAN, 4, 5})})).log.of(Kind::polyline, "run").size() ==
        2);
    Figure log = figure_of({line_of({1, 2, 3, 4, 5}, {1, 2, 0, 4, 5})});
    log.y.scale = Scale::log10;
    log.y.range = Range{0.5, 10};
    const Drawn d = draw(log);
    const auto lines = d.log.of(Kind::polyline, "run");
    REQUIRE(lines.size() == 2);
    for (const auto& line : lines) {
        for (const Pt p : line.points) CHECK(p.y < d.layout.y.to_pixel(0.9));
    }
    const auto texts = d.log.texts();
    CHECK(std::count(texts.begin(), texts.end(), "1 point \u2264 0 not shown") == 1);
}

TEST_CASE("one point of a line is a dot") {
    const Drawn d = draw(figure_of({line_of({5}, {5})}));
    CHECK(d.log.of(Kind::polyline, "run").empty());
    CHECK(d.log.of(Kind::fill, "run").size() == 1);
}

TEST_CASE("coordinates of any size are clipped before the painter") {
    Figure f = figure_of({line_of({-1e300, 1e300}, {5, 5}), line_of({0, 1e10, 3}, {-1e12, 1e10, HUGE_VAL})});
    Polygons polygons;
    polygons.x = {-1e200, 1e200, 1e200, -1e200};
    polygons.y = {-1e200, -1e200, 1e200, 1e200};
    polygons.starts = {0, 4};
    polygons.fill = rgb(0x123456);
    polygons.edge = {rgb(0x123456), 1.0, Dash::solid, {}, 0.0};
    f.marks.push_back(polygons);
    Segments segments;
    segments.x0 = segments.y0 = {-1e15};
    segments.x1 = segments.y1 = {1e15};
    segments.stroke = {rgb(0x123456), 1.0, Dash::solid, {}, 0.0};
    f.marks.push_back(segments);
    Points points;
    points.x = {5, 1e300, NAN};
    points.y = {5, 5, 5};
    points.marker.fill = rgb(0x123456);
    f.marks.push_back(points);
    const Drawn d = draw(f);
    CHECK(sane(d.log));
    CHECK(d.log.of(Kind::polyline, "run").front().points.size() == 2);
}

TEST_CASE("a hundred thousand points come in runs of at most 8192 that share ends") {
    std::vector<double> x(100000);
    std::vector<double> y(100000);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = 1e-4 * static_cast<double>(i);
        y[i] = 5 + std::sin(x[i]);
    }
    const Drawn d = draw(figure_of({line_of(x, y)}));
    const auto lines = d.log.of(Kind::polyline, "run");
    REQUIRE(lines.size() == 13);
    for (std::size_t i = 1; i < lines.size(); ++i)
        CHECK(lines[i].points.front() == lines[i - 1].points.back());
    CHECK(sane(d.log));
}

TEST_CASE("thinned lines keep first and last and nothing nearer than asked") {
    std::vector<double> x(1000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.01 * static_cast<double>(i);
    Line line = line_of(x, std::vector<double>(1000, 5.0));
    line.thin = 6.0;
    const Drawn d = draw(figure_of({line}));
    const auto points = d.log.of(Kind::polyline, "run").at(0).points;
    CHECK(points.size() < 120);
    CHECK(points.size() > 60);
    CHECK(points.front().x == d.layout.x.to_pixel(0.0));
    CHECK(points.back().x == d.layout.x.to_pixel(9.99));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) CHECK(points[i].x - points[i - 1].x >= 6.0 - 1e-9);
}

TEST_CASE("a halo is drawn first and wider and the scale widens everything") {
    Line line = line_of({1, 9}, {1, 9});
    line.stroke.halo = rgb(0xFFFFFF);
    line.stroke.halo_width = 1.5;
    line.stroke.dash = Dash::dashed;
    Figure f = figure_of({line});
    f.theme.scale = 1.6;
    const auto lines = draw(f).log.of(Kind::polyline, "run");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].stroke.width == doctest::Approx(1.6 * 5.0));
    CHECK(lines[0].stroke.dash == Dash::solid);
    CHECK(lines[1].stroke.width == doctest::Approx(1.6 * 2.0));
    CHECK(lines[1].stroke.dash == Dash::dashed);
}

TEST_CASE("bands cost one slice a pixel column and keep every extreme") {
    Band band;
    band.info.name = "band";
    for (int i = 0; i < 200000; ++i) {
        band.x.push_back(10.0 * i / 200000);
        band.low.push_back(4.0);
        band.high.push_back(i == 77777 ? 9.0 : 5.0);
    }
    band.fill = rgb(0x336699);
    const Drawn d = draw(figure_of({band}));
    const auto slices = d.log.of(Kind::fill, "band");
    CHECK(static_cast<double>(slices.size()) <= d.layout.plot.width() + 2);
    CHECK(static_cast<double>(slices.size()) >= d.layout.plot.width() - 4);
    double top = 1e9;
    for (const auto& slice : slices) {
        for (const Pt p : slice.points) top = std::min(top, p.y);
    }
    CHECK(top == doctest::Approx(d.layout.y.to_pixel(9.0)));
    CHECK(sane(d.log));
}

TEST_CASE("a picture is one call however near one is") {
    Raster raster;
    raster.info.name = "picture";
    auto image = std::make_shared<Image>();
    image->width = image->height = 64;
    image->pixels.resize(64 * 64);
    image->revision = next_image_revision();
    raster.image = image;
    raster.x = raster.y = {0, 10};
    Figure f = figure_of({raster});
    auto images = draw(f).log.of(Kind::image, "picture");
    REQUIRE(images.size() == 1);
    CHECK(images[0].text == "64x64 smooth");
    f.x.range = f.y.range = Range{5.0, 5.001};
    const Drawn near = draw(f);
    images = near.log.of(Kind::image, "picture");
    REQUIRE(images.size() == 1);
    CHECK(sane(near.log));
    CHECK(images[0].points[0].x <= near.layout.plot.left);
    CHECK(images[0].points[1].x >= near.layout.plot.right);
}

TEST_CASE("contours are labelled in gaps of their lines and labels keep apart") {
    const Drawn d = draw(samples::surface(light_theme()));
    CHECK(sane(d.log));
    std::vector<Pt> places;
    for (const auto& call : d.log.calls) {
        const bool label = call.kind == Kind::text && call.style.align_x == AlignX::center &&
                           d.layout.plot.contains(call.points[0]) && call.style.size < 11.5;
        if (label) places.push_back(call.points[0]);
    }
    CHECK(places.size() >= 3);
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            CHECK(std::max(std::fabs(places[i].x - places[k].x), std::fabs(places[i].y - places[k].y)) >
                  12.0);
        }
        for (const auto& call : d.log.calls) {
            if (call.kind != Kind::polyline || call.stroke.width > 1.0 || call.points.size() < 3) continue;
            for (const Pt p : call.points) {
                if (std::fabs(p.x - places[i].x) < 6.0 && std::fabs(p.y - places[i].y) < 3.0) {
                    CHECK(call.color.a != light_theme().text.faded(0.45).a);
                }
            }
        }
    }
}

TEST_CASE("cards stay inside the plot wherever they are pinned") {
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {10.0, 10.0}, {10.0, 0.0}, {0.0, 10.0}, {-50.0, 500.0}}) {
        Note note;
        note.info.name = "card";
        note.x = x;
        note.y = y;
        note.dx = 12;
        note.dy = 12;
        note.card = true;
        note.text = "step 1,284\nloss 0.075";
        note.color = light_theme().text;
        const Drawn d = draw(figure_of({line_of({0, 10}, {0, 10}), note}));
        const auto cards = d.log.of(Kind::fill, "card");
        REQUIRE(cards.size() == 1);
        for (const Pt p : cards[0].points) CHECK(d.layout.plot.contains(p));
        CHECK(d.log.of(Kind::text, "card").size() == 2);
    }
}

TEST_CASE("arrows have their length on the screen and their direction in the data") {
    Arrow arrow;
    arrow.info.name = "gradient";
    arrow.x = 2;
    arrow.y = 2;
    arrow.dx = 1e12;
    arrow.dy = 1e12;
    arrow.length = 40;
    arrow.stroke = {rgb(0x000000), 2.0, Dash::solid, {}, 0.0};
    const Drawn d = draw(figure_of({line_of({0, 10}, {0, 10}), arrow}));
    const auto head = d.log.of(Kind::fill, "gradient");
    REQUIRE(head.size() == 1);
    const Pt tail{d.layout.x.to_pixel(2), d.layout.y.to_pixel(2)};
    const Pt tip = head[0].points[0];
    CHECK(std::hypot(tip.x - tail.x, tip.y - tail.y) == doctest::Approx(40.0));
    const double across = d.layout.plot.width();
    const double up = d.layout.plot.height();
    CHECK((tail.y - tip.y) / (tip.x - tail.x) == doctest::Approx(up / across));
    arrow.dx = arrow.dy = 0.0;
    CHECK(draw(figure_of({arrow})).log.of(Kind::fill, "gradient").empty());
}

TEST_CASE("all markers are drawn and only where their middle is in sight") {
    for (const auto shape :
         {MarkerShape::circle, MarkerShape::square, MarkerShape::triangle, MarkerShape::diamond,
          MarkerShape::cross, MarkerShape::plus, MarkerShape::ring}) {
        Points points;
        points.info.name = "points";
        points.x = {1, 5, 20};
        points.y = {1, 5, 5};
        points.marker = {shape, 10.0, rgb(0x112233), {}, 0.0};
        const Drawn d = draw(figure_of({points}));
        const auto fills = d.log.of(Kind::fill, "points");
        const auto lines = d.log.of(Kind::polyline, "points");
        const bool cross = shape == MarkerShape::cross || shape == MarkerShape::plus;
        CHECK(fills.size() == (cross || shape == MarkerShape::ring ? 0 : 2));
        CHECK(lines.size() == (cross ? 4 : shape == MarkerShape::ring ? 2 : 0));
        for (const auto& call : fills) {
            for (const Pt p : call.points) CHECK(p.x < d.layout.x.to_pixel(6.0));
        }
    }
}

TEST_CASE("an empty figure says what belongs there") {
    const Drawn d = draw(samples::empty(dark_theme()));
    const auto texts = d.log.texts();
    CHECK(std::count(texts.begin(), texts.end(), "No run has taken a step yet. Press Space to start.") == 1);
    CHECK(std::count(texts.begin(), texts.end(), "0") == 0);
}

TEST_CASE("grid and axes stand on pixel middles") {
    const Drawn d = draw(figure_of({line_of({0, 10}, {0, 10})}));
    int hairlines = 0;
    for (const auto& call : d.log.calls) {
        if (call.kind != Kind::polyline || call.mark != 0 || call.points.size() != 2) continue;
        const bool upright = call.points[0].x == call.points[1].x;
        const double at = upright ? call.points[0].x : call.points[0].y;
        CHECK(at - std::floor(at) == 0.5);
        ++hairlines;
    }
    CHECK(hairlines > 10);
}

TEST_CASE("cards lie over the labels at the ends of lines") {
    Line line = line_of({1, 5, 9}, {2, 8, 2});
    line.label_at_end = true;
    Note card;
    card.info.name = "card";
    card.x = 5;
    card.y = 5;
    card.text = "step 3";
    card.size = 13;
    card.card = true;
    const Drawn d = draw(figure_of({card, line}));
    std::size_t label = 0;
    std::size_t ground = 0;
    for (std::size_t i = 0; i < d.log.calls.size(); ++i) {
        const auto& call = d.log.calls[i];
        if (call.kind == Kind::text && call.text == "run") label = i;
        if (call.kind == Kind::fill && call.mark_name == "card") ground = i;
    }
    REQUIRE(label > 0);
    CHECK(ground > label);
}
