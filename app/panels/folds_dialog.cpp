// Run, Cross-validate.
#include "app/panels/folds_dialog.h"

#include "app/panels/folds_row.h"
#include "app/panels/widgets.h"
#include "app/views/view.h"
#include "core/base/text.h"

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr double kWidth = 940.0;
constexpr std::size_t kMostRuns = 6;      // seen at once
constexpr std::uint64_t kMostFolds = 12;  // likewise

std::size_t folds_done(const std::vector<FoldedRun>& runs) {
    return runs.empty() ? 0 : runs.front().folds.size();
}

/// "20 points each", "20 or 21 points each".
std::string fold_size_words(std::uint64_t points, std::uint64_t folds) {
    if (folds == 0 || points < folds) return {};
    const std::uint64_t least = points / folds;
    std::string words = "of " + grouped_text(least);
    if (points % folds != 0) words += " or " + grouped_text(least + 1);
    return words + (points == folds ? " point each" : " points each");
}

std::string limit_words(Step steps) {
    if (steps == std::numeric_limits<Step>::max()) return "trained as long as the rules for stopping let it";
    return "trained for at most " + grouped_text(steps) + (steps == 1 ? " step" : " steps");
}

std::string divergence_words(const std::vector<FoldedRun>& runs) {
    std::string words;
    for (const FoldedRun& run : runs) {
        if (run.diverged == 0) continue;
        if (!words.empty()) words += "; ";
        words += run.name + " diverged in " + grouped_text(run.diverged) + " of " +
                 grouped_text(run.folds.size()) + (run.folds.size() == 1 ? " fold" : " folds");
    }
    return words;
}

}  // namespace

void FoldsDialog::begin(const Snapshot& now, UiState& ui) {
    experiment_ = ui.document.experiment();
    folds_ = wished_folds(ui, now);
    steps_ = usual_last_step(experiment_);
    // The heads of the tables stand before there is anything in them.
    if (!now.runs.empty()) task_ = now.runs.front().metrics.task;
    trouble_.clear();
    finished_ = false;
    runs_.clear();
    for (std::size_t i = 0; i < experiment_.runs.size(); ++i) {
        FoldedRun run;
        run.name = experiment_.runs[i].name;
        run.color = run_style(experiment_, i, ui.kit.theme).color;
        runs_.push_back(std::move(run));
    }
    chosen_ = std::min(chosen_, runs_.empty() ? 0 : runs_.size() - 1);
    asked_ = worker_.start(experiment_, folds_, steps_, ui.wake);
}

void FoldsDialog::hear(const UiState& ui) {
    auto news = worker_.take_news();
    if (!news || news->request != asked_) return;
    if (!news->folds.empty()) task_ = news->task;
    for (std::vector<FoldResult>& fold : news->folds) {
        for (std::size_t i = 0; i < std::min(fold.size(), runs_.size()); ++i)
            runs_[i].folds.push_back(std::move(fold[i]));
    }
    for (FoldedRun& run : runs_) run.sum_up(task_);
    trouble_ = with_run_name(news->trouble, run_names(ui.document.experiment()));
    finished_ = news->finished;
}

void FoldsDialog::top_row(const Snapshot& now, UiState& ui) {
    Kit& kit = ui.kit;
    const auto points = static_cast<std::uint64_t>(now.data.all_rows());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float words = at.y + std::round((kit.px(28) - text_size(kit, "0", TextRole::caption).y) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_text(kit, list, ImVec2(at.x, words), "Folds", kit.theme.quiet_text, TextRole::caption);
    const float left = text_size(kit, "Folds", TextRole::caption).x + kit.px(12);
    ImGui::SetCursorScreenPos(ImVec2(at.x + left, at.y));
    const float field = kit.px(72);
    if (folds_field(ui, now, "folds.count", field)) begin(now, ui);
    const std::string size = fold_size_words(points, folds_);
    const float room = ImGui::GetWindowContentRegionMax().x - (left + field + kit.px(40));
    const std::string said = (size.empty() ? std::string() : size + "; ") + "every run is " +
                             limit_words(steps_) + " without each of them, and tested on it";
    draw_text(kit, list, ImVec2(at.x + left + field + kit.px(12), words),
              fitted(kit, said, room, TextRole::caption), kit.theme.quiet_text, TextRole::caption);
    refusal_line(kit, "folds.count");
}

// A thin line, and the words below it.
void FoldsDialog::progress(Kit& kit) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::size_t done = folds_done(runs_);
    double share =
        finished_ ? 1.0 : static_cast<double>(done) / static_cast<double>(std::max<std::uint64_t>(1, folds_));
    std::string words = grouped_text(done) + " folds";
    if (!finished_) {
        const std::uint64_t fold = std::min(worker_.fold(), folds_ - 1);
        words = "Fold " + grouped_text(fold + 1) + " of " + grouped_text(folds_) + ", step " +
                grouped_text(worker_.step());
        if (fold == done && steps_ > 0)
            share += std::min(1.0, static_cast<double>(worker_.step()) / static_cast<double>(steps_)) /
                     static_cast<double>(folds_);
    }
    list.AddRectFilled(at, ImVec2(at.x + width, at.y + kit.px(2)), packed(kit.theme.hairline));
    list.AddRectFilled(at, ImVec2(at.x + width * static_cast<float>(share), at.y + kit.px(2)),
                       packed(kit.theme.accent));
    words += ". Mean ± standard deviation over the folds" + std::string(finished_ ? "" : " so far");
    draw_text(kit, list, ImVec2(at.x, at.y + kit.px(8)), words, kit.theme.quiet_text, TextRole::tick);
    ImGui::Dummy(ImVec2(width, kit.px(28)));
    mark(kit, finished_ ? "folds.finished" : "folds.progress");
}

void FoldsDialog::tables(Kit& kit) {
    progress(kit);
    folds_summary(kit, task_, runs_, chosen_, folds_summary_height(kit, std::min(runs_.size(), kMostRuns)));
    const std::string diverged = divergence_words(runs_);
    if (!diverged.empty()) {
        paragraph(kit, diverged, TextRole::caption, kit.theme.warning);
        mark(kit, "folds.diverged");
    }
    hairline(kit, 4);
    if (chosen_ >= runs_.size()) return;
    label(kit, "Folds of " + runs_[chosen_].name, TextRole::caption, false, true);
    const float below = kit.px(28 + 16) + 2 * ImGui::GetStyle().ItemSpacing.y;
    const float wanted = folds_list_height(kit, std::min(folds_, kMostFolds));
    folds_list(kit, task_, runs_[chosen_], std::max(kit.px(66), std::min(wanted, dialog_room(kit, below))));
}

void FoldsDialog::draw(const Snapshot& now, UiState& ui, bool wanted) {
    Kit& kit = ui.kit;
    const bool shown = finished_ && trouble_.empty() && folds_ == wished_folds(ui, now);
    if (wanted && !(shown && experiment_ == ui.document.experiment())) begin(now, ui);
    if (!begin_dialog(kit, "##folds", "Cross-validation", kWidth, wanted)) {
        // However it was closed: nobody waits for the rest.
        if (worker_.busy()) worker_.give_up();
        return;
    }
    hear(ui);
    top_row(now, ui);
    if (!trouble_.empty()) {
        paragraph(kit, "This cannot be done: " + trouble_ + ".", TextRole::body, kit.theme.warning);
        mark(kit, "folds.trouble");
    } else {
        tables(kit);
    }
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (button(kit, "folds.close", "Close", ButtonKind::primary)) ImGui::CloseCurrentPopup();
    if (folds_done(runs_) > 0) {
        ImGui::SameLine();
        if (button(kit, "folds.copy", "Copy table", ButtonKind::plain, 0,
                   "Puts every fold of every run on the clipboard with all digits, for a spreadsheet")) {
            ImGui::SetClipboardText(folds_text(task_, runs_).c_str());
            ui.say("Copied " + grouped_text(folds_done(runs_) * runs_.size()) + " rows");
        }
    }
    end_dialog(kit);
}

}  // namespace talweg
