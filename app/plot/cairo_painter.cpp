// Painting with Cairo.
#include "app/plot/cairo_painter.h"

#include "app/plot/dash.h"
#include "app/plot/file_marks.h"
#include "app/plot/resample.h"
#include "core/base/error.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace talweg {

namespace {

constexpr double kPointsPerPixel = 72.0 / 96.0;

cairo_status_t append_bytes(void* target, const unsigned char* data, unsigned int count) {
    static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), count);
    return CAIRO_STATUS_SUCCESS;
}

void set_color(cairo_t* cairo, Rgba c) {
    cairo_set_source_rgba(cairo, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

/// Cairo's pixels: premultiplied, one 32-bit word each, in the machine's byte order.
std::uint32_t to_word(Rgba c) {
    const auto times_alpha = [&c](std::uint8_t v) {
        return (static_cast<std::uint32_t>(v) * c.a + 127U) / 255U;
    };
    return static_cast<std::uint32_t>(c.a) << 24 | times_alpha(c.r) << 16 | times_alpha(c.g) << 8 |
           times_alpha(c.b);
}

Rgba from_word(std::uint32_t word) {
    const std::uint32_t alpha = word >> 24;
    const auto straight = [alpha](std::uint32_t v) {
        return static_cast<std::uint8_t>(
            alpha == 0 ? 0 : std::min(255U, ((v & 0xFFU) * 255U + alpha / 2) / alpha));
    };
    return {straight(word >> 16), straight(word >> 8), straight(word), static_cast<std::uint8_t>(alpha)};
}

struct SurfaceDeleter {
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
using SurfacePointer = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;

void check(cairo_status_t status, const char* doing) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw Error(std::string("Cairo failed while ") + doing + ": " + cairo_status_to_string(status) + ".");
    }
}

SurfacePointer to_surface(const Image& image) {
    SurfacePointer surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
    check(cairo_surface_status(surface.get()), "making a picture");
    cairo_surface_flush(surface.get());
    unsigned char* bytes = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    const auto width = static_cast<std::size_t>(image.width);
    std::vector<std::uint32_t> row(width);
    for (std::size_t j = 0; j < static_cast<std::size_t>(image.height); ++j) {
        std::transform(image.pixels.begin() + static_cast<std::ptrdiff_t>(j * width),
                       image.pixels.begin() + static_cast<std::ptrdiff_t>((j + 1) * width), row.begin(),
                       to_word);
        std::memcpy(bytes + j * stride, row.data(), width * sizeof(std::uint32_t));
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

/// Cairo's own way to a font file: it keeps the face for as long as it needs it.
cairo_font_face_t* open_face(const FontFile& file) {
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FILE, reinterpret_cast<const FcChar8*>(file.path.c_str()));
    FcPatternAddInteger(pattern, FC_INDEX, file.index);
    cairo_font_face_t* face = cairo_ft_font_face_create_for_pattern(pattern);
    FcPatternDestroy(pattern);
    return face;
}

}  // namespace

struct CairoPainter::Parts {
    Surface wanted;
    std::shared_ptr<const FontFaces> faces;
    std::string bytes;
    SurfacePointer surface;
    cairo_t* cairo = nullptr;
    std::array<cairo_font_face_t*, 3> fonts{};
    double device_pixels = 1.0;  ///< of a px
    std::vector<Pt> pending;     ///< the last polygon filled, whose path is not painted yet
    Rgba pending_color;

    ~Parts() {
        for (cairo_font_face_t* font : fonts) {
            if (font != nullptr) cairo_font_face_destroy(font);
        }
        if (cairo != nullptr) cairo_destroy(cairo);
        // A surface that still writes must do so before `bytes` goes.
        if (surface) cairo_surface_finish(surface.get());
    }

    void open();
    void flush_fill();
};

void CairoPainter::Parts::open() {
    const double width_pt = wanted.width * kPointsPerPixel;
    const double height_pt = wanted.height * kPointsPerPixel;
    double scale = kPointsPerPixel;
    switch (wanted.kind) {
        case Surface::Kind::png:
            scale = device_pixels = wanted.dpi / 96.0;
            surface.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                                     static_cast<int>(std::lround(wanted.width * scale)),
                                                     static_cast<int>(std::lround(wanted.height * scale))));
            break;
        case Surface::Kind::svg:
            surface.reset(cairo_svg_surface_create_for_stream(append_bytes, &bytes, width_pt, height_pt));
            break;
        case Surface::Kind::pdf:
            surface.reset(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, width_pt, height_pt));
            cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, wanted.title.c_str());
            // The date would make every file differ from the last.
            cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                           "2000-01-01T00:00:00Z");
            break;
    }
    check(cairo_surface_status(surface.get()), "making a page");
    cairo = cairo_create(surface.get());
    cairo_scale(cairo, scale, scale);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    for (int face = 0; face < 3; ++face) {
        if (const auto file = faces->file(face)) fonts[static_cast<std::size_t>(face)] = open_face(*file);
    }
}

void CairoPainter::Parts::flush_fill() {
    if (pending.empty()) return;
    set_color(cairo, pending_color);
    cairo_fill(cairo);
    pending.clear();
}

CairoPainter::CairoPainter(const Surface& surface, std::shared_ptr<const FontFaces> faces)
    : parts_(std::make_unique<Parts>()) {
    parts_->wanted = surface;
    parts_->faces = std::move(faces);
    parts_->open();
}

CairoPainter::~CairoPainter() = default;

void CairoPainter::clip(Box px) {
    parts_->flush_fill();
    cairo_save(parts_->cairo);
    cairo_rectangle(parts_->cairo, px.left, px.top, px.width(), px.height());
    cairo_clip(parts_->cairo);
}

void CairoPainter::unclip() {
    parts_->flush_fill();
    cairo_restore(parts_->cairo);
}

void CairoPainter::polyline(std::span<const Pt> px, const PixelStroke& stroke) {
    if (px.size() < 2) return;
    parts_->flush_fill();
    cairo_t* cairo = parts_->cairo;
    cairo_new_path(cairo);
    cairo_move_to(cairo, px[0].x, px[0].y);
    const bool closed = px.size() > 3 && px.front() == px.back();
    for (std::size_t i = 1; i < px.size() - (closed ? 1 : 0); ++i) cairo_line_to(cairo, px[i].x, px[i].y);
    if (closed) cairo_close_path(cairo);
    set_color(cairo, stroke.color);
    cairo_set_line_width(cairo, stroke.width);
    std::array<double, 8> dashes{};
    const auto pattern = dash_pattern(stroke.dash);
    for (std::size_t i = 0; i < pattern.size(); ++i) dashes[i] = pattern[i] * stroke.width;
    cairo_set_dash(cairo, dashes.data(), static_cast<int>(pattern.size()), 0.0);
    cairo_stroke(cairo);
}

// Polygons that share two corners with the one before (the slices of a band) become one path, so that no seam
// shows between them.
void CairoPainter::fill(std::span<const Pt> convex_px, Rgba color) {
    if (convex_px.size() < 3) return;
    cairo_t* cairo = parts_->cairo;
    const auto& last = parts_->pending;
    const auto shared = std::count_if(convex_px.begin(), convex_px.end(), [&](Pt p) {
        return std::find(last.begin(), last.end(), p) != last.end();
    });
    if (shared != 2 || !(color == parts_->pending_color)) {
        parts_->flush_fill();
        cairo_new_path(cairo);
    }
    parts_->pending.assign(convex_px.begin(), convex_px.end());
    parts_->pending_color = color;
    cairo_move_to(cairo, convex_px[0].x, convex_px[0].y);
    for (const Pt p : convex_px.subspan(1)) cairo_line_to(cairo, p.x, p.y);
    cairo_close_path(cairo);
}

// Scaled here rather than by whoever shows the file: viewers differ in how they smooth a small picture.
void CairoPainter::image(const Image& image, Box px, bool smooth) {
    if (image.width < 1 || image.height < 1 || !(px.width() > 0.0) || !(px.height() > 0.0)) return;
    parts_->flush_fill();
    cairo_t* cairo = parts_->cairo;
    const Image scaled =
        resampled(image, px.width() * parts_->device_pixels, px.height() * parts_->device_pixels, smooth);
    const SurfacePointer surface = to_surface(scaled);
    cairo_save(cairo);
    cairo_rectangle(cairo, px.left, px.top, px.width(), px.height());
    cairo_clip(cairo);
    cairo_translate(cairo, px.left, px.top);
    cairo_scale(cairo, px.width() / scaled.width, px.height() / scaled.height);
    cairo_set_source_surface(cairo, surface.get(), 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    if (parts_->wanted.kind == Surface::Kind::png) {
        cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
    }
    cairo_paint(cairo);
    cairo_restore(cairo);
}

void CairoPainter::text(Pt at, std::string_view text, const TextStyle& style) {
    if (text.empty()) return;
    parts_->flush_fill();
    cairo_t* cairo = parts_->cairo;
    const FontFaces& faces = *parts_->faces;
    double width = 0.0;
    for (std::string_view rest = text; !rest.empty();) {
        width += faces.glyph(next_code_point(rest), style.strong).advance * style.size;
    }
    const double ascent = faces.ascent() * style.size;
    const double descent = faces.descent() * style.size;
    Pt pen;
    if (style.align_x == AlignX::center) pen.x = -width / 2;
    if (style.align_x == AlignX::right) pen.x = -width;
    if (style.align_y == AlignY::top) pen.y = ascent;
    if (style.align_y == AlignY::middle) pen.y = (ascent - descent) / 2;
    if (style.align_y == AlignY::bottom) pen.y = -descent;
    cairo_save(cairo);
    cairo_translate(cairo, at.x, at.y);
    if (style.vertical) cairo_rotate(cairo, -std::acos(0.0));
    set_color(cairo, style.color);
    cairo_set_font_size(cairo, style.size);
    // Runs of one face each.
    while (!text.empty()) {
        std::vector<cairo_glyph_t> glyphs;
        std::vector<cairo_text_cluster_t> clusters;
        std::string_view rest = text;
        int face = -1;
        while (!rest.empty()) {
            std::string_view after = rest;
            const FontFaces::Glyph glyph = faces.glyph(next_code_point(after), style.strong);
            if (face >= 0 && glyph.face != face) break;
            face = glyph.face;
            glyphs.push_back({glyph.index, pen.x, pen.y});
            clusters.push_back({static_cast<int>(rest.size() - after.size()), 1});
            pen.x += glyph.advance * style.size;
            rest = after;
        }
        cairo_set_font_face(cairo, parts_->fonts[static_cast<std::size_t>(face)]);
        cairo_show_text_glyphs(cairo, text.data(), static_cast<int>(text.size() - rest.size()), glyphs.data(),
                               static_cast<int>(glyphs.size()), clusters.data(),
                               static_cast<int>(clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
        text = rest;
    }
    cairo_restore(cairo);
}

std::string CairoPainter::finish() {
    parts_->flush_fill();
    check(cairo_status(parts_->cairo), "drawing");
    cairo_surface_t* surface = parts_->surface.get();
    if (parts_->wanted.kind == Surface::Kind::png) {
        check(cairo_surface_write_to_png_stream(surface, append_bytes, &parts_->bytes), "writing a PNG");
        return png_with_marks(std::move(parts_->bytes), parts_->wanted.dpi, parts_->wanted.title);
    }
    cairo_surface_finish(surface);
    check(cairo_surface_status(surface), "writing a page");
    std::string bytes = std::move(parts_->bytes);
    parts_->bytes.clear();
    return parts_->wanted.kind == Surface::Kind::svg ? svg_with_marks(bytes, parts_->wanted.title) : bytes;
}

std::string encode_png(const Image& image) {
    std::string bytes;
    const SurfacePointer surface = to_surface(image);
    check(cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes), "writing a PNG");
    return bytes;
}

Image decode_png(std::string_view bytes) {
    const auto read = [](void* source, unsigned char* data, unsigned int count) {
        auto& rest = *static_cast<std::string_view*>(source);
        if (rest.size() < count) return CAIRO_STATUS_READ_ERROR;
        std::memcpy(data, rest.data(), count);
        rest.remove_prefix(count);
        return CAIRO_STATUS_SUCCESS;
    };
    const SurfacePointer surface(cairo_image_surface_create_from_png_stream(read, &bytes));
    check(cairo_surface_status(surface.get()), "reading a PNG");
    const bool opaque = cairo_image_surface_get_format(surface.get()) == CAIRO_FORMAT_RGB24;
    Image image;
    image.width = cairo_image_surface_get_width(surface.get());
    image.height = cairo_image_surface_get_height(surface.get());
    image.revision = next_image_revision();
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int j = 0; j < image.height; ++j) {
        for (int i = 0; i < image.width; ++i) {
            std::uint32_t word = 0;
            std::memcpy(&word,
                        data + static_cast<std::ptrdiff_t>(j) * stride + 4 * static_cast<std::ptrdiff_t>(i),
                        4);
            image.pixels.push_back(from_word(opaque ? word | 0xFF000000U : word));
        }
    }
    return image;
}

}  // namespace talweg
