// The card around a view: its title, its few controls, and where the figure goes.
#pragma once

#include "app/panels/ui_state.h"

#include <functional>

namespace talweg {

/// Draws the card in `box` and its header with `title`; `controls` draws the view's own controls side by
/// side, in all `controls_width` px wide; where they do not fit they move into a menu. Returns the box of the
/// figure.
Box view_frame(UiState& ui, ViewId view, std::string_view title, Box box, float controls_width,
               ViewRange& range, const std::function<void()>& controls);

/// Where the side panel names the runs, the legend names only the kinds of lines that are no run of their
/// own.
void shorten_legend(Figure& figure, bool side_shown);

}  // namespace talweg
