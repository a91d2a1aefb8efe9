// The one table of actions: menus, shortcuts, the list of keys, tooltips and tests all read it.
#pragma once

#include "app/panels/ui_state.h"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace talweg {

enum class ActionId {
    new_experiment,
    open,
    open_data,
    save,
    save_as,
    export_figure,
    quit,
    undo,
    redo,
    paste_data,
    add_run,
    new_seed,
    select_points,
    add_points,
    show_data,
    show_curves,
    show_surface,
    show_network,
    show_board,
    next_large,
    fit_views,
    closed_form,
    side_panel,
    theme,
    projector,
    zoom_in,
    zoom_out,
    zoom_reset,
    inspector,
    full_screen,
    play_pause,
    step,
    step_back,
    to_start,
    to_end,
    reset,
    keys,
    cross_validate,
    data_look,
    numbers,
    about,
};

struct Chord {
    Key key = Key::none;
    bool ctrl = false;
    bool shift = false;
};

struct Action {
    ActionId id;
    std::string_view name;  ///< in Marks: "menu.open"
    std::string_view menu;  ///< "File", "Edit", "View", "Run", "Help"
    std::string_view title;
    std::array<Chord, 3> chords;  ///< the first is shown in menus
    std::string_view help;        ///< one sentence
    bool repeats = false;         ///< while the key is held
    bool line_above = false;      ///< a separator before it in the menu
};

std::span<const Action> actions();
const Action& action(ActionId id);

/// "Ctrl+Shift+Z"; empty for none.
std::string chord_text(const Chord& chord);
/// The action's sentence with its first key: for tooltips.
std::string action_tip(ActionId id);

/// Whether steps are being taken that a pause ends: playing, or on the way to a step beyond what was
/// recorded.
bool under_way(const Snapshot& now);

bool available(ActionId id, const UiState& ui, const Snapshot& now);
/// Why it is not available, where that is not plain to see; else empty.
std::string unavailable_words(ActionId id, const UiState& ui, const Snapshot& now);
/// Has a tick in the menu.
bool checked(ActionId id, const UiState& ui);
void perform(ActionId id, UiState& ui, const Snapshot& now, Commands& commands);

/// Performs what the keys of this frame ask for. Nothing while one types in a field or a dialog is open.
void perform_shortcuts(UiState& ui, const Snapshot& now, Commands& commands);

}  // namespace talweg
