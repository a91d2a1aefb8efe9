// The export dialog: a view or the board as PNG, SVG, PDF or CSV.
#pragma once

#include "app/panels/ui_state.h"
#include "core/surface/loss_surface.h"

#include <functional>

namespace talweg {

class ExportDialog {
  public:
    void open() { wanted_ = true; }
    /// Draws it while it is open, and writes the file. `over`: draws a dialog that stands on top of it.
    void draw(const Snapshot& now, const LossSurface& surface, UiState& ui,
              const std::function<void()>& over);
    /// The file that was picked for the export; the picker has asked whether it may be replaced.
    void take(UiState& ui, const std::filesystem::path& path);

  private:
    void rows(UiState& ui);
    void page_rows(Kit& kit, ExportSettings& settings);
    bool write(const Snapshot& now, const LossSurface& surface, UiState& ui);

    bool wanted_ = false;
    std::string trouble_;
    std::filesystem::path overwrite_;  ///< asked about once
};

/// The bytes of a figure file, as the dialog and a screen agree on: the window's options, no pointer.
std::string export_bytes(const Snapshot& now, const LossSurface& surface, const UiState& ui,
                         const ExportSettings& settings);

/// Where an export goes when nothing was typed: beside the experiment, named after it and what is shown.
std::filesystem::path suggested_export(const UiState& ui);

}  // namespace talweg
