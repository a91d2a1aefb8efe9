// What lies under the mouse.
#pragma once

#include "app/plot/layout.h"

#include <cstdint>
#include <optional>

namespace talweg {

struct Picked {
    std::size_t mark = 0;   ///< index into Figure::marks
    std::uint64_t id = 0;   ///< the mark's run
    std::size_t point = 0;  ///< index into its x, y, or its cells
    double distance = 0.0;  ///< px
};

/// The nearest point of a pickable mark within `reach` px; for lines the nearest vertex, unless the line
/// passes nearer between two, then the nearer of those; of segments the nearest, by its place; of cells the
/// one that it lies in. Nothing when none is that near.
std::optional<Picked> pick(const Figure& figure, const Layout& layout, Pt at, double reach = 8.0);

}  // namespace talweg
