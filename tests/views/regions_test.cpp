// Regions of many classes: what each cell lists, the picture and the boundaries, in numbers.
#include "app/views/data_look.h"
#include "core/base/random.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace talweg {
namespace {

using test::class_runs;
using test::marks_of;
using test::named;
using test::plane_of;

constexpr int kColumns = 7;
constexpr int kRows = 5;
constexpr std::size_t kNodes = kColumns * kRows;

std::vector<double> random_grid(std::size_t outputs, std::uint64_t seed) {
    Random random(seed, Stream::data);
    std::vector<double> z(outputs * kNodes);
    for (double& each : z) each = 2.0 * random.normal();
    return z;
}

/// Of output o at the place (x, y) of [0, 1]^2 in the cell whose lowest corner is that node.
double between(std::span<const double> z, std::size_t o, std::size_t node, double x, double y) {
    const double* at = z.data() + o * kNodes + node;
    const double left = at[0] + y * (at[kColumns] - at[0]);
    const double right = at[1] + y * (at[kColumns + 1] - at[1]);
    return left + x * (right - left);
}

TEST_CASE("each node knows its two largest outputs, the first of equals, whatever is not a number") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    // Three outputs at four nodes.
    const std::vector<double> z{1, 5, nan, nan, 3, 5, 2, nan, 2, 0, nan, nan};
    PlaneRegions regions;
    REQUIRE(find_regions(z, 2, 2, regions));
    constexpr std::uint32_t kNone = PlaneRegions::kNone;
    CHECK(regions.best == std::vector<std::uint32_t>{1, 0, 1, kNone});
    CHECK(regions.second == std::vector<std::uint32_t>{2, 1, kNone, kNone});
    CHECK(regions.complete());
}

TEST_CASE("a cell lists every output that is the largest somewhere in it, and sums up the others") {
    constexpr std::size_t kOutputs = 40;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const std::vector<double> z = random_grid(kOutputs, seed);
        PlaneRegions regions;
        REQUIRE(find_regions(z, kColumns, kRows, regions));
        REQUIRE_FALSE(regions.complete());
        std::size_t cell = 0;
        for (std::size_t j = 0; j + 1 < kRows; ++j) {
            for (std::size_t i = 0; i + 1 < kColumns; ++i, ++cell) {
                const std::size_t node = j * kColumns + i;
                const auto listed = regions.of(cell);
                CHECK(std::is_sorted(listed.begin(), listed.end()));
                CHECK(listed.size() < kOutputs);
                for (int step = 0; step < 21 * 21; ++step) {
                    const double x = 0.05 * (step % 21);
                    const double y = 0.05 * std::floor(step / 21.0);
                    std::uint32_t most = 0;
                    for (std::uint32_t o = 1; o < kOutputs; ++o) {
                        if (between(z, o, node, x, y) > between(z, most, node, x, y)) most = o;
                    }
                    REQUIRE(std::binary_search(listed.begin(), listed.end(), most));
                }
                const std::size_t corners[] = {node, node + 1, node + kColumns, node + kColumns + 1};
                for (std::size_t c = 0; c < 4; ++c) {
                    const double largest = z[regions.best[corners[c]] * kNodes + corners[c]];
                    double rest = 0.0;
                    for (std::uint32_t o = 0; o < kOutputs; ++o) {
                        if (!std::binary_search(listed.begin(), listed.end(), o))
                            rest += std::exp(z[o * kNodes + corners[c]] - largest);
                    }
                    CHECK(regions.rest[4 * cell + c] == doctest::Approx(rest).epsilon(1e-9).scale(1.0));
                }
            }
        }
        CHECK(regions.starts.size() == cell + 1);
    }
}

TEST_CASE("outputs that are the same everywhere are listed once") {
    PlaneRegions regions;
    REQUIRE(find_regions(std::vector<double>(100 * kNodes, 0.25), kColumns, kRows, regions));
    for (std::size_t cell = 0; cell + 1 < regions.starts.size(); ++cell) {
        REQUIRE(regions.of(cell).size() == 1);
        CHECK(regions.of(cell)[0] == 0);
        CHECK(regions.rest[4 * cell] == doctest::Approx(99.0));
    }
}

TEST_CASE("finding regions ends when it is told to") {
    PlaneRegions regions;
    int asked = 0;
    CHECK_FALSE(
        find_regions(random_grid(12, 1), kColumns, kRows, regions, [&asked] { return ++asked == 3; }));
    CHECK(asked == 3);
}

/// A hundred classes on a line: z_c = c x - c^2 / 2, of which class c is the largest between c - 1/2 and
/// c + 1/2.
Snapshot hundred_on_a_line() {
    Snapshot now = class_runs();
    now.experiment.loss.kind = "cross_entropy";
    now.data.y << 0, 1, 2, 99;
    now.data.classes = {};
    Vector theta = Vector::Zero(300);
    for (Index c = 0; c < 100; ++c) {
        const auto number = static_cast<double>(c);
        theta[2 * c] = number;
        theta[200 + c] = -0.5 * number * number;
    }
    now.runs[0].state.theta = theta;
    return now;
}

TEST_CASE("the boundaries of a hundred classes lie where two of them are as likely") {
    const Snapshot now = hundred_on_a_line();
    ViewOptions options;
    // Nodes at 0.2, 0.6, 1, 1.4, …, 3.4: between 1 and 1.4 class 1 leads, at 1.8 class 2.
    options.data.range.x = Range{0.2, 3.4};
    options.data.range.y = Range{0.0, 1.0};
    const PredictionPlane plane = plane_of(now, options, 9);
    CHECK(std::vector(plane.regions.best.begin(), plane.regions.best.begin() + 9) ==
          std::vector<std::uint32_t>{0, 1, 1, 1, 2, 2, 3, 3, 3});
    CHECK(std::vector(plane.regions.second.begin(), plane.regions.second.begin() + 9) ==
          std::vector<std::uint32_t>{1, 0, 0, 2, 1, 3, 2, 2, 4});
    PredictionArt art;
    art.update(plane, plane_reading(now, options), light_theme(), 64);
    // Classes 0 to 3 lead somewhere; each border is there from both its sides.
    REQUIRE(art.lines().size() == 4);
    const std::vector<std::set<double>> wanted{{0.5}, {0.5, 1.5}, {1.5, 2.5}, {2.5}};
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        const ContourSet& set = *art.lines()[c];
        CHECK(set.starts.size() == wanted[c].size() + 1);
        for (const double x : set.x) {
            const bool near = std::any_of(wanted[c].begin(), wanted[c].end(),
                                          [x](double border) { return std::abs(x - border) < 1e-12; });
            CHECK_MESSAGE(near, "class ", c, " ends at ", x);
        }
        CHECK(*std::min_element(set.y.begin(), set.y.end()) == 0.0);
        CHECK(*std::max_element(set.y.begin(), set.y.end()) == 1.0);
    }
    const Figure figure = data_figure(now, options, light_theme(), &art);
    CHECK(marks_of<Contours>(figure).size() == 4);
}

TEST_CASE("the picture of a hundred classes has the colours that all their numbers give") {
    const Snapshot now = hundred_on_a_line();
    ViewOptions options;
    options.data.range.x = Range{0.2, 3.4};
    options.data.range.y = Range{0.0, 1.0};
    constexpr int kPixels = 96;
    PredictionArt art;
    art.update(plane_of(now, options, 33), plane_reading(now, options), light_theme(), kPixels);
    const Theme theme = light_theme();
    for (int i = 0; i < kPixels; ++i) {
        const double x = 0.2 + 3.2 * (i + 0.5) / kPixels;
        // Outputs are lines along x, so what is read between nodes is exact.
        std::size_t best = 0;
        double sum = 0.0;
        const auto z = [x](std::size_t c) {
            return static_cast<double>(c) * (x - 0.5 * static_cast<double>(c));
        };
        for (std::size_t c = 1; c < 100; ++c) best = z(c) > z(best) ? c : best;
        for (std::size_t c = 0; c < 100; ++c) sum += std::exp(z(c) - z(best));
        const double certainty = (100.0 / sum - 1.0) / 99.0;
        const Rgba wanted = mixed(theme.panel, class_style(best, theme).color, 0.10 + 0.35 * certainty);
        const Rgba got = art.image()->pixels[static_cast<std::size_t>(40 * kPixels + i)];
        CAPTURE(x);
        CHECK(std::abs(got.r - wanted.r) <= 1);
        CHECK(std::abs(got.g - wanted.g) <= 1);
        CHECK(std::abs(got.b - wanted.b) <= 1);
    }
}

TEST_CASE("where one of many outputs is no number the picture shows the panel") {
    Snapshot now = hundred_on_a_line();
    now.runs[0].state.theta[299] = std::numeric_limits<double>::quiet_NaN();
    PredictionArt art;
    art.update(plane_of(now, {}, 9), plane_reading(now, {}), light_theme(), 32);
    for (const Rgba& each : art.image()->pixels) CHECK(each == light_theme().panel);
}

}  // namespace
}  // namespace talweg
