// Recorded series made ready for drawing.
#include "app/views/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The last step of column 0, 1, …; the last column takes all that follows.
std::vector<double> column_ends(const CurveColumns& columns) {
    std::vector<double> ends(std::max<std::size_t>(columns.columns, 1));
    const auto count = static_cast<double>(ends.size());
    const double low = columns.logarithmic ? std::log(columns.x_low) : columns.x_low;
    const double high = columns.logarithmic ? std::log(columns.x_high) : columns.x_high;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const double at = low + (high - low) * static_cast<double>(i + 1) / count;
        ends[i] = columns.scale.step(columns.logarithmic ? std::exp(at) : at);
    }
    ends.back() = kInfinity;
    return ends;
}

/// What one column has gathered.
class Gathered {
  public:
    void take(const CurveItem& item) {
        if (!(item.low <= item.high)) return;
        if (empty_) {
            first_ = item;
            low_ = item.low;
            high_ = item.high;
        }
        last_ = item;
        low_ = std::min(low_, item.low);
        high_ = std::max(high_, item.high);
        empty_ = false;
    }

    void flush(const StepScale& scale, ThinCurve& out) {
        if (empty_) return;
        const auto add = [&](Step step, double value) {
            out.x.push_back(scale.x(static_cast<double>(step)));
            out.y.push_back(value);
        };
        const bool ends = std::isfinite(first_.first_value) && std::isfinite(last_.last_value);
        if (ends) {
            add(first_.first, first_.first_value);
            if (last_.last != first_.first) add(last_.last, last_.last_value);
        } else {
            add(first_.first + (last_.last - first_.first) / 2, low_ + 0.5 * (high_ - low_));
        }
        const double middle = 0.5 * (static_cast<double>(first_.first) + static_cast<double>(last_.last));
        out.band_x.push_back(scale.x(middle));
        out.band_low.push_back(low_);
        out.band_high.push_back(high_);
        widest_ = std::max(widest_, last_.last - first_.first);
        empty_ = true;
    }

    Step widest() const { return widest_; }

  private:
    bool empty_ = true;
    CurveItem first_;
    CurveItem last_;
    double low_ = 0.0;
    double high_ = 0.0;
    Step widest_ = 0;
};

}  // namespace

std::vector<CurveItem> curve_items(const BucketSeries& series, Step from, Step to) {
    std::vector<CurveItem> items;
    if (series.buckets.empty() || from > to) return items;
    const Step stride = std::max<Step>(series.stride, 1);
    const std::size_t begin = static_cast<std::size_t>(
        std::min<Step>(from / stride > 0 ? from / stride - 1 : 0, series.buckets.size()));
    const auto end = static_cast<std::size_t>(std::min<Step>(to / stride + 2, series.buckets.size()));
    items.reserve(end - std::min(begin, end) + 1);
    for (std::size_t i = begin; i < end; ++i) {
        const Bucket& bucket = series.buckets[i];
        if (bucket.count == 0) continue;
        const Step first = static_cast<Step>(i) * stride;
        items.push_back(
            {first, first + bucket.count - 1, bucket.low, bucket.high, bucket.first, bucket.last});
    }
    return items;
}

std::vector<CurveItem> curve_items(const SampleWindow& window, std::size_t column, Step from, Step to) {
    std::vector<CurveItem> items;
    if (window.count == 0 || column >= window.columns || from > to) return items;
    const Step last = window.first + window.count - 1;
    const Step begin = std::max(window.first, from > 0 ? from - 1 : 0);
    const Step end = std::min(last, to + 1);
    const std::span<const double> values = window.column(column);
    for (Step step = begin; step <= end && begin <= end; ++step) {
        const double value = values[step - window.first];
        const bool finite = std::isfinite(value);
        items.push_back({step, step, finite ? value : kInfinity, finite ? value : -kInfinity, value, value});
    }
    return items;
}

std::vector<double> smoothed(const BucketSeries& series, double weight) {
    std::vector<double> values;
    values.reserve(series.buckets.size());
    double mean = 0.0;
    double remaining = 1.0;  // weight^k: what the start at zero still weighs
    for (const Bucket& bucket : series.buckets) {
        double value = 0.5 * bucket.first + 0.5 * bucket.last;
        if (!std::isfinite(value)) value = bucket.low + 0.5 * (bucket.high - bucket.low);
        if (!(bucket.low <= bucket.high) || !std::isfinite(value)) {
            values.push_back(kNan);
            continue;
        }
        mean = weight * mean + (1.0 - weight) * value;
        remaining *= weight;
        values.push_back(mean / (1.0 - remaining));
    }
    return values;
}

std::size_t split_at(std::vector<CurveItem>& items, Step step, double value) {
    const auto after = std::partition_point(items.begin(), items.end(),
                                            [&](const CurveItem& item) { return item.last < step; });
    if (after == items.end()) return items.size();
    const auto index = static_cast<std::size_t>(after - items.begin());
    if (after->first > step) return index;
    CurveItem before = *after;
    before.last = step;
    before.last_value = value;
    after->first = step;
    after->first_value = value;
    items.insert(after, before);
    return index + 1;
}

ThinCurve thin_curve(const CurveItem* items, std::size_t count, const CurveColumns& columns) {
    ThinCurve out;
    if (count == 0) return out;
    const std::vector<double> ends = column_ends(columns);
    const std::size_t points = std::min(count, ends.size() + 2);
    for (auto* values : {&out.x, &out.y}) values->reserve(2 * points);
    for (auto* values : {&out.band_x, &out.band_low, &out.band_high}) values->reserve(points);
    Gathered column;
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto start = static_cast<double>(items[i].first);
        if (start > ends[at]) {
            column.flush(columns.scale, out);
            while (start > ends[at]) ++at;
        }
        column.take(items[i]);
    }
    column.flush(columns.scale, out);
    if (column.widest() <= 1) {  // the line passes through every value: a band would add nothing
        out.band_x.clear();
        out.band_low.clear();
        out.band_high.clear();
    }
    return out;
}

}  // namespace talweg
