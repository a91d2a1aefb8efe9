// Everything inside the window: all panels, the views, the dialogs, and what they share.
#pragma once

#include "app/panels/banner.h"
#include "app/panels/board_layout.h"
#include "app/panels/curves_view_panel.h"
#include "app/panels/data_dialog.h"
#include "app/panels/data_panel.h"
#include "app/panels/data_view_panel.h"
#include "app/panels/dialogs.h"
#include "app/panels/export_dialog.h"
#include "app/panels/file_picker.h"
#include "app/panels/folds_dialog.h"
#include "app/panels/menu_bar.h"
#include "app/panels/model_panel.h"
#include "app/panels/network_view_panel.h"
#include "app/panels/notes_panel.h"
#include "app/panels/numbers_dialog.h"
#include "app/panels/runs_panel.h"
#include "app/panels/status_line.h"
#include "app/panels/step_inspector.h"
#include "app/panels/surface_view_panel.h"
#include "app/panels/transport_panel.h"
#include "core/surface/loss_surface.h"

#include <memory>
#include <span>

namespace talweg {

/// Knows ImGui and nothing of windows, graphics cards or threads: the same in the program, in tests without a
/// screen and in benchmarks.
class Workbench {
  public:
    Workbench(Experiment experiment, std::optional<std::filesystem::path> path, AppSettings settings,
              AppState state, TextureCache& textures);

    /// Before each ImGui::NewFrame. Builds the fonts when the scale has changed; true: their texture must be
    /// made anew. content_scale: of the screen.
    bool prepare(double content_scale);

    /// Draws the whole content of a window of io.DisplaySize and appends what the user asked for. Between
    /// ImGui::NewFrame and ImGui::Render.
    void draw(const Snapshot& now, const LossSurface& surface, Commands& commands);

    /// Files were dropped on the window together: the first experiment among them is opened, after the
    /// question about unsaved changes, or else the first table is looked at; what cannot be opened is said.
    void drop(std::span<const std::filesystem::path> paths);
    /// The window's close button: asks about unsaved changes, then state().quit is set.
    void close();

    UiState& state() { return ui_; }
    const UiState& state() const { return ui_; }
    /// The settings with what the views' switches say now.
    AppSettings current_settings() const;
    /// Whether Help > Are these numbers right? is computing.
    bool checking_numbers() const { return numbers_dialog_.checking(); }
    /// Whether Run > Cross-validate is training.
    bool training_folds() const { return folds_dialog_.busy(); }
    /// Whether a table is being read for the dialog that looks at it.
    bool reading_data() const { return data_dialog_.busy(); }
    /// What that dialog says is wrong with its table; empty: nothing, or there is no dialog.
    std::string data_trouble() const { return data_dialog_.refusal(); }
    /// Pictures move by themselves: a notice waits to disappear, a tooltip to appear.
    bool restless() const;

  private:
    void side(const Snapshot& now, Commands& commands, const BoardLayout& board);
    void side_content(const Snapshot& now, Commands& commands, Box box);
    void strip(const Snapshot& now, Commands& commands, Box box);
    void views(const Snapshot& now, const LossSurface& surface, Commands& commands, const BoardLayout& board);
    void inspector(const Snapshot& now, Box box);
    void side_splitter(const BoardLayout& board);
    void splitters(const BoardLayout& board);
    void dialogs(const Snapshot& now, const LossSurface& surface);
    void open_picker(Dialog wanted);
    void picked(const std::filesystem::path& path);
    void finish(const Snapshot& now, Commands& commands);

    UiState ui_;
    std::unique_ptr<TextMeasure> measure_;
    double content_scale_ = 1.0;
    double font_scale_ = 0.0;
    double speed_posted_ = -1.0;

    MenuBar menu_bar_;
    DataPanel data_panel_;
    ModelPanel model_panel_;
    RunsPanel runs_panel_;
    NotesPanel notes_panel_;
    TransportPanel transport_panel_;
    DataViewPanel data_view_;
    CurvesViewPanel curves_view_;
    SurfaceViewPanel surface_view_;
    NetworkViewPanel network_view_;
    StepInspector inspector_;
    StatusLine status_line_;
    Banner banner_;
    FilePicker picker_;
    Dialog picking_ = Dialog::none;  ///< what the picker was opened for
    ExportDialog export_dialog_;
    DataDialog data_dialog_;
    UnsavedDialog unsaved_dialog_;
    KeysDialog keys_dialog_;
    AboutDialog about_dialog_;
    NumbersDialog numbers_dialog_;
    FoldsDialog folds_dialog_;
    DetailRequests details_;
    double last_input_ = 0.0;
};

}  // namespace talweg
