// The dialog that picks a file to open or a name to save under: folders, a path field, recent files.
#pragma once

#include "app/panels/ui_state.h"

#include <optional>
#include <vector>

namespace talweg {

class FilePicker {
  public:
    enum class Mode { open, save };

    /// Opens the dialog in its next draw: in the folder of `start`, with its file name in the field.
    void open(Mode mode, std::string title, const std::filesystem::path& start,
              std::vector<std::string> endings);
    /// Draws it while it is open; the path once one is chosen.
    std::optional<std::filesystem::path> draw(UiState& ui);

  private:
    struct Entry {
        std::string name;
        bool folder = false;
    };
    void read_folder();
    void go_to(const std::filesystem::path& folder);
    void folder_list(UiState& ui, std::optional<std::filesystem::path>& chosen);
    void recent_list(UiState& ui, std::optional<std::filesystem::path>& chosen);
    std::optional<std::filesystem::path> confirmed();

    Mode mode_ = Mode::open;
    std::string title_;
    std::vector<std::string> endings_;
    std::filesystem::path folder_;
    std::string typed_;  ///< the path field
    std::vector<Entry> entries_;
    std::string trouble_;              ///< why the folder cannot be shown, or the file not be taken
    std::filesystem::path overwrite_;  ///< asked about once
    float below_ = 0.0f;               ///< px under the list in the last frame
    bool wanted_ = false;
};

}  // namespace talweg
