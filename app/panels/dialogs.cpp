// The small dialogs: unsaved changes, the list of keys, about.
#include "app/panels/dialogs.h"

#include "app/panels/actions.h"
#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"

#include <algorithm>
#include <span>
#include <vector>

namespace talweg {
namespace {

struct Gesture {
    std::string_view keys;
    std::string_view what;
};
constexpr Gesture kGestures[] = {
    {"Drag", "Moves the view; on an axis, that axis only"},
    {"Wheel", "Zooms about the pointer"},
    {"Right drag, Shift+drag", "Zooms into a box"},
    {"Double click", "Shows everything again"},
    {"Drag a point", "Moves it and all that are selected"},
    {"Ctrl+click, A", "Adds a point in the data view"},
    {"Shift+click, Shift+drag on the data", "Selects points; Esc selects none"},
    {"Right click, Delete", "Deletes a point, or those selected"},
    {"Arrows on selected points", "Move them by a pixel, with Shift by ten"},
    {"Shift+1 … Shift+9", "The class of new and selected points"},
    {"Click on the surface", "Moves the start of all runs there"},
    {"Ctrl+click on a curve", "Jumps to that step"},
    {"Tab", "Walks through the controls; arrows move, Space presses, Esc leaves"},
};

void key_row(Kit& kit, std::string_view keys, std::string_view what, float column) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(kit, *ImGui::GetWindowDrawList(), at, keys, kit.theme.text, TextRole::caption, true);
    ImGui::SetCursorScreenPos(ImVec2(at.x + column, at.y));
    paragraph(kit, what, TextRole::caption, kit.theme.quiet_text);
}

std::vector<const Action*> actions_with_keys() {
    std::vector<const Action*> shown;
    for (const Action& entry : actions())
        if (entry.chords[0].key != Key::none) shown.push_back(&entry);
    return shown;
}

void action_row(Kit& kit, const Action& shown, float column) {
    std::string keys = chord_text(shown.chords[0]);
    if (shown.id == ActionId::redo) keys += ", " + chord_text(shown.chords[1]);
    key_row(kit, keys, shown.title, column);
    mark(kit, "keys." + std::string(shown.name));
}

void gesture_rows(Kit& kit, std::span<const Gesture> gestures) {
    for (const Gesture& gesture : gestures) {
        label(kit, gesture.keys, TextRole::caption, false, true);
        paragraph(kit, gesture.what, TextRole::caption, kit.theme.quiet_text);
        mark(kit, "keys.mouse");
    }
}

// Three columns: keys, keys, mouse; what of the mouse has no room there goes on under the shorter keys.
void key_columns(Kit& kit, float width, float tall) {
    const auto shown = actions_with_keys();
    const float gap = kit.px(24);
    const float third = std::floor((width - 2 * gap) / 3);
    const std::size_t half = (shown.size() + 1) / 2;
    constexpr std::size_t kInThird = 11;
    const std::span<const Gesture> gestures(kGestures);
    for (std::size_t column = 0; column < 2; ++column) {
        ImGui::BeginChild(column == 0 ? "##first" : "##second", ImVec2(third, tall));
        for (std::size_t i = column * half; i < std::min(shown.size(), (column + 1) * half); ++i)
            action_row(kit, *shown[i], kit.px(136));
        if (column == 1) {
            ImGui::Dummy(ImVec2(0, kit.px(8)));
            gesture_rows(kit, gestures.subspan(kInThird));
        }
        ImGui::EndChild();
        ImGui::SameLine(0, gap);
    }
    ImGui::BeginChild("##mouse", ImVec2(third, tall));
    gesture_rows(kit, gestures.first(kInThird));
    ImGui::EndChild();
}

// One under the other, where three would each have to scroll.
void key_list(Kit& kit, float tall) {
    ImGui::BeginChild("##all", ImVec2(0, tall));
    const float column = kit.px(200);
    for (const Action* shown : actions_with_keys()) action_row(kit, *shown, column);
    for (const Gesture& gesture : kGestures) {
        key_row(kit, gesture.keys, gesture.what, column);
        mark(kit, "keys.mouse");
    }
    ImGui::EndChild();
}

}  // namespace

void UnsavedDialog::draw(UiState& ui, bool wanted) {
    Kit& kit = ui.kit;
    if (!begin_dialog(kit, "##unsaved", "Save the changes?", 420, wanted)) {
        return;
    }
    const std::string where = ui.document.path() ? "not in its file yet." : "in no file yet.";
    paragraph(kit, "The experiment '" + ui.document.name() + "' has changes that are " + where,
              TextRole::body, kit.theme.text);
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (button(kit, "unsaved.save", "Save", ButtonKind::primary)) {
        ImGui::CloseCurrentPopup();
        save(ui);
    }
    ImGui::SameLine();
    if (button(kit, "unsaved.discard", "Discard changes", ButtonKind::danger)) {
        ImGui::CloseCurrentPopup();
        carry_out(ui, ui.intent);
    }
    ImGui::SameLine();
    if (button(kit, "unsaved.cancel", "Cancel")) {
        ImGui::CloseCurrentPopup();
        ui.intent = Intent::none;
    }
    end_dialog(kit);
}

void KeysDialog::draw(UiState& ui, bool wanted) {
    Kit& kit = ui.kit;
    if (!begin_dialog(kit, "##keys", "Keys and mouse", 1000, wanted)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(8), kit.px(6)));
    const float width = ImGui::GetContentRegionAvail().x;
    const float room = dialog_room(kit, kit.px(28) + ImGui::GetStyle().ItemSpacing.y);
    if (width >= kit.px(900) && room >= kit.px(472))
        key_columns(kit, width, kit.px(472));
    else
        key_list(kit, std::max(kit.px(72), std::min(room, kit.px(720))));
    ImGui::PopStyleVar();
    if (button(kit, "keys.close", "Close", ButtonKind::primary)) ImGui::CloseCurrentPopup();
    end_dialog(kit);
}

void AboutDialog::draw(UiState& ui, bool wanted) {
    Kit& kit = ui.kit;
    if (!begin_dialog(kit, "##about", "Talweg", 440, wanted)) return;
    paragraph(kit, "Version " TALWEG_VERSION, TextRole::caption, kit.theme.quiet_text);
    paragraph(
        kit,
        "Makes gradient descent visible: the data, the loss and every optimizer's way down its surface, "
        "live and from the same numbers.",
        TextRole::body, kit.theme.text);
    paragraph(kit,
              "A talweg is the line that joins the lowest points of a valley: the way water goes downhill.",
              TextRole::caption, kit.theme.quiet_text);
    if (!ui.document.experiment().notes.empty()) {
        hairline(kit, 4);
        label(kit, "About this experiment", TextRole::caption, false, true);
        paragraph(kit, ui.document.experiment().notes, TextRole::caption, kit.theme.quiet_text);
    }
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (button(kit, "about.close", "Close", ButtonKind::primary)) ImGui::CloseCurrentPopup();
    end_dialog(kit);
}

}  // namespace talweg
