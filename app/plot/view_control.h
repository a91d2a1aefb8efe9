// Pan, zoom about the cursor, box zoom, fit: (ranges, input) -> ranges. No user interface library.
#pragma once

#include "app/plot/layout.h"

#include <optional>

namespace talweg {

/// What a view is looking at; absent: fitted to its marks.
struct ViewRange {
    std::optional<Range> x;
    std::optional<Range> y;
    bool operator==(const ViewRange&) const = default;
};

/// Which part of a figure the pointer is in: dragging or scrolling over an axis moves that axis only.
enum class Zone { none, plot, x_axis, y_axis };
Zone zone_at(const Layout& layout, Pt at);

ViewRange pan(const Layout& layout, const ViewRange& view, Zone zone, Pt delta);
/// notches > 0: closer. The point under the cursor stays where it is.
ViewRange zoom(const Layout& layout, const ViewRange& view, Zone zone, Pt at, double notches);
/// The rectangle between two corners fills the plot; smaller than 4 px in a direction: that direction stays.
ViewRange box_zoom(const Layout& layout, const ViewRange& view, Pt from, Pt to);

}  // namespace talweg
