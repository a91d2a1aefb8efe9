// The data view: the figure, and points that are dragged, added and deleted with the mouse.
#include "app/panels/data_view_panel.h"

#include "app/panels/data_view_head.h"
#include "app/panels/point_card.h"
#include "app/panels/point_find.h"
#include "app/panels/view_frame.h"
#include "app/panels/widgets.h"
#include "app/plot/pick.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kTableRoom = 640.0;  // px before scale

// Whole steps: resizing the window does not draw the picture anew at every pixel. Smoothed on the screen.
int picture_size(Box box) {
    const double longest = std::max(box.width(), box.height());
    return static_cast<int>(std::clamp(std::ceil(longest / 128.0) * 128.0, 256.0, 768.0));
}

}  // namespace

const PredictionArt* DataViewPanel::predictions(const Snapshot& now, UiState& ui, Box inside) {
    const std::optional<PlaneQuestion> question = plane_question(now, ui.view);
    if (!question) return nullptr;
    if (!worker_) worker_ = std::make_unique<PlaneWorker>(ui.wake);
    worker_->ask(*question);
    worker_->refresh();
    if (!worker_->settled()) ui.refining = true;
    art_.update(worker_->plane(), plane_reading(now, ui.view), ui.kit.theme, picture_size(inside));
    return &art_;
}

void DataViewPanel::draw(const Snapshot& now, UiState& ui, Box box) {
    Kit& kit = ui.kit;
    ui.view.chosen_run = ui.selected_run;
    Box inside =
        view_frame(ui, ViewId::data, data_title(now, ui.view), box, data_head_width(ui, now, box.width()),
                   ui.view.data.range, [&] { data_head(ui, now, box.width()); });
    // Beside a small matrix the table would have no room.
    ui.view.data.table = inside.width() > kTableRoom * kit.theme.scale;
    // The picture of very many points is as fine as the plot was in the last frame.
    const Box plot = canvas_.layout().plot.width() > 1.0 ? canvas_.layout().plot : inside;
    cloud_.resize(plot.width(), plot.height(), kit.theme.scale);
    Figure figure = data_figure(now, ui.view, kit.theme, predictions(now, ui, inside), &cloud_);
    figure.title.clear();
    figure.subtitle.clear();
    figure.legend.shown = !ui.side_shown && ui.maximised.has_value();
    if (!figure.legend.shown) name_points_only(figure);
    add_rings(now, ui, figure);
    const Box beside = class_strip(now, ui, inside, figure);
    if (pointed_) add_cell_card(figure, pointed_->mark, pointed_->point);
    const CanvasEvents& events = canvas_.draw(kit, "view.data", figure, inside, ui.view.data.range);
    hand_.use(now, ui, canvas_, events);
    point_caption(now, ui, canvas_.layout().plot, beside);
    pointed_.reset();
    if (!events.hovered || canvas_.busy()) return;
    const auto picked = pick(figure, canvas_.layout(), events.at, 8.0 * kit.theme.scale);
    if (picked && std::holds_alternative<Cells>(figure.marks[picked->mark])) {
        pointed_ = picked;
        return;
    }
    if (picked && picked->id != 0) {
        ui.next_hover = Hover{now.cursor, picked->id};
        ui.next_emphasis = picked->id;
    }
}

}  // namespace talweg
