// The pictures of the data view besides its curves.
#pragma once

#include "app/views/point_cloud.h"

namespace talweg {

/// Points over the plane of two inputs, in the colours of their targets, over the predictions of one run.
/// art: their picture; nullptr, or one of another model: points alone.
void draw_plane(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                const std::vector<ShownRun>& runs, const PredictionArt* art, PointCloud& cloud,
                Figure& figure);

/// One run's predictions against the targets, with the diagonal; or its residuals (target minus prediction)
/// against its predictions, about zero. In the units of the first target.
void draw_scatter(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                  const std::vector<ShownRun>& runs, Figure& figure);

}  // namespace talweg
