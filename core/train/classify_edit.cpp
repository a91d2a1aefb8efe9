// What an edit asks of a run under way.
#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/class_targets.h"
#include "core/train/csv_source.h"
#include "core/train/experiment.h"

#include <algorithm>
#include <memory>

namespace talweg {
namespace {

// The data with as few points as its generator can make: its columns are the same, and a slider of a large
// data set does not wait for all of them.
Dataset few_points(const DataChoice& data) {
    Experiment few;
    few.data = data;
    few.data.validation = few.data.test = 0.0;
    few.data.stratified = false;
    few.data.scaling = "none";
    const Knob* count = find_knob(dataset_part(data.part.kind).info, "n");
    if (count != nullptr) few.data.part.knobs["n"] = static_cast<std::int64_t>(count->low);
    return make_dataset(few);
}

/// Columns that the model sees, and how many it answers with.
struct Shape {
    Index inputs = 0;
    Index outputs = 0;
    bool operator==(const Shape&) const = default;
};

/// nullptr where the loss is not possible: whoever makes the edit is told then.
std::unique_ptr<Loss> loss_of(const PartChoice& choice) {
    try {
        const LossPart& part = loss_part(choice.kind);
        return part.make(Settings(part.info, choice.knobs));
    } catch (const Error&) {
        return nullptr;
    }
}

// Classes are counted over all points; a table's one column of numbers need not be looked at.
Shape shape_of(const Experiment& experiment) {
    const auto loss = loss_of(experiment.loss);
    const bool classes = loss != nullptr && loss->task() == Task::classes;
    if (experiment.data.part.kind == "table") {
        const Table& table = experiment.data.table;
        const auto inputs = static_cast<Index>(table.inputs);
        return {inputs, classes ? table_outputs(*loss, table) : 1};
    }
    if (experiment.data.part.kind == "csv") {
        const auto csv = load_csv(experiment.data.csv);
        return {csv->data.x.cols(), classes ? loss->outputs(csv->data.y) : 1};
    }
    if (classes) {
        const Dataset all = make_dataset(experiment);
        return {all.x.cols(), outputs_of(*loss, all)};
    }
    const Dataset few = few_points(experiment.data);
    return {few.x.cols(), few.y.cols()};
}

// Whether theta keeps its meaning: the same columns in, the same columns out.
bool same_shape(const Experiment& before, const Experiment& after) {
    try {
        return shape_of(before) == shape_of(after);
    } catch (const Error&) {
        return false;  // one of the two is not possible: nothing to carry over
    }
}

EditKind classify_run(const RunSpec& before, const RunSpec& after) {
    if (before == after) return EditKind::none;
    if (before.id != after.id || before.optimizer.kind != after.optimizer.kind || before.init != after.init) {
        return EditKind::restart;
    }
    if (!std::equal(before.wrappers.begin(), before.wrappers.end(), after.wrappers.begin(),
                    after.wrappers.end(),
                    [](const PartChoice& a, const PartChoice& b) { return a.kind == b.kind; })) {
        return EditKind::restart;
    }
    const bool live = before.optimizer != after.optimizer || before.wrappers != after.wrappers ||
                      before.clip_norm != after.clip_norm || before.clip_value != after.clip_value ||
                      before.lr != after.lr || before.schedule != after.schedule ||
                      before.batch != after.batch || before.drop_last != after.drop_last ||
                      before.replacement != after.replacement;
    return live ? EditKind::live : EditKind::display;
}

EditKind classify_subject(const Experiment& before, const Experiment& after) {
    if (before.function != after.function || before.init != after.init) return EditKind::restart;
    if (before.function) return EditKind::none;  // data, model and loss play no part
    if (before.model != after.model) return EditKind::restart;
    // Inputs in other units: theta would mean something else.
    if (before.data.scaling != after.data.scaling) return EditKind::restart;
    if (before.data != after.data || before.loss != after.loss) {
        return same_shape(before, after) ? EditKind::live : EditKind::restart;
    }
    return before.penalty != after.penalty ? EditKind::live : EditKind::none;
}

}  // namespace

EditKind classify_edit(const Experiment& before, const Experiment& after) {
    if (before == after) return EditKind::none;
    if (before.seed != after.seed || before.runs.size() != after.runs.size()) return EditKind::restart;
    EditKind strongest = std::max(EditKind::display, classify_subject(before, after));
    for (std::size_t i = 0; i < before.runs.size(); ++i) {
        strongest = std::max(strongest, classify_run(before.runs[i], after.runs[i]));
    }
    return strongest;
}

}  // namespace talweg
