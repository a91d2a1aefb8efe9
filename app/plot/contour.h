// Contour lines of a grid by marching squares.
#pragma once

#include "app/plot/figure.h"

#include <span>
#include <vector>

namespace talweg {

/// z[j * columns + i] at (x.low + i dx, y.low + j dy). Saddles are decided by the cell's mean; a cell with a
/// non-finite corner is skipped. Lines are stitched through shared edges; closed lines repeat their first
/// point.
ContourSet contours(std::span<const double> z, int columns, int rows, Range x, Range y,
                    std::span<const double> levels);

/// About `count` levels for values above their minimum: even in the quantiles of log(z - minimum) over the
/// window, so that the valley floor has shape inside walls of many decades, then rounded to few digits,
/// ascending, distinct. Non-finite values are left out. May be fewer; empty when all values are equal.
std::vector<double> quantile_levels(std::span<const double> z, double minimum, int count);

}  // namespace talweg
