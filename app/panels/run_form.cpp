// The controls of one run.
#include "app/panels/run_form.h"

#include "app/panels/around_form.h"
#include "app/panels/edits.h"
#include "app/panels/knob_control.h"
#include "app/panels/schedule_curve.h"
#include "app/panels/schedule_form.h"
#include "app/panels/start_control.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"

#include <cmath>

namespace talweg {
namespace {

std::string field_id(std::size_t index, std::string_view what) {
    return "run." + std::to_string(index) + '.' + std::string(what);
}

const RunSpec& run_at(const UiState& ui, std::size_t index) { return ui.document.experiment().runs[index]; }

// Rows copy a run in every frame, and the experiment, which may hold a large table, only here.
void edit_run(UiState& ui, std::size_t index, RunSpec run, std::string_view label,
              std::uint64_t gesture = 0) {
    Experiment next = ui.document.experiment();
    next.runs[index] = std::move(run);
    ui.edit(std::move(next), label, gesture);
}

// A row whose value is not for the user to choose.
void fixed_row(const Kit& kit, std::string_view title, std::string_view symbol, std::string_view words) {
    const float width = form_row(kit, title, symbol);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(28);
    ImGui::Dummy(ImVec2(width, height));
    draw_text(kit, *ImGui::GetWindowDrawList(),
              ImVec2(at.x, at.y + (height - text_size(kit, words, TextRole::caption).y) / 2),
              fitted(kit, words, width, TextRole::caption), kit.theme.quiet_text, TextRole::caption);
}

void name_row(UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    const float width = form_row(ui.kit, "Name");
    if (text_field(ui.kit, field_id(index, "name"), run.name, width, "name",
                   "What legends and files call this run"))
        edit_run(ui, index, std::move(run), "Rename run");
}

void optimizer_row(UiState& ui, std::size_t index) {
    const auto parts = shelf("optimizers");
    int chosen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i]->id == run_at(ui, index).optimizer.kind) chosen = static_cast<int>(i);
    const PartInfo& shown = *parts[static_cast<std::size_t>(chosen)];
    const float width = form_row(ui.kit, "Optimizer");
    const std::string tip =
        std::string(shown.sentence) + "\n" + std::string(shown.rule) + "\n" + std::string(shown.source);
    if (!choice(ui.kit, field_id(index, "optimizer"), choice_items(parts), chosen, width, tip)) return;
    set_optimizer(ui, index, parts[static_cast<std::size_t>(chosen)]->id);
}

void rate_row(UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    if (schedule_part(run.schedule.kind).owns_rate) {
        fixed_row(ui.kit, rate_knob().title, rate_knob().symbol, "set by the schedule");
        return;
    }
    const auto change = knob_control(ui, field_id(index, "lr"), rate_knob(), run.lr);
    if (!change) return;
    run.lr = std::get<double>(change->value);
    edit_run(ui, index, std::move(run), "Change learning rate", change->gesture);
}

void optimizer_knobs(UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    const PartInfo& info = optimizer_part(run.optimizer.kind).info;
    if (const auto change = knob_controls(ui, "run." + std::to_string(index), info, run.optimizer.knobs))
        edit_run(ui, index, std::move(run), "Change " + std::string(info.title), change->gesture);
}

void schedule_rows(const Snapshot& now, UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    const auto gesture =
        schedule_form(ui, field_id(index, "schedule"), run, [&] { schedule_curve_row(now, ui, index); });
    if (gesture) edit_run(ui, index, std::move(run), "Change schedule", *gesture);
}

void around_rows(UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    if (const auto change = around_form(ui, "run." + std::to_string(index), run))
        edit_run(ui, index, std::move(run), change->label, change->gesture);
}

// Where the optimizer leaves no choice: what it is, and below why.
bool full_batch_row(UiState& ui, std::size_t index) {
    const OptimizerPart& part = optimizer_part(run_at(ui, index).optimizer.kind);
    if (part.full_batch.empty()) return false;
    fixed_row(ui.kit, "Batch", {}, "full, always");
    paragraph(ui.kit,
              std::string(part.info.title) + " needs all samples: " + std::string(part.full_batch) + '.',
              TextRole::tick, ui.kit.theme.quiet_text);
    mark(ui.kit, field_id(index, "batch.why"));
    return true;
}

void batch_row(const Snapshot& now, UiState& ui, std::size_t index) {
    if (ui.document.experiment().function || full_batch_row(ui, index)) return;
    Kit& kit = ui.kit;
    RunSpec run = run_at(ui, index);
    const auto n = static_cast<double>(std::max<Index>(now.data.rows(), 1));
    const float width = form_row(kit, "Batch");
    const Segment segments[] = {
        {"Full", Icon::close, "Every step uses all samples"},
        {"Part", Icon::close, "Every step uses some samples, shuffled anew each epoch"}};
    int chosen = run.batch == 0 ? 0 : 1;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(2)));
    const bool switched = segmented(kit, field_id(index, "batch.kind"), segments, chosen);
    if (switched) {
        if (chosen == 0)
            set_full_batch(run);
        else
            run.batch = static_cast<std::uint64_t>(std::clamp(std::floor(n / 4), 1.0, 32.0));
        edit_run(ui, index, std::move(run), "Change batch");
        return;
    }
    if (run.batch == 0) return;
    const float used = segmented_width(kit, segments) + kit.px(8);
    ImGui::SetCursorScreenPos(ImVec2(at.x + used, at.y));
    auto batch = static_cast<double>(run.batch);
    if (number_field(kit, field_id(index, "batch"), batch, {1.0, n, false, false, true}, width - used,
                     "Samples in each step, 1 to " + grouped_text(static_cast<std::uint64_t>(n)), ui.error)) {
        run.batch = static_cast<std::uint64_t>(batch);
        edit_run(ui, index, std::move(run), "Change batch");
    }
}

// How the batches of a run are drawn.
void batch_rule_rows(const Snapshot& now, UiState& ui, std::size_t index) {
    if (ui.document.experiment().function || run_at(ui, index).batch == 0) return;
    RunSpec run = run_at(ui, index);
    form_row(ui.kit, "Drop last");
    const auto n = static_cast<std::uint64_t>(std::max<Index>(now.data.rows(), 1));
    const std::uint64_t over = n % run.batch;
    const std::string left = over == 0 ? "No batch is smaller here: the points divide evenly"
                                       : "Of " + grouped_text(n) + " points " + grouped_text(over) +
                                             (over == 1 ? " is" : " are") + " left for a last, smaller batch";
    bool changed = toggle(ui.kit, field_id(index, "drop_last"), {}, run.drop_last,
                          "On: an epoch leaves out a last batch that would be smaller than the others, as "
                          "PyTorch's DataLoader. " +
                              left);
    form_row(ui.kit, "Replacement");
    changed |= toggle(ui.kit, field_id(index, "replacement"), {}, run.replacement,
                      "Off: an epoch sees every sample once, in an order that is shuffled anew. On: every "
                      "sample of a batch is drawn from all of them, so that one may come twice, as PyTorch's "
                      "RandomSampler with replacement");
    if (changed) edit_run(ui, index, std::move(run), "Change batches");
}

void start_rows(const Snapshot& now, UiState& ui, std::size_t index) {
    RunSpec run = run_at(ui, index);
    const float width = form_row(ui.kit, "Own start");
    bool own = run.init.has_value();
    (void)width;
    if (toggle(ui.kit, field_id(index, "own_start"), {}, own,
               "Off: this run starts where all do; on: it has a start of its own")) {
        if (own)
            run.init = ui.document.experiment().init;
        else
            run.init.reset();
        edit_run(ui, index, std::move(run), "Move start");
        return;
    }
    if (!run.init) return;
    if (auto init = start_control(ui, "run." + std::to_string(index), *run.init, now.parameter_names)) {
        run.init = *init;
        edit_run(ui, index, std::move(run), "Move start");
    }
}

}  // namespace

void run_form(const Snapshot& now, UiState& ui, std::size_t index) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.kit.px(8), ui.kit.px(4)));
    name_row(ui, index);
    optimizer_row(ui, index);
    rate_row(ui, index);
    optimizer_knobs(ui, index);
    schedule_rows(now, ui, index);
    around_rows(ui, index);
    batch_row(now, ui, index);
    batch_rule_rows(now, ui, index);
    start_rows(now, ui, index);
    ImGui::PopStyleVar();
}

RunWords run_words(const RunSnapshot& run) {
    RunWords words;
    if (std::isfinite(run.state.loss)) {
        words.number = short_text(run.state.loss, 5);
        if (!run.train_loss.buckets.empty()) words.unit = "batch loss";
    }
    switch (run.end_status) {
        case RunStatus::diverged:
            words.warning = true;
            words.status = "Diverged at step " + grouped_text(run.end_step);
            if (!run.reason.empty()) words.status += ": " + run.reason;
            break;
        case RunStatus::finished:
            words.status = "Finished at step " + grouped_text(run.end_step);
            break;
        case RunStatus::stopped:
            words.status = "Stopped at step " + grouped_text(run.end_step);
            if (!run.reason.empty()) words.status += ": " + run.reason;
            break;
        case RunStatus::running:
            break;
    }
    return words;
}

}  // namespace talweg
