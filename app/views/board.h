// The board: one view, or three together, as a page ready for export.
#pragma once

#include "app/plot/export.h"
#include "app/views/view.h"

#include <optional>

namespace talweg {

/// view absent: the whole board with a heading. Type and strokes are theme.scale times their own. px as in
/// Page.
Page make_page(const Snapshot& now, const LossSurface& surface, const ViewOptions& options,
               const Theme& theme, std::optional<ViewId> view, double width, double height,
               double dpi = 96.0);

}  // namespace talweg
