// The data view: the figure, and points that are dragged, added and deleted with the mouse.
#include "app/panels/data_view_panel.h"

#include "app/panels/data_view_head.h"
#include "app/panels/edits.h"
#include "app/panels/view_frame.h"
#include "app/panels/widgets.h"
#include "app/plot/pick.h"
#include "core/base/text.h"
#include "core/data/split.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kReach = 10.0;  // px before scale around a point

// The row of the data under the pointer, as before any split: by the snapshot's points, which are what one
// sees.
std::optional<std::size_t> point_at(const Snapshot& now, const Layout& layout, Pt at, double reach) {
    std::optional<std::size_t> found;
    double best = reach;
    Index row = 0;
    const auto look = [&](const Matrix& x, const Matrix& y) {
        for (Index i = 0; i < x.rows(); ++i, ++row) {
            const double distance = std::hypot(layout.x.to_pixel(now.data.raw(0, x(i, 0))) - at.x,
                                               layout.y.to_pixel(y(i, 0)) - at.y);
            if (!(distance <= best)) continue;
            best = distance;
            found = static_cast<std::size_t>(row_before_split(now.data, row));
        }
    };
    look(now.data.x, now.data.y);
    look(now.data.validation_x, now.data.validation_y);
    look(now.data.test_x, now.data.test_y);
    return found;
}

// As many digits as the eye can place: a hundredth of a pixel would be noise in the file.
double rounded(double value, double pixel_span) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(pixel_span))));
    if (!(unit > 0.0)) return value;
    const double whole = std::round(value / unit);
    return parse_double(short_text(whole * unit, 12)).value_or(value);
}

struct Place {
    double x, y;
};
Place place_at(const Layout& layout, Pt at) {
    const double dx = layout.x.to_value(at.x + 1.0) - layout.x.to_value(at.x);
    const double dy = layout.y.to_value(at.y + 1.0) - layout.y.to_value(at.y);
    return {rounded(layout.x.to_value(at.x), dx), rounded(layout.y.to_value(at.y), dy)};
}

// Whole steps: resizing the window does not draw the picture anew at every pixel. Smoothed on the screen.
int picture_size(Box box) {
    const double longest = std::max(box.width(), box.height());
    return static_cast<int>(std::clamp(std::ceil(longest / 128.0) * 128.0, 256.0, 768.0));
}

}  // namespace

void DataViewPanel::edit_points(const Snapshot& now, UiState& ui, const CanvasEvents& events) {
    const bool fit = ui.view.data.look == DataViewOptions::Look::fit || !has_looks(now);
    if (!fit || !can_edit_points(ui.document.experiment(), now.data)) return;
    const Layout& layout = canvas_.layout();
    const double reach = kReach * ui.kit.theme.scale;
    // The document's table and the picture must be of one mind before a row is touched.
    const bool same =
        ui.document.experiment().data.part.kind != "table" ||
        ui.document.experiment().data.table.y.size() == static_cast<std::size_t>(now.data.all_rows());
    // Looking at all points takes time: only when the pointer does something here.
    const bool pointing = events.hovered || events.pressed || events.clicked || events.right_clicked;
    const auto under = same && pointing ? point_at(now, layout, events.at, reach) : std::nullopt;
    if (events.hovered && (under || held_)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (events.pressed && under && !ImGui::GetIO().KeyCtrl) {
        canvas_.take_drag();
        held_ = under;
        gesture_ = 0x9e3779b97f4a7c15ull ^ (*under + 1);
        // The axes stay still while a point moves, else they would run away under the hand.
        before_ = ui.view.data.range;
        ui.view.data.range = {layout.x.range(), layout.y.range()};
    }
    if (held_ && (events.dragging || events.dropped)) {
        const Place to = place_at(layout, events.at);
        move_point(ui, now.data, *held_, to.x, to.y, gesture_);
    }
    if (held_ && !canvas_.busy()) {
        if (before_) ui.view.data.range = *before_;
        before_.reset();
        held_.reset();
    }
    const bool asks_to_add = ui.adding_points || ImGui::GetIO().KeyCtrl;
    if (events.clicked && asks_to_add && !under) {
        const Place to = place_at(layout, events.at);
        add_point(ui, now.data, to.x, to.y);
    }
    const bool deletes = events.right_clicked || (events.hovered && !ImGui::GetIO().WantTextInput &&
                                                  compat::key_pressed(Key::remove));
    if (deletes && under) delete_point(ui, now.data, *under);
}

const PredictionArt* DataViewPanel::predictions(const Snapshot& now, UiState& ui, Box inside) {
    ui.refining = false;
    const std::optional<PlaneQuestion> question = plane_question(now, ui.view);
    if (!question) return nullptr;
    if (!worker_) worker_ = std::make_unique<PlaneWorker>(ui.wake);
    worker_->ask(*question);
    worker_->refresh();
    ui.refining = !worker_->settled();
    art_.update(worker_->plane(), plane_reading(now, ui.view), ui.kit.theme, picture_size(inside));
    return &art_;
}

void DataViewPanel::draw(const Snapshot& now, UiState& ui, Box box) {
    Kit& kit = ui.kit;
    ui.view.chosen_run = ui.selected_run;
    const Box inside = view_frame(ui, ViewId::data, view_title(ViewId::data), box, data_head_width(ui, now),
                                  ui.view.data.range, [&] { data_head(ui, now); });
    Figure figure = data_figure(now, ui.view, kit.theme, predictions(now, ui, inside));
    figure.title.clear();
    figure.subtitle.clear();
    figure.legend.shown = !ui.side_shown && ui.maximised.has_value();
    if (!figure.legend.shown) name_points_only(figure);
    const CanvasEvents& events = canvas_.draw(kit, "view.data", figure, inside, ui.view.data.range);
    edit_points(now, ui, events);
    if (!events.hovered || canvas_.busy()) return;
    const auto picked = pick(figure, canvas_.layout(), events.at, 8.0 * kit.theme.scale);
    if (picked && picked->id != 0) {
        ui.next_hover = Hover{now.cursor, picked->id};
        ui.next_emphasis = picked->id;
    }
}

}  // namespace talweg
