// The hand in the data view.
#include "app/panels/point_hand.h"

#include "app/panels/point_find.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kReach = 10.0;     // px before scale around a point
constexpr double kLongStep = 10.0;  // px that Shift+arrow moves

/// As many digits as the eye can place: a hundredth of a pixel would be noise in the file.
double rounded(double value, double pixel_span) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(pixel_span))));
    if (!(unit > 0.0)) return value;
    const double whole = std::round(value / unit);
    return parse_double(short_text(whole * unit, 12)).value_or(value);
}

/// What a pixel is worth about a place.
PointSpot pixel(const Layout& layout, Pt at) {
    return {layout.x.to_value(at.x + 1.0) - layout.x.to_value(at.x),
            layout.y.to_value(at.y + 1.0) - layout.y.to_value(at.y)};
}

constexpr Key kArrows[] = {Key::left, Key::right, Key::up, Key::down};

}  // namespace

void PointHand::grip(const Scene& scene, std::vector<std::size_t> rows) {
    held_ = std::move(rows);
    const Experiment& experiment = scene.ui.document.experiment();
    base_ = with_table(experiment, scene.now.data).data.table;
    classes_ = hand_classes(experiment, scene.now);
    ++gesture_;
}

void PointHand::press(const Scene& scene) {
    UiState& ui = scene.ui;
    from_ = scene.events.at;
    if (ImGui::GetIO().KeyShift) {
        scene.canvas.take_drag();
        grip_ = Grip::band;
        return;
    }
    if (!scene.under || ImGui::GetIO().KeyCtrl) return;
    scene.canvas.take_drag();
    grip_ = Grip::points;
    if (!ui.points.has(*scene.under)) {
        ui.points.clear();
        grip(scene, {*scene.under});
    } else {
        grip(scene, ui.points.rows());
    }
    // The axes stay still while a point moves, else they would run away under the hand.
    before_ = ui.view.data.range;
    ui.view.data.range = {scene.canvas.layout().x.range(), scene.canvas.layout().y.range()};
}

void PointHand::move(const Scene& scene, PointSpot by, std::uint64_t gesture) {
    if (static_cast<Index>(base_.inputs) != scene.now.data.x.cols()) return;  // other points by now
    const Layout& layout = scene.canvas.layout();
    Table table = base_;
    for (const std::size_t row : held_) {
        if (row >= table.y.size()) continue;
        PointSpot spot = spot_of(base_, row, scene.look, classes_);
        const PointSpot unit = pixel(layout, {layout.x.to_pixel(spot.x), layout.y.to_pixel(spot.y)});
        if (by.x != 0.0) spot.x = rounded(spot.x + by.x, unit.x);
        if (by.y != 0.0) spot.y = rounded(spot.y + by.y, unit.y);
        put(table, row, scene.look, classes_, spot);
    }
    const std::string label = held_.size() == 1 ? "Move point" : "Move " + points_text(held_.size());
    set_table(scene.ui, std::move(table), label, gesture);
}

void PointHand::hold(const Scene& scene) {
    const Layout& layout = scene.canvas.layout();
    const Pt at = scene.events.at;
    if (grip_ == Grip::points) {
        move(scene,
             {layout.x.to_value(at.x) - layout.x.to_value(from_.x),
              layout.y.to_value(at.y) - layout.y.to_value(from_.y)},
             0x9e3779b97f4a7c15ull ^ gesture_);
        return;
    }
    if (scene.events.dropped)
        scene.ui.points.add(points_within(scene.now, scene.look, layout, from_, at));
    else
        draw_band(scene.ui.kit, from_, at, layout.plot);
}

void PointHand::let_go(const Scene& scene) {
    if (before_) scene.ui.view.data.range = *before_;
    before_.reset();
    held_.clear();
    grip_ = Grip::none;
}

void PointHand::click(const Scene& scene) {
    UiState& ui = scene.ui;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyShift) {
        if (scene.under) ui.points.toggle(*scene.under);
        return;
    }
    if (scene.under) {
        if (!io.KeyCtrl) ui.points.set({*scene.under});
        return;
    }
    if (!ui.adding_points && !io.KeyCtrl) {
        ui.points.clear();
        return;
    }
    const Layout& layout = scene.canvas.layout();
    const PointSpot unit = pixel(layout, scene.events.at);
    const PointSpot spot{rounded(layout.x.to_value(scene.events.at.x), unit.x),
                         rounded(layout.y.to_value(scene.events.at.y), unit.y)};
    // Who draws points wants a canvas that stands still.
    if (ui.adding_points && ui.view.data.range == ViewRange{})
        ui.view.data.range = {layout.x.range(), layout.y.range()};
    add_point(ui, scene.now, scene.look, spot);
}

void PointHand::nudge(const Scene& scene) {
    UiState& ui = scene.ui;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.KeyAlt || compat::keyboard_focus_visible()) return;
    bool down = false;
    bool fresh = false;
    PointSpot by;
    const Layout& layout = scene.canvas.layout();
    const PointSpot unit = pixel(
        layout, {(layout.plot.left + layout.plot.right) / 2, (layout.plot.top + layout.plot.bottom) / 2});
    const double step = io.KeyShift ? kLongStep : 1.0;
    const bool levels = scene.look.picture == DataPicture::curve;
    for (const Key arrow : kArrows) {
        down = down || compat::key_down(arrow);
        fresh = fresh || compat::key_pressed(arrow, false);
        if (!compat::key_pressed(arrow, true)) continue;
        const bool sideways = arrow == Key::left || arrow == Key::right;
        const double sign = arrow == Key::left || arrow == Key::up ? -1.0 : 1.0;
        if (sideways) by.x += sign * step * unit.x;
        if (!sideways) by.y += sign * step * unit.y;
    }
    ui.nudging = down;
    if (by.x == 0.0 && by.y == 0.0) return;
    const std::uint64_t gesture = gesture_;
    grip(scene, ui.points.rows());
    if (!fresh) gesture_ = gesture;  // the key is held: the same step of undo
    // Between two classes on a curve there is nothing: an arrow goes to the next one.
    if (levels && classes_.any() && by.y != 0.0)
        by.y = std::copysign(classes_.task == Task::margin ? 2.0 : 1.0, by.y);
    move(scene, by, 0x7f4a7c159e3779b9ull ^ gesture_);
    held_.clear();
}

void PointHand::keys(const Scene& scene) {
    UiState& ui = scene.ui;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || ImGui::IsAnyItemActive() || any_popup_open()) return;
    if (compat::key_pressed(Key::remove) || compat::key_pressed(Key::backspace)) {
        if (!ui.points.empty())
            delete_points(ui, scene.now, std::vector<std::size_t>(ui.points.rows()));
        else if (scene.events.hovered && scene.under)
            delete_points(ui, scene.now, {*scene.under});
        return;
    }
    if (io.KeyShift && !io.KeyCtrl && !io.KeyAlt) {
        const HandClasses classes = hand_classes(ui.document.experiment(), scene.now);
        for (std::size_t i = 0; i < std::min<std::size_t>(classes.names.size(), 9); ++i) {
            if (!compat::key_pressed(static_cast<Key>(static_cast<int>(Key::one) + static_cast<int>(i))))
                continue;
            ui.point_class = i;
            if (!ui.points.empty()) set_class(ui, scene.now, ui.points.rows(), i);
            return;
        }
    }
    if (!ui.points.empty()) nudge(scene);
}

void PointHand::menu(const Scene& scene) {
    UiState& ui = scene.ui;
    Kit& kit = ui.kit;
    const char* popup = "##selected points";
    if (scene.events.right_clicked && scene.under) {
        if (!ui.points.has(*scene.under))
            delete_points(ui, scene.now, {*scene.under});
        else
            ImGui::OpenPopup(popup);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(8), kit.px(8)));
    if (begin_menu(popup)) {
        const ImVec2 size(kit.px(200), kit.px(24));
        const HandClasses classes = hand_classes(ui.document.experiment(), scene.now);
        for (std::size_t i = 0; i < classes.names.size(); ++i) {
            const std::string title = "To class " + classes.names[i] + "##class" + std::to_string(i);
            if (ImGui::Selectable(title.c_str(), false, 0, size)) {
                ui.point_class = i;
                set_class(ui, scene.now, ui.points.rows(), i);
            }
            mark(kit, "points.class." + std::to_string(i));
        }
        if (classes.any()) ImGui::Separator();
        const std::string title = "Delete " + points_text(ui.points.size());
        if (ImGui::Selectable(title.c_str(), false, 0, size))
            delete_points(ui, scene.now, std::vector<std::size_t>(ui.points.rows()));
        mark(kit, "points.delete");
        if (ImGui::Selectable("Select none", false, 0, size)) ui.points.clear();
        mark(kit, "points.none");
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void PointHand::use(const Snapshot& now, UiState& ui, FigureCanvas& canvas, const CanvasEvents& events) {
    if (!edits_points(now, ui)) {
        const std::string trouble = edit_trouble(ui.document.experiment(), now.data);
        const bool asks = events.clicked && (ui.adding_points || ImGui::GetIO().KeyCtrl);
        if (asks && !trouble.empty()) ui.say(trouble);
        return;
    }
    const DataLook look = data_look(now, ui.view);
    Scene scene{now, ui, canvas, events, look, std::nullopt};
    const double reach = kReach * ui.kit.theme.scale;
    // Looking at all points takes time: only when the pointer does something here.
    const bool pointing = events.hovered || events.pressed || events.clicked || events.right_clicked;
    if (same_points(now, ui) && pointing)
        scene.under = point_at(now, look, canvas.layout(), events.at, reach);
    if (events.hovered && (scene.under || grip_ == Grip::points))
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (events.pressed && same_points(now, ui)) press(scene);
    if (grip_ != Grip::none && (events.dragging || events.dropped)) hold(scene);
    if (grip_ != Grip::none && !canvas.busy()) let_go(scene);
    if (events.clicked) click(scene);
    menu(scene);
    if (grip_ == Grip::none && same_points(now, ui)) keys(scene);
}

}  // namespace talweg
