// Figures as the views make them, with numbers of our own: for reference images.
#pragma once

#include "app/plot/figure.h"

#include <string>
#include <vector>

namespace talweg::samples {

/// Four loss curves over steps on a log axis, one that diverged, a band, a rule, direct labels.
Figure loss_curves(const Theme& theme);

/// A valley with filled contours, level lines, two paths, start, end and minimum.
Figure surface(const Theme& theme);

/// Points, a fitted line, residual squares on equal axes, a card.
Figure squares(const Theme& theme);

/// A range from 1 to 1 + 1e-9, and every marker.
Figure tiny_range(const Theme& theme);

/// Nothing to show.
Figure empty(const Theme& theme);

/// Twelve runs with dashes that end close together, so that names move apart or go to the legend.
Figure many_runs(const Theme& theme);

}  // namespace talweg::samples
