// The rows of the dialog that looks at a table: what is predicted from what, what is done about missing cells
// and uneven rows.
#include "app/panels/data_dialog.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr std::size_t kMenuColumns = 500;
constexpr std::size_t kRemarkBytes = 400;  ///< more than any window has room for

/// A caption at the left of a row of the form; the cursor stands behind it.
void row_caption(const Kit& kit, std::string_view words, double drop = 4) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + kit.px(drop)), words,
              kit.theme.quiet_text, TextRole::caption);
    ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(112), at.y));
}

void row_remark(const Kit& kit, const std::string& words, bool warns) {
    ImGui::SameLine(0, kit.px(16));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + kit.px(4)),
              fitted(kit, words, room, TextRole::caption), warns ? kit.theme.warning : kit.theme.quiet_text,
              TextRole::caption);
    ImGui::NewLine();
}

}  // namespace

// What is predicted and from what, also where the columns themselves are out of sight.
void DataDialog::role_row(UiState& ui) {
    Kit& kit = ui.kit;
    // A menu of thousands is none: of very many columns the first ones, and the target where it stands
    // behind.
    std::vector<ChoiceItem> items;
    std::vector<std::size_t> places;
    int target = -1;
    for (std::size_t c = 0; c < draft_->columns(); ++c) {
        const bool chosen = draft_->role(c) == CsvDraft::Role::target;
        if (chosen) target = static_cast<int>(items.size());
        if (c >= kMenuColumns && !chosen) continue;
        items.push_back({draft_->sketch().columns[c].name, {}});
        places.push_back(c);
    }
    row_caption(kit, "Predict", 6);
    bool changed = false;
    if (choice(kit, "data.predict", items, target, kit.px(208), "The target: what is to be learnt",
               "a column")) {
        draft_->set_role(places[static_cast<std::size_t>(target)], CsvDraft::Role::target);
        changed = true;
    }
    ImGui::SameLine(0, kit.px(8));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(2)));
    for (const bool on : {true, false}) {
        if (text_toggle(kit, on ? "data.inputs.all" : "data.inputs.none", on ? "All numbers" : "None", false,
                        on ? "Learns from every other column of numbers" : "Takes no column as an input")) {
            draft_->set_all_inputs(on);
            changed = true;
        }
        ImGui::SameLine(0, kit.px(4));
    }
    ImGui::SetCursorScreenPos(ImVec2(ImGui::GetCursorScreenPos().x, at.y));
    std::string words = draft_->inputs() == 0 ? "from nothing yet" : "from ";
    for (std::size_t i = 0; i < draft_->inputs() && words.size() < kRemarkBytes; ++i)
        words += (i > 0 ? ", " : "") + draft_->choice().inputs[i];
    if (words.size() >= kRemarkBytes) words += ", …";
    row_remark(kit, words, draft_->inputs() == 0 && draft_->columns() > 0);
    if (changed) look_again(ui);
}

// What to do about cells that are not there, and rows of another length.
void DataDialog::cell_rows(UiState& ui) {
    Kit& kit = ui.kit;
    CsvChoice next = draft_->choice();
    constexpr Segment kMissing[] = {
        {"Refuse", Icon::close, "Says where the first ones are, and takes nothing"},
        {"Leave rows out", Icon::close, "Rows in which a chosen cell is missing"},
        {"Mean", Icon::close,
         "Of the column's numbers in the rows that are trained on, never of those held back"},
        {"Median", Icon::close, "Of the column's numbers in the rows that are trained on"}};
    constexpr Segment kRagged[] = {
        {"Refuse", Icon::close, "Says where the first ones are, and takes nothing"},
        {"Leave rows out", Icon::close, "Rows with more or fewer cells than the first"}};
    row_caption(kit, "Missing cells");
    int missing = static_cast<int>(next.missing);
    bool changed = segmented(kit, "data.missing", kMissing, missing);
    std::uint64_t count = 0;
    std::string where;
    for (std::size_t c = 0; c < draft_->columns(); ++c) {
        const std::uint64_t here =
            survey_ ? survey_->columns[c].missing : draft_->sketch().columns[c].missing;
        if (here == 0 || draft_->role(c) == CsvDraft::Role::none) continue;
        count += here;
        if (where.size() >= kRemarkBytes) continue;
        where += (where.empty() ? ": " : ", ") + draft_->sketch().columns[c].name + " " + grouped_text(here);
    }
    row_remark(kit, count == 0 ? "none in the chosen columns" : grouped_text(count) + " missing" + where,
               count > 0 && next.missing == CsvMissing::refuse);
    row_caption(kit, "Uneven rows");
    int ragged = static_cast<int>(next.ragged);
    changed |= segmented(kit, "data.ragged", kRagged, ragged);
    const std::uint64_t uneven = survey_ ? survey_->ragged : 0;
    row_remark(kit,
               uneven == 0 ? "none"
                           : grouped_text(uneven) + " with more or fewer cells, the first on line " +
                                 grouped_text(survey_->first_ragged),
               uneven > 0 && next.ragged == CsvRagged::refuse);
    if (!changed) return;
    next.missing = static_cast<CsvMissing>(missing);
    next.ragged = static_cast<CsvRagged>(ragged);
    draft_->choose(next);
    look_again(ui);
}

}  // namespace talweg
