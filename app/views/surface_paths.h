// The ways of runs over the loss surface. Internal to the surface view.
#pragma once

#include "app/views/surface_track.h"

namespace talweg {

/// A shown run with its way. Points into the list of shown runs.
struct RunTrack {
    const ShownRun* entry = nullptr;
    Track track;
    Track average;  ///< of the averaged theta; empty: a run without
};
std::vector<RunTrack> tracks_of(const std::vector<ShownRun>& runs, const Tracks& tracks);

/// For the legend: every run in the experiment's order, whatever the order in which paths are drawn.
void add_path_keys(const std::vector<ShownRun>& runs, const Snapshot& now, const ViewOptions& options,
                   Figure& figure);

/// Ghosts first, then runs that fly away, then the others, the emphasised one last: each with its halo, its
/// dots where steps stand apart, the averaged path beside it, and pale what was recorded beyond the cursor.
/// Points that have left `window` with a loss that flew away are gaps: a zigzag through the whole window at
/// every step would bury all else.
void add_paths(const std::vector<RunTrack>& runs, const Tracks& tracks, const Snapshot& now,
               const PlaneWindow& window, const Theme& theme, Figure& figure);

}  // namespace talweg
