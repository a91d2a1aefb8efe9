// Another kind of data, and what has to change with it.
#include "app/panels/data_kind.h"

#include "app/panels/edits.h"
#include "app/panels/point_edits.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/class_targets.h"

#include <algorithm>
#include <set>

namespace talweg {
namespace {

/// The loss's id that these points want in place of `now`; empty: that one will do.
std::string_view loss_for(const Dataset& data, Task now) {
    if (!data.of_classes()) return now == Task::regression ? "" : "mse";
    if (now == Task::classes) return "";
    if (data.classes.size() > 2) return "cross_entropy";
    return now == Task::binary || now == Task::margin ? "" : "bce_with_logits";
}

std::unique_ptr<Loss> loss_of(const Experiment& experiment) {
    const LossPart& part = loss_part(experiment.loss.kind);
    return part.make(Settings(part.info, experiment.loss.knobs));
}

/// Whether these points are of more classes than the loss can tell apart.
bool too_many_classes(const Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    if (part.make == nullptr) return false;
    return !class_trouble(*loss_of(experiment), few_points(part, experiment.data.part.knobs)).empty();
}

/// Changes the loss where a generator's points want another; what to say of it, or empty.
std::string fit_loss(Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    if (part.make == nullptr) return {};
    return fit_loss_to(experiment, few_points(part, experiment.data.part.knobs));
}

}  // namespace

bool numbered_classes(const Experiment& experiment, const Dataset& data) {
    const std::unique_ptr<Loss> loss = loss_of(experiment);
    if (data.of_classes() || loss->task() == Task::regression) return false;
    const bool whole = (data.y.array() == data.y.array().floor()).all();
    return whole && loss->target_trouble(data.y).empty();
}

std::string fit_loss_to(Experiment& experiment, const Dataset& data) {
    const std::string_view wanted = loss_for(data, loss_of(experiment)->task());
    if (wanted.empty()) return {};
    experiment.loss = {std::string(wanted), {}};
    return "Loss set to " + std::string(loss_part(wanted).info.title) +
           (data.classes.size() > 2
                ? ": these points are of " + grouped_text(data.classes.size()) + " classes"
            : data.of_classes() ? ": these points are of classes"
                                : ": these targets are numbers");
}

namespace {

/// All of the whole numbers 0, 1, … up to nine at most: they may well be classes already.
bool like_classes(const std::vector<double>& y) {
    const std::set<double> values(y.begin(), y.end());
    double next = 0.0;
    return values.size() > 1 && values.size() <= 10 &&
           std::all_of(values.begin(), values.end(), [&next](double value) { return value == next++; });
}

/// Targets that are numbers become classes: as they are where they are whole, else 1 above the middle one.
void to_classes(Table& table) {
    double most = 1.0;
    if (like_classes(table.y)) {
        for (const double y : table.y) most = std::max(most, y);
    } else {
        std::vector<double> sorted = table.y;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        for (double& y : table.y) y = y >= *middle ? 1.0 : 0.0;
    }
    table.classes.clear();
    for (double index = 0.0; index <= most; index += 1.0)
        table.classes.push_back(std::string(1, static_cast<char>('A' + static_cast<int>(index))));
}

/// One input more, with what the target is; or the first one alone.
void to_inputs(Table& table, std::size_t inputs, const HandClasses& classes) {
    std::vector<double> x;
    for (std::size_t row = 0; row < table.y.size(); ++row) {
        x.push_back(table.x[row * table.inputs]);
        if (inputs == 2) x.push_back(classes.any() ? classes.level(table.y[row]) : table.y[row]);
    }
    table.x = std::move(x);
    table.inputs = inputs;
}

}  // namespace

void set_table_columns(UiState& ui, const Snapshot& now, std::size_t inputs, bool classes) {
    const Experiment before = ui.document.experiment();
    if (before.data.part.kind != "table" || !can_edit_points(before, now.data)) return;
    const HandClasses known = hand_classes(before, now);
    Experiment next = before;
    Table& table = next.data.table;
    if (inputs != table.inputs) to_inputs(table, inputs, known);
    if (classes && !known.any()) to_classes(table);
    if (!classes) table.classes.clear();
    std::string said;
    const bool regression = loss_of(next)->task() == Task::regression;
    if (classes == regression) {
        const std::size_t count = table.classes.size();
        next.loss = {!classes ? "mse" : count > 2 ? "cross_entropy" : "bce_with_logits", {}};
        said = "Loss set to " + std::string(loss_part(next.loss.kind).info.title) +
               (classes ? ": these points are of classes" : ": these targets are numbers");
    }
    fit_starts(before, next);
    ui.points.clear();
    ui.view.data.range = {};
    if (ui.edit(std::move(next), "Change columns") && !said.empty()) ui.say(said);
}

void set_data_kind(UiState& ui, std::string_view kind, const Dataset& shown) {
    if (kind == "csv") {  // without a file there is nothing to choose
        ui.dialog = Dialog::open_data;
        ui.data_into_present = true;
        return;
    }
    const Experiment before = ui.document.experiment();
    if (const std::string trouble = edit_trouble(before, shown); kind == "table" && !trouble.empty()) {
        ui.complain(trouble);
        return;
    }
    Experiment next = before;
    if (before.function) {
        next.function.reset();
        next.init = default_init(next.model);
        for (RunSpec& run : next.runs) run.init.reset();
        if (next.data.table.y.empty()) next.data.table = first_experiment().data.table;
    }
    if (kind == "table" && can_edit_points(before, shown))
        next = with_table(before, shown);
    else
        next.data.part = {std::string(kind), {}};
    const std::string said = fit_loss(next);
    fit_batches(next);
    fit_starts(before, next);
    if (!ui.edit(std::move(next), "Change data")) return;
    ui.view.data.range = {};  // where the old points were
    if (!said.empty()) ui.say(said);
}

void set_data_part(UiState& ui, PartChoice part, std::uint64_t gesture) {
    const Experiment& before = ui.document.experiment();
    Experiment next = before;
    next.data.part = std::move(part);
    std::string said;
    try {
        if (too_many_classes(next)) said = fit_loss(next);
    } catch (const Error&) {
        // Settings that are not possible together: the edit says so.
    }
    fit_starts(before, next);
    if (ui.edit(std::move(next), "Change data", gesture) && !said.empty()) ui.say(said);
}

}  // namespace talweg
