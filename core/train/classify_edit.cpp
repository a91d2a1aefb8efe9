// What an edit asks of a run under way.
#include "core/base/error.h"
#include "core/train/experiment.h"

#include <algorithm>

namespace talweg {
namespace {

// Whether theta keeps its meaning: the same columns in, the same columns out.
bool same_shape(const Experiment& before, const Experiment& after) {
    const bool tables = before.data.part.kind == "table" && after.data.part.kind == "table";
    if (tables) return before.data.table.inputs == after.data.table.inputs;
    try {
        const Dataset a = make_dataset(before);
        const Dataset b = make_dataset(after);
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
    const bool live = before.optimizer != after.optimizer || before.lr != after.lr ||
                      before.schedule != after.schedule || before.batch != after.batch;
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
