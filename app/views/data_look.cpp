// What the data view shows of a snapshot, and small words and numbers for it.
#include "app/views/data_look.h"

#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/class_targets.h"
#include "core/train/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {
namespace {

constexpr std::size_t kMostNamed = 3;

/// How the loss reads the targets, and the outputs that a model needs for them.
struct TargetLook {
    Task task = Task::regression;
    Index outputs = 1;
};

/// While an edit is on its way the points may still be those of another loss.
bool suits(const Loss& loss, const Dataset& data) {
    return loss.task() == Task::regression || target_trouble(loss, data).empty();
}

TargetLook look_at_targets(const Snapshot& now) {
    const LossPart& part = loss_part(now.experiment.loss.kind);
    const std::unique_ptr<Loss> loss = part.make(Settings(part.info, now.experiment.loss.knobs));
    if (!suits(*loss, now.data)) return {Task::regression, now.data.y.cols()};
    return {loss->task(), outputs_of(*loss, now.data)};
}

/// Looking at all targets takes time, and a frame asks more than once: the last answer is kept.
TargetLook target_look(const Snapshot& now) {
    if (now.data_revision == 0) return look_at_targets(now);
    static thread_local std::uint64_t revision = 0;
    static thread_local PartChoice loss;
    static thread_local TargetLook known;
    if (revision != now.data_revision || loss != now.experiment.loss) {
        known = look_at_targets(now);
        revision = now.data_revision;
        loss = now.experiment.loss;
    }
    return known;
}

}  // namespace

DataLook data_look(const Snapshot& now, const ViewOptions& options) {
    DataLook look;
    const TargetLook targets = target_look(now);
    look.task = targets.task;
    look.outputs = targets.outputs;
    const Index inputs = now.data.x.cols();
    look.across = std::clamp<Index>(options.data.across, 0, inputs - 1);
    const Index up = options.data.up;
    if (inputs > 1 && up >= 0) look.up = up != look.across && up < inputs ? up : look.across == 0 ? 1 : 0;
    look.picture = look.up >= 0 ? DataPicture::plane : DataPicture::curve;
    if (look.task != Task::regression) {
        if (options.data.look == DataViewOptions::Look::confusion) look.picture = DataPicture::confusion;
        return look;
    }
    if (options.data.look == DataViewOptions::Look::against) look.picture = DataPicture::against;
    if (options.data.look == DataViewOptions::Look::residuals) look.picture = DataPicture::residuals;
    return look;
}

std::string input_name(const Dataset& data, Index input) {
    const auto at = static_cast<std::size_t>(input);
    if (at < data.x_names.size()) return data.x_names[at];
    return data.x.cols() > 1 ? "x" + std::to_string(input + 1) : "x";
}

std::string target_name(const Dataset& data) { return data.y_names.empty() ? "y" : data.y_names[0]; }

DataExtent data_extent(const Snapshot& now) {
    return now.extent.known(now.data.x.cols()) ? now.extent : extent_of(now.data);
}

Vector mean_inputs(const Snapshot& now) {
    Vector mean = data_extent(now).mean;
    if (now.data.rows() == 0) return mean;
    for (Index input = 0; input < mean.size(); ++input) mean[input] = now.data.raw(input, mean[input]);
    return mean;
}

std::string held_text(const Snapshot& now, const DataLook& look) {
    const Dataset& data = now.data;
    std::vector<Index> held;
    for (Index input = 0; input < data.x.cols(); ++input) {
        if (input != look.across && input != look.up) held.push_back(input);
    }
    if (held.empty()) return {};
    if (held.size() > kMostNamed)
        return "the other " + std::to_string(held.size()) + " inputs at their means";
    const Vector mean = mean_inputs(now);
    std::string text;
    for (const Index input : held) {
        text += (text.empty() ? "" : ", ") + input_name(data, input) + " " + number_text(mean[input]);
    }
    return text + (held.size() == 1 ? " (its mean)" : " (their means)");
}

Range input_range(const Snapshot& now, Index input) {
    const DataExtent extent = data_extent(now);
    const ColumnExtent& column = extent.inputs[static_cast<std::size_t>(input)];
    Span span;
    if (!column.empty()) {
        span.take(now.data.raw(input, column.low));
        span.take(now.data.raw(input, column.high));
    }
    return span.padded(0.08);
}

Span target_span(const Snapshot& now) {
    const ColumnExtent target = data_extent(now).target;
    return {target.low, target.high};
}

std::vector<double> even_levels(const Span& span, int count) {
    const Range range = span.padded(0.0);
    const double rough = range.span() / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double digit : {5.0, 2.0, 1.0}) {
        if (digit * power >= rough * (1.0 - 1e-9)) step = digit * power;
    }
    const double first = std::floor(range.low / step + 1e-9);
    const double last = std::max(std::ceil(range.high / step - 1e-9), first + 1.0);
    std::vector<double> levels;
    if (!(step > 0.0) || !std::isfinite(first) || !(last - first < 4.0 * count)) {
        return {range.low, range.high};
    }
    // As a whole number over a power of ten where there is one, a level is as near to its name as it can be.
    const bool below_one = step < 1.0;
    const double whole = below_one ? std::round(1.0 / step) : step;
    const bool exact = below_one && std::abs(whole * step - 1.0) < 1e-9;
    for (double k = first; k <= last; k += 1.0) {
        levels.push_back(exact ? k / whole : k * step);
    }
    return levels;
}

std::vector<double> value_levels(const Snapshot& now) { return even_levels(target_span(now), 12); }

std::size_t class_of(Task task, double target) {
    if (task == Task::classes) return target > 0.0 ? static_cast<std::size_t>(target) : 0;
    return target > 0.0 ? 1 : 0;
}

std::size_t class_count(const Dataset& data, const DataLook& look) {
    if (look.task != Task::classes) return 2;
    return std::max(static_cast<std::size_t>(look.outputs), data.classes.size());
}

std::string class_name(const Dataset& data, Task task, std::size_t index) {
    if (index < data.classes.size()) return data.classes[index];
    return "class " + class_label(task, index);
}

SeriesStyle class_style(std::size_t index, const Theme& theme) {
    constexpr std::array<MarkerShape, 4> kClosed{MarkerShape::circle, MarkerShape::square,
                                                 MarkerShape::triangle, MarkerShape::diamond};
    SeriesStyle style = series_style(index, theme);
    style.dash = Dash::solid;
    style.marker = kClosed[index % kClosed.size()];
    return style;
}

const ShownRun* told_run(const std::vector<ShownRun>& runs, const ViewOptions& options) {
    for (const std::uint64_t wanted : {options.emphasised_run, options.chosen_run}) {
        for (const ShownRun& entry : runs) {
            if (wanted != 0 && entry.spec->id == wanted) return &entry;
        }
    }
    for (const ShownRun& entry : runs) {
        if (entry.run->state.status != RunStatus::diverged) return &entry;
    }
    return runs.empty() ? nullptr : &runs.front();
}

PlaneQuestion model_question(const Snapshot& now, const DataLook& look) {
    PlaneQuestion question;
    question.model = now.experiment.model;
    question.outputs = look.outputs;
    question.held = Vector::Zero(now.data.x.cols());
    question.across = look.across;
    question.up = look.up;
    return question;
}

std::optional<PlaneQuestion> plane_question(const Snapshot& now, const ViewOptions& options) {
    if (now.experiment.function || now.data.rows() == 0 || now.data.x.cols() < 2) return std::nullopt;
    const DataLook look = data_look(now, options);
    if (look.picture != DataPicture::plane) return std::nullopt;
    const std::vector<ShownRun> runs = shown_runs(now, options, Theme{});
    const ShownRun* told = told_run(runs, options);
    if (told == nullptr) return std::nullopt;
    PlaneQuestion question = model_question(now, look);
    question.scale = now.data.x_scale;
    question.held = mean_inputs(now);
    const Range x = options.data.range.x.value_or(input_range(now, look.across));
    const Range y = options.data.range.y.value_or(input_range(now, look.up));
    question.window = {x.low, x.high, y.low, y.high};
    question.theta = told->run->state.theta;
    return question;
}

}  // namespace talweg
