// The gradient's norm in each layer over the steps: where lines spread, gradients vanish or explode.
#include "app/views/data_look.h"
#include "app/views/step_axis.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {
namespace {

constexpr double kFuture = 0.3;       ///< opacity of what was recorded beyond the cursor
constexpr double kSpread = 100.0;     ///< between first and last layer: gradients vanish or explode
constexpr double kRounding = 1e-15;   ///< of the greatest norm: what is less is left of a sum that cancels
constexpr std::size_t kMostTold = 8;  ///< layers on the card

/// First layers dark in the light theme and bright in the dark one, last ones the other way; each stands out
/// from the ground.
Rgba layer_color(std::size_t layer, std::size_t layers, const Theme& theme) {
    const double along = layers > 1 ? static_cast<double>(layer) / static_cast<double>(layers - 1) : 0.0;
    const double t = theme.dark ? 0.95 - 0.6 * along : 0.05 + 0.65 * along;
    return legible(color_at(Map::viridis, t, theme.text), theme.panel, 3.0);
}

std::string layer_name(std::size_t layer, std::size_t layers) {
    return "layer " + std::to_string(layer + 1) + (layer + 1 == layers ? " (output)" : "");
}

/// What a layer had at a step: exactly at the cursor, elsewhere what begins its bucket.
double norm_at(const RunSnapshot& run, std::size_t layer, Step step) {
    if (run.state.step == step) return run.state.layer_norms[static_cast<Index>(layer)];
    const BucketSeries& series = run.layer_norms[layer];
    const auto bucket = static_cast<std::size_t>(step / std::max<Step>(series.stride, 1));
    return bucket < series.buckets.size() ? series.buckets[bucket].first : kAbsent;
}

class Norms {
  public:
    Norms(const Snapshot& now, const RunSnapshot& run, const StepAxis& axis, Figure& figure)
        : now_(now), run_(run), axis_(axis), figure_(figure) {}

    void fit_y(const std::optional<Range>& wish);
    void draw_layer(std::size_t layer);
    void draw_cursor();
    void draw_hover(Step step);

  private:
    std::size_t layers() const { return run_.layer_norms.size(); }
    double x(Step step) const { return axis_.x(run_, step); }
    Rgba color(std::size_t layer) const { return layer_color(layer, layers(), figure_.theme); }
    void add(std::size_t layer, const CurveItem* items, std::size_t count, bool future);
    void add_rule(double at, Rgba color);

    const Snapshot& now_;
    const RunSnapshot& run_;
    const StepAxis& axis_;
    Figure& figure_;
};

void Norms::fit_y(const std::optional<Range>& wish) {
    const SeenSteps seen = axis_.seen(axis_.scale(run_));
    double low = std::numeric_limits<double>::infinity();
    double high = 0.0;
    for (const BucketSeries& series : run_.layer_norms) {
        for (const CurveItem& item : curve_items(series, seen.from, seen.to)) {
            for (const double value : {item.low, item.high, item.first_value, item.last_value}) {
                if (std::isfinite(value) && value > 0.0) low = std::min(low, value);
                if (std::isfinite(value)) high = std::max(high, value);
            }
        }
    }
    if (!(low <= high)) low = high = 1.0;
    low = std::max(low, kRounding * high);
    // A decade at least, and some air.
    const double air = std::max(std::pow(high / low, 0.05), std::sqrt(std::max(10.0 / (high / low), 1.0)));
    figure_.y.range = {std::max(low / air, 1e-300), std::min(high * air, 1e300)};
    if (wish && wish->low > 0.0) figure_.y.range = *wish;
}

void Norms::add(std::size_t layer, const CurveItem* items, std::size_t count, bool future) {
    ThinCurve curve = thin_curve(items, count, axis_.columns(axis_.scale(run_)));
    const Rgba own = color(layer).faded(future ? kFuture : 1.0);
    if (!curve.band_x.empty()) {
        Band band;
        band.info = quiet_mark();
        band.x = std::move(curve.band_x);
        band.low = std::move(curve.band_low);
        band.high = std::move(curve.band_high);
        band.fill = own.faded(0.25);
        figure_.marks.emplace_back(std::move(band));
    }
    Line line;
    line.info = quiet_mark();
    line.info.pickable = true;
    line.info.legend_rank = layer;
    if (!future) {
        line.info.name = layer_name(layer, layers());
        line.info.in_legend = true;
        if (layer > 0) line.info.legend = line.info.name.substr(std::string_view("layer ").size());
        line.label_at_end = true;
    }
    line.x = std::move(curve.x);
    line.y = std::move(curve.y);
    line.stroke = {.color = own, .width = layers() > 6 ? 1.5 : 2.0, .halo = {}};
    figure_.marks.emplace_back(std::move(line));
}

/// Solid up to the cursor, pale beyond it.
void Norms::draw_layer(std::size_t layer) {
    const SeenSteps seen = axis_.seen(axis_.scale(run_));
    std::vector<CurveItem> items = curve_items(run_.layer_norms[layer], seen.from, seen.to);
    const Step cursor = std::min(now_.cursor, run_.end_step);
    const bool has_future = run_.end_step > now_.cursor;
    const std::size_t cut = has_future ? split_at(items, cursor, norm_at(run_, layer, cursor)) : items.size();
    if (cut < items.size()) add(layer, items.data() + cut, items.size() - cut, true);
    add(layer, items.data(), cut, false);
}

void Norms::add_rule(double at, Rgba color) {
    if (axis_.logarithmic() && !(at > 0.0)) return;
    Rule rule;
    rule.info = quiet_mark();
    rule.at = at;
    rule.vertical = true;
    rule.stroke = {.color = color, .width = 1.0, .halo = {}};
    figure_.marks.emplace_back(std::move(rule));
}

void Norms::draw_cursor() {
    add_rule(x(now_.cursor), figure_.theme.text.faded(0.45));
    for (std::size_t layer = 0; layer < layers(); ++layer) {
        Points point;
        point.info = quiet_mark();
        point.x = {x(run_.state.step)};
        point.y = {run_.state.layer_norms[static_cast<Index>(layer)]};
        point.marker = {.shape = MarkerShape::circle,
                        .size = 6.0,
                        .fill = color(layer),
                        .rim = figure_.theme.panel,
                        .rim_width = 1.25};
        figure_.marks.emplace_back(std::move(point));
    }
}

void Norms::draw_hover(Step step) {
    add_rule(x(step), figure_.theme.accent);
    step = std::min(step, run_.end_step);
    const Step stride = std::max<Step>(run_.layer_norms.front().stride, 1);
    if (step != run_.state.step) step -= step % stride;
    std::string text = "step " + grouped_text(step);
    // Two in a row where there are many: the plot is low. Of very many the middle is left out.
    const bool pairs = layers() > 4;
    const std::size_t skipped = layers() > kMostTold ? layers() - kMostTold : 0;
    for (std::size_t told = 0; told + skipped < layers(); ++told) {
        if (skipped > 0 && told == kMostTold / 2) text += "\n…";
        const std::size_t layer = skipped > 0 && told >= kMostTold / 2 ? told + skipped : told;
        text += pairs && told % 2 == 1 ? "   " : "\n";
        text += (pairs ? std::to_string(layer + 1) : layer_name(layer, layers())) + "  " +
                short_text(norm_at(run_, layer, step), pairs ? 3 : 5);
    }
    Note card;
    card.info = quiet_mark();
    card.x = std::clamp(x(step), axis_.range().low, axis_.range().high);
    card.y = figure_.y.range->high;
    card.dx = 12.0;
    card.dy = 8.0;
    card.text = std::move(text);
    card.color = figure_.theme.text;
    card.card = true;
    figure_.marks.emplace_back(std::move(card));
}

/// A large number in three digits and zeros.
std::string round_text(double value) {
    if (!(value < 1e15)) return short_text(value, 3);
    const double unit = std::pow(10.0, std::max(std::floor(std::log10(value)) - 2.0, 0.0));
    return grouped_text(static_cast<std::uint64_t>(std::llround(std::round(value / unit) * unit)));
}

/// "1/2,300 of", "0.42 of", "4.1 times".
std::string ratio_text(double ratio) {
    if (ratio >= 100.0) return round_text(ratio) + " times";
    if (ratio >= 0.995) return short_text(ratio, 3) + " times";
    if (ratio > 0.1) return short_text(ratio, 2) + " of";
    return "1/" + round_text(1.0 / ratio) + " of";
}

/// What the picture says, in words.
std::string spread_text(const Vector& norms) {
    const double first = norms[0];
    const double last = norms[norms.size() - 1];
    if (!(first > 0.0) || !(last > 0.0) || !std::isfinite(first) || !std::isfinite(last)) {
        return first == 0.0 && last > 0.0 ? "Nothing of the gradient reaches the first layer." : "";
    }
    const double ratio = first / last;
    std::string text = "The first layer's gradient is " + ratio_text(ratio) + " the last one's";
    if (ratio < 1.0 / kSpread) text += ": it vanishes on its way back";
    if (ratio > kSpread) text += ": it explodes on its way back";
    return text + ".";
}

/// Where the layers are level by now and were not at step 0, that is the point of the picture: what the last
/// layer could learn alone it has learned, and the others were told nothing.
std::string told_text(const RunSnapshot& run) {
    const Vector& norms = run.state.layer_norms;
    const double first = norm_at(run, 0, 0);
    const double last = norm_at(run, run.layer_norms.size() - 1, 0);
    const double begun = first / last;
    const double now = norms[0] / norms[norms.size() - 1];
    const auto spread = [](double ratio) { return ratio < 1.0 / kSpread || ratio > kSpread; };
    if (run.state.step == 0 || !(first > 0.0) || !(last > 0.0) || !std::isfinite(begun) || !spread(begun) ||
        !std::isfinite(now) || spread(now))
        return spread_text(norms);
    std::string text = "At step 0 the first layer's gradient was " + ratio_text(begun) +
                       " the last one's: it " + (begun < 1.0 ? "vanished" : "exploded") + " on its way back.";
    const double left = norms.maxCoeff() / std::max(first, last);
    return text + (left < 1.0 / kSpread ? " Now every layer's is small."
                                        : " Now it is " + ratio_text(now) + " the last one's.");
}

}  // namespace

bool has_layer_norms(const Snapshot& now) { return now.parameters.layers() > 1; }

Figure layer_norms_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme,
                          double pixels) {
    Figure figure;
    figure.theme = theme;
    figure.title = "Gradient norm by layer";
    figure.subtitle = subtitle_text(now);
    CurvesViewOptions steps = options.curves;
    steps.range = options.network.norms_range;
    name_step_axis(steps, figure.x);
    figure.y.label = "Norm";
    figure.y.scale = Scale::log10;
    const std::vector<ShownRun> runs = shown_runs(now, options, theme);
    const ShownRun* told = told_run(runs, options);
    const bool recorded =
        told != nullptr && !told->run->layer_norms.empty() &&
        told->run->state.layer_norms.size() == static_cast<Index>(told->run->layer_norms.size());
    if (!recorded) {
        figure.empty_text =
            told == nullptr ? "No run is shown." : "The model has one layer: its gradient is one.";
        return figure;
    }
    if (runs.size() > 1) figure.subtitle += " · " + told->spec->name;
    const StepAxis axis(now, {*told}, steps, pixels);
    figure.x.range = axis.range();
    Norms norms(now, *told->run, axis, figure);
    norms.fit_y(steps.range.y);
    for (std::size_t layer = 0; layer < told->run->layer_norms.size(); ++layer) norms.draw_layer(layer);
    norms.draw_cursor();
    if (options.hover) norms.draw_hover(options.hover->step);
    figure.caption = told_text(*told->run);
    return figure;
}

}  // namespace talweg
