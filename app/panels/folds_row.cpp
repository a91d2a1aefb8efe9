// How many folds.
#include "app/panels/folds_row.h"

#include "app/panels/actions.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kLeastField = 40.0;  // px before scale

}  // namespace

std::uint64_t wished_folds(const UiState& ui, const Snapshot& now) {
    if (ui.folds > 0) return ui.folds;
    return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(now.data.all_rows()), 2, 5);
}

bool folds_field(UiState& ui, const Snapshot& now, std::string_view id, float width) {
    Kit& kit = ui.kit;
    const double points = std::max(2.0, static_cast<double>(now.data.all_rows()));
    auto folds = static_cast<double>(wished_folds(ui, now));
    std::string complaint;
    const bool changed = number_field(
        kit, id, folds, {2.0, points, false, false, true}, width,
        "Into how many folds the points are dealt; every run is trained once without each of them and judged "
        "on it. As many as there are points: each is left out alone",
        complaint);
    if (!complaint.empty())
        refuse(kit, id, kit.typed,
               "'" + kit.typed + "' is not possible here: expected a whole number of folds from 2 to the " +
                   grouped_text(static_cast<std::uint64_t>(points)) + " points.");
    if (changed) ui.folds = static_cast<std::uint64_t>(folds);
    return changed;
}

void folds_row(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const float full = ImGui::GetContentRegionAvail().x;
    const float width = form_row(kit, "Folds", "k");
    const float gap = kit.px(8);
    const std::string_view words = "Evaluate";
    const float press = std::round(text_size(kit, words).x) + kit.px(24);
    const float beside = width - press - gap;
    const bool room = beside >= kit.px(kLeastField);
    folds_field(ui, now, "data.folds", room ? beside : width);
    if (room)
        ImGui::SameLine(0, gap);
    else
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + full - width);
    if (button(kit, "data.cross_validate", words, ButtonKind::plain, 0, action_tip(ActionId::cross_validate)))
        perform(ActionId::cross_validate, ui, now, commands);
    refusal_line(kit, "data.folds");
}

}  // namespace talweg
