// A line search for the strong Wolfe conditions.
#include "core/optim/line_search.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"
#include "core/base/vectors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

/// The minimiser of the cubic through two points with their slopes, kept within [low, high]; the middle
/// where that cubic has none, or where an infinite loss makes it meaningless.
double cubic_minimiser(const LinePoint& a, const LinePoint& b, double low, double high) {
    const double d1 = a.slope + b.slope - 3.0 * (a.loss - b.loss) / (a.step - b.step);
    const double square = d1 * d1 - a.slope * b.slope;
    const double middle = (low + high) / 2.0;
    if (!(square >= 0.0)) return middle;
    const double d2 = std::sqrt(square);
    const LinePoint& left = a.step <= b.step ? a : b;
    const LinePoint& right = a.step <= b.step ? b : a;
    const double best = right.step - (right.step - left.step) *
                                         ((right.slope + d2 - d1) / (right.slope - left.slope + 2.0 * d2));
    return std::isfinite(best) ? std::min(std::max(best, low), high) : middle;
}

/// A trial next to an end of the bracket brings little: the second one in a row, or one at the end itself,
/// goes a tenth of the bracket away from it.
double away_from_ends(double step, double low, double high, bool& stuck) {
    const double margin = 0.1 * (high - low);
    if (!(std::min(high - step, step - low) < margin)) {
        stuck = false;
        return step;
    }
    if (!stuck && step < high && step > low) {
        stuck = true;
        return step;
    }
    stuck = false;
    return std::abs(step - high) < std::abs(step - low) ? high - margin : low + margin;
}

}  // namespace

WolfeRules wolfe_rules(const Settings& settings) {
    WolfeRules rules;
    rules.c1 = settings.real("c1");
    rules.c2 = settings.real("c2");
    // Only a bracket of no width at all ends these searches early: they may be asked to be exact.
    rules.tolerance = std::numeric_limits<double>::min();
    rules.max_trials = static_cast<std::uint64_t>(settings.integer("max_ls"));
    if (!(rules.c1 < rules.c2)) {
        throw Error("'c1' must be below 'c2', " + exact_text(rules.c2) + ", not " + exact_text(rules.c1) +
                    ": else there may be no step that satisfies both");
    }
    return rules;
}

StrongWolfe::StrongWolfe(Index n) : trial_(Vector::Zero(n)) {
    for (LinePoint& point : points_) point.gradient = Vector::Zero(n);
}

void StrongWolfe::evaluate(Probe& probe, const LineStart& start, double step, LinePoint& point) {
    const Index n = start.theta.size();
    const double* x = start.theta.data();
    const double* d = start.direction.data();
    double* trial = trial_.data();
    for (Index i = 0; i < n; ++i) trial[i] = x[i] + step * d[i];
    ++evaluations_;
    point.step = step;
    point.loss = probe.value_and_gradient(trial_, point.gradient);
    point.slope = dot(point.gradient.data(), d, n);
    if (!std::isfinite(point.loss) || !std::isfinite(point.slope)) {
        point.loss = std::numeric_limits<double>::infinity();
    }
}

// phi(a) = L(theta + a d). First steps grow until they enclose an acceptable one, then the bracket shrinks
// around it.
// Source: Nocedal and Wright 2006, algorithms 3.5 and 3.6, with the interpolation and the limits of PyTorch
// (after Schmidt's minFunc). There a trial that is not finite spreads through all that follows; here it is
// an end of the bracket, which is halved.
const LinePoint& StrongWolfe::search(Probe& probe, const LineStart& start, double first,
                                     const WolfeRules& rules) {
    LinePoint* previous = &points_[0];
    LinePoint* fresh = &points_[1];
    const auto begin_at_start = [&start](LinePoint& point) {
        point.step = 0.0;
        point.loss = start.loss;
        point.slope = start.slope;
        std::copy_n(start.gradient.data(), start.gradient.size(), point.gradient.data());
    };
    evaluations_ = 0;
    begin_at_start(*previous);
    evaluate(probe, start, first, *fresh);
    std::uint64_t trials = 0;
    for (; trials < rules.max_trials; ++trials) {
        const bool too_high = fresh->loss > start.loss + rules.c1 * fresh->step * start.slope ||
                              (trials > 1 && fresh->loss >= previous->loss);
        if (!too_high && std::abs(fresh->slope) <= -rules.c2 * start.slope) return *fresh;
        if (too_high || fresh->slope >= 0.0) break;
        const double low = fresh->step + 0.01 * (fresh->step - previous->step);
        const double next = cubic_minimiser(*previous, *fresh, low, fresh->step * 10.0);
        std::swap(previous, fresh);
        evaluate(probe, start, next, *fresh);
    }
    if (trials == rules.max_trials) begin_at_start(*previous);
    return zoom(probe, start, rules, trials, {previous, fresh}, &points_[2]);
}

// bracket: two points between which an acceptable one lies, in the order in which they were met.
const LinePoint& StrongWolfe::zoom(Probe& probe, const LineStart& start, const WolfeRules& rules,
                                   std::uint64_t trials, std::array<LinePoint*, 2> bracket,
                                   LinePoint* fresh) {
    const double reach = largest_entry(start.direction);
    std::size_t low = bracket[0]->loss <= bracket[1]->loss ? 0 : 1;
    bool stuck = false;
    bool done = false;
    for (; !done && trials < rules.max_trials; ++trials) {
        const double left = std::min(bracket[0]->step, bracket[1]->step);
        const double right = std::max(bracket[0]->step, bracket[1]->step);
        if ((right - left) * reach < rules.tolerance) break;
        const double wanted = cubic_minimiser(*bracket[0], *bracket[1], left, right);
        evaluate(probe, start, away_from_ends(wanted, left, right, stuck), *fresh);
        const std::size_t high = 1 - low;
        if (fresh->loss > start.loss + rules.c1 * fresh->step * start.slope ||
            fresh->loss >= bracket[low]->loss) {
            std::swap(bracket[high], fresh);
            low = bracket[0]->loss <= bracket[1]->loss ? 0 : 1;
            continue;
        }
        if (std::abs(fresh->slope) <= -rules.c2 * start.slope) {
            done = true;
        } else if (fresh->slope * (bracket[high]->step - bracket[low]->step) >= 0.0) {
            std::swap(bracket[high], bracket[low]);
        }
        std::swap(bracket[low], fresh);
    }
    return *bracket[low];
}

}  // namespace talweg
