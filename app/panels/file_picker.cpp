// The dialog that picks a file to open or a name to save under.
#include "app/panels/file_picker.h"

#include "app/panels/widgets.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace talweg {
namespace {

constexpr std::size_t kMostEntries = 5000;
namespace fs = std::filesystem;

bool has_ending(const fs::path& path, const std::vector<std::string>& endings) {
    std::string own = path.extension().string();
    std::transform(own.begin(), own.end(), own.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return endings.empty() || std::find(endings.begin(), endings.end(), own) != endings.end();
}

// "~" is what people type for their own folder.
fs::path expanded(const std::string& typed, const fs::path& folder) {
    fs::path path(typed);
    const char* home = std::getenv("HOME");
    if (home != nullptr && (typed == "~" || typed.rfind("~/", 0) == 0))
        path = fs::path(home) / (typed.size() > 2 ? typed.substr(2) : "");
    return path.is_absolute() ? path : folder / path;
}

}  // namespace

void FilePicker::open(Mode mode, std::string title, const fs::path& start, std::vector<std::string> endings) {
    mode_ = mode;
    title_ = std::move(title);
    endings_ = std::move(endings);
    overwrite_.clear();
    std::error_code none;
    fs::path folder = start.has_parent_path() ? start.parent_path() : fs::current_path(none);
    if (!fs::is_directory(folder, none)) folder = fs::current_path(none);
    go_to(folder);
    if (mode == Mode::save) typed_ = start.filename().string();
    wanted_ = true;
}

void FilePicker::go_to(const fs::path& folder) {
    std::error_code none;
    folder_ = fs::weakly_canonical(folder, none);
    if (none) folder_ = folder;
    if (mode_ == Mode::open) typed_.clear();
    read_folder();
}

void FilePicker::read_folder() {
    entries_.clear();
    trouble_.clear();
    std::error_code problem;
    fs::directory_iterator entry(folder_, problem);
    if (problem) {
        trouble_ = "This folder cannot be read: " + problem.message() + ".";
        return;
    }
    for (; entry != fs::directory_iterator() && entries_.size() < kMostEntries; entry.increment(problem)) {
        if (problem) break;
        const std::string name = entry->path().filename().string();
        if (name.empty() || name[0] == '.') continue;
        std::error_code none;
        const bool folder = entry->is_directory(none);
        if (folder || has_ending(entry->path(), endings_)) entries_.push_back({name, folder});
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return a.folder != b.folder ? a.folder : a.name < b.name;
    });
}

void FilePicker::folder_list(UiState& ui, std::optional<fs::path>& chosen) {
    Kit& kit = ui.kit;
    if (icon_button(kit, "picker.up", Icon::up, "The folder above")) {
        go_to(folder_.parent_path());
        return;
    }
    ImGui::SameLine(0, kit.px(8));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + kit.px(6)),
              fitted(kit, folder_.string(), room, TextRole::caption), kit.theme.quiet_text,
              TextRole::caption);
    ImGui::NewLine();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(kit.theme.text.faded(0.03)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(8)));
    const float tall = dialog_room(kit, std::max(below_, kit.px(120)));
    ImGui::BeginChild("##entries", ImVec2(0, std::clamp(tall, kit.px(72), kit.px(280))), false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding);
    std::optional<fs::path> go;
    for (const Entry& entry : entries_) {
        const ImVec2 row = ImGui::GetCursorScreenPos();
        const std::string name = "##" + entry.name;
        const bool picked = ImGui::Selectable(name.c_str(), !entry.folder && typed_ == entry.name,
                                              ImGuiSelectableFlags_AllowDoubleClick, ImVec2(0, kit.px(24)));
        mark(kit, "picker.entry." + entry.name);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        draw_icon(list, entry.folder ? Icon::folder : Icon::file,
                  ImVec2(row.x + kit.px(8), row.y + kit.px(12)), kit.px(14),
                  entry.folder ? kit.theme.accent : kit.theme.quiet_text);
        draw_text(kit, list, ImVec2(row.x + kit.px(24), row.y + kit.px(2)), entry.name, kit.theme.text);
        if (!picked) continue;
        if (entry.folder)
            go = folder_ / entry.name;
        else
            typed_ = entry.name;
        if (!entry.folder && mode_ == Mode::open && ImGui::IsMouseDoubleClicked(0))
            chosen = folder_ / entry.name;
    }
    if (entries_.empty())
        paragraph(kit,
                  trouble_.empty() ? endings_.front() == ".toml" ? "No experiments in this folder."
                                                                 : "No tables in this folder."
                                   : trouble_,
                  TextRole::caption, kit.theme.quiet_text);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    if (go) go_to(*go);
}

void FilePicker::recent_list(UiState& ui, std::optional<fs::path>& chosen) {
    if (mode_ != Mode::open || ui.state.recent.empty()) return;
    Kit& kit = ui.kit;
    label(kit, "Recent", TextRole::caption, true);
    std::size_t shown = 0;
    for (const fs::path& path : ui.state.recent) {
        if (shown == 4) break;
        const std::string id = "picker.recent." + std::to_string(shown++);
        if (button(kit, id, fitted(kit, path.filename().string(), kit.px(160)), ButtonKind::plain, 0,
                   path.string()))
            chosen = path;
        if (shown % 3 != 0 && shown < std::min<std::size_t>(4, ui.state.recent.size())) ImGui::SameLine();
    }
}

std::optional<fs::path> FilePicker::confirmed() {
    trouble_.clear();
    if (typed_.empty()) {
        trouble_ = mode_ == Mode::open ? "Pick a file, or type its path." : "Type a name for the file.";
        return {};
    }
    fs::path path = expanded(typed_, folder_);
    std::error_code none;
    if (fs::is_directory(path, none)) {
        go_to(path);
        typed_.clear();
        return {};
    }
    if (mode_ == Mode::open) {
        if (fs::exists(path, none)) return path;
        trouble_ = "There is no file " + path.string() + ".";
        return {};
    }
    if (!has_ending(path, endings_)) path += endings_.front();
    if (fs::exists(path, none) && overwrite_ != path) {
        overwrite_ = path;
        trouble_ = path.filename().string() + " exists. Press the button again to replace it.";
        return {};
    }
    return path;
}

std::optional<fs::path> FilePicker::draw(UiState& ui) {
    Kit& kit = ui.kit;
    const bool wanted = std::exchange(wanted_, false);
    if (!begin_dialog(kit, "##picker", title_, 560, wanted)) return {};
    std::optional<fs::path> chosen;
    recent_list(ui, chosen);
    folder_list(ui, chosen);
    const float list_end = ImGui::GetCursorPosY();
    const float width = ImGui::GetContentRegionAvail().x;
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    if (live_text_field(kit, "picker.path", typed_, width,
                        mode_ == Mode::open ? "File name or path" : "Name of the file"))
        chosen = confirmed();
    if (!trouble_.empty()) paragraph(kit, trouble_, TextRole::caption, kit.theme.warning);
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    if (button(kit, "picker.take", mode_ == Mode::open ? "Open" : "Save", ButtonKind::primary))
        chosen = confirmed();
    ImGui::SameLine();
    if (button(kit, "picker.cancel", "Cancel")) ImGui::CloseCurrentPopup();
    if (chosen) ImGui::CloseCurrentPopup();
    below_ = ImGui::GetCursorPosY() - list_end;
    end_dialog(kit);
    return chosen;
}

}  // namespace talweg
