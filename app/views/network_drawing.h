// The marks of a network: weights, units, names.
#pragma once

#include "app/views/network_shape.h"

namespace talweg {

inline constexpr double kNetworkHead = 46.0;  ///< px above the units, for the names of the layers
inline constexpr double kNetworkFoot = 26.0;  ///< px below, for shapes

/// Where things stand: columns at x = 0, 1, …, units between y = 0 and 1.
struct NetworkPlaces {
    std::vector<DrawnColumn> columns;
    double column_px = 0.0;  ///< between columns, before scale
    Range x;
    Range y;
};

/// Blue above zero, vermilion below, from hardly a colour to the full one at ±1: red-green blindness of
/// either kind tells them apart. `share`: of the greatest there is.
Rgba signed_color(double share, const Theme& theme);

/// Adds all marks and the caption. theta and gradient have the length of the snapshot's parameters.
void draw_network(const Snapshot& now, const NetworkViewOptions& options, const NetworkShape& shape,
                  const RunState& state, const NetworkPlaces& places, Figure& figure);

}  // namespace talweg
