// The one table of actions, and their keys.
#include "app/panels/actions.h"

#include "core/base/error.h"

namespace talweg {
namespace {

constexpr Chord plain(Key key) { return {key, false, false}; }
constexpr Chord ctrl(Key key) { return {key, true, false}; }
constexpr Chord ctrl_shift(Key key) { return {key, true, true}; }

using A = ActionId;
constexpr Action kActions[] = {
    {A::new_experiment,
     "new",
     "File",
     "New experiment",
     {ctrl(Key::n)},
     "Starts over with the built-in first experiment."},
    {A::open,
     "open",
     "File",
     "Open…",
     {ctrl(Key::o)},
     "Opens an experiment (.toml), or a table (.csv, .tsv, .txt) to look at."},
    {A::open_data,
     "open_data",
     "File",
     "Open data…",
     {ctrl_shift(Key::o)},
     "Looks at a table of your own: its columns, its missing cells, what to learn from what."},
    {A::save, "save", "File", "Save", {ctrl(Key::s)}, "Saves the experiment as a TOML file."},
    {A::save_as,
     "save_as",
     "File",
     "Save as…",
     {ctrl_shift(Key::s)},
     "Saves the experiment under another name."},
    {A::export_figure,
     "export",
     "File",
     "Export figure…",
     {ctrl(Key::e)},
     "Saves a view or the whole board as PNG, SVG, PDF or CSV.",
     false,
     true},
    {A::quit,
     "quit",
     "File",
     "Quit",
     {ctrl(Key::q)},
     "Closes the window; asks about unsaved changes.",
     false,
     true},
    {A::undo, "undo", "Edit", "Undo", {ctrl(Key::z)}, "Takes back the last edit of the experiment.", true},
    {A::redo,
     "redo",
     "Edit",
     "Redo",
     {ctrl_shift(Key::z), ctrl(Key::y)},
     "Does again what was undone.",
     true},
    {A::paste_data,
     "paste_data",
     "Edit",
     "Paste data…",
     {ctrl(Key::v)},
     "Looks at the table on the clipboard: cells copied from a spreadsheet.",
     false,
     true},
    {A::add_run,
     "add_run",
     "Edit",
     "Add run",
     {ctrl_shift(Key::n)},
     "Adds a run with another learning rate.",
     false,
     true},
    {A::new_seed,
     "new_seed",
     "Edit",
     "New seed",
     {ctrl_shift(Key::r)},
     "Draws other random numbers for starts, batches and generated data."},
    {A::select_points,
     "select_points",
     "Edit",
     "Select all points",
     {ctrl(Key::a)},
     "Selects every point of the data view, to move, delete or classify them together.",
     false,
     true},
    {A::add_points,
     "add_points",
     "Edit",
     "Add points with clicks",
     {plain(Key::a)},
     "While on, a click in the data view adds a point there."},
    {A::show_data,
     "show_data",
     "View",
     "Data and fit",
     {plain(Key::one)},
     "Lets the data view fill the board."},
    {A::show_curves,
     "show_curves",
     "View",
     "Loss curves",
     {plain(Key::two)},
     "Lets the loss curves fill the board."},
    {A::show_surface,
     "show_surface",
     "View",
     "Loss surface",
     {plain(Key::three)},
     "Lets the loss surface fill the board."},
    {A::show_network,
     "show_network",
     "View",
     "Network",
     {plain(Key::four)},
     "Lets the network with its weights and gradients fill the board."},
    {A::data_look,
     "data_look",
     "View",
     "Next look at the data",
     {plain(Key::d)},
     "Shows in the data view the fit, predicted against true, and residuals in turn; of classes the "
     "confusion matrix."},
    {A::show_board,
     "show_board",
     "View",
     "Whole board",
     {plain(Key::escape)},
     "Shows all views of the board again."},
    {A::next_large,
     "large",
     "View",
     "Another view large",
     {plain(Key::l)},
     "Gives the largest place of the board to the next view, as a double click on a view's title does."},
    {A::fit_views, "fit", "View", "Fit all views", {plain(Key::zero)}, "Shows everything in each view."},
    {A::closed_form,
     "closed_form",
     "View",
     "Least-squares target",
     {},
     "Shows the closed form of least squares, where there is one: its fit in the data, its loss in the "
     "curves."},
    {A::side_panel,
     "side_panel",
     "View",
     "Side panel",
     {ctrl(Key::b)},
     "Shows or folds the panel of data, model and runs.",
     false,
     true},
    {A::inspector,
     "inspector",
     "View",
     "Step inspector",
     {plain(Key::i)},
     "Shows the next update of a run with its numbers filled in."},
    {A::theme, "theme", "View", "Dark theme", {plain(Key::t)}, "Changes between light and dark."},
    {A::projector,
     "projector",
     "View",
     "Projector mode",
     {plain(Key::p)},
     "Large type and strokes, only views and transport: for the last row."},
    {A::zoom_in,
     "zoom_in",
     "View",
     "Larger type",
     {ctrl(Key::equal), ctrl(Key::keypad_plus), ctrl_shift(Key::equal)},
     "Makes everything larger.",
     true,
     true},
    {A::zoom_out,
     "zoom_out",
     "View",
     "Smaller type",
     {ctrl(Key::minus), ctrl(Key::keypad_minus)},
     "Makes everything smaller.",
     true},
    {A::zoom_reset,
     "zoom_reset",
     "View",
     "Normal type",
     {ctrl(Key::zero), ctrl(Key::keypad_zero)},
     "Brings type back to its own size."},
    {A::full_screen, "full_screen", "View", "Full screen", {plain(Key::f11)}, "Fills the screen."},
    {A::play_pause,
     "play",
     "Run",
     "Play or pause",
     {plain(Key::space)},
     "Lets all runs learn, or holds them."},
    {A::step, "step", "Run", "One step", {plain(Key::right)}, "Moves every run by one step.", true},
    {A::step_back,
     "step_back",
     "Run",
     "One step back",
     {plain(Key::left)},
     "Shows the state one step earlier.",
     true},
    {A::to_start,
     "to_start",
     "Run",
     "To the start",
     {plain(Key::home)},
     "Shows step 0, or the first step that is kept."},
    {A::to_end, "to_end", "Run", "To the last step", {plain(Key::end)}, "Shows the furthest step taken."},
    {A::reset,
     "reset",
     "Run",
     "Reset",
     {plain(Key::r)},
     "Back to step 0 with the same start and the same seed.",
     false,
     true},
    {A::cross_validate,
     "cross_validate",
     "Run",
     "Cross-validate…",
     {plain(Key::k)},
     "Trains every run without each fold of the points in turn, and judges it on that fold.",
     false,
     true},
    {A::keys, "keys", "Help", "Keys", {plain(Key::f1)}, "Lists every key."},
    {A::numbers,
     "numbers",
     "Help",
     "Are these numbers right?",
     {},
     "Compares every optimizer with PyTorch, and every derivative with its definition."},
    {A::about, "about", "Help", "About Talweg", {}, "What Talweg is, and its version."},
};

std::string_view key_name(Key key) {
    switch (key) {
        case Key::space:
            return "Space";
        case Key::minus:
        case Key::keypad_minus:
            return "−";
        case Key::equal:
        case Key::keypad_plus:
            return "+";
        case Key::comma:
            return ",";
        case Key::escape:
            return "Esc";
        case Key::enter:
            return "Enter";
        case Key::tab:
            return "Tab";
        case Key::backspace:
            return "Backspace";
        case Key::remove:
            return "Delete";
        case Key::right:
            return "→";
        case Key::left:
            return "←";
        case Key::down:
            return "↓";
        case Key::up:
            return "↑";
        case Key::home:
            return "Home";
        case Key::end:
            return "End";
        case Key::f1:
            return "F1";
        case Key::f11:
            return "F11";
        case Key::keypad_zero:
            return "0";
        default:
            return {};
    }
}

bool chord_pressed(const Chord& chord, bool repeats) {
    const ImGuiIO& io = ImGui::GetIO();
    return io.KeyCtrl == chord.ctrl && io.KeyShift == chord.shift && !io.KeyAlt && !io.KeySuper &&
           compat::key_pressed(chord.key, repeats);
}

// While the keyboard walks through the controls, these keys belong to the walk.
bool used_by_focus(Key key) {
    return key == Key::space || key == Key::left || key == Key::right || key == Key::home ||
           key == Key::end || key == Key::escape;
}

}  // namespace

std::span<const Action> actions() { return kActions; }

const Action& action(ActionId id) {
    for (const Action& candidate : kActions)
        if (candidate.id == id) return candidate;
    TALWEG_CHECK(false && "every action stands in the table");
    return kActions[0];
}

std::string chord_text(const Chord& chord) {
    if (chord.key == Key::none) return {};
    std::string text = chord.ctrl ? "Ctrl+" : "";
    if (chord.shift) text += "Shift+";
    const int code = static_cast<int>(chord.key);
    const bool letter = (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
    return letter ? text + static_cast<char>(code) : text + std::string(key_name(chord.key));
}

std::string action_tip(ActionId id) {
    const Action& found = action(id);
    const std::string keys = chord_text(found.chords[0]);
    return std::string(found.help) + (keys.empty() ? "" : "  [" + keys + "]");
}

void perform_shortcuts(UiState& ui, const Snapshot& now, Commands& commands) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || ImGui::IsAnyItemActive()) return;
    if (any_popup_open()) return;
    for (const Action& candidate : kActions)
        for (const Chord& chord : candidate.chords) {
            if (chord.key == Key::none || !chord_pressed(chord, candidate.repeats)) continue;
            if (compat::keyboard_focus_visible() && !chord.ctrl && used_by_focus(chord.key)) continue;
            // Selected points take the arrows: they move by a pixel.
            const bool arrow = chord.key == Key::left || chord.key == Key::right;
            if (arrow && ui.holds_points()) return;
            if (available(candidate.id, ui, now))
                perform(candidate.id, ui, now, commands);
            else if (const std::string why = unavailable_words(candidate.id, ui, now); !why.empty())
                ui.say(why);
            return;
        }
}

}  // namespace talweg
