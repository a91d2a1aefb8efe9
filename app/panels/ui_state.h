// What all panels share: the document, what is looked at, what is open, what is said.
#pragma once

#include "app/panels/document.h"
#include "app/panels/kit.h"
#include "app/panels/point_selection.h"
#include "app/panels/settings.h"
#include "core/surface/loss_surface.h"
#include "core/worker/command.h"
#include "core/worker/snapshot.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

enum class Dialog {
    none,
    open_file,
    open_data,  ///< a data file is picked
    find_data,  ///< the data file of an experiment that is not where it was
    save_data,  ///< where pasted points are to be kept
    save_file,
    export_figure,
    choose_export,
    unsaved,
    keys,
    about,
    numbers,
    folds
};

/// What waits for an answer about unsaved changes.
enum class Intent { none, quit, new_experiment, open_dialog, open_path, open_known, open_found, take_data };

/// A table to look at before it is taken.
struct DataRequest {
    enum class For { anew, present, change };
    CsvChoice choice = {};                 ///< names the file
    std::optional<std::string> text = {};  ///< pasted, instead of a file
    /// A new experiment, or the present one; change: the present one's own file, read otherwise.
    For purpose = For::anew;
    /// The experiment that it belongs to where that could not be opened without it, and its file.
    std::optional<Experiment> experiment = {};
    std::filesystem::path file = {};
};

/// What one can do about a message of the banner.
struct Remedy {
    std::string error;  ///< the message that it belongs to; gone with it
    std::string label;
    std::function<void()> act;
};

struct UiState {
    explicit UiState(Experiment experiment, std::optional<std::filesystem::path> path = {})
        : document(std::move(experiment), std::move(path)) {}

    Document document;
    AppSettings settings;
    AppState state;
    Kit kit;
    ViewOptions view;
    std::optional<Hover> next_hover;  ///< what this frame's pointer means; shown by all views in the next
    std::uint64_t next_emphasis = 0;
    std::optional<NetworkPart> next_network_part;  ///< likewise
    std::optional<ViewId> maximised;
    ViewId large = ViewId::surface;    ///< has the board's largest place in this frame
    std::optional<ViewId> next_large;  ///< is to have it from the next frame on
    std::uint64_t selected_run = 0;    ///< its card is open; 0: none
    bool data_open = false;            ///< sections of the side panel
    bool model_open = false;
    bool runs_open = true;
    bool notes_open = false;
    bool stop_more = false;     ///< stopping rules besides the limits are shown
    bool side_shown = true;     ///< the runs are listed beside the views: those need no legend
    bool side_overlay = false;  ///< the folded side panel is shown over the views
    bool adding_points = false;
    PointSelection points;          ///< selected in the data view
    std::size_t point_class = 0;    ///< of points that are added
    bool nudging = false;           ///< an arrow key that moves points is held: one step of undo
    std::uint64_t folds = 0;        ///< of cross-validation; 0: nobody has said
    bool inspecting = false;        ///< the step inspector is open
    Index inspected_parameter = 0;  ///< of theta

    Dialog dialog = Dialog::none;  ///< to be opened in this frame
    Intent intent = Intent::none;
    std::filesystem::path pending_path;
    std::optional<DataRequest> data_request;          ///< to be opened in this frame
    bool data_into_present = false;                   ///< what is picked is meant for the present experiment
    std::optional<Experiment> taken;                  ///< waits for Intent::take_data
    std::optional<std::filesystem::path> taken_file;  ///< its file, where it has one
    std::filesystem::path found_data;  ///< of the experiment pending_path, for Intent::open_found
    double data_looked_at = -1e9;      ///< s, when it was last seen whether the data file is as it was
    bool data_touched = false;         ///< it is not
    std::string export_path;           ///< the export dialog's file; the picker fills it too

    std::string error;  ///< in the banner until it is dismissed
    Remedy remedy;
    std::string info;  ///< in the status line for some seconds
    double info_until = 0.0;
    std::string worker_message_seen;  ///< dismissed: not shown again

    std::filesystem::path program;     ///< examples are those beside it; empty: the running one
    std::filesystem::path references;  ///< of the check of all numbers; empty: those beside the program

    bool quit = false;                 ///< the window may close
    bool toggle_full_screen = false;   ///< for the window
    bool refining = false;             ///< a picture that a thread works on will become finer
    SurfaceProgress surface_progress;  ///< of the surface's thread, before each frame
    std::function<void()> wake;        ///< from such a thread: there is something new to draw; may be empty
    bool new_document = false;         ///< the worker needs Load, not Edit
    std::uint64_t posted = 1;          ///< the document's generation that the worker knows

    /// Selected points take the arrow keys and Esc: where the data view is seen.
    bool holds_points() const { return !points.empty() && (!maximised || maximised == ViewId::data); }
    /// Replaces the experiment; what is not possible is said in the banner. True when it was taken.
    bool edit(Experiment next, std::string_view label, std::uint64_t gesture = 0);
    void complain(std::string_view text) { error = text; }
    void say(std::string_view text);
    /// The theme named in the settings at the present scale.
    Theme theme_at(double content_scale) const;
};

/// "experiment, run 2, lr: …" edits: the run with that id in a copy of the experiment.
RunSpec* run_with_id(Experiment& experiment, std::uint64_t id);

std::vector<std::string> run_names(const Experiment& experiment);
/// "run 2: …" with that run's name for its number.
std::string with_run_name(std::string_view text, const std::vector<std::string>& names);

}  // namespace talweg
