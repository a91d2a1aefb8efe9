// Which losses the curves' axis shows when nobody zoomed: robust against runs that fly away.
#pragma once

#include "app/views/parts.h"

namespace talweg {

struct LossRange {
    Range range;
    Scale scale = Scale::linear;
};

/// Steps that are seen of one run.
struct SeenSteps {
    Step from = 0;
    Step to = 0;
};

/// Losses above this have flown away: a hundred times what losses begin with or usually are. 0: no limit.
double flown_limit(const std::vector<ShownRun>& runs);

/// The visible losses of all runs that are tame: not diverged, and never above flown_limit(). Runs that fly
/// away leave at the top, a decade (or half as much again, on a linear axis) above the others; where all do,
/// the axis has room for all their decades (or, linear by choice, for how they begin). Logarithmic
/// when asked for, or by default when the values span more than two decades. `seen` has one entry per run.
/// `wish`: a range that was chosen by zooming; only the scale is decided then. `target`: a loss that the runs
/// head for is seen too; on a logarithmic axis as far as that takes a third of it, or a decade.
/// Where points are held back, what counts is how far the two losses are apart: on a logarithmic axis those
/// of the others are followed to three decades below, and what falls to nothing leaves at the bottom.
LossRange loss_range(const std::vector<ShownRun>& runs, const std::vector<SeenSteps>& seen,
                     std::optional<bool> log_y, const std::optional<Range>& wish, double target = kAbsent);

/// The same for learning rates, of which none flies away.
LossRange rate_range(const std::vector<ShownRun>& runs, const std::vector<SeenSteps>& seen,
                     std::optional<bool> log_y, const std::optional<Range>& wish);

}  // namespace talweg
