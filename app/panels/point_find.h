// Points in the data view's picture: which one is where, and rings around those that are selected.
#pragma once

#include "app/panels/point_edits.h"
#include "app/plot/layout.h"

#include <optional>

namespace talweg {

/// Whether the picture is one in which points are edited: the data itself, of which few enough are there.
bool edits_points(const Snapshot& now, const UiState& ui);

/// The document's points and the snapshot's are of one mind: rows mean the same in both.
bool same_points(const Snapshot& now, const UiState& ui);

/// The row, as before any split, of the point nearest to a place, px; nothing farther than `reach`. By the
/// snapshot's points, which are what one sees; one pass over all.
std::optional<std::size_t> point_at(const Snapshot& now, const DataLook& look, const Layout& layout, Pt at,
                                    double reach);
/// Those in the rectangle between two corners that are seen.
std::vector<std::size_t> points_within(const Snapshot& now, const DataLook& look, const Layout& layout,
                                       Pt from, Pt to);

/// Rings around what is selected, at most one in a few pixels. Forgets a selection of points that are no
/// longer there.
void add_rings(const Snapshot& now, UiState& ui, Figure& figure);

}  // namespace talweg
