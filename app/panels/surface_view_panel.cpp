// The surface view: the figure, its picture, the start that a click moves, the window the worker computes.
#include "app/panels/surface_view_panel.h"

#include "app/panels/edits.h"
#include "app/panels/hover.h"
#include "app/panels/plane_choice_menu.h"
#include "app/panels/view_frame.h"
#include "app/panels/widgets.h"
#include "app/plot/pick.h"
#include "app/views/surface_track.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

void controls(UiState& ui, const Snapshot& now, const LossSurface& surface) {
    Kit& kit = ui.kit;
    if (both_model_views(now)) {
        if (text_toggle(kit, "view.surface.network", "Network", false,
                        "Shows the model as layers of units instead")) {
            if (now.parameter_names.size() > 2)
                ui.view.surface.of_many = false;
            else
                ui.view.network.instead = true;
            if (ui.maximised) ui.maximised = ViewId::network;
        }
        ImGui::SameLine(0, kit.px(4));
    }
    plane_menu(ui, now);
    if (plane_menu_width(ui, now) > 0.0f) ImGui::SameLine(0, kit.px(4));
    SurfaceViewOptions& options = ui.view.surface;
    const bool drawn = now.parameter_names.size() == 2 || surface.columns > 0;
    constexpr std::string_view kNone = "There is no surface to draw: no run is shown";
    if (text_toggle(kit, "view.surface.contours", "Contours", options.contour_lines,
                    drawn ? "Lines of equal loss" : kNone, drawn))
        options.contour_lines = !options.contour_lines;
    ImGui::SameLine(0, kit.px(4));
    if (text_toggle(kit, "view.surface.arrows", "−∇ arrows", options.gradient_arrows,
                    drawn ? "The direction of steepest descent at every run's present point" : kNone, drawn))
        options.gradient_arrows = !options.gradient_arrows;
}

// Whole steps of 256 px: resizing the window does not draw the picture anew at every pixel.
int picture_size(Box box) {
    const double longest = std::max(box.width(), box.height());
    return static_cast<int>(std::clamp(std::ceil(longest / 256.0) * 256.0, 256.0, 2048.0));
}

}  // namespace

void SurfaceViewPanel::follow_window(UiState& ui, Commands& commands) {
    const ViewRange& wished = ui.view.surface.range;
    if (wished == shown_) return;
    shown_ = wished;
    if (!wished.x && !wished.y) {
        commands.push_back(ShowSurface{});
        return;
    }
    const Range x = wished.x.value_or(canvas_.layout().x.range());
    const Range y = wished.y.value_or(canvas_.layout().y.range());
    commands.push_back(ShowSurface{false, x.low, x.high, y.low, y.high});
}

/// Asks for the plane of now, as often as it is another one. Main directions follow their paths only as far
/// as these have grown by a part: a plane that turns at every step shows nothing.
void SurfaceViewPanel::follow_plane(const Snapshot& now, const LossSurface& surface, UiState& ui,
                                    Commands& commands) {
    if (plane_ && (surface.wish != asked_ || !surface.finest)) ui.refining = true;
    std::optional<PlaneWish> wish = plane_wish(now, ui.view);
    if (wish && plane_ && wish->kind == PlaneKind::main && plane_->kind == PlaneKind::main) {
        const auto points = static_cast<double>(wish->points.cols());
        const auto known = static_cast<double>(plane_->points.cols());
        const bool moving = now.phase == Phase::playing || now.phase == Phase::seeking;
        if (moving && points >= known && points < 1.1 * known + 2.0) return;
    }
    if (wish == plane_) return;
    plane_ = wish;
    ui.refining = true;
    commands.push_back(ShowPlane{std::move(wish), ++asked_});
}

void SurfaceViewPanel::click(const Snapshot& now, UiState& ui, const CanvasEvents& events) {
    if (now.parameter_names.size() != 2) {
        if (events.clicked && !events.double_clicked)
            ui.say("A click sets the start where a model has two parameters; of this one it is a plane");
        return;
    }
    if (events.double_clicked) {
        // The first click of a double click meant "fit", not "start here".
        if (moved_start_ && *moved_start_ == ui.document.generation()) {
            ui.document.take_back();
            ui.info.clear();
        }
        moved_start_.reset();
        return;
    }
    if (!events.clicked) return;
    const Layout& layout = canvas_.layout();
    const auto digits = [](double value, double span) {
        const double unit = std::pow(10.0, std::floor(std::log10(span)) - 3.0);
        return parse_double(short_text(std::round(value / unit) * unit, 12)).value_or(value);
    };
    const double x = digits(layout.x.to_value(events.at.x), layout.x.range().span());
    const double y = digits(layout.y.to_value(events.at.y), layout.y.range().span());
    const std::uint64_t before = ui.document.generation();
    move_start(ui, x, y);
    if (ui.document.generation() == before) return;
    moved_start_ = ui.document.generation();
    // The surface stays still under the pointer; fitted anew, the place one pointed at would jump away.
    ui.view.surface.range = {layout.x.range(), layout.y.range()};
}

void SurfaceViewPanel::hover(const Snapshot& now, const LossSurface& surface, UiState& ui,
                             const Figure& figure, const CanvasEvents& events) {
    const Layout& layout = canvas_.layout();
    const auto picked = pick(figure, layout, events.at, 8.0 * ui.kit.theme.scale);
    if (!picked || picked->id == 0) return;
    const auto index = find_run(now, picked->id);
    if (!index) return;
    const double x_scale = layout.plot.width() / layout.x.range().span();
    const double y_scale = layout.plot.height() / layout.y.range().span();
    const auto step =
        nearest_path_step(Tracks(now, surface).of(now.runs[*index]), layout.x.to_value(events.at.x),
                          layout.y.to_value(events.at.y), x_scale, y_scale);
    if (!step) return;
    ui.next_hover = Hover{*step, picked->id};
    ui.next_emphasis = picked->id;
}

void SurfaceViewPanel::end_frame(Commands& commands) {
    if (!drawn_ && plane_) {
        plane_.reset();
        commands.push_back(ShowPlane{std::nullopt, ++asked_});
    }
    drawn_ = false;
}

/// A thin line along the foot, once it takes longer than a blink.
void SurfaceViewPanel::show_progress(const UiState& ui, Box inside) {
    constexpr double kBlink = 0.25;
    const SurfaceProgress& progress = ui.surface_progress;
    const double time = ImGui::GetTime();
    if (progress.nodes == 0) {
        busy_since_ = 0.0;
        return;
    }
    if (busy_since_ == 0.0) busy_since_ = time;
    if (time - busy_since_ < kBlink) return;
    const auto left = static_cast<float>(inside.left);
    const auto low = static_cast<float>(inside.bottom);
    const auto width = static_cast<float>(inside.width() * std::clamp(progress.part, 0.0, 1.0));
    ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(left, low - ui.kit.px(2)), ImVec2(left + width, low),
                                              packed(ui.kit.theme.accent));
}

void SurfaceViewPanel::draw(const Snapshot& now, const LossSurface& surface, UiState& ui, Commands& commands,
                            Box box) {
    Kit& kit = ui.kit;
    const auto words = [&kit](std::string_view text) {
        return std::round(text_size(kit, text, TextRole::caption).x) + kit.px(16);
    };
    const float choice = both_model_views(now) ? words("Network") + kit.px(4) : 0.0f;
    const float width =
        choice + plane_menu_width(ui, now) + words("Contours") + words("−∇ arrows") + kit.px(4);
    const Box inside = view_frame(ui, ViewId::surface, view_title(ViewId::surface), box, width,
                                  ui.view.surface.range, [&] { controls(ui, now, surface); });
    if (surface.columns > 0) art_.update(surface, kit.theme, picture_size(inside));
    Figure figure = surface_figure(now, surface, art_, ui.view, kit.theme);
    figure.title.clear();
    figure.subtitle.clear();
    shorten_legend(figure, ui.side_shown);
    const CanvasEvents& events = canvas_.draw(kit, "view.surface", figure, inside, ui.view.surface.range);
    show_progress(ui, inside);
    drawn_ = true;
    follow_window(ui, commands);
    follow_plane(now, surface, ui, commands);
    click(now, ui, events);
    if (events.hovered && !canvas_.busy()) hover(now, surface, ui, figure, events);
}

}  // namespace talweg
