// What the views share among themselves: which runs are drawn and how, words for numbers, ranges.
#pragma once

#include "app/views/view.h"

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace talweg {

/// One shown run as every view draws it. Points into the snapshot that it was made from.
struct ShownRun {
    const RunSnapshot* run = nullptr;
    const RunSpec* spec = nullptr;
    SeriesStyle style;      ///< colour already faded when another run is emphasised
    double extra = 0.0;     ///< px added to the line's own width: 1 when emphasised
    double alpha = 1.0;     ///< 0.4 when another run is emphasised
    std::size_t place = 0;  ///< in the experiment: legends keep this order whatever is drawn last

    Stroke stroke(double width, double opacity = 1.0) const {
        return {.color = style.color.faded(opacity),
                .width = width + extra,
                .dash = style.dash,
                .halo = {},
                .halo_width = 0.0};
    }
    MarkInfo info(std::string name = {}) const {
        return {.name = std::move(name),
                .id = spec->id,
                .in_extent = false,
                .in_legend = false,
                .pickable = false,
                .legend = {},
                .legend_rank = place};
    }
};

/// The runs that are shown, in the experiment's order. A snapshot's run without a specification is left out.
std::vector<ShownRun> shown_runs(const Snapshot& now, const ViewOptions& options, const Theme& theme);

/// The same in the order of drawing: the emphasised one last, over all others.
std::vector<ShownRun> emphasised_last(std::vector<ShownRun> runs);

/// The run whose residuals are drawn: the emphasised one, else the first shown that has not diverged.
const ShownRun* residual_run(const std::vector<ShownRun>& runs, const ViewOptions& options);

/// The theme's marker for runs without a particular mark: no name, not in the extent.
inline MarkInfo quiet_mark(std::uint64_t id = 0) {
    return {.name = {}, .id = id, .in_extent = false, .in_legend = false, .pickable = false, .legend = {}};
}

/// At most five significant digits; an en dash for an absent number.
std::string number_text(double value);
/// The same for one of several numbers of about the size `scale`: "0" where rounding is all that is left.
std::string number_text(double value, double scale);

/// "Four points, linear, mse · step 1,284".
std::string subtitle_text(const Snapshot& now);

/// The card at the top of a plot, dx px beside `x`: the step that the pointer marks, and each run's loss
/// there, or its learning rate, with its `parameters` where their names are given. Where another step is the
/// nearest recorded one, it is said.
Note hover_card(std::span<const ShownRun> runs, Step step, const std::vector<std::string>* parameters,
                const Figure& figure, double x, double dx, bool rates = false);

/// The entry of the legend for a kind of line that every run may have.
Line kind_key(std::string name, Dash dash, double width, const Theme& theme);

/// The smallest range around numbers; non-finite ones are passed over.
struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double value);
    bool empty() const { return !(low <= high); }
    /// With `air` of its length on both sides; a single number gets a range about it. Empty: 0 to 1.
    Range padded(double air) const;
};

}  // namespace talweg
