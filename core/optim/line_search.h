// A line search for the strong Wolfe conditions, shared by all optimizers that look along a direction.
#pragma once

#include "core/optim/optimizer.h"

#include <array>

namespace talweg {

/// A step a along d from theta is accepted when both hold (phi(a) = L(theta + a d)):
///   phi(a) <= phi(0) + c1 a phi'(0)      enough of what the slope promised
///   |phi'(a)| <= c2 |phi'(0)|            and little slope left
struct WolfeRules {
    double c1 = 1e-4;
    double c2 = 0.9;
    double tolerance = 1e-9;        ///< gives up where no entry of theta would move by this much any more
    std::uint64_t max_trials = 25;  ///< after the first one
};

/// c1, c2 and max_ls, as all searches name them.
constexpr Knob c1_knob() {
    return {.name = "c1",
            .title = "Decrease",
            .symbol = "c₁",
            .low = 0.0,
            .high = 1.0,
            .low_open = true,
            .high_open = true,
            .initial = 1e-4,
            .logarithmic = true,
            .slider_low = 1e-6,
            .slider_high = 0.5,
            .help = "The share of the decrease promised by the slope that a step must bring.",
            .why_low = "at 0 a step need not lower the loss",
            .why_high = "at 1 only a loss that falls along a line brings so much"};
}
constexpr Knob c2_knob(double initial) {
    return {.name = "c2",
            .title = "Curvature",
            .symbol = "c₂",
            .low = 0.0,
            .high = 1.0,
            .low_open = true,
            .high_open = true,
            .initial = initial,
            .slider_low = 0.01,
            .slider_high = 0.99,
            .help = "The share of the slope that a step may leave over; small is an exact search.",
            .why_low = "at 0 only an exact search could end",
            .why_high = "at 1 a step of no length would do"};
}
constexpr Knob max_ls_knob() {
    return {.name = "max_ls",
            .title = "Trials",
            .type = KnobType::integer,
            .low = 1,
            .high = 1000,
            .initial = 25,
            .slider_low = 1,
            .slider_high = 50,
            .help = "How many further points one search tries before it takes the best of them.",
            .why_low = "without a trial there is no search"};
}

/// Of the knobs above. Throws Error where c1 is not below c2, since then no step may satisfy both.
WolfeRules wolfe_rules(const Settings& settings);

/// Where a search begins: theta (n) with loss and gradient, the direction d (n), and the slope g'd < 0.
struct LineStart {
    const Vector& theta;
    const Vector& direction;
    double loss;
    const Vector& gradient;
    double slope;
};

struct LinePoint {
    double step = 0.0;  ///< a
    double loss = 0.0;
    double slope = 0.0;
    Vector gradient;  ///< (n) at theta + a d
};

/// Bracketing and zooming by cubic interpolation, the same search as torch.optim.LBFGS's "strong_wolfe".
class StrongWolfe {
  public:
    explicit StrongWolfe(Index n);

    /// Tries `first` first. When no trial satisfies both conditions: the one of least loss, with step 0
    /// where nothing was below the start. The result stays until the next search. A trial whose loss or
    /// slope is not finite counts as too far. Does not allocate.
    const LinePoint& search(Probe& probe, const LineStart& start, double first, const WolfeRules& rules);
    /// Of the last search.
    std::uint64_t evaluations() const { return evaluations_; }

  private:
    void evaluate(Probe& probe, const LineStart& start, double step, LinePoint& point);
    const LinePoint& zoom(Probe& probe, const LineStart& start, const WolfeRules& rules, std::uint64_t trials,
                          std::array<LinePoint*, 2> bracket, LinePoint* fresh);

    std::array<LinePoint, 3> points_;
    Vector trial_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace talweg
