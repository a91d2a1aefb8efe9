// What an edit asks of a run under way.
#include "core/base/error.h"
#include "core/train/catalogue.h"
#include "core/train/experiment.h"

#include <algorithm>

namespace talweg {
namespace {

// The data with as few points as its generator can make: its columns are the same, and a slider of a large
// data set does not wait for all of them.
Dataset few_points(const DataChoice& data) {
    Experiment few;
    few.data = data;
    const Knob* count = find_knob(dataset_part(data.part.kind).info, "n");
    if (count != nullptr) few.data.part.knobs["n"] = static_cast<std::int64_t>(count->low);
    return make_dataset(few);
}

// Whether theta keeps its meaning: the same columns in, the same columns out.
bool same_shape(const Experiment& before, const Experiment& after) {
    const bool tables = before.data.part.kind == "table" && after.data.part.kind == "table";
    if (tables) return before.data.table.inputs == after.data.table.inputs;
    try {
        const Dataset a = few_points(before.data);
        const Dataset b = few_points(after.data);
        return a.x.cols() == b.x.cols() && a.y.cols() == b.y.cols();
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
                      before.batch != after.batch;
    return live ? EditKind::live : EditKind::display;
}

EditKind classify_subject(const Experiment& before, const Experiment& after) {
    if (before.function != after.function || before.init != after.init) return EditKind::restart;
    if (before.function) return EditKind::none;  // data, model and loss play no part
    if (before.model != after.model) return EditKind::restart;
    if (before.data != after.data) {
        return same_shape(before, after) ? EditKind::live : EditKind::restart;
    }
    const bool live = before.loss != after.loss || before.penalty != after.penalty;
    return live ? EditKind::live : EditKind::none;
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
