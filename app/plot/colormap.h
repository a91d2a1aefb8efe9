// Colour maps as tables of 256 entries: one for screen, file and colour bar.
#pragma once

#include "app/plot/geometry.h"

#include <array>

namespace talweg {

enum class Map { surface_light, surface_dark, viridis, cividis };

/// Even steps in lightness, safe for colour-blind eyes. surface_*: a cividis-like map kept quiet under the
/// paths.
const std::array<Rgba, 256>& color_table(Map map);

/// t in [0, 1], clamped; NaN gives `nan`.
Rgba color_at(Map map, double t, Rgba nan);

}  // namespace talweg
