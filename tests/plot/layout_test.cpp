// Ranges, boxes, labels and what small figures leave out.
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"
#include "tests/plot/samples.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace talweg;

namespace {

Line line_of(std::vector<double> x, std::vector<double> y, std::string name = {}) {
    Line line;
    line.info.name = std::move(name);
    line.x = std::move(x);
    line.y = std::move(y);
    line.stroke.color = rgb(0x0072B2);
    return line;
}

Figure figure_of(std::vector<Mark> marks) {
    Figure f;
    f.theme = light_theme();
    f.x.label = "x";
    f.y.label = "y";
    f.marks = std::move(marks);
    return f;
}

Layout laid_out(const Figure& f, double width = 640, double height = 400) {
    return layout(f, {0, 0, width, height}, FixedMeasure{});
}

bool inside(const Box& inner, const Box& outer) {
    return inner.left >= outer.left - 0.5 && inner.right <= outer.right + 0.5 &&
           inner.top >= outer.top - 0.5 && inner.bottom <= outer.bottom + 0.5;
}

bool overlap(const Box& a, const Box& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

}  // namespace

TEST_CASE("an axis fits what is finite with four hundredths of air") {
    const Layout l = laid_out(figure_of({line_of({0, 5, NAN, 10}, {1, HUGE_VAL, 3, 2})}));
    CHECK(l.x.range().low == doctest::Approx(-0.4));
    CHECK(l.x.range().high == doctest::Approx(10.4));
    CHECK(l.y.range().low == doctest::Approx(0.96));
    CHECK(l.y.range().high == doctest::Approx(2.04));
    CHECK_FALSE(l.empty);
}

TEST_CASE("equal ends get a range around them and log axes air in decades") {
    const Layout l = laid_out(figure_of({line_of({3, 3}, {0, 0})}));
    CHECK(l.x.range() == Range{1.5, 4.5});
    CHECK(l.y.range() == Range{-0.5, 0.5});
    Figure log = figure_of({line_of({1, 2, 3}, {1e-4, 0, 1e2})});
    log.y.scale = Scale::log10;
    const Layout ll = laid_out(log);
    CHECK(std::log10(ll.y.range().low) == doctest::Approx(-4.24));
    CHECK(std::log10(ll.y.range().high) == doctest::Approx(2.24));
    log.marks = {line_of({1}, {0.7})};
    CHECK(laid_out(log).y.range().high / laid_out(log).y.range().low == doctest::Approx(10.0));
}

TEST_CASE("only marks in the extent count and a given range rules the other axis") {
    Line far = line_of({100, 200}, {1000, 2000});
    far.info.in_extent = false;
    Figure f = figure_of({line_of({0, 1, 2, 3}, {0, 1, 50, 60}), far});
    CHECK(laid_out(f).x.range().high < 4.0);
    f.x.range = Range{0.0, 1.5};
    CHECK(laid_out(f).x.range() == Range{0.0, 1.5});
    CHECK(laid_out(f).y.range().high == doctest::Approx(1.04));
    f.x.range = Range{2.0, 1.0};  // no range: fitted
    CHECK(laid_out(f).x.range().high == doctest::Approx(3.12));
    f.x.range = Range{NAN, 1.0};
    CHECK(laid_out(f).x.range().high == doctest::Approx(3.12));
    f.y.scale = Scale::log10;
    f.y.range = Range{-1.0, 1.0};
    CHECK(laid_out(f).y.range().low > 0.0);
}

TEST_CASE("steps begin at the axis and pictures end at it") {
    Figure f = figure_of({line_of({0, 1000}, {1, 2})});
    f.x.whole = true;
    CHECK(laid_out(f).x.range().low == 0.0);
    CHECK(laid_out(f).x.range().high == doctest::Approx(1010.0));
    Raster raster;
    auto image = std::make_shared<Image>();
    image->width = image->height = 1;
    image->pixels.resize(1);
    raster.image = image;
    raster.x = {-1, 1};
    raster.y = {-2, 2};
    CHECK(laid_out(figure_of({raster, line_of({0, 0.5}, {0, 3})})).x.range() == Range{-1, 1});
    CHECK(laid_out(figure_of({raster, line_of({0, 0.5}, {0, 3})})).y.range().low == -2.0);
    CHECK(laid_out(figure_of({raster, line_of({0, 0.5}, {0, 3})})).y.range().high == doctest::Approx(3.2));
}

TEST_CASE("points at or below zero on a log axis are counted and said") {
    Figure f = figure_of({line_of({1, 2, 3, 4}, {1, 0, -5, NAN})});
    f.y.scale = Scale::log10;
    const Layout l = laid_out(f);
    CHECK(l.not_shown == 2);
    CHECK(l.not_shown_text == "2 points \u2264 0 not shown");
    std::get<Line>(f.marks[0]).y = {1, 0, 1, 1};
    CHECK(laid_out(f).not_shown_text == "1 point \u2264 0 not shown");
    f.y.scale = Scale::linear;
    CHECK(laid_out(f).not_shown == 0);
    CHECK(laid_out(f).not_shown_text.empty());
}

TEST_CASE("equal axes have the same length for a unit") {
    Figure f = figure_of({line_of({0, 1}, {0, 10})});
    f.equal = true;
    for (const auto& [w, h] : {std::pair{640.0, 400.0}, {300.0, 700.0}}) {
        const Layout l = laid_out(f, w, h);
        const double across = l.plot.width() / l.x.range().span();
        const double up = l.plot.height() / l.y.range().span();
        CHECK(across == doctest::Approx(up));
        CHECK(l.x.range().low <= 0.0);
        CHECK(l.y.range().high >= 10.0);
        CHECK(l.x.to_pixel(l.x.range().low) == doctest::Approx(l.plot.left));
        CHECK(l.y.to_pixel(l.y.range().low) == doctest::Approx(l.plot.bottom));
    }
}

TEST_CASE("a figure of nothing says so and one point is a figure") {
    const Layout nothing = laid_out(samples::empty(light_theme()));
    CHECK(nothing.empty);
    CHECK(nothing.x_ticks.ticks.empty());
    CHECK(laid_out(figure_of({line_of({}, {})})).empty);
    CHECK(laid_out(figure_of({line_of({1, 2}, {NAN, NAN})})).empty);
    CHECK(laid_out(figure_of({Note{}})).empty);
    const Layout one = laid_out(figure_of({line_of({2}, {5})}));
    CHECK_FALSE(one.empty);
    CHECK(one.x.range() == Range{1, 3});
    Figure log = figure_of({line_of({1, 2}, {-1, -2})});
    log.y.scale = Scale::log10;
    CHECK(laid_out(log).empty);
}

TEST_CASE("names at line ends keep apart and inside the figure") {
    Figure f = figure_of({});
    for (int i = 0; i < 5; ++i) {
        Line line = line_of({0, 1, 2}, {0.0, 5.0, 10.0 + 0.01 * i}, "run " + std::to_string(i));
        line.label_at_end = line.info.in_legend = true;
        f.marks.push_back(line);
    }
    const Layout l = laid_out(f);
    REQUIRE(l.end_labels.size() == 5);
    CHECK(l.legend.empty());
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(inside(l.end_labels[i].box, l.figure));
        for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(l.end_labels[i].box, l.end_labels[k].box));
    }
}

TEST_CASE("the name of an end just short of another stands clear of the other's marker") {
    Figure f = figure_of({line_of({0, 200}, {10, 9}, "full"), line_of({0, 195}, {10, 1}, "batch")});
    for (Mark& mark : f.marks) std::get<Line>(mark).label_at_end = true;
    f.x.range = Range{0, 200};
    Layout l = laid_out(f);
    REQUIRE(l.end_labels.size() == 2);
    CHECK(l.end_labels[0].box.left == l.end_labels[1].box.left);
    // Far from it a name stays beside its own end.
    std::get<Line>(f.marks[1]).x.back() = 170;
    l = laid_out(f);
    REQUIRE(l.end_labels.size() == 2);
    CHECK(std::abs(l.end_labels[0].box.left - l.end_labels[1].box.left) > 20.0);
}

TEST_CASE("names that do not fit at line ends go to the legend together") {
    const Layout l = laid_out(samples::many_runs(light_theme()));
    CHECK(l.end_labels.empty());
    CHECK(l.legend.size() == 12);
    for (std::size_t i = 0; i < l.legend.size(); ++i) {
        CHECK(inside(l.legend[i].box, l.figure));
        for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(l.legend[i].box, l.legend[k].box));
        CHECK_FALSE(overlap(l.legend[i].box, l.plot));
    }
}

TEST_CASE("in a small figure without a legend the names that fit stay") {
    for (const auto& [width, height] :
         {std::pair{240.0, 180.0}, {300.0, 180.0}, {240.0, 240.0}, {420.0, 200.0}}) {
        Figure f = figure_of({});
        f.title = "Loss curves";
        for (int i = 0; i < 5; ++i) {
            Line line = line_of({0, 1, 2}, {10.0, 1.0, 0.01 * i}, "Momentum 0." + std::to_string(5 + i));
            line.label_at_end = line.info.in_legend = true;
            f.marks.push_back(line);
        }
        const Layout l = laid_out(f, width, height);
        CHECK(l.end_labels.size() + l.legend.size() >= 3);
        for (std::size_t i = 0; i < l.end_labels.size(); ++i) {
            CHECK(inside(l.end_labels[i].box, l.figure));
            for (std::size_t k = 0; k < i; ++k)
                CHECK_FALSE(overlap(l.end_labels[i].box, l.end_labels[k].box));
        }
    }
}

TEST_CASE("of more names than a small figure has room for the first stay") {
    Figure f = figure_of({});
    for (int i = 0; i < 12; ++i) {
        Line line = line_of({0, 1, 2}, {10.0, 1.0, 0.8 * i}, "run " + std::to_string(i));
        line.label_at_end = line.info.in_legend = true;
        f.marks.push_back(line);
    }
    const Layout l = laid_out(f, 240, 160);
    CHECK(l.legend.empty());
    REQUIRE(l.end_labels.size() >= 4);
    CHECK(l.end_labels.size() < 12);
    for (const EndLabel& label : l.end_labels) CHECK(label.mark < l.end_labels.size());
}

TEST_CASE("a full legend ends with the number of what is left") {
    Figure f = figure_of({});
    for (int i = 0; i < 60; ++i) {
        Line line = line_of({0, 1}, {0, 1}, "a run with a long name " + std::to_string(i));
        line.info.in_legend = true;
        f.marks.push_back(line);
    }
    const Layout l = laid_out(f);
    REQUIRE(l.legend.back().more);
    CHECK(l.legend.back().text == "+ " + std::to_string(60 - (l.legend.size() - 1)) + " more");
    CHECK(inside(l.legend.back().box, l.figure));
}

TEST_CASE("colour bar labels of uneven levels never touch and never repeat") {
    Figure f = figure_of({line_of({0, 1}, {0, 1})});
    ColorBar bar;
    for (int i = 0; i < 40; ++i) bar.levels.push_back(75.0 + std::pow(10.0, -6.0 + 0.2 * i));
    bar.colors.resize(39);
    bar.label = "Loss";
    f.bar = bar;
    const Layout l = laid_out(f);
    CHECK(inside(l.bar, l.figure));
    CHECK(l.bar.left > l.plot.right);
    REQUIRE(l.bar_ticks.ticks.size() == 40);
    std::set<std::string> seen;
    double last = 1e9;
    for (std::size_t i = 0; i < 40; ++i) {
        const std::string& label = l.bar_ticks.ticks[i].label;
        if (label.empty()) continue;
        CHECK(seen.insert(label).second);
        const double y = l.bar.bottom - l.bar.height() * static_cast<double>(i) / 39.0;
        CHECK(last - y >= 12.0 * 1.2);
        last = y;
        CHECK(l.bar.right + 6.0 + FixedMeasure{}.measure(label, 12.0).width <= l.figure.right);
    }
    CHECK(seen.size() >= 10);
}

TEST_CASE("a colour bar has no more labels than an axis, and those of both ends") {
    for (const int levels : {2, 3, 9, 26, 27, 28, 41}) {
        CAPTURE(levels);
        Figure f = figure_of({line_of({0, 1}, {0, 1})});
        ColorBar bar;
        for (int i = 0; i < levels; ++i) bar.levels.push_back(0.3 + 0.01 * i);
        bar.colors.resize(static_cast<std::size_t>(levels - 1));
        f.bar = bar;
        const Layout l = laid_out(f);
        const auto& ticks = l.bar_ticks.ticks;
        CHECK_FALSE(ticks.front().label.empty());
        CHECK_FALSE(ticks.back().label.empty());
        double last = 1e9;
        for (int i = 0; i < levels; ++i) {
            if (ticks[static_cast<std::size_t>(i)].label.empty()) continue;
            const double y = l.bar.bottom - l.bar.height() * i / (levels - 1);
            CHECK(last - y >= 0.7 * 32.0 - 1e-9);
            last = y;
        }
    }
}

TEST_CASE("axis titles carry unit and the linear part of symlog") {
    Figure f = figure_of({line_of({-5, 5}, {-1, 1})});
    f.x.label = "Time";
    f.x.unit = "s";
    f.y.label = "Slope";
    f.y.scale = Scale::symlog;
    f.y.symlog_constant = 0.01;
    const Layout l = laid_out(f);
    CHECK(l.x_label == "Time (s)");
    CHECK(l.y_label == "Slope (linear within \u00b10.01)");
}

TEST_CASE("a caption that grows within its room does not move the plot") {
    Figure f = figure_of({line_of({0, 1}, {0, 1})});
    f.caption = "loss 1";
    f.caption_room = "Momentum 0.9: the mean of the squared residuals 8.8888e-88 is the loss";
    const Layout before = laid_out(f, 300, 300);
    f.caption = "Momentum 0.9: the mean of the squared residuals 0.0751 is the loss";
    const Layout after = laid_out(f, 300, 300);
    CHECK(after.caption.size() > before.caption.size());
    CHECK(after.plot == before.plot);
}

TEST_CASE("figures of any size and scale lay out inside their box") {
    for (const double scale : {1.0, 1.6, 3.0}) {
        Theme theme = light_theme();
        theme.scale = scale;
        const Figure figures[] = {samples::loss_curves(theme), samples::surface(theme),
                                  samples::squares(theme),     samples::tiny_range(theme),
                                  samples::empty(theme),       samples::many_runs(theme)};
        for (const Figure& f : figures) {
            for (const auto& [w, h] :
                 {std::pair{1.0, 1.0}, {60.0, 40.0}, {240.0, 180.0}, {640.0, 400.0}, {1600.0, 1000.0}}) {
                const Layout l = layout(f, {10, 20, 10 + w, 20 + h}, FixedMeasure{});
                CHECK(l.plot.width() > 0.0);
                CHECK(l.plot.height() > 0.0);
                if (w < 240.0) continue;
                CHECK(inside(l.plot, l.figure));
                for (const auto& e : l.legend) CHECK(inside(e.box, l.figure));
                for (const auto& e : l.end_labels) CHECK(inside(e.box, l.figure));
                if (scale < 2.0) CHECK(l.plot.height() >= 0.25 * h);
            }
        }
    }
    const Layout bad = layout(samples::empty(light_theme()), {NAN, 0, HUGE_VAL, -5}, FixedMeasure{});
    CHECK(std::isfinite(bad.plot.width()));
}
