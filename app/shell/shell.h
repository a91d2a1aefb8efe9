// The window: what the command line hands to it and gets back.
#pragma once

#include "app/views/view.h"
#include "core/train/experiment.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace talweg {

struct WindowOptions {
    Experiment experiment;
    std::optional<std::filesystem::path> file;  ///< where the experiment came from
    std::optional<CsvChoice> table;             ///< to be looked at over it
    /// An experiment whose data file is not as it was: opened over it as by hand, so that one can mend that.
    std::optional<std::filesystem::path> without_data;
    std::optional<std::string> theme;  ///< "light" or "dark"; absent: as in settings
    int width = 1280;
    int height = 720;
    bool size_given = false;      ///< false: the size of the last session
    std::optional<double> scale;  ///< absent: the screen's content scale
    /// The view or tab in front: "board", "data", "curves", "surface"; empty: the board.
    std::string tab;
    /// With a path: run exactly `steps` steps, draw until the surface is finest, save the window as PNG,
    /// close.
    std::optional<std::filesystem::path> screenshot;
    Step steps = 0;
};

/// Ids that --tab takes.
std::span<const std::string_view> window_tabs();

/// Opens the window and returns when it is closed: the exit status (0; 1 when saving a screenshot failed).
/// Throws NoDisplay when no window can be opened.
int run_window(const WindowOptions& options);

/// No display, or one without OpenGL 3.2; what() says which, for exit status 3.
class NoDisplay : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace talweg
