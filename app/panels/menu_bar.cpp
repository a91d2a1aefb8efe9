// The menu bar: menus from the table of actions, the experiment's name, a few icons.
#include "app/panels/menu_bar.h"

#include "app/panels/actions.h"
#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"
#include "core/train/csv_source.h"

namespace talweg {
namespace {

constexpr std::string_view kMenus[] = {"File", "Edit", "View", "Run", "Help"};

void menu_item(const Action& entry, const Snapshot& now, UiState& ui, Commands& commands) {
    if (entry.line_above) ImGui::Separator();
    std::string title(entry.title);
    if (entry.id == ActionId::undo && ui.document.can_undo())
        title += ": " + std::string(ui.document.undo_label());
    if (entry.id == ActionId::redo && ui.document.can_redo())
        title += ": " + std::string(ui.document.redo_label());
    const std::string keys = chord_text(entry.chords[0]);
    if (ImGui::MenuItem(title.c_str(), keys.c_str(), checked(entry.id, ui), available(entry.id, ui, now)))
        perform(entry.id, ui, now, commands);
    mark(ui.kit, "menu." + std::string(entry.name));
    const std::string why = unavailable_words(entry.id, ui, now);
    tooltip(ui.kit, why.empty() ? entry.help : std::string_view(why));
}

void recent_menu(UiState& ui) {
    if (ui.state.recent.empty()) return;
    if (!ImGui::BeginMenu("Open recent")) return;
    const auto recent = ui.state.recent;
    for (const auto& path : recent) {
        const std::string name = path.filename().string() + "##" + path.string();
        if (ImGui::MenuItem(name.c_str())) {
            if (is_data_file(path))
                open_data(ui, path);
            else
                request(ui, Intent::open_path, path);
        }
        tooltip(ui.kit, path.string());
    }
    ImGui::EndMenu();
}

// A menu in a menu. Its own place is marked: once it is open, the last item is one of its own.
bool submenu(UiState& ui, const std::string& title, const std::string& id) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const double right = at.x + ImGui::GetContentRegionAvail().x;
    mark(ui.kit, id, {at.x, at.y, right, at.y + ImGui::GetTextLineHeight()});
    return ImGui::BeginMenu(title.c_str());
}

void example_entry(UiState& ui, const std::string& title, const std::filesystem::path& path, Intent intent) {
    const std::string label = title + "##" + path.string();
    if (ImGui::MenuItem(label.c_str())) request(ui, intent, path);
    mark(ui.kit, "example." + path.stem().string());
}

void example_group(UiState& ui, const ExampleGroup& group) {
    const bool folder = !group.title.empty();
    if (folder && !submenu(ui, group.title, "examples." + group.title)) return;
    for (const Example& example : group.examples)
        example_entry(ui, example.title, example.path, Intent::open_path);
    if (folder) ImGui::EndMenu();
}

void data_group(UiState& ui, const std::vector<std::filesystem::path>& data) {
    if (data.empty()) return;
    ImGui::Separator();
    if (!submenu(ui, "Known data sets", "examples.data")) return;
    for (const auto& path : data) example_entry(ui, menu_title(path.stem()), path, Intent::open_known);
    ImGui::EndMenu();
}

void document_name(UiState& ui, float right) {
    Kit& kit = ui.kit;
    const bool dirty = ui.document.dirty();
    const std::string name = fitted(kit, ui.document.name(), kit.px(280), TextRole::caption);
    const ImVec2 size = text_size(kit, name, TextRole::caption);
    const float dot = dirty ? kit.px(12) : 0.0f;
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    if (right - size.x - dot < cursor.x + kit.px(8)) return;
    const ImVec2 at(right - size.x - dot, cursor.y + (kit.px(28) - size.y) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_text(kit, list, at, name, kit.theme.quiet_text, TextRole::caption);
    if (dirty)
        list.AddCircleFilled(ImVec2(right - kit.px(3), at.y + size.y / 2), kit.px(3),
                             packed(kit.theme.accent));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(size.x + dot, size.y));
    tooltip(kit, dirty ? "The experiment has unsaved changes: Ctrl+S saves it" : "The experiment");
}

}  // namespace

// Looked for once: what comes with the program does not change while it runs.
void MenuBar::example_menu(UiState& ui) {
    if (!looked_) {
        const auto program = ui.program.empty() ? running_program() : ui.program;
        examples_ = example_experiments(program);
        data_ = example_data(program);
        looked_ = true;
    }
    if (examples_.empty() && data_.empty()) return;
    if (!submenu(ui, "Examples", "menu.examples")) return;
    for (const ExampleGroup& group : examples_) example_group(ui, group);
    data_group(ui, data_);
    ImGui::EndMenu();
}

void MenuBar::one_menu(std::string_view menu, const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const ImVec2 words = text_size(kit, menu);
    const ImVec2 size(words.x + kit.px(16), kit.px(28));
    const std::string popup = "menu:" + std::string(menu);
    const bool pressed = press(popup, size);
    mark(kit, popup);
    const ImVec2 low = ImGui::GetItemRectMin();
    const bool open = ImGui::IsPopupOpen(popup.c_str());
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (open || ImGui::IsItemHovered())
        list.AddRectFilled(low, ImVec2(low.x + size.x, low.y + size.y),
                           packed(kit.theme.text.faded(open ? 0.10 : 0.06)), kit.px(6));
    draw_text(kit, list, ImVec2(low.x + kit.px(8), low.y + (size.y - words.y) / 2), menu, kit.theme.text);
    focus_ring(kit);
    if (pressed) ImGui::OpenPopup(popup.c_str());
    ImGui::SetNextWindowPos(ImVec2(low.x, low.y + size.y + kit.px(4)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(12)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(16), kit.px(10)));
    // A menu two deep is a child window to ImGui, and looks like one unless told.
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, ImGui::GetStyle().PopupRounding);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, ImGui::GetStyle().PopupBorderSize);
    if (begin_menu(popup)) {
        for (const Action& entry : actions()) {
            if (entry.menu != menu) continue;
            menu_item(entry, now, ui, commands);
            if (entry.id == ActionId::open_data) {
                recent_menu(ui);
                example_menu(ui);
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(4);
}

void MenuBar::draw(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float top = at.y + kit.px(4);
    const ImVec2 title = text_size(kit, "Talweg", TextRole::body, true);
    draw_text(kit, list, ImVec2(at.x + kit.px(16), top + (kit.px(28) - title.y) / 2), "Talweg",
              kit.theme.text, TextRole::body, true);
    ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(28) + title.x, top));
    for (const std::string_view menu : kMenus) {
        one_menu(menu, now, ui, commands);
        ImGui::SameLine(0, 0);
    }
    const float side = kit.px(28);
    const float icons = at.x + width - kit.px(12) - 3 * side - 2 * kit.px(4);
    ImGui::SetCursorScreenPos(ImVec2(ImGui::GetCursorScreenPos().x, top));
    document_name(ui, icons - kit.px(12));
    struct Shown {
        ActionId id;
        Icon icon;
    };
    const Shown shown[] = {{ActionId::export_figure, Icon::exporting},
                           {ActionId::theme, ui.settings.theme == "dark" ? Icon::sun : Icon::moon},
                           {ActionId::keys, Icon::help}};
    float x = icons;
    for (const Shown& entry : shown) {
        ImGui::SetCursorScreenPos(ImVec2(x, top));
        const std::string id = "bar." + std::string(action(entry.id).name);
        if (icon_button(kit, id, entry.icon, action_tip(entry.id))) perform(entry.id, ui, now, commands);
        x += side + kit.px(4);
    }
}

}  // namespace talweg
