// Which losses the curves' axis shows when nobody zoomed.
#include "app/views/curve_range.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kFlownAway = 100.0;  ///< times what losses begin with: the run no longer decides the axis
constexpr double kPartDepth = 1e-3;   ///< times the least loss: as far below it a penalty is followed
constexpr double kHeldDepth = 1e-3;  ///< times the least loss of points held back: as far others are followed
constexpr double kWordsBelow = 0.13;  ///< of the axis above a target, for its words
constexpr double kHopeless = 1e6;     ///< times its own first loss: what such a run has is nothing usual

struct Extremes {
    double low = kInfinity;
    double high = -kInfinity;
    double least_positive = kInfinity;

    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
        if (value > 0.0) least_positive = std::min(least_positive, value);
    }
    void take(const BucketSeries& series, SeenSteps seen) {
        const Step stride = std::max<Step>(series.stride, 1);
        const auto count = static_cast<Step>(series.buckets.size());
        for (Step i = seen.from / stride; i < count && i <= seen.to / stride; ++i) {
            const Bucket& bucket = series.buckets[i];
            if (!(bucket.low <= bucket.high)) continue;
            for (const double value : {bucket.low, bucket.high, bucket.first, bucket.last}) take(value);
        }
    }
    void take(const Extremes& other) {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
        least_positive = std::min(least_positive, other.least_positive);
    }
};

double first_loss(const RunSnapshot& run) {
    return run.loss.buckets.empty() ? kAbsent : run.loss.buckets.front().first;
}

/// Whether a run has diverged or is about to: without an end yet, half its losses may be beyond all measure.
bool hopeless(const RunSnapshot& run) {
    if (run.end_status == RunStatus::diverged) return true;
    return !run.loss.buckets.empty() && first_loss(run) > 0.0 &&
           run.loss.buckets.back().high > kHopeless * first_loss(run);
}

/// What a loss usually is: the median over all tame runs' buckets, from at most a few hundred of them.
double usual_loss(const std::vector<ShownRun>& runs) {
    std::vector<double> values;
    for (const ShownRun& entry : runs) {
        if (hopeless(*entry.run)) continue;
        const std::vector<Bucket>& buckets = entry.run->loss.buckets;
        const std::size_t stride = buckets.size() / 128 + 1;
        for (std::size_t i = 0; i < buckets.size(); i += stride) {
            if (buckets[i].low <= buckets[i].high) values.push_back(buckets[i].high);
        }
    }
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double largest_start(const std::vector<ShownRun>& runs) {
    double largest = 0.0;
    for (const ShownRun& entry : runs) {
        const double start = first_loss(*entry.run);
        if (std::isfinite(start)) largest = std::max(largest, start);
    }
    return largest;
}

struct Losses {
    Extremes tame;
    Extremes wild;
    Extremes parts;  ///< penalties, and losses without them
    Extremes held;   ///< of points held back, of tame runs
    double largest_start = 0.0;
};

Losses gather(const std::vector<ShownRun>& runs, const std::vector<SeenSteps>& seen) {
    Losses losses;
    losses.largest_start = largest_start(runs);
    const double limit = flown_limit(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunSnapshot& run = *runs[i].run;
        Extremes own;
        own.take(run.loss, seen[i]);
        own.take(run.train_loss, seen[i]);
        own.take(run.validation_loss, seen[i]);
        losses.parts.take(run.penalty, seen[i]);
        losses.parts.take(run.data_loss, seen[i]);
        const bool flown = run.end_status == RunStatus::diverged || (limit > 0.0 && own.high > limit);
        (flown ? losses.wild : losses.tame).take(own);
        if (!flown) losses.held.take(run.validation_loss, seen[i]);
    }
    return losses;
}

Range log_range(double low, double high) {
    if (!(low < high)) return {low / 2.0, low * 2.0};
    const double air = std::pow(high / low, 0.04);
    return {std::max(low / air, 1e-300), std::min(high * air, 1e300)};
}

Range linear_range(double low, double high) {
    Span span;
    span.take(low);
    span.take(high);
    Range range = span.padded(0.05);
    if (low >= 0.0 && low < 0.25 * high) range.low = 0.0;  // a loss is read from its floor
    return range;
}

double least_of(double low, double target) { return std::isfinite(target) ? std::min(low, target) : low; }

/// Where a logarithmic axis up to `top` begins, when `least` is the least of the losses themselves.
double least_shown(const Losses& losses, double least, double top, double target) {
    if (losses.held.least_positive < kInfinity)
        least = std::min(std::max(least, kHeldDepth * losses.held.least_positive), top);
    // A penalty is far below its loss at times: it has room, but does not press the losses together.
    const double deepest = std::max(losses.parts.least_positive, kPartDepth * least);
    if (std::isfinite(deepest)) least = std::min(least, deepest);
    const double reach = std::max(10.0, std::sqrt(top / least));
    if (!(target > 0.0 && target * reach >= least) || least < 0.9 * target) return least;
    return target / std::pow(top / target, kWordsBelow);
}

}  // namespace

double flown_limit(const std::vector<ShownRun>& runs) {
    return kFlownAway * std::max(largest_start(runs), usual_loss(runs));
}

LossRange loss_range(const std::vector<ShownRun>& runs, const std::vector<SeenSteps>& seen,
                     std::optional<bool> log_y, const std::optional<Range>& wish, double target) {
    const Losses losses = gather(runs, seen);
    const bool any_tame = losses.tame.low <= losses.tame.high;
    const bool any_wild = losses.wild.low <= losses.wild.high;
    Extremes shown = losses.tame;
    if (any_wild) {
        shown.low = std::min(shown.low, losses.wild.low);
        shown.least_positive = std::min(shown.least_positive, losses.wild.least_positive);
    }
    if (!any_tame && any_wild) {
        // Nothing else to see: the whole growth, a straight line over its decades. On a linear axis it would
        // be a wall at the end; one who asked for that sees how it begins.
        const double start = losses.largest_start;
        const bool whole = log_y.value_or(true) || !(start > 0.0 && losses.wild.low <= start);
        shown.high = whole ? losses.wild.high : start;
    }
    if (!any_tame && !any_wild) return {wish.value_or(Range{0.0, 1.0}), Scale::linear};

    // How far above the others a run that flies away is followed.
    const bool above = any_wild && losses.wild.high > shown.high;
    const double log_top = above ? std::min(shown.high * 10.0, losses.wild.high) : shown.high;
    const double linear_top = above ? std::min(shown.high * 1.5, losses.wild.high) : shown.high;
    const bool can_log = shown.least_positive < kInfinity && log_top > 0.0;
    const bool wide = can_log && log_top / shown.least_positive > 100.0;
    LossRange result;
    result.scale = can_log && log_y.value_or(wide) ? Scale::log10 : Scale::linear;
    if (wish) {
        result.range = *wish;
        if (result.scale == Scale::log10 && !(wish->low > 0.0)) {
            result.range = log_range(shown.least_positive, log_top);
        }
        return result;
    }
    result.range = result.scale == Scale::log10
                       ? log_range(least_shown(losses, shown.least_positive, log_top, target), log_top)
                       : linear_range(std::min(least_of(shown.low, target), losses.parts.low), linear_top);
    return result;
}

LossRange rate_range(const std::vector<ShownRun>& runs, const std::vector<SeenSteps>& seen,
                     std::optional<bool> log_y, const std::optional<Range>& wish) {
    Extremes rates;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunSnapshot& run = *runs[i].run;
        if (run.rate.buckets.empty())
            rates.take(run.state.rate);
        else
            rates.take(run.rate, seen[i]);
    }
    if (!(rates.low <= rates.high)) return {wish.value_or(Range{0.0, 1.0}), Scale::linear};
    const bool can_log = rates.least_positive < kInfinity;
    const bool wide = can_log && rates.low > 0.0 && rates.high / rates.least_positive > 100.0;
    LossRange result;
    result.scale = can_log && log_y.value_or(wide) ? Scale::log10 : Scale::linear;
    const bool usable = wish && (result.scale == Scale::linear || wish->low > 0.0);
    if (usable) {
        result.range = *wish;
    } else if (result.scale == Scale::log10) {
        result.range = log_range(rates.least_positive, rates.high);
    } else {
        result.range = rates.low < rates.high
                           ? linear_range(rates.low, rates.high)
                           : linear_range(std::min(0.0, rates.low), std::max(0.0, rates.high));
    }
    return result;
}

}  // namespace talweg
