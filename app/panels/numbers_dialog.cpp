// Help, Are these numbers right?
#include "app/panels/numbers_dialog.h"

#include "app/panels/widgets.h"
#include "core/base/file.h"
#include "core/base/text.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr double kRow = 20.0;
constexpr double kVerdict = 56.0;  ///< from the right end: "pass" and the air before it

std::string verdict(const SelfCheckResult& result) {
    const auto passed = std::ranges::count_if(result.rows, [](const CheckRow& row) { return row.passed(); });
    const auto all = static_cast<std::ptrdiff_t>(result.rows.size());
    if (passed == all) return "All " + grouped_text(result.rows.size()) + " are.";
    return grouped_text(static_cast<std::uint64_t>(all - passed)) + " of " +
           grouped_text(result.rows.size()) + " are not.";
}

// "Optimizers", and over the column of numbers what they are.
void heading(const Kit& kit, const std::string& shelf, float width) {
    const std::string_view words = "largest deviation";
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::string title = shelf;
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    draw_text(kit, list, at, title, kit.theme.text, TextRole::caption, true);
    const float wide = text_size(kit, words, TextRole::tick).x;
    draw_text(kit, list, ImVec2(at.x + width - kit.px(kVerdict) - wide, at.y), words, kit.theme.quiet_text,
              TextRole::tick);
    ImGui::Dummy(ImVec2(width, kit.px(kRow)));
}

}  // namespace

void NumbersDialog::table(UiState& ui, const SelfCheckResult& result) {
    Kit& kit = ui.kit;
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::string shelf;
    const float width = ImGui::GetContentRegionAvail().x;
    for (const CheckRow& row : result.rows) {
        if (row.shelf != shelf) {
            ImGui::Dummy(ImVec2(0, kit.px(4)));
            heading(kit, row.shelf, width);
            shelf = row.shelf;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const std::string deviation = short_text(row.deviation, 3);
        const Rgba color = row.passed() ? kit.theme.text : kit.theme.warning;
        const float number = text_size(kit, deviation, TextRole::caption).x;
        draw_text(kit, *list, at, row.id, color, TextRole::caption);
        draw_text(kit, *list, ImVec2(at.x + kit.px(172), at.y),
                  fitted(kit, row.measure, width - kit.px(172 + 150), TextRole::caption),
                  kit.theme.quiet_text, TextRole::caption);
        draw_text(kit, *list, ImVec2(at.x + width - kit.px(kVerdict) - number, at.y), deviation, color,
                  TextRole::caption);
        draw_text(kit, *list, ImVec2(at.x + width - kit.px(40), at.y), row.passed() ? "pass" : "fail", color,
                  TextRole::caption);
        ImGui::Dummy(ImVec2(width, kit.px(kRow)));
        mark(kit, "numbers.row." + row.shelf + '.' + row.id + (row.passed() ? ".pass" : ".fail"));
    }
}

void NumbersDialog::draw(UiState& ui, bool wanted) {
    Kit& kit = ui.kit;
    if (wanted) {
        const std::filesystem::path beside = running_program().parent_path() / TALWEG_SHARE / "reference";
        worker_.start(ui.references.empty() ? beside.lexically_normal() : ui.references);
    }
    if (!begin_dialog(kit, "##numbers", "Are these numbers right?", 640, wanted)) {
        // However it was closed: nobody waits for the rest.
        worker_.give_up();
        return;
    }
    const std::optional<SelfCheckResult> result = worker_.result();
    if (!result) {
        paragraph(kit, "Comparing every optimizer with PyTorch, and every derivative with its definition…",
                  TextRole::body, kit.theme.quiet_text);
    } else if (!result->error.empty()) {
        paragraph(kit, "They could not be checked: " + result->error, TextRole::body, kit.theme.warning);
        mark(kit, "numbers.trouble");
    } else {
        paragraph(kit, verdict(*result), TextRole::body,
                  all_passed(result->rows) ? kit.theme.text : kit.theme.warning);
        mark(kit, "numbers.verdict");
        const float tall = std::min(kit.px(440), ImGui::GetIO().DisplaySize.y - kit.px(220));
        ImGui::BeginChild("##table", ImVec2(0, tall));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, kit.px(4)));
        table(ui, *result);
        ImGui::PopStyleVar();
        ImGui::EndChild();
    }
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (button(kit, "numbers.close", "Close", ButtonKind::primary)) ImGui::CloseCurrentPopup();
    end_dialog(kit);
}

}  // namespace talweg
