// Draws runs and ghosts as curves.
#include "app/views/curve_painter.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr double kFuture = 0.3;  ///< opacity of what was recorded beyond the cursor
constexpr double kRaw = 0.25;    ///< of the raw line under a smoothed one
constexpr double kGhost = 0.25;  ///< of a future that an edit cut off

/// Exact values where they are kept for everything that is seen, else buckets.
std::vector<CurveItem> items_of(const RunSnapshot& run, const BucketSeries& series, std::size_t column,
                                SeenSteps seen) {
    if (series.stride > 1) {
        const Step to = std::min(seen.to, run.end_step);
        for (const SampleWindow* window : {&run.recent, &run.detail}) {
            if (window->count > 0 && window->has(seen.from) && window->has(to)) {
                return curve_items(*window, column, seen.from, to);
            }
        }
    }
    return curve_items(series, seen.from, seen.to);
}

}  // namespace

void CurvePainter::draw(const ShownRun& entry) {
    if (rates())
        draw_rate(entry);
    else
        draw_loss(entry);
}

void CurvePainter::draw(const GhostRun& ghost, const SeriesStyle& style) {
    const StepScale scale = axis_.scale(now_, ghost);
    SeenSteps seen = axis_.seen(scale);
    seen.from = std::max(seen.from, ghost.first_step);
    std::vector<CurveItem> items = curve_items(rates() ? ghost.rate : ghost.loss, seen.from, seen.to);
    std::erase_if(items, [&](const CurveItem& item) { return item.last < ghost.first_step; });
    ThinCurve curve = thin_curve(items.data(), items.size(), axis_.columns(scale));
    Line line;
    line.info = quiet_mark(ghost.id);
    line.x = std::move(curve.x);
    line.y = std::move(curve.y);
    line.stroke = {.color = style.color.faded(kGhost), .width = 1.5, .dash = style.dash, .halo = {}};
    figure_.marks.emplace_back(std::move(line));
}

/// A rate that never changed has no series.
void CurvePainter::draw_rate(const ShownRun& entry) {
    const RunSnapshot& run = *entry.run;
    const double rate = run.state.rate;
    const bool changes = !run.rate.buckets.empty();
    std::vector<CurveItem> items{{0, run.end_step, rate, rate, rate, rate}};
    if (changes) items = items_of(run, run.rate, kRate, axis_.seen(axis_.scale(run)));
    add(entry, std::move(items), rate, {entry.stroke(2.0), changes, true});
}

void CurvePainter::draw_loss(const ShownRun& entry) {
    const RunSnapshot& run = *entry.run;
    const SeenSteps seen = axis_.seen(axis_.scale(run));
    const bool smooth = options_.curves.smoothing > 0.0;
    const bool whole = !run.train_loss.buckets.empty();
    const bool raw_is_main = !smooth && !whole;
    const double raw_width = raw_is_main ? 2.0 : 1.25;
    add(entry, items_of(run, run.loss, kLoss, seen), run.state.loss,
        {entry.stroke(raw_width, raw_is_main ? 1.0 : kRaw), true, raw_is_main});
    if (whole) {
        add(entry, items_of(run, run.train_loss, kTrainLoss, seen), kAbsent,
            {entry.stroke(smooth ? 1.25 : 2.0), false, !smooth});
    }
    if (smooth) {
        double at_cursor = kAbsent;
        std::vector<CurveItem> items = smoothed_items(run, seen, at_cursor);
        add(entry, std::move(items), at_cursor, {entry.stroke(2.0), false, true});
    }
    if (!run.validation_loss.buckets.empty()) draw_validation(entry, seen);
    draw_parts(entry, seen);
}

/// Dashed. Where points have been held back just now there is one value, which is a ring.
void CurvePainter::draw_validation(const ShownRun& entry, SeenSteps seen) {
    const RunSnapshot& run = *entry.run;
    std::vector<CurveItem> items = items_of(run, run.validation_loss, kValidationLoss, seen);
    const auto has_value = [](const CurveItem& item) { return item.low <= item.high; };
    const auto values = std::count_if(items.begin(), items.end(), has_value);
    if (values == 0) return;
    validated_ = true;
    const CurveItem& only = *std::find_if(items.begin(), items.end(), has_value);
    if (values == 1 && only.first == only.last) {
        Points ring;
        ring.info = entry.info();
        ring.x = {axis_.x(run, only.last)};
        ring.y = {only.last_value};
        ring.marker = {.shape = MarkerShape::ring, .size = 8.0, .fill = entry.style.color, .rim = {}};
        figure_.marks.emplace_back(std::move(ring));
        return;
    }
    Stroke dashed = entry.stroke(kValidationWidth);
    dashed.dash = Dash::dashed;
    add(entry, std::move(items), kAbsent, {dashed, false, false});
}

/// What the loss is made of, where there is a penalty.
void CurvePainter::draw_parts(const ShownRun& entry, SeenSteps seen) {
    const RunSnapshot& run = *entry.run;
    if (run.penalty.buckets.empty()) return;
    Stroke stroke = entry.stroke(kPartWidth);
    stroke.dash = Dash::dash_dot;
    add(entry, curve_items(run.data_loss, seen.from, seen.to), run.state.train_loss - run.state.penalty,
        {stroke, false, false});
    stroke.dash = Dash::dotted;
    add(entry, curve_items(run.penalty, seen.from, seen.to), run.state.penalty, {stroke, false, false});
}

std::vector<CurveItem> CurvePainter::smoothed_items(const RunSnapshot& run, SeenSteps seen,
                                                    double& at_cursor) const {
    const std::vector<double> values = smoothed(run.loss, std::min(options_.curves.smoothing, 0.9999));
    const Step stride = std::max<Step>(run.loss.stride, 1);
    std::vector<CurveItem> items;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Step last = static_cast<Step>(i) * stride + std::max(run.loss.buckets[i].count, 1u) - 1;
        if (last + 2 * stride < seen.from || last > seen.to + 2 * stride) continue;
        if (last <= run.state.step && std::isfinite(values[i])) at_cursor = values[i];
        if (std::isfinite(values[i])) {
            items.push_back({last, last, values[i], values[i], values[i], values[i]});
        }
    }
    return items;
}

/// Solid up to the cursor, pale beyond it; both meet at `at_cursor`, the value shown there.
void CurvePainter::add(const ShownRun& entry, std::vector<CurveItem> items, double at_cursor,
                       const CurveLook& look) {
    const Step cursor = std::min(now_.cursor, entry.run->end_step);
    const bool has_future = entry.run->end_step > now_.cursor;
    const std::size_t cut = has_future ? split_at(items, cursor, at_cursor) : items.size();
    if (has_future) {
        // Nothing was cut when no item holds the cursor: then the pale line starts at the last item
        // before.
        const bool meets = cut < items.size() && items[cut].first == cursor;
        const std::size_t from = cut > 0 && !meets ? cut - 1 : cut;
        CurveLook pale = look;
        pale.stroke.color = pale.stroke.color.faded(kFuture);
        pale.labelled = false;
        add_part(entry, items.data() + from, items.size() - from, pale);
    }
    add_part(entry, items.data(), cut, look);
}

void CurvePainter::add_part(const ShownRun& entry, const CurveItem* items, std::size_t count,
                            const CurveLook& look) {
    ThinCurve curve = thin_curve(items, count, axis_.columns(axis_.scale(*entry.run)));
    if (look.band && !curve.band_x.empty()) {
        Band band;
        band.info = entry.info();
        band.x = std::move(curve.band_x);
        band.low = std::move(curve.band_low);
        band.high = std::move(curve.band_high);
        band.fill = look.stroke.color.faded(0.3);
        figure_.marks.emplace_back(std::move(band));
    }
    Line line;
    line.info = entry.info(look.labelled ? entry.spec->name : std::string{});
    // A diverged run is named where it leaves the picture.
    const bool diverged = !rates() && entry.run->end_status == RunStatus::diverged;
    line.info.in_legend = look.labelled && (!diverged || options_.stand_alone);
    line.info.pickable = true;
    line.label_at_end = look.labelled && !diverged && !options_.stand_alone;
    if (look.labelled && options_.stand_alone) {
        line.info.legend = entry.spec->name + ": " + summary(*entry.spec) +
                           (diverged ? std::string{} : now_text(entry.run->state));
    }
    line.x = std::move(curve.x);
    line.y = std::move(curve.y);
    line.stroke = look.stroke;
    figure_.marks.emplace_back(std::move(line));
}

}  // namespace talweg
