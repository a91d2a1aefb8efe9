// Picking, panning, zooming.
#include "app/plot/log_painter.h"
#include "app/plot/pick.h"
#include "app/plot/view_control.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;

namespace {

Line line_of(std::vector<double> x, std::vector<double> y, std::uint64_t id) {
    Line line;
    line.info.id = id;
    line.info.pickable = true;
    line.x = std::move(x);
    line.y = std::move(y);
    return line;
}

Figure two_lines() {
    Figure f;
    f.theme = light_theme();
    f.x.range = Range{0, 10};
    f.y.range = Range{0, 10};
    f.marks.push_back(line_of({0, 5, 10}, {0, 5, 10}, 7));
    f.marks.push_back(line_of({0, 10}, {9, 9}, 8));
    return f;
}

Layout laid_out(const Figure& f) { return layout(f, {0, 0, 640, 400}, FixedMeasure{}); }

}  // namespace

TEST_CASE("the nearest vertex is picked with its run and index") {
    const Figure f = two_lines();
    const Layout l = laid_out(f);
    const auto picked = pick(f, l, {l.x.to_pixel(5) + 3, l.y.to_pixel(5)}, 8.0);
    REQUIRE(picked);
    CHECK(picked->mark == 0);
    CHECK(picked->id == 7);
    CHECK(picked->point == 1);
    CHECK(picked->distance <= 3.0);
}

TEST_CASE("between two vertices the line counts and the nearer vertex answers") {
    const Figure f = two_lines();
    const Layout l = laid_out(f);
    const auto picked = pick(f, l, {l.x.to_pixel(7.5), l.y.to_pixel(9) - 4}, 8.0);
    REQUIRE(picked);
    CHECK(picked->id == 8);
    CHECK(picked->point == 1);
    CHECK(picked->distance == doctest::Approx(4.0));
    CHECK_FALSE(pick(f, l, {l.x.to_pixel(7.5), l.y.to_pixel(9) - 9}, 8.0));
}

TEST_CASE("what is not pickable or not finite is passed over") {
    Figure f = two_lines();
    std::get<Line>(f.marks[1]).info.pickable = false;
    const Layout l = laid_out(f);
    CHECK_FALSE(pick(f, l, {l.x.to_pixel(2), l.y.to_pixel(9)}, 8.0));
    CHECK_FALSE(pick(f, l, {NAN, 10}, 8.0));
    f.marks = {line_of({0, NAN, 10}, {5, 5, 5}, 3)};
    CHECK_FALSE(pick(f, l, {l.x.to_pixel(5), l.y.to_pixel(5)}, 8.0));
    f.marks = {line_of({-1e300, 1e300}, {5, 5}, 3)};
    CHECK_NOTHROW(pick(f, l, {l.x.to_pixel(5), l.y.to_pixel(5)}, 8.0));
}

TEST_CASE("zones are the plot and its two axes") {
    const Layout l = laid_out(two_lines());
    CHECK(zone_at(l, {l.plot.left + 5, l.plot.top + 5}) == Zone::plot);
    CHECK(zone_at(l, {l.plot.left + 5, l.plot.bottom + 5}) == Zone::x_axis);
    CHECK(zone_at(l, {l.plot.left - 5, l.plot.top + 5}) == Zone::y_axis);
    CHECK(zone_at(l, {l.plot.left - 5, l.plot.bottom + 5}) == Zone::none);
    CHECK(zone_at(l, {-5, 5}) == Zone::none);
}

TEST_CASE("dragging moves what was under the pointer along") {
    const Figure f = two_lines();
    const Layout l = laid_out(f);
    const ViewRange moved = pan(l, {}, Zone::plot, {l.plot.width() / 10, l.plot.height() / 5});
    REQUIRE(moved.x);
    REQUIRE(moved.y);
    CHECK(moved.x->low == doctest::Approx(-1.0));
    CHECK(moved.y->low == doctest::Approx(2.0));
    const ViewRange only_x = pan(l, {}, Zone::x_axis, {10, 10});
    CHECK(only_x.x);
    CHECK_FALSE(only_x.y);
    CHECK(pan(l, moved, Zone::none, {10, 10}) == moved);
}

TEST_CASE("a notch zooms by a fifth about the pointer") {
    const Layout l = laid_out(two_lines());
    const Pt at{l.x.to_pixel(2), l.y.to_pixel(8)};
    const ViewRange near = zoom(l, {}, Zone::plot, at, 1.0);
    REQUIRE(near.x);
    CHECK(near.x->span() == doctest::Approx(10 / 1.2));
    CHECK((2 - near.x->low) / near.x->span() == doctest::Approx(0.2));
    CHECK((8 - near.y->low) / near.y->span() == doctest::Approx(0.8));
    CHECK(zoom(l, {}, Zone::y_axis, at, -1.0).y->span() == doctest::Approx(12.0));
    CHECK(zoom(l, {}, Zone::plot, at, 0.0) == ViewRange{});
}

TEST_CASE("a box fills the plot and a thin one keeps the other direction") {
    const Layout l = laid_out(two_lines());
    const Pt a{l.x.to_pixel(6), l.y.to_pixel(3)};
    const Pt b{l.x.to_pixel(2), l.y.to_pixel(7)};
    const ViewRange near = box_zoom(l, {}, a, b);
    CHECK(near.x->low == doctest::Approx(2.0));
    CHECK(near.x->high == doctest::Approx(6.0));
    CHECK(near.y->low == doctest::Approx(3.0));
    CHECK(near.y->high == doctest::Approx(7.0));
    const ViewRange flat = box_zoom(l, {}, a, {b.x, a.y + 2});
    CHECK(flat.x);
    CHECK_FALSE(flat.y);
    CHECK(box_zoom(l, {}, a, {a.x + 1, a.y + 1}) == ViewRange{});
    CHECK(box_zoom(l, {}, {-1e9, a.y}, {1e9, a.y}).x->high == doctest::Approx(10.0));
}
