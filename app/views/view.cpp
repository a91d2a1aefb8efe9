// Names of the views, styles of runs, and what all views share.
#include "app/views/view.h"

#include "app/views/parts.h"
#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {

std::string_view view_name(ViewId view) {
    switch (view) {
        case ViewId::data:
            return "data";
        case ViewId::curves:
            return "curves";
        case ViewId::surface:
            return "surface";
        case ViewId::network:
            return "network";
    }
    return "";
}

std::string_view view_title(ViewId view) {
    switch (view) {
        case ViewId::data:
            return "Data and fit";
        case ViewId::curves:
            return "Loss curves";
        case ViewId::surface:
            return "Loss surface";
        case ViewId::network:
            return "Network";
    }
    return "";
}

bool both_model_views(const Snapshot& now) {
    return !now.experiment.function && now.parameter_names.size() >= 2;
}

ViewId model_view(const Snapshot& now, const ViewOptions& options) {
    const bool network = now.parameter_names.size() > 2 ? !options.surface.of_many : options.network.instead;
    if (both_model_views(now)) return network ? ViewId::network : ViewId::surface;
    const bool model = !now.experiment.function && !now.parameter_names.empty();
    return model ? ViewId::network : ViewId::surface;
}

std::array<ViewId, 3> board_views(const Snapshot& now, const ViewOptions& options) {
    const ViewId model = model_view(now, options);
    ViewId large = model;
    const bool data = options.large == LargeView::best && model != ViewId::surface;
    if (data || options.large == LargeView::data) large = ViewId::data;
    if (options.large == LargeView::curves) large = ViewId::curves;
    std::array<ViewId, 3> views{large, large, large};
    std::size_t at = 1;
    for (const ViewId view : {model, ViewId::data, ViewId::curves}) {
        if (view != large) views[at++] = view;
    }
    return views;
}

void make_large(ViewId view, const Snapshot& now, ViewOptions& options) {
    options.large = LargeView::best;
    if (board_views(now, options)[0] == view) return;
    options.large = view == ViewId::data     ? LargeView::data
                    : view == ViewId::curves ? LargeView::curves
                                             : LargeView::model;
}

std::string_view curves_title(const CurvesViewOptions& options) {
    return options.quantity == CurvesViewOptions::Quantity::rate ? "Learning rate"
                                                                 : view_title(ViewId::curves);
}

std::string_view axis_name(CurvesViewOptions::Axis axis) {
    switch (axis) {
        case CurvesViewOptions::Axis::steps:
            return "steps";
        case CurvesViewOptions::Axis::epochs:
            return "epochs";
        case CurvesViewOptions::Axis::evaluations:
            return "evaluations";
        case CurvesViewOptions::Axis::seconds:
            break;
    }
    return "seconds";
}

SeriesStyle run_style(const Experiment& experiment, std::size_t index, const Theme& theme) {
    SeriesStyle style = series_style(index, theme);
    if (index < experiment.runs.size() && !experiment.runs[index].color.empty()) {
        try {
            style.color = parse_color(experiment.runs[index].color);
        } catch (const Error&) {
            // A colour that cannot be read is reported where it is typed; the picture keeps the place's own.
        }
    }
    return style;
}

std::vector<ShownRun> shown_runs(const Snapshot& now, const ViewOptions& options, const Theme& theme) {
    std::vector<ShownRun> shown;
    bool emphasis = false;
    for (std::size_t i = 0; i < now.experiment.runs.size(); ++i) {
        const RunSpec& spec = now.experiment.runs[i];
        if (!spec.shown) continue;
        const auto run = std::find_if(now.runs.begin(), now.runs.end(),
                                      [&](const RunSnapshot& candidate) { return candidate.id == spec.id; });
        if (run == now.runs.end()) continue;
        ShownRun entry;
        entry.run = &*run;
        entry.spec = &spec;
        entry.style = run_style(now.experiment, i, theme);
        entry.place = i;
        shown.push_back(entry);
        emphasis = emphasis || (spec.id == options.emphasised_run && spec.id != 0);
    }
    if (!emphasis) return shown;
    for (ShownRun& entry : shown) {
        if (entry.spec->id == options.emphasised_run) {
            entry.extra = 1.0;
        } else {
            entry.alpha = 0.4;
            entry.style.color = entry.style.color.faded(entry.alpha);
        }
    }
    return shown;
}

std::vector<ShownRun> emphasised_last(std::vector<ShownRun> runs) {
    std::stable_partition(runs.begin(), runs.end(),
                          [](const ShownRun& entry) { return !(entry.extra > 0.0); });
    return runs;
}

const ShownRun* residual_run(const std::vector<ShownRun>& runs, const ViewOptions& options) {
    for (const ShownRun& entry : runs) {
        if (options.emphasised_run != 0 && entry.spec->id == options.emphasised_run) return &entry;
    }
    for (const ShownRun& entry : runs) {
        if (entry.run->state.status != RunStatus::diverged) return &entry;
    }
    return nullptr;
}

std::string number_text(double value) { return std::isnan(value) ? std::string("–") : short_text(value, 5); }

std::string number_text(double value, double scale) {
    return number_text(std::abs(value) < 1e-10 * scale ? 0.0 : value);
}

std::string subtitle_text(const Snapshot& now) {
    return summary(now.experiment) + " · step " + grouped_text(now.cursor);
}

Note hover_card(std::span<const ShownRun> runs, Step step, const std::vector<std::string>* parameters,
                const Figure& figure, double x, double dx, bool rates) {
    std::string text = "step " + grouped_text(step);
    for (const ShownRun& entry : runs) {
        const std::optional<SampleAt> sample = sample_at(*entry.run, step);
        if (!sample) continue;
        text += "\n" + entry.spec->name + "  " + number_text(rates ? sample->rate : sample->loss);
        if (parameters && sample->theta.size() == parameters->size()) {
            double scale = 0.0;
            for (const double value : sample->theta) scale = std::max(scale, std::abs(value));
            for (std::size_t p = 0; p < parameters->size(); ++p) {
                text +=
                    (p == 0 ? " · " : ", ") + (*parameters)[p] + " " + number_text(sample->theta[p], scale);
            }
        }
        if (sample->step != step) text += " (step " + grouped_text(sample->step) + ")";
    }
    Note note;
    note.info = quiet_mark();
    note.x = x;
    note.y = figure.y.range->high;
    note.dx = dx;
    note.dy = 16.0;
    note.text = std::move(text);
    note.color = figure.theme.text;
    note.card = true;
    return note;
}

Line kind_key(std::string name, Dash dash, double width, const Theme& theme) {
    Line key;  // without points: only the legend shows it
    key.info = quiet_mark();
    key.info.name = std::move(name);
    key.info.in_legend = true;
    key.info.legend_rank = std::numeric_limits<std::size_t>::max();  // after all runs
    key.stroke = {.color = theme.quiet_text, .width = width, .dash = dash, .halo = {}};
    return key;
}

void Span::take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
}

Range Span::padded(double air) const {
    if (empty()) return {0.0, 1.0};
    constexpr double kLargest = 4e307;  // so that the length, with its air, is still a number
    if (low < -kLargest || high > kLargest) return {std::max(low, -kLargest), std::min(high, kLargest)};
    const double length = high - low;
    const double scale = std::max(std::abs(low), std::abs(high));
    if (!(length > 1e-12 * scale)) {
        const double half = scale > 0.0 ? std::max(0.5 * scale, 1e-300) : 1.0;
        return {low - half, high + half};
    }
    return {low - air * length, high + air * length};
}

}  // namespace talweg
