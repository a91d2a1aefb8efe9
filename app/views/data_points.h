// The points of the data as the data view's pictures draw them.
#pragma once

#include "app/views/data_look.h"

#include <functional>

namespace talweg {

/// The most points of one part of the data that are drawn.
inline constexpr Index kMostPoints = 10000;

/// Where a row of the data stands in a figure.
using PointPlace = std::function<Pt(const Matrix& x, const Matrix& y, Index row)>;

/// px across, fewer for more points.
double point_size(Index points);

/// All points in the colour of text: those to train on filled, those held back hollow (validation circles,
/// test diamonds).
void add_points(const Dataset& data, const PointPlace& place, const Theme& theme, Figure& figure);

/// The same by class: its colour and marker; validation hollow, test pale with a rim of text.
void add_class_points(const Dataset& data, const DataLook& look, const PointPlace& place, const Theme& theme,
                      Figure& figure);

/// The same by their target in the colours of `levels`; those held back have a hole.
void add_valued_points(const Dataset& data, const std::vector<double>& levels, const PointPlace& place,
                       const Theme& theme, Figure& figure);

/// The samples that the next update of a run uses, over the points, in the run's colour: of the emphasised
/// run, else of the first shown one with mini-batches. ring: around points that have a colour of their own.
void add_batch(const Dataset& data, const std::vector<ShownRun>& runs, const ViewOptions& options,
               const PointPlace& place, bool ring, const Theme& theme, Figure& figure);

}  // namespace talweg
