// Draws runs and ghosts as curves. Internal to the curves view.
#pragma once

#include "app/views/step_axis.h"

namespace talweg {

inline constexpr double kValidationWidth = 1.75;  ///< of the validation loss, px
inline constexpr double kPartWidth = 1.0;         ///< of the lines of what a loss is made of, px

/// How one series of a run is drawn.
struct CurveLook {
    Stroke stroke;
    bool band = true;
    bool labelled = false;  ///< carries the run's name and entry in the legend
};

/// Adds the marks of one run after the other to a figure whose ranges are set.
class CurvePainter {
  public:
    CurvePainter(const Snapshot& now, const ViewOptions& options, const StepAxis& axis, Figure& figure)
        : now_(now), options_(options), axis_(axis), figure_(figure) {}

    /// Its losses with what they are made of, or its rates.
    void draw(const ShownRun& entry);
    void draw(const GhostRun& ghost, const SeriesStyle& style);
    /// Whether any of the runs so far had a validation loss within what is seen.
    bool validated() const { return validated_; }

  private:
    bool rates() const { return options_.curves.quantity == CurvesViewOptions::Quantity::rate; }
    void draw_rate(const ShownRun& entry);
    void draw_loss(const ShownRun& entry);
    void draw_validation(const ShownRun& entry, SeenSteps seen);
    void draw_parts(const ShownRun& entry, SeenSteps seen);
    std::vector<CurveItem> smoothed_items(const RunSnapshot& run, SeenSteps seen, double& at_cursor) const;
    void add(const ShownRun& entry, std::vector<CurveItem> items, double at_cursor, const CurveLook& look);
    void add_part(const ShownRun& entry, const CurveItem* items, std::size_t count, const CurveLook& look);
    std::string now_text(const RunState& state) const {
        return rates() ? ", rate " + number_text(state.rate) : ", loss " + number_text(state.loss);
    }

    const Snapshot& now_;
    const ViewOptions& options_;
    const StepAxis& axis_;
    Figure& figure_;
    bool validated_ = false;
};

}  // namespace talweg
