// Edits of the experiment that more than one panel or key can ask for.
#include "app/panels/edits.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/run_names.h"

#include <algorithm>
#include <optional>

namespace talweg {
namespace {

/// A rate chosen for one optimizer says something about another one only where both begin at like rates: a
/// Newton step has a length of its own, and 0.01 of it is no step.
bool alike(double rate, double other) { return std::max(rate, other) < 50.0 * std::min(rate, other); }

bool name_taken(const Experiment& experiment, std::string_view name) {
    return std::any_of(experiment.runs.begin(), experiment.runs.end(),
                       [name](const RunSpec& run) { return run.name == name; });
}

// "Adam (2)" is a copy of "Adam", and so is its copy.
std::string without_number(const std::string& name) {
    const std::size_t open = name.rfind(" (");
    if (open == std::string::npos || name.back() != ')') return name;
    const std::string inside = name.substr(open + 2, name.size() - open - 3);
    const bool number = !inside.empty() && inside.find_first_not_of("0123456789") == std::string::npos;
    return number ? name.substr(0, open) : name;
}

std::string free_name(const Experiment& experiment, const std::string& wished) {
    if (!name_taken(experiment, wished)) return wished;
    for (int i = 2;; ++i) {
        std::string name = wished + " (" + std::to_string(i) + ")";
        if (!name_taken(experiment, name)) return name;
    }
}

}  // namespace

void add_run(UiState& ui) {
    Experiment next = ui.document.experiment();
    RunSpec run;
    if (!next.runs.empty()) run = next.runs.back();
    run.id = next_run_id(next);
    run.shown = true;
    run.color.clear();
    // Another tenth-power of three: 0.01 → 0.003, so that the two differ visibly.
    run.lr = parse_double(short_text(run.lr * 0.3, 2)).value_or(run.lr);
    run.name = name_for(next, run);
    const std::uint64_t id = run.id;
    next.runs.push_back(std::move(run));
    if (ui.edit(std::move(next), "Add run")) ui.selected_run = id;
}

void set_full_batch(RunSpec& run) {
    run.batch = 0;
    run.drop_last = run.replacement = false;
}

void duplicate_run(UiState& ui, std::uint64_t id) {
    Experiment next = ui.document.experiment();
    const auto found =
        std::find_if(next.runs.begin(), next.runs.end(), [id](const RunSpec& run) { return run.id == id; });
    if (found == next.runs.end()) return;
    RunSpec copy = *found;
    copy.id = next_run_id(next);
    copy.name = free_name(next, without_number(found->name));
    copy.color.clear();
    const std::uint64_t copied = copy.id;
    next.runs.push_back(std::move(copy));  // the others keep their places and with them their colours
    if (ui.edit(std::move(next), "Duplicate run")) ui.selected_run = copied;
}

void delete_run(UiState& ui, std::uint64_t id) {
    Experiment next = ui.document.experiment();
    if (next.runs.size() < 2) {
        ui.say("An experiment keeps at least one run");
        return;
    }
    std::erase_if(next.runs, [id](const RunSpec& run) { return run.id == id; });
    if (ui.edit(std::move(next), "Delete run") && ui.selected_run == id) ui.selected_run = 0;
}

void set_optimizer(UiState& ui, std::size_t run_index, std::string_view kind) {
    Experiment next = ui.document.experiment();
    RunSpec& run = next.runs[run_index];
    const OptimizerPart& part = optimizer_part(kind);
    const std::string title(part.info.title);
    const double usual = optimizer_part(run.optimizer.kind).default_rate;
    run.optimizer = {std::string(kind), {}};
    std::string also;
    if (!alike(usual, part.default_rate) && run.lr != part.default_rate) {
        run.lr = part.default_rate;
        also = "Learning rate set to " + short_text(run.lr) + ", as " + title + " begins. ";
    }
    if (!part.full_batch.empty() && run.batch != 0) {
        set_full_batch(run);
        also += "Batch set to full: " + title + " needs all samples in every step.";
    }
    if (ui.edit(std::move(next), "Change optimizer") && !also.empty()) ui.say(also);
}

void set_run_shown(UiState& ui, std::uint64_t id, bool shown) {
    Experiment next = ui.document.experiment();
    if (RunSpec* run = run_with_id(next, id)) run->shown = shown;
    ui.edit(std::move(next), shown ? "Show run" : "Hide run");
}

void new_seed(UiState& ui) {
    Experiment next = ui.document.experiment();
    ++next.seed;
    const std::uint64_t seed = next.seed;
    if (ui.edit(std::move(next), "New seed")) ui.say("Seed " + grouped_text(seed));
}

void move_start(UiState& ui, double x, double y) {
    Experiment next = ui.document.experiment();
    next.init.numbers = {x, y};
    for (RunSpec& run : next.runs) run.init.reset();
    if (ui.edit(std::move(next), "Move start"))
        ui.say("Start moved to " + short_text(x) + ", " + short_text(y));
}

void fit_starts(const Experiment& before, Experiment& after) {
    // The parameters need counting, which may mean to make all points, only where there are numbers to count.
    bool numbers = !after.init.numbers.empty();
    for (const RunSpec& run : after.runs) numbers = numbers || (run.init && !run.init->numbers.empty());
    std::optional<Index> count;
    try {
        if (numbers) count = parameter_count(after);
        if (numbers && !count) count = make_objective(after)->parameter_count();
    } catch (const Error&) {
        return;  // not possible: whoever makes the edit is told
    }
    const auto suits = [&](const Init& init) {
        return init.numbers.empty() || static_cast<Index>(init.numbers.size()) == *count;
    };
    for (RunSpec& run : after.runs) {
        if (run.init && !suits(*run.init)) run.init.reset();
    }
    const bool others = after.init == default_init(before.model) && before.model.kind != after.model.kind;
    if (others || !suits(after.init)) after.init = default_init(after.model);
}

void fit_batches(Experiment& experiment) {
    const std::uint64_t n = sample_count(experiment);
    if (n == 0) return;  // not possible, and said so by the check
    for (RunSpec& run : experiment.runs) run.batch = std::min(run.batch, n);
}

void set_shares(UiState& ui, double validation, double test) {
    Experiment next = ui.document.experiment();
    next.data.validation = validation;
    next.data.test = test;
    fit_batches(next);
    ui.edit(std::move(next), "Hold points back");
}

}  // namespace talweg
