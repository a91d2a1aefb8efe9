// What each action does, and when it can be done.
#include "app/panels/actions.h"
#include "app/panels/data_view_head.h"
#include "app/panels/edits.h"
#include "app/panels/file_actions.h"
#include "app/panels/point_edits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace talweg {
namespace {

void zoom_by(UiState& ui, double factor) {
    const double zoom = factor == 0.0 ? 1.0 : ui.settings.zoom * factor;
    // Twelfths of a doubling would leave odd sizes: tenths are what one reads in the settings.
    ui.settings.zoom = std::clamp(std::round(zoom * 10.0) / 10.0, kLeastZoom, kMostZoom);
}

void show(UiState& ui, ViewId view) {
    if (ui.maximised == view)
        ui.maximised.reset();
    else
        ui.maximised = view;
}

void toggle_side(UiState& ui) {
    ui.settings.layout.side_folded = !ui.settings.layout.side_folded;
    ui.side_overlay = false;
}

void play_or_pause(const Snapshot& now, Commands& commands) {
    if (under_way(now)) {
        commands.push_back(Pause{});
        return;
    }
    // At the end of all runs there is nothing left to run: the film starts again.
    if (now.phase == Phase::ended && now.cursor >= now.head) commands.push_back(SeekTo{now.earliest});
    commands.push_back(Play{});
}

void select_all(UiState& ui, const Snapshot& now) {
    const DataChoice& data = ui.document.experiment().data;
    std::vector<std::size_t> rows(data.part.kind == "table" ? data.table.y.size()
                                                            : static_cast<std::size_t>(now.data.all_rows()));
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    ui.points.adopt(ui.document.experiment(), rows.size());
    ui.points.set(std::move(rows));
}

// One step back at a time: from selected points to none, from one view to the board, from the projector to
// the desk.
void show_board(UiState& ui) {
    if (ui.holds_points()) {
        ui.points.clear();
        return;
    }
    if (!ui.maximised) ui.settings.projector = false;
    ui.maximised.reset();
    ui.adding_points = false;
    ui.side_overlay = false;
}

void perform_file(ActionId id, UiState& ui, const Snapshot& now) {
    switch (id) {
        case ActionId::new_experiment:
            request(ui, Intent::new_experiment);
            break;
        case ActionId::open:
            request(ui, Intent::open_dialog);
            break;
        case ActionId::open_data:
            ui.data_into_present = false;
            ui.dialog = Dialog::open_data;
            break;
        case ActionId::paste_data:
            paste_data(ui);
            break;
        case ActionId::save:
            save(ui);
            break;
        case ActionId::save_as:
            ui.dialog = Dialog::save_file;
            break;
        case ActionId::export_figure:
            ui.dialog = Dialog::export_figure;
            break;
        case ActionId::quit:
            request(ui, Intent::quit);
            break;
        case ActionId::undo:
            ui.document.undo();
            ui.info.clear();  // it spoke of what is no longer so
            break;
        case ActionId::redo:
            ui.document.redo();
            break;
        case ActionId::add_run:
            add_run(ui);
            break;
        case ActionId::new_seed:
            new_seed(ui);
            break;
        case ActionId::select_points:
            select_all(ui, now);
            break;
        case ActionId::add_points:
            ui.adding_points = !ui.adding_points;
            break;
        case ActionId::keys:
            ui.dialog = Dialog::keys;
            break;
        case ActionId::cross_validate:
            ui.dialog = Dialog::folds;
            break;
        case ActionId::data_look:
            next_look(ui, now);
            break;
        case ActionId::numbers:
            ui.dialog = Dialog::numbers;
            break;
        default:
            ui.dialog = Dialog::about;
            break;
    }
}

// Surface or network, data, curves, and so on. From one view that fills the board, back to the board.
void next_large(UiState& ui, const Snapshot& now) {
    ui.maximised.reset();
    const std::array<ViewId, 3> order{model_view(now, ui.view), ViewId::data, ViewId::curves};
    const auto at = std::find(order.begin(), order.end(), board_views(now, ui.view)[0]) - order.begin();
    make_large(order[static_cast<std::size_t>(at + 1) % order.size()], now, ui.view);
}

void perform_view(ActionId id, UiState& ui, const Snapshot& now) {
    switch (id) {
        case ActionId::show_data:
            show(ui, ViewId::data);
            break;
        case ActionId::show_curves:
            show(ui, ViewId::curves);
            break;
        case ActionId::show_surface:
            show(ui, ViewId::surface);
            break;
        case ActionId::show_network:
            show(ui, ViewId::network);
            break;
        case ActionId::show_board:
            show_board(ui);
            break;
        case ActionId::next_large:
            next_large(ui, now);
            break;
        case ActionId::fit_views:
            ui.view.data.range = ui.view.curves.range = ui.view.surface.range = {};
            ui.view.network.range = ui.view.network.norms_range = {};
            break;
        case ActionId::closed_form:
            ui.view.closed_form = !ui.view.closed_form;
            break;
        case ActionId::side_panel:
            toggle_side(ui);
            break;
        case ActionId::inspector:
            ui.inspecting = !ui.inspecting;
            break;
        case ActionId::theme:
            ui.settings.theme = ui.settings.theme == "dark" ? "light" : "dark";
            break;
        case ActionId::projector:
            ui.settings.projector = !ui.settings.projector;
            break;
        case ActionId::zoom_in:
            zoom_by(ui, 1.1);
            break;
        case ActionId::zoom_out:
            zoom_by(ui, 1.0 / 1.1);
            break;
        case ActionId::zoom_reset:
            zoom_by(ui, 0.0);
            break;
        default:
            ui.toggle_full_screen = true;
            break;
    }
}

void perform_run(ActionId id, const Snapshot& now, Commands& commands) {
    switch (id) {
        case ActionId::play_pause:
            play_or_pause(now, commands);
            break;
        case ActionId::step:
            commands.push_back(StepBy{1});
            break;
        case ActionId::step_back:
            commands.push_back(StepBack{1});
            break;
        case ActionId::to_start:
            commands.push_back(SeekTo{now.earliest});
            break;
        case ActionId::to_end:
            commands.push_back(SeekTo{now.head});
            break;
        default:
            commands.push_back(Reset{});
            break;
    }
}

}  // namespace

bool under_way(const Snapshot& now) {
    return now.phase == Phase::playing || (now.phase == Phase::seeking && now.goal > now.head);
}

bool available(ActionId id, const UiState& ui, const Snapshot& now) {
    switch (id) {
        case ActionId::undo:
            return ui.document.can_undo();
        case ActionId::redo:
            return ui.document.can_redo();
        case ActionId::step:
            return now.phase != Phase::failed && !(now.phase == Phase::ended && now.cursor >= now.head);
        case ActionId::step_back:
        case ActionId::to_start:
            return now.cursor > now.earliest;
        case ActionId::to_end:
            return now.cursor < now.head;
        case ActionId::reset:
            return now.head > 0 || now.cursor > 0;
        case ActionId::play_pause:
            return now.phase != Phase::failed;
        case ActionId::zoom_in:
            return ui.settings.zoom < kMostZoom;
        case ActionId::zoom_out:
            return ui.settings.zoom > kLeastZoom;
        case ActionId::cross_validate:
            return !ui.document.experiment().function && now.data.all_rows() >= 2;
        case ActionId::data_look:
            return has_looks(now);
        case ActionId::select_points:
        case ActionId::add_points:
            return can_edit_points(ui.document.experiment(), now.data);
        default:
            return true;
    }
}

std::string unavailable_words(ActionId id, const UiState& ui, const Snapshot& now) {
    if (available(id, ui, now)) return {};
    const Experiment& experiment = ui.document.experiment();
    if (id == ActionId::cross_validate)
        return experiment.function ? "A test function has no points to deal into folds"
                                   : "Folds need at least two points";
    const bool points = id == ActionId::select_points || id == ActionId::add_points;
    return points ? edit_trouble(experiment, now.data) : std::string();
}

bool checked(ActionId id, const UiState& ui) {
    switch (id) {
        case ActionId::add_points:
            return ui.adding_points;
        case ActionId::show_data:
            return ui.maximised == ViewId::data;
        case ActionId::show_curves:
            return ui.maximised == ViewId::curves;
        case ActionId::show_surface:
            return ui.maximised == ViewId::surface;
        case ActionId::show_network:
            return ui.maximised == ViewId::network;
        case ActionId::show_board:
            return !ui.maximised;
        case ActionId::closed_form:
            return ui.view.closed_form;
        case ActionId::side_panel:
            return !ui.settings.layout.side_folded;
        case ActionId::inspector:
            return ui.inspecting;
        case ActionId::theme:
            return ui.settings.theme == "dark";
        case ActionId::projector:
            return ui.settings.projector;
        default:
            return false;
    }
}

void perform(ActionId id, UiState& ui, const Snapshot& now, Commands& commands) {
    if (id <= ActionId::add_points || id >= ActionId::keys)
        perform_file(id, ui, now);
    else if (id < ActionId::play_pause)
        perform_view(id, ui, now);
    else
        perform_run(id, now, commands);
}

}  // namespace talweg
