// What stands in the data view while points are edited: the classes over the figure, a caption in the plot.
#pragma once

#include "app/panels/point_edits.h"

namespace talweg {

/// The classes as buttons along the upper edge of `box`, in place of the figure's legend of them: each says
/// which class new points are of, and what those selected become. Takes the height that it needs from `box`;
/// nothing where no classes are edited, or where there is no room. What is left beside them is for the
/// caption.
Box class_strip(const Snapshot& now, UiState& ui, Box& box, Figure& figure);

/// A line of text while points are selected or clicks add some: in `beside` where it fits, else in the lower
/// left of the plot, where the mouse reaches through it.
void point_caption(const Snapshot& now, UiState& ui, const Box& plot, const Box& beside);

}  // namespace talweg
