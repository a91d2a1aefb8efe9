// Where the regions of several classes meet.
#pragma once

#include "app/plot/figure.h"
#include "core/surface/prediction_plane.h"

#include <memory>
#include <span>
#include <vector>

namespace talweg {

/// The contours of a grid that has the plane's nodes.
std::shared_ptr<const ContourSet> lines_of(const PredictionPlane& plane, std::span<const double> z,
                                           std::span<const double> levels);

/// Where each output no longer lies above all others: a set for each that somewhere does, but for the last
/// one, whose borders are the others'. Only the part of the grid where an output leads is looked at. The
/// plane has regions.
std::vector<std::shared_ptr<const ContourSet>> region_lines(const PredictionPlane& plane);

}  // namespace talweg
