// Paints figures into an ImGui draw list.
#include "app/panels/imgui_painter.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::size_t kMostPoints = 8192;

ImVec2 to_imgui(Pt p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

// Neighbouring columns of a band touch: smoothing their upright edges would show as seams.
bool has_upright_sides(std::span<const Pt> px) {
    return px.size() == 4 && px[0].x == px[3].x && px[1].x == px[2].x;
}

// ImGui mitres every corner: on a sharp one the tip would shoot out many times the line's width.
bool turns_back(Pt a, Pt b, Pt c) {
    const Pt in{b.x - a.x, b.y - a.y};
    const Pt out{c.x - b.x, c.y - b.y};
    const double along = in.x * out.x + in.y * out.y;
    const double lengths = (in.x * in.x + in.y * in.y) * (out.x * out.x + out.y * out.y);
    return along < 0.0 && along * along > 0.04 * lengths;  // more than about 100 degrees
}

}  // namespace

void ImguiPainter::clip(Box px) {
    list_.PushClipRect(to_imgui({px.left, px.top}), to_imgui({px.right, px.bottom}), true);
}

void ImguiPainter::unclip() { list_.PopClipRect(); }

void ImguiPainter::polyline(std::span<const Pt> px, const PixelStroke& stroke) {
    if (px.size() < 2 || stroke.color.a == 0 || stroke.width <= 0.0) return;
    if (stroke.dash != Dash::solid) {
        dashed(px, stroke);
        return;
    }
    const auto width = static_cast<float>(stroke.width);
    for (std::size_t first = 0; first + 1 < px.size(); first += kMostPoints - 1)
        solid(px.subspan(first, std::min(kMostPoints, px.size() - first)), packed(stroke.color), width);
}

void ImguiPainter::solid(std::span<const Pt> px, ImU32 color, float width) {
    const bool closed = px.size() > 2 && px.front() == px.back();
    std::size_t first = 0;
    for (std::size_t i = 1; !closed && i + 1 < px.size(); ++i) {
        if (!turns_back(px[i - 1], px[i], px[i + 1])) continue;
        joined(px.subspan(first, i + 1 - first), color, width);
        first = i;
    }
    joined(px.subspan(first), color, width);
}

void ImguiPainter::joined(std::span<const Pt> px, ImU32 color, float width) {
    points_.clear();
    for (const Pt& p : px) points_.push_back(to_imgui(p));
    const bool closed = px.size() > 2 && px.front() == px.back();
    if (closed) points_.pop_back();
    compat::polyline(list_, points_.data(), static_cast<int>(points_.size()), color, closed, width);
}

void ImguiPainter::dashed(std::span<const Pt> px, const PixelStroke& stroke) {
    cut_dashes(px, stroke.dash, stroke.width, dashes_);
    const std::span<const Pt> all(dashes_.points);
    for (std::size_t i = 0; i + 1 < dashes_.starts.size(); ++i) {
        const auto piece = all.subspan(dashes_.starts[i], dashes_.starts[i + 1] - dashes_.starts[i]);
        if (piece.size() > 1) solid(piece, packed(stroke.color), static_cast<float>(stroke.width));
    }
}

void ImguiPainter::fill(std::span<const Pt> convex_px, Rgba color) {
    if (convex_px.size() < 3 || color.a == 0) return;
    points_.clear();
    for (const Pt& p : convex_px) points_.push_back(to_imgui(p));
    // Smooth edges need the corners clockwise.
    double area = 0.0;
    for (std::size_t i = 0, j = convex_px.size() - 1; i < convex_px.size(); j = i++)
        area += convex_px[j].x * convex_px[i].y - convex_px[i].x * convex_px[j].y;
    if (area < 0.0) std::reverse(points_.begin(), points_.end());
    const ImDrawListFlags flags = list_.Flags;
    if (has_upright_sides(convex_px)) list_.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    list_.AddConvexPolyFilled(points_.data(), static_cast<int>(points_.size()), packed(color));
    list_.Flags = flags;
}

void ImguiPainter::image(const Image& image, Box px, bool smooth) {
    if (image.width <= 0 || image.height <= 0) return;
    list_.AddImage(textures_.texture(image, smooth), to_imgui({px.left, px.top}),
                   to_imgui({px.right, px.bottom}));
}

void ImguiPainter::text(Pt at, std::string_view text, const TextStyle& style) {
    if (text.empty() || fonts_.empty()) return;
    const FontFace& face = fonts_.face(style.size, style.strong);
    const Size size = measure_.measure(text, style.size, style.strong);
    const double ascent = measure_.ascent(style.size);
    double left = 0.0;  // of the text's own box, from `at`, as if it were level
    if (style.align_x == AlignX::center) left = -size.width / 2.0;
    if (style.align_x == AlignX::right) left = -size.width;
    double baseline = 0.0;
    if (style.align_y == AlignY::top) baseline = ascent;
    if (style.align_y == AlignY::middle) baseline = ascent - size.height / 2.0;
    if (style.align_y == AlignY::bottom) baseline = ascent - size.height;

    // A baked size is drawn as it is; others are stretched by ImGui.
    const float line = std::abs(face.em - style.size) < 0.51
                           ? face.line
                           : static_cast<float>(style.size) * face.line / face.em;
    const float rise = compat::font_ascent(face.font, line);
    const ImVec2 pivot(static_cast<float>(std::round(at.x)), static_cast<float>(std::round(at.y)));
    const ImVec2 corner(std::round(pivot.x + static_cast<float>(left)),
                        std::round(pivot.y + static_cast<float>(baseline) - rise));
    const int first = list_.VtxBuffer.Size;
    if (style.vertical) list_.PushClipRectFullScreen();  // level text is clipped before it is turned
    list_.AddText(face.font, line, corner, packed(style.color), text.data(), text.data() + text.size());
    if (!style.vertical) return;
    list_.PopClipRect();
    for (int i = first; i < list_.VtxBuffer.Size; ++i) {
        ImVec2& p = list_.VtxBuffer[i].pos;
        const ImVec2 d(p.x - pivot.x, p.y - pivot.y);
        p = ImVec2(pivot.x + d.y, pivot.y - d.x);
    }
}

}  // namespace talweg
