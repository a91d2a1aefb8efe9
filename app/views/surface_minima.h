// Where a surface is level: its minima, maxima and saddles. Internal to the surface view.
#pragma once

#include "app/views/view.h"

namespace talweg {

/// A cross with its loss at the least minimum, crosses at the others, triangles at maxima, diamonds at
/// saddles.
void add_level_marks(const LossSurface& surface, const Theme& theme, Figure& figure);

}  // namespace talweg
