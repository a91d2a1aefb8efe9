// Writing down what is drawn.
#include "app/plot/log_painter.h"

#include <algorithm>

namespace talweg {

LogPainter::Call& LogPainter::add(Kind kind) {
    Call& call = calls.emplace_back();
    call.kind = kind;
    call.mark = mark_;
    call.mark_name = mark_name_;
    return call;
}

void LogPainter::clip(Box px) { add(Kind::clip).points = {{px.left, px.top}, {px.right, px.bottom}}; }

void LogPainter::unclip() { add(Kind::unclip); }

void LogPainter::polyline(std::span<const Pt> px, const PixelStroke& stroke) {
    Call& call = add(Kind::polyline);
    call.points.assign(px.begin(), px.end());
    call.stroke = stroke;
    call.color = stroke.color;
}

void LogPainter::fill(std::span<const Pt> convex_px, Rgba color) {
    Call& call = add(Kind::fill);
    call.points.assign(convex_px.begin(), convex_px.end());
    call.color = color;
}

void LogPainter::image(const Image& image, Box px, bool smooth) {
    Call& call = add(Kind::image);
    call.points = {{px.left, px.top}, {px.right, px.bottom}};
    call.text =
        std::to_string(image.width) + "x" + std::to_string(image.height) + (smooth ? " smooth" : " nearest");
}

void LogPainter::text(Pt at, std::string_view text, const TextStyle& style) {
    Call& call = add(Kind::text);
    call.points = {at};
    call.text = text;
    call.style = style;
    call.color = style.color;
}

void LogPainter::begin_mark(std::uint64_t id, std::string_view name) {
    mark_ = id;
    mark_name_ = name;
}

std::vector<std::string> LogPainter::texts() const {
    std::vector<std::string> result;
    for (const Call& call : calls) {
        if (call.kind == Kind::text) result.push_back(call.text);
    }
    return result;
}

std::vector<LogPainter::Call> LogPainter::of(Kind kind, std::string_view mark_name) const {
    std::vector<Call> result;
    for (const Call& call : calls) {
        if (call.kind == kind && call.mark_name == mark_name) result.push_back(call);
    }
    return result;
}

Size FixedMeasure::measure(std::string_view text, double size, bool) const {
    const auto starts = std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {0.6 * size * static_cast<double>(starts), 1.2 * size};
}

}  // namespace talweg
