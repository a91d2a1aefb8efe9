// Pages to files.
#include "app/plot/export.h"

#include "app/plot/cairo_painter.h"
#include "app/plot/layout.h"
#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {

namespace {

constexpr std::array<std::string_view, 4> kNames{"png", "svg", "pdf", "csv"};
constexpr double kLargestSide = 32767.0;  // Cairo's pictures

// Headings have no numbers. Of several tables each stands under its figure's title, as a comment.
std::string page_csv(const Page& page) {
    const auto plots = std::count_if(page.figures.begin(), page.figures.end(),
                                     [](const Placed& placed) { return !placed.figure.bare; });
    std::string all;
    for (const Placed& placed : page.figures) {
        if (placed.figure.bare) continue;
        if (!all.empty()) all += '\n';
        if (plots > 1) all += "# " + placed.figure.title + '\n';
        all += figure_csv(placed.figure);
    }
    return all;
}

void check_size(const Page& page, double scale) {
    for (const double side : {page.width, page.height}) {
        const double pixels = side * scale;
        if (std::isfinite(pixels) && pixels >= 1.0 && pixels <= kLargestSide) continue;
        throw Error("A picture cannot be " + short_text(page.width * scale) + " x " +
                    short_text(page.height * scale) + " pixels; each side is from 1 to 32,767.");
    }
}

}  // namespace

FileFormat format_named(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (name == kNames[i]) return static_cast<FileFormat>(i);
    }
    const std::string_view near = nearest_name(name, kNames);
    throw Error("There is no format '" + std::string(name) + "'; the formats are png, svg, pdf and csv." +
                (near.empty() ? "" : " Did you mean '" + std::string(near) + "'?"));
}

std::string_view format_extension(FileFormat format) { return kNames[static_cast<std::size_t>(format)]; }

std::string render(const Page& page, FileFormat format) {
    if (format == FileFormat::csv) {
        return page_csv(page);
    }
    const bool png = format == FileFormat::png;
    if (!(page.dpi > 0.0) || !std::isfinite(page.dpi)) throw Error("Dots per inch must be a number above 0.");
    check_size(page, png ? page.dpi / 96.0 : 1.0);
    const auto faces = std::make_shared<const FontFaces>(find_font(false), find_font(true));
    const auto measure = measure_with(faces);
    Surface surface;
    surface.kind = png                         ? Surface::Kind::png
                   : format == FileFormat::svg ? Surface::Kind::svg
                                               : Surface::Kind::pdf;
    surface.width = page.width;
    surface.height = page.height;
    surface.dpi = page.dpi;
    surface.title = page.title;
    CairoPainter painter(surface, faces);
    if (page.ground.a > 0) {
        painter.fill(
            std::array{Pt{0.0, 0.0}, Pt{page.width, 0.0}, Pt{page.width, page.height}, Pt{0.0, page.height}},
            page.ground);
    }
    for (const Placed& placed : page.figures) {
        paint(placed.figure, layout(placed.figure, placed.box, *measure), *measure, painter);
    }
    return painter.finish();
}

std::string png_bytes(const Image& image) {
    const auto wanted = static_cast<std::size_t>(std::max(image.width, 0)) *
                        static_cast<std::size_t>(std::max(image.height, 0));
    if (image.width < 1 || image.height < 1 || image.width > 32767 || image.height > 32767) {
        throw Error("A picture needs 1 to 32,767 pixels a side.");
    }
    TALWEG_CHECK(image.pixels.size() == wanted);
    return encode_png(image);
}

}  // namespace talweg
