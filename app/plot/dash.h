// Dash patterns: one for all painters, and the cutting for those whose library has none.
#pragma once

#include "app/plot/geometry.h"
#include "app/plot/theme.h"

#include <cstddef>
#include <span>
#include <vector>

namespace talweg {

/// Lengths of ink and gap in turn, in stroke widths, with butt ends; empty for solid.
std::span<const double> dash_pattern(Dash dash);

/// The inked pieces of a line, one after another in one list.
struct DashPieces {
    std::vector<Pt> points;
    std::vector<std::size_t> starts;  ///< first point of each piece, then the total
};

/// Cuts a line `width` px wide into its dashes; a solid line is one piece. `pieces` is cleared and refilled,
/// so that its memory is used again.
void cut_dashes(std::span<const Pt> line, Dash dash, double width, DashPieces& pieces);

}  // namespace talweg
