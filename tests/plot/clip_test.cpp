// Cutting lines and polygons to a box.
#include "app/plot/clip.h"
#include "app/plot/dash.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace talweg;

namespace {

constexpr Box kBox{0.0, 0.0, 100.0, 50.0};

std::vector<std::vector<Pt>> runs_of(const std::vector<Pt>& points, const Box& box = kBox) {
    std::vector<std::vector<Pt>> runs;
    std::vector<Pt> scratch;
    LineClipper clipper(box, scratch,
                        [&](std::span<const Pt> run) { runs.emplace_back(run.begin(), run.end()); });
    for (const Pt p : points) clipper.add(p);
    clipper.finish();
    return runs;
}

const double kNan = std::nan("");

}  // namespace

TEST_CASE("a segment through the box is cut at its sides") {
    const auto seen = clip_segment({-50.0, 25.0}, {150.0, 25.0}, kBox);
    REQUIRE(seen);
    CHECK(seen->from == Pt{0.0, 25.0});
    CHECK(seen->to == Pt{100.0, 25.0});
    CHECK_FALSE(clip_segment({-10.0, -10.0}, {110.0, -1.0}, kBox));
    CHECK_FALSE(clip_segment({kNan, 1.0}, {3.0, 4.0}, kBox));
    const auto inside = clip_segment({1.0, 2.0}, {3.0, 4.0}, kBox);
    REQUIRE(inside);
    CHECK(inside->from == Pt{1.0, 2.0});
    CHECK(inside->to == Pt{3.0, 4.0});
}

TEST_CASE("coordinates of 1e10 and 1e300 are cut exactly") {
    const auto wide = clip_segment({-1e10, 25.0}, {1e10, 25.0}, kBox);
    REQUIRE(wide);
    CHECK(wide->from == Pt{0.0, 25.0});
    CHECK(wide->to == Pt{100.0, 25.0});
    const auto huge = clip_segment({50.0, 25.0}, {50.0, -1e300}, kBox);
    REQUIRE(huge);
    CHECK(huge->to == Pt{50.0, 0.0});
    const auto opposite = clip_segment({-1.7e308, 10.0}, {1.7e308, 10.0}, kBox);
    REQUIRE(opposite);
    CHECK(opposite->from.x == 0.0);
    CHECK(opposite->to.x == 100.0);
    CHECK(opposite->from.y == doctest::Approx(10.0));
}

TEST_CASE("a segment is cut along its slope as far as doubles can tell and else not drawn") {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> share(0.1, 0.9);
    std::uniform_real_distribution<double> turn(0.0, 6.28);
    for (int decade = 3; decade <= 250; ++decade) {
        for (int i = 0; i < 40; ++i) {
            const Pt through{100.0 * share(random), 50.0 * share(random)};
            const double angle = turn(random);
            const Pt along{std::cos(angle), std::sin(angle)};
            const double back = std::pow(10.0, decade) * share(random);
            const double ahead = std::pow(10.0, decade) * share(random);
            const auto seen = clip_segment({through.x - along.x * back, through.y - along.y * back},
                                           {through.x + along.x * ahead, through.y + along.y * ahead}, kBox);
            if (decade <= 13) REQUIRE(seen);
            if (decade >= 19) CHECK_FALSE(seen);
            if (!seen) continue;
            for (const Pt p : {seen->from, seen->to}) {
                CHECK(std::fabs((p.x - through.x) * along.y - (p.y - through.y) * along.x) < 1.0);
            }
        }
    }
}

TEST_CASE("a segment that leaves for far away keeps its slope in the box") {
    for (const double far : {1e3, 1e15, 1e20, 1e200}) {
        const auto seen = clip_segment({50.0, 25.0}, {50.0 + 3.0 * far, 25.0 + far}, kBox);
        REQUIRE(seen);
        CHECK(seen->from == Pt{50.0, 25.0});
        CHECK(seen->to.x == 100.0);
        CHECK(seen->to.y == doctest::Approx(25.0 + 50.0 / 3.0));
    }
}

TEST_CASE("clipping agrees with dense sampling on two thousand lines") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(-150.0, 250.0);
    for (int line = 0; line < 2000; ++line) {
        const Pt a{place(random), place(random)};
        const Pt b{place(random), place(random)};
        const auto seen = clip_segment(a, b, kBox);
        double length = 0.0;
        constexpr int kSamples = 4000;
        for (int i = 0; i < kSamples; ++i) {
            const double t = (i + 0.5) / kSamples;
            length += kBox.contains({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
        length *= std::hypot(b.x - a.x, b.y - a.y) / kSamples;
        const double clipped = seen ? std::hypot(seen->to.x - seen->from.x, seen->to.y - seen->from.y) : 0.0;
        CHECK(std::fabs(clipped - length) < 0.3);
        if (seen) {
            CHECK(kBox.contains(seen->from));
            CHECK(kBox.contains(seen->to));
        }
    }
}

TEST_CASE("NaN is a gap and a lone point is kept as a dot") {
    const auto runs = runs_of({{1, 1}, {2, 2}, {kNan, 3}, {4, 4}, {kNan, 0}, {6, 6}, {7, 7}, {8, 8}});
    REQUIRE(runs.size() == 3);
    CHECK(runs[0] == std::vector<Pt>{{1, 1}, {2, 2}});
    CHECK(runs[1] == std::vector<Pt>{{4, 4}});
    CHECK(runs[2].size() == 3);
    CHECK(runs_of({}).empty());
    CHECK(runs_of({{200, 200}}).empty());
    CHECK(runs_of({{5, 5}}).size() == 1);
}

TEST_CASE("a line that leaves and comes back is two pieces") {
    const auto runs = runs_of({{50, 25}, {50, 100}, {60, 100}, {60, 25}});
    REQUIRE(runs.size() == 2);
    CHECK(runs[0] == std::vector<Pt>{{50, 25}, {50, 50}});
    CHECK(runs[1] == std::vector<Pt>{{60, 50}, {60, 25}});
}

TEST_CASE("long lines are cut at 8192 points and the pieces share an end") {
    std::vector<Pt> points;
    for (int i = 0; i < 20000; ++i) points.push_back({100.0 * i / 20000.0, 25.0});
    const auto runs = runs_of(points);
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].size() == 8192);
    CHECK(runs[1].size() == 8192);
    CHECK(runs[0].back() == runs[1].front());
    CHECK(runs[1].back() == runs[2].front());
    CHECK(runs[0].size() + runs[1].size() + runs[2].size() == 20000 + 2);
}

TEST_CASE("polygons are cut to the part inside") {
    std::vector<Pt> inside;
    clip_polygon(std::vector<Pt>{{-10, -10}, {50, -10}, {50, 20}, {-10, 20}}, kBox, inside);
    double area = 0.0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const Pt a = inside[i];
        const Pt b = inside[(i + 1) % inside.size()];
        area += (a.x * b.y - b.x * a.y) / 2;
    }
    CHECK(std::fabs(area) == doctest::Approx(50.0 * 20.0));
    clip_polygon(std::vector<Pt>{{-1e300, -1e300}, {1e300, -1e300}, {1e300, 1e300}, {-1e300, 1e300}}, kBox,
                 inside);
    REQUIRE(inside.size() == 4);
    for (const Pt p : inside) CHECK(kBox.contains(p));
    clip_polygon(std::vector<Pt>{{200, 0}, {300, 0}, {300, 10}}, kBox, inside);
    CHECK(inside.empty());
    clip_polygon(std::vector<Pt>{{0, 0}, {kNan, 0}, {3, 10}}, kBox, inside);
    CHECK(inside.empty());
}

TEST_CASE("dashes cover their share of the line") {
    DashPieces pieces;
    cut_dashes(std::vector<Pt>{{0, 0}, {30, 0}, {30, 100}}, Dash::dashed, 2.0, pieces);
    // 4 widths of ink and 2.5 of gap: 8 px and 5 px; 130 px hold 10 periods.
    REQUIRE(pieces.starts.size() == 11);
    double ink = 0.0;
    for (std::size_t i = 0; i + 1 < pieces.starts.size(); ++i) {
        for (std::size_t k = pieces.starts[i] + 1; k < pieces.starts[i + 1]; ++k) {
            ink += std::hypot(pieces.points[k].x - pieces.points[k - 1].x,
                              pieces.points[k].y - pieces.points[k - 1].y);
        }
    }
    CHECK(ink == doctest::Approx(80.0));
    cut_dashes(std::vector<Pt>{{0, 0}, {5, 0}}, Dash::solid, 2.0, pieces);
    CHECK(pieces.starts == std::vector<std::size_t>{0, 2});
}
