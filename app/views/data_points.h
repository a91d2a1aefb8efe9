// The points of the data as the data view's pictures draw them.
#pragma once

#include "app/views/point_cloud.h"

namespace talweg {

/// Where the rows stand in a curve or a plane. Points into the snapshot.
PointPlace point_place(const Snapshot& now, const DataLook& look);

/// The points of a figure whose ranges are known, and what draws very many of them.
struct PointPlot {
    const Dataset& data;
    PointPlace place;
    CloudSubject subject;
    PointCloud& cloud;
};
PointPlot point_plot(const Snapshot& now, const DataLook& look, const Figure& figure, PointCloud& cloud);

/// px across, fewer for more points.
double point_size(Index points);

/// Up to kMostPoints to train on are marks; more are one picture.

/// All points in the colour of text: those to train on filled, those held back hollow (validation circles,
/// test diamonds).
void add_points(const PointPlot& plot, const Theme& theme, Figure& figure);

/// The same by class: its colour and marker; validation hollow, test pale with a rim of text.
void add_class_points(const PointPlot& plot, const Theme& theme, Figure& figure);

/// The same by their target in the colours of `levels`; those held back have a hole.
void add_valued_points(const PointPlot& plot, const std::vector<double>& levels, const Theme& theme,
                       Figure& figure);

/// The samples that the next update of a run uses, over the points, in the run's colour: of the emphasised
/// run, else of the first shown one with mini-batches. ring: around points that have a colour of their own.
void add_batch(const Dataset& data, const std::vector<ShownRun>& runs, const ViewOptions& options,
               const PointPlace& place, bool ring, const Theme& theme, Figure& figure);

}  // namespace talweg
