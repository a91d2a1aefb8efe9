// Drops tick labels until none touch.
#include "app/plot/scale.h"
#include "app/plot/tick_text.h"
#include "app/plot/ticks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace talweg {

namespace {

struct Span {
    double low, high;
    std::size_t tick;
};

bool touch(const Span& a, const Span& b) { return a.low < b.high && b.low < a.high; }

/// Where each labelled tick's text runs along the axis, with half a gap on both sides, in order of pixels.
std::vector<Span> spans_of(const Ticks& ticks, const AxisMap& map, const TextMeasure& measure, double size,
                           bool horizontal) {
    std::vector<Span> spans;
    const double gap = horizontal ? size * 0.75 : size * 0.15;
    for (std::size_t i = 0; i < ticks.ticks.size(); ++i) {
        const Tick& tick = ticks.ticks[i];
        if (tick.label.empty()) continue;
        const Size text = measure.measure(tick.label, size);
        const double half = ((horizontal ? text.width : text.height) + gap) / 2;
        const double at = map.to_pixel(tick.value);
        spans.push_back({at - half, at + half, i});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.low < b.low; });
    return spans;
}

bool any_touch(const std::vector<Span>& spans) {
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (touch(spans[i - 1], spans[i])) return true;
    }
    return false;
}

/// Keeps every k-th multiple of the step, so that the kept labels do not change while the plot is moved.
void keep_every_kth(Ticks& ticks, const std::vector<Span>& spans) {
    const auto value = [&](std::size_t s) { return ticks.ticks[spans[s].tick].value; };
    const double step = std::fabs(value(1) - value(0));
    for (const int k : {2, 5, 10, 20, 50, 100, 1000}) {
        std::vector<Span> kept;
        for (std::size_t s = 0; s < spans.size(); ++s) {
            const double index = std::round(value(s) / step);
            if (std::fmod(std::fabs(index), k) == 0.0) kept.push_back(spans[s]);
        }
        if (any_touch(kept)) continue;
        if (kept.empty()) kept.push_back(spans[spans.size() / 2]);
        std::vector<bool> stays(ticks.ticks.size(), false);
        for (const Span& span : kept) stays[span.tick] = true;
        for (std::size_t i = 0; i < ticks.ticks.size(); ++i) {
            if (!stays[i]) ticks.ticks[i].label.clear();
        }
        return;
    }
    for (std::size_t s = 1; s < spans.size(); ++s) ticks.ticks[spans[s].tick].label.clear();
}

/// Zero first, then decades, then 5 and 2, then the rest.
int rank(double value) {
    if (value == 0.0) return 0;
    const double mantissa = std::fabs(value) / times_power_of_ten(1.0, decimal_exponent(value));
    const auto is = [mantissa](double m) { return std::fabs(mantissa - m) < 1e-6; };
    if (is(1)) return 1;
    return is(2) || is(5) ? 2 : 3;
}

void keep_by_rank(Ticks& ticks, const std::vector<Span>& spans) {
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rank(ticks.ticks[spans[a].tick].value) < rank(ticks.ticks[spans[b].tick].value);
    });
    std::vector<Span> kept;
    for (const std::size_t s : order) {
        const bool free =
            std::none_of(kept.begin(), kept.end(), [&](const Span& k) { return touch(k, spans[s]); });
        if (free) {
            kept.push_back(spans[s]);
        } else {
            ticks.ticks[spans[s].tick].label.clear();
        }
    }
}

}  // namespace

void thin_labels(Ticks& ticks, const AxisMap& map, const TextMeasure& measure, double size, bool horizontal) {
    const std::vector<Span> spans = spans_of(ticks, map, measure, size, horizontal);
    if (!any_touch(spans)) return;
    if (map.scale() == Scale::linear) {
        keep_every_kth(ticks, spans);
    } else {
        keep_by_rank(ticks, spans);
    }
}

}  // namespace talweg
