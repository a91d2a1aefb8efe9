// A figure on the screen that one can point at, pan and zoom.
#include "app/panels/figure_canvas.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kStill = 4.0;  // px: less is a click, not a drag

Pt mouse() {
    const ImVec2 at = ImGui::GetIO().MousePos;
    return {at.x, at.y};
}

}  // namespace

void draw_band(const Kit& kit, Pt from, Pt to, Box plot) {
    const auto inside = [&plot](Pt p) {
        return ImVec2(static_cast<float>(std::clamp(p.x, plot.left, plot.right)),
                      static_cast<float>(std::clamp(p.y, plot.top, plot.bottom)));
    };
    const ImVec2 a = inside(from);
    const ImVec2 b = inside(to);
    const ImVec2 low(std::min(a.x, b.x), std::min(a.y, b.y));
    const ImVec2 high(std::max(a.x, b.x), std::max(a.y, b.y));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, high, packed(kit.theme.accent.faded(0.12)));
    compat::outline(list, low, high, packed(kit.theme.accent), 0.0f, 1.0f);
}

void FigureCanvas::press(ViewRange& range) {
    const ImGuiIO& io = ImGui::GetIO();
    const Pt at = mouse();
    for (const int button : {0, 1}) {
        if (!ImGui::IsMouseClicked(button) || mode_ != Mode::none) continue;
        zone_ = zone_at(layout_, at);
        if (zone_ == Zone::none) continue;
        button_ = button;
        from_ = last_ = at;
        moved_ = false;
        mode_ = button == 1 || io.KeyShift ? Mode::box : Mode::pan;
        events_.pressed = button == 0 && zone_ == Zone::plot;
    }
    if (ImGui::IsMouseDoubleClicked(0) && zone_at(layout_, at) != Zone::none) {
        range = {};
        events_.double_clicked = true;
        events_.pressed = false;
        mode_ = Mode::none;
    }
}

void FigureCanvas::hold(Kit& kit, ViewRange& range) {
    const Pt at = mouse();
    if (std::hypot(at.x - from_.x, at.y - from_.y) >= kStill) moved_ = true;
    events_.dragging = mode_ == Mode::taken && moved_;
    if (mode_ == Mode::pan && moved_) {
        range = pan(layout_, range, zone_, {at.x - last_.x, at.y - last_.y});
        last_ = at;
    }
    if (mode_ == Mode::box && moved_) draw_band(kit, from_, at, layout_.plot);
}

void FigureCanvas::release(ViewRange& range) {
    const Pt at = mouse();
    events_.dropped = mode_ == Mode::taken && moved_;
    events_.clicked = button_ == 0 && !moved_ && zone_ == Zone::plot;
    events_.right_clicked = button_ == 1 && !moved_ && zone_ == Zone::plot;
    if (mode_ == Mode::box && moved_) range = box_zoom(layout_, range, from_, at);
    mode_ = Mode::none;
}

const CanvasEvents& FigureCanvas::draw(Kit& kit, std::string_view id, const Figure& figure, Box box,
                                       ViewRange& range) {
    events_ = {};
    events_.at = mouse();
    layout_ = talweg::layout(figure, box, *kit.measure);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImguiPainter painter(list, kit.fonts, *kit.measure, *kit.textures);
    painter.clip(box);
    paint(figure, layout_, *kit.measure, painter);
    painter.unclip();

    ImGui::SetCursorScreenPos(ImVec2(static_cast<float>(box.left), static_cast<float>(box.top)));
    ImGui::PushID(id.data(), id.data() + id.size());
    ImGui::InvisibleButton("##",
                           ImVec2(std::max(1.0f, static_cast<float>(box.width())),
                                  std::max(1.0f, static_cast<float>(box.height()))),
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    ImGui::PopID();
    mark(kit, id, box);
    mark(kit, std::string(id) + ".plot", layout_.plot);
    const bool over = ImGui::IsItemHovered();
    if (over) press(range);
    if (mode_ != Mode::none) {
        if (ImGui::IsMouseDown(button_))
            hold(kit, range);
        else
            release(range);
    }
    const Zone zone = zone_at(layout_, events_.at);
    events_.hovered = over && zone == Zone::plot && mode_ != Mode::pan && mode_ != Mode::box;
    const float wheel = ImGui::GetIO().MouseWheel;
    if (over && zone != Zone::none && wheel != 0.0f && mode_ == Mode::none)
        range = zoom(layout_, range, zone, events_.at, static_cast<double>(wheel));
    return events_;
}

}  // namespace talweg
