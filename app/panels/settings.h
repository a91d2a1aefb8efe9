// What Talweg remembers between sessions. The shell reads and writes it; panels use it.
#pragma once

#include "app/views/view.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace talweg {

/// As the export dialog was left.
struct ExportSettings {
    std::optional<ViewId> view;  ///< absent: the whole board
    std::string format = "png";
    int width = 1600;
    int height = 1000;
    double dpi = 96.0;
    std::string theme;   ///< "light", "dark"; empty: as on the screen
    std::string folder;  ///< of the last export; empty: the experiment's, or the current one
    bool operator==(const ExportSettings&) const = default;
};

/// Parts of the window, in px before scale, or shares of what is left.
struct LayoutSettings {
    double side_width = 296.0;
    bool side_folded = false;
    double surface_share = 0.56;  ///< of the width beside the side panel
    double data_share = 0.5;      ///< of the right column's height
    bool operator==(const LayoutSettings&) const = default;
};

struct AppSettings {
    std::string theme = "light";
    double zoom = 1.0;  ///< 0.75 to 3
    bool projector = false;
    LayoutSettings layout;
    ExportSettings export_settings;
    DataViewOptions::Residuals residuals = DataViewOptions::Residuals::segments;
    bool ghosts = true;
    bool closed_form = true;
    double smoothing = 0.0;
    double speed = 60.0;  ///< steps per second; 0: as fast as it goes
    CurvesViewOptions::Axis axis = CurvesViewOptions::Axis::steps;  ///< of the curves
    LargeView large = LargeView::best;
    bool network = false;     ///< of two parameters in the surface's place
    bool each_layer = false;  ///< its widths are shares of each layer's greatest weight
};

/// Belongs to the machine rather than to taste.
struct AppState {
    std::vector<std::filesystem::path> recent;  ///< newest first
    int width = 1280;                           ///< of the window, px before scale
    int height = 720;
    bool maximised = false;
};

inline constexpr std::size_t kMostRecent = 10;
inline constexpr double kLeastZoom = 0.75;
inline constexpr double kMostZoom = 3.0;

/// Puts the path in front, once.
void remember_recent(AppState& state, const std::filesystem::path& path);

}  // namespace talweg
