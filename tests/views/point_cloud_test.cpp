// More points than are drawn one by one: the same pixels at a bounded cost, in the window as on a page.
#include "app/plot/export.h"
#include "app/plot/font.h"
#include "app/plot/layout.h"
#include "app/views/board.h"
#include "app/views/data_points.h"
#include "core/base/random.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::class_runs;
using test::named;
using test::two_runs;

/// Points about the line of two_runs(), thinner to the right.
Snapshot many(Index points, std::uint64_t seed = 1) {
    Snapshot now = two_runs();
    Random random(seed, Stream::data);
    now.data.x.resize(points, 1);
    now.data.y.resize(points, 1);
    for (Index i = 0; i < points; ++i) {
        const double u = random.uniform();
        now.data.x(i, 0) = 10.0 * u * u * u;
        now.data.y(i, 0) = now.data.x(i, 0) + random.normal();
    }
    now.data_revision = 17;
    now.extent = extent_of(now.data);
    return now;
}

/// Every disc drawn by itself: a pixel is covered whose middle lies in one.
std::vector<bool> by_hand(const Snapshot& now, const Range& x, const Range& y, int width, int height,
                          double radius) {
    std::vector<bool> covered(static_cast<std::size_t>(width * height), false);
    const int reach = static_cast<int>(std::ceil(radius)) + 1;
    for (Index row = 0; row < now.data.rows(); ++row) {
        const double px = (now.data.x(row, 0) - x.low) / x.span() * width;
        const double py = (y.high - now.data.y(row, 0)) / y.span() * height;
        if (!(px >= 0.0 && px <= width && py >= 0.0 && py <= height)) continue;
        for (int j = static_cast<int>(py) - reach; j <= static_cast<int>(py) + reach; ++j) {
            for (int i = static_cast<int>(px) - reach; i <= static_cast<int>(px) + reach; ++i) {
                if (i < 0 || j < 0 || i >= width || j >= height) continue;
                if (std::hypot(i + 0.5 - px, j + 0.5 - py) > radius) continue;
                covered[static_cast<std::size_t>(j * width + i)] = true;
            }
        }
    }
    return covered;
}

/// Pixels of `a` that no pixel of `b` touches, not even at a corner.
std::size_t alone(const std::vector<bool>& a, const std::vector<bool>& b, int width, int height) {
    std::size_t count = 0;
    for (int j = 0; j < height; ++j) {
        for (int i = 0; i < width; ++i) {
            if (!a[static_cast<std::size_t>(j * width + i)]) continue;
            bool touched = false;
            for (int v = std::max(0, j - 1); v <= std::min(height - 1, j + 1); ++v) {
                for (int u = std::max(0, i - 1); u <= std::min(width - 1, i + 1); ++u)
                    touched = touched || b[static_cast<std::size_t>(v * width + u)];
            }
            count += touched ? 0 : 1;
        }
    }
    return count;
}

TEST_CASE("up to ten thousand points are marks, more are one picture") {
    const Figure few = data_figure(many(kMostPoints), {}, light_theme());
    CHECK(named<Raster>(few, kCloudMark) == nullptr);
    CHECK(named<Points>(few, kSamplesMark)->x.size() == 10'000);
    const Figure more = data_figure(many(kMostPoints + 1), {}, light_theme());
    REQUIRE(named<Raster>(more, kCloudMark) != nullptr);
    CHECK(named<Points>(more, kSamplesMark)->x.empty());
    CHECK(more.x.range == few.x.range);
    // Lines are over it.
    CHECK(std::get_if<Raster>(&more.marks.front()) != nullptr);
}

TEST_CASE("the picture of many points covers the pixels that their discs do") {
    const Snapshot now = many(30'000);
    PointCloud cloud;
    const int width = 300;
    const int height = 200;
    cloud.resize(width, height, 1.0);
    const Figure figure = data_figure(now, {}, light_theme(), nullptr, &cloud);
    const Raster* raster = named<Raster>(figure, kCloudMark);
    REQUIRE(raster != nullptr);
    CHECK(raster->x == *figure.x.range);
    REQUIRE(raster->image->width == width);
    REQUIRE(raster->image->height == height);
    std::vector<bool> drawn;
    for (const Rgba& pixel : raster->image->pixels) drawn.push_back(pixel.a >= 0.5 * 0.3 * 255.0);
    const double radius = point_size(now.data.rows()) / 2;
    const std::vector<bool> exact = by_hand(now, raster->x, raster->y, width, height, radius);
    CHECK(alone(drawn, exact, width, height) == 0);
    CHECK(alone(exact, drawn, width, height) == 0);
    const auto count = static_cast<double>(std::count(exact.begin(), exact.end(), true));
    CHECK(count > 2'000);
    CHECK(std::abs(static_cast<double>(std::count(drawn.begin(), drawn.end(), true)) - count) < 0.05 * count);
    // Where there are more, the picture is stronger.
    std::uint8_t strongest = 0;
    std::uint8_t palest = 255;
    for (const Rgba& pixel : raster->image->pixels) {
        strongest = std::max(strongest, pixel.a);
        if (pixel.a > 60) palest = std::min(palest, pixel.a);
    }
    CHECK(strongest > 230);
    CHECK(palest < 100);
}

TEST_CASE("the picture is kept until the points, the axes, the theme or the size change") {
    Snapshot now = many(20'000);
    PointCloud cloud;
    cloud.resize(200, 100, 1.0);
    ViewOptions options;
    const auto revision = [&](const Theme& theme) {
        return named<Raster>(data_figure(now, options, theme, nullptr, &cloud), kCloudMark)->image->revision;
    };
    const std::uint64_t first = revision(light_theme());
    now.cursor += 1;
    CHECK(revision(light_theme()) == first);
    std::uint64_t last = revision(dark_theme());
    CHECK(last != first);
    options.data.range = {Range{0.0, 1.0}, Range{0.0, 1.0}};
    CHECK(revision(dark_theme()) != last);
    last = revision(dark_theme());
    cloud.resize(201, 100, 1.0);
    CHECK(revision(dark_theme()) != last);
    last = revision(dark_theme());
    now.data_revision = 18;
    CHECK(revision(dark_theme()) != last);
    now.data_revision = 0;  // nobody counts: never kept
    last = revision(dark_theme());
    CHECK(revision(dark_theme()) != last);
}

TEST_CASE("many points of classes have the mean of their colours and a legend of all classes") {
    Snapshot now = class_runs();
    const Index points = 40'000;
    now.data.x.resize(points, 2);
    now.data.y.resize(points, 1);
    for (Index i = 0; i < points; ++i) {  // left: class 0 alone, right: as many of both
        now.data.x.row(i) << (i % 3 == 0 ? 0.0 : 4.0), static_cast<double>(i % 500) / 100.0;
        now.data.y(i, 0) = i % 3 == 2 ? 1.0 : 0.0;
    }
    now.extent = {};
    const Theme theme = light_theme();
    const Figure figure = data_figure(now, {}, theme);
    const Raster* raster = named<Raster>(figure, kCloudMark);
    REQUIRE(raster != nullptr);
    const Image& image = *raster->image;
    const auto at = [&](double a) {
        const double share = (a - raster->x.low) / raster->x.span();
        return image
            .pixels[static_cast<std::size_t>(image.height / 2) * static_cast<std::size_t>(image.width) +
                    static_cast<std::size_t>(share * image.width)];
    };
    const Rgba left = class_style(0, theme).color;
    const Rgba right = class_style(1, theme).color;
    CHECK(at(0.0).faded(0.0) == left.faded(0.0));
    CHECK(std::abs(at(4.0).r - (left.r + right.r) / 2) <= 3);
    CHECK(std::abs(at(4.0).b - (left.b + right.b) / 2) <= 3);
    CHECK(named<Points>(figure, "left")->info.in_legend);
    CHECK(named<Points>(figure, "right")->x.empty());
}

TEST_CASE("of many points held back some stand apart, in every place where there are some") {
    Snapshot now = many(20'000);
    now.data.validation_x = now.data.x;
    now.data.validation_y = now.data.y;
    PointCloud cloud;
    cloud.resize(600, 400, 1.0);
    const Figure figure = data_figure(now, {}, light_theme(), nullptr, &cloud);
    const Points* held = named<Points>(figure, "validation points");
    REQUIRE(held != nullptr);
    CHECK(held->x.size() > 100);
    CHECK(held->x.size() <= 30 * 20);  // squares of twenty pixels
    CHECK(held->info.in_legend);
}

TEST_CASE("of a large batch a thousand points at most are marked, and the legend says so") {
    Snapshot now = many(20'000);
    for (Index row = 0; row < 4096; ++row) now.runs[0].batch.push_back(row);
    const Figure figure = data_figure(now, {}, light_theme());
    const Points* batch = named<Points>(figure, kBatchMark);
    REQUIRE(batch != nullptr);
    CHECK(batch->x.size() == 820);
    CHECK(batch->info.legend == "batch of slow, one in 5 drawn");
}

TEST_CASE("a page of a hundred thousand points is small in every format") {
    Snapshot now = many(100'000);
    for (const FileFormat format : {FileFormat::png, FileFormat::svg, FileFormat::pdf}) {
        const auto page = make_page(now, {}, {}, light_theme(), ViewId::data, 720, 480);
        CHECK(render(page, format).size() < 700'000);
    }
}

TEST_CASE("the mean of many squared residuals is known, or said to be of those drawn") {
    Snapshot now = many(50'000);
    Figure figure = data_figure(now, {}, light_theme());
    CHECK(figure.caption.find(", of those drawn alone, is about the loss") != std::string::npos);
    CHECK(figure.caption.find("one residual in 50 is drawn") != std::string::npos);
    RunSnapshot& run = now.runs[0];
    run.metrics.step = run.state.step;
    run.metrics.train.points = 50'000;
    run.metrics.train.mse = 1.25;
    figure = data_figure(now, {}, light_theme());
    CHECK(figure.caption.find("residuals 1.25 is the loss") != std::string::npos);
}

}  // namespace
}  // namespace talweg
