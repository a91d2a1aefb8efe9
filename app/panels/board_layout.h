// Where the parts of the window stand. Pure: sizes in, boxes out.
#pragma once

#include "app/panels/settings.h"
#include "app/plot/geometry.h"

namespace talweg {

/// Boxes in px; an absent part has no width.
struct BoardLayout {
    Box menu;
    Box side;   ///< the side panel, or the strip of icons it folds to
    Box views;  ///< all three
    Box large;
    Box upper;
    Box lower;
    Box inspector;  ///< below the views, where it is open
    Box transport;
    Box status;
    bool folded = false;  ///< `side` is the strip
};

/// Below this width, px before scale, the side panel folds.
inline constexpr double kFoldWidth = 1100.0;
inline constexpr double kStripWidth = 48.0;
inline constexpr double kLeastSide = 264.0;
inline constexpr double kMostSide = 480.0;
inline constexpr double kLeastViewWidth = 240.0;
inline constexpr double kLeastViewHeight = 180.0;
inline constexpr double kGap = 8.0;

/// `scale`: px per unit. alone: one view has the whole of `views`, as `large`. No view gets
/// smaller than 240 x 180 as long as the window has room for that. `inspector`: the height that the step
/// inspector asks for, px before scale; it gets at most half of what the views have, and leaves them room for
/// the titles of their axes.
BoardLayout board_layout(double width, double height, double scale, const AppSettings& settings,
                         bool alone = false, double inspector = 0.0);

}  // namespace talweg
