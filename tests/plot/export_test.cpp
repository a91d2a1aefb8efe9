// Files: PNG, SVG, PDF, CSV.
#include "app/plot/export.h"
#include "app/plot/cairo_painter.h"
#include "app/plot/layout.h"
#include "core/base/error.h"
#include "tests/plot/samples.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace talweg;

namespace {

Page page_of(Figure figure, double width = 400, double height = 300) {
    Page page;
    page.width = width;
    page.height = height;
    page.ground = figure.theme.ground;
    page.title = "First <experiment> & more";
    page.figures.push_back({std::move(figure), {0, 0, width, height}});
    return page;
}

Rgba pixel(const Image& image, int x, int y) {
    return image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                        static_cast<std::size_t>(x)];
}

}  // namespace

TEST_CASE("the same page gives the same bytes in every format") {
    for (const auto format : {FileFormat::png, FileFormat::svg, FileFormat::pdf, FileFormat::csv}) {
        const std::string first = render(page_of(samples::surface(light_theme())), format);
        const std::string second = render(page_of(samples::surface(light_theme())), format);
        CHECK(first.size() > 1000);
        CHECK((first == second));
    }
}

TEST_CASE("PNG files have the size that dpi asks for and say it") {
    Page page = page_of(samples::squares(light_theme()));
    page.dpi = 192;
    const std::string bytes = render(page, FileFormat::png);
    const Image image = decode_png(bytes);
    CHECK(image.width == 800);
    CHECK(image.height == 600);
    CHECK(pixel(image, 2, 2) == light_theme().panel);
    const auto marks = bytes.find("pHYs");
    REQUIRE(marks != std::string::npos);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[marks + 4 + i]); };
    CHECK(((byte(2) << 8) | byte(3)) == 7559);  // 192 / 0.0254
    CHECK(bytes.find("First <experiment> & more") != std::string::npos);
}

TEST_CASE("PDF files keep text as text and carry no date of today") {
    const std::string pdf = render(page_of(samples::loss_curves(light_theme())), FileFormat::pdf);
    CHECK(pdf.starts_with("%PDF-"));
    CHECK(pdf.find("/ToUnicode") != std::string::npos);
    CHECK(pdf.find("/FontFile2") != std::string::npos);
    CHECK(pdf.find("20000101") != std::string::npos);
    CHECK(pdf.find("[ 0 0 300 225 ]") != std::string::npos);  // points of 1/72 inch
}

TEST_CASE("SVG files have a title and ids that start anew") {
    const std::string svg = render(page_of(samples::surface(dark_theme())), FileFormat::svg);
    CHECK(svg.find("<title>First &lt;experiment&gt; &amp; more</title>") != std::string::npos);
    CHECK(svg.find("width=\"300pt\"") != std::string::npos);
    CHECK(svg.find("id=\"clip0\"") != std::string::npos);
    // Every id that is referred to is there.
    for (std::size_t at = svg.find("url(#"); at != std::string::npos; at = svg.find("url(#", at + 1)) {
        const std::string id = svg.substr(at + 5, svg.find(')', at) - at - 5);
        CHECK_MESSAGE(svg.find("id=\"" + id + "\"") != std::string::npos, id);
    }
    for (std::size_t at = svg.find("href=\"#"); at != std::string::npos; at = svg.find("href=\"#", at + 1)) {
        const std::string id = svg.substr(at + 7, svg.find('"', at + 7) - at - 7);
        CHECK_MESSAGE(svg.find("id=\"" + id + "\"") != std::string::npos, id);
    }
}

TEST_CASE("pictures show their elements where they belong") {
    auto image = std::make_shared<Image>();
    image->width = 2;
    image->height = 2;
    image->pixels = {rgb(0xFF0000), rgb(0x00FF00), rgb(0x0000FF), rgb(0xFFFF00)};
    image->revision = next_image_revision();
    Raster raster;
    raster.image = image;
    raster.x = raster.y = {0, 1};
    raster.smooth = false;
    Figure f;
    f.theme = light_theme();
    f.marks.push_back(raster);
    const Layout l = layout(f, {0, 0, 400, 300}, *measure_font(find_font(), find_font(true)));
    const Image drawn = decode_png(render(page_of(f), FileFormat::png));
    const auto at = [&](double x, double y) {
        return pixel(drawn, static_cast<int>(l.x.to_pixel(x)), static_cast<int>(l.y.to_pixel(y)));
    };
    CHECK(at(0.25, 0.75) == rgb(0xFF0000));  // the top row lies at y.high
    CHECK(at(0.75, 0.75) == rgb(0x00FF00));
    CHECK(at(0.25, 0.25) == rgb(0x0000FF));
    CHECK(at(0.75, 0.25) == rgb(0xFFFF00));
    CHECK(at(0.48, 0.75) == rgb(0xFF0000));  // no smoothing
}

TEST_CASE("translucent slices of a band show no seams") {
    Band band;
    for (int i = 0; i <= 50; ++i) {
        band.x.push_back(i + 0.37);
        band.low.push_back(0.0);
        band.high.push_back(1.0);
    }
    band.fill = rgb(0x000000).faded(0.5);
    Figure f;
    f.theme = light_theme();
    f.y.range = Range{-1, 2};
    f.marks.push_back(band);
    const Layout l = layout(f, {0, 0, 400, 300}, *measure_font(find_font(), find_font(true)));
    const Image drawn = decode_png(render(page_of(f), FileFormat::png));
    const int y = static_cast<int>(l.y.to_pixel(0.3));
    const Rgba wanted = pixel(drawn, static_cast<int>(l.x.to_pixel(25)), y);
    CHECK(wanted.r < 140);
    for (int x = static_cast<int>(l.x.to_pixel(2)); x < static_cast<int>(l.x.to_pixel(48)); ++x) {
        CHECK(std::abs(pixel(drawn, x, y).r - wanted.r) <= 20);  // grid lines lie below
    }
}

TEST_CASE("sizes that cannot be are errors in words") {
    for (const double side : {0.0, -5.0, static_cast<double>(NAN), 40000.0, static_cast<double>(HUGE_VAL)}) {
        CHECK_THROWS_WITH_AS(render(page_of(samples::empty(light_theme()), side, 300), FileFormat::png),
                             doctest::Contains("32,767"), Error);
        CHECK_THROWS_AS(render(page_of(samples::empty(light_theme()), 300, side), FileFormat::svg), Error);
    }
    Page page = page_of(samples::empty(light_theme()));
    page.dpi = 0.0;
    CHECK_THROWS_AS(render(page, FileFormat::png), Error);
    page.dpi = 96000.0;
    CHECK_THROWS_AS(render(page, FileFormat::png), Error);
}

TEST_CASE("formats have names and near misses get a hint") {
    CHECK(format_named("pdf") == FileFormat::pdf);
    CHECK(format_extension(FileFormat::csv) == "csv");
    CHECK_THROWS_WITH_AS(format_named("pgn"), doctest::Contains("png, svg, pdf and csv"), Error);
}

TEST_CASE("screenshots keep their pixels") {
    Image image;
    image.width = 3;
    image.height = 2;
    for (int i = 0; i < 6; ++i) image.pixels.push_back(rgb(0x102030U * static_cast<unsigned>(i + 1)));
    const Image back = decode_png(png_bytes(image));
    CHECK(back.width == 3);
    CHECK(back.pixels == image.pixels);
    image.width = 0;
    CHECK_THROWS_AS(png_bytes(image), Error);
    CHECK_THROWS_AS(decode_png("not a picture"), Error);
}

TEST_CASE("CSV has exact numbers empty gaps and no formulas") {
    Figure f;
    Line line;
    line.info.name = "=SUM(A1), \"x\"";
    line.x = {0, 1, 2};
    line.y = {0.1, NAN, 1e300};
    f.marks.push_back(line);
    Line unnamed = line;
    unnamed.info.name.clear();
    f.marks.push_back(unnamed);
    CHECK(figure_csv(f) ==
          "series,x,y\n"
          "\"'=SUM(A1), \"\"x\"\"\",0,0.1\n"
          "\"'=SUM(A1), \"\"x\"\"\",1,\n"
          "\"'=SUM(A1), \"\"x\"\"\",2,1e+300\n");
    Band band;
    band.info.name = "spread";
    band.x = {3};
    band.low = {1};
    band.high = {2};
    f.marks = {band};
    CHECK(figure_csv(f) == "series,x,y,low,high\nspread,3,,1,2\n");
    CHECK(figure_csv(Figure{}) == "series,x,y\n");
}

TEST_CASE("the numbers of a page with several figures stand under their titles and headings are left out") {
    Page page;
    Figure heading;
    heading.bare = true;
    Figure left;
    left.title = "Left";
    Figure right;
    right.title = "Right";
    page.figures = {{heading, {}}, {left, {}}, {right, {}}};
    CHECK(render(page, FileFormat::csv) == "# Left\nseries,x,y\n\n# Right\nseries,x,y\n");
    page.figures = {{heading, {}}, {left, {}}};
    CHECK(render(page, FileFormat::csv) == "series,x,y\n");
}
