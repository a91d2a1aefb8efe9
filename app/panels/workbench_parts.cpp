// Everything inside the window: splitters, dialogs, and what a frame ends with.
#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"
#include "app/panels/workbench.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

// The gap between two parts, which can be dragged. Returns how far, px.
float splitter(Kit& kit, const char* id, Box box, bool upright) {
    ImGui::SetCursorScreenPos(ImVec2(static_cast<float>(box.left), static_cast<float>(box.top)));
    const ImVec2 size(std::max(1.0f, static_cast<float>(box.width())),
                      std::max(1.0f, static_cast<float>(box.height())));
    ImGui::InvisibleButton(id, size);
    mark(kit, id, box);
    const bool lively = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (!lively) return 0.0f;
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImVec2 middle(static_cast<float>((box.left + box.right) / 2),
                        static_cast<float>((box.top + box.bottom) / 2));
    const float half = kit.px(16);
    const float thick = kit.px(1.5);
    const ImVec2 low =
        upright ? ImVec2(middle.x - thick, middle.y - half) : ImVec2(middle.x - half, middle.y - thick);
    const ImVec2 high =
        upright ? ImVec2(middle.x + thick, middle.y + half) : ImVec2(middle.x + half, middle.y + thick);
    ImGui::GetWindowDrawList()->AddRectFilled(low, high, packed(kit.theme.accent), thick);
    if (!ImGui::IsItemActive()) return 0.0f;
    return upright ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
}

double clamp_share(double share) { return std::clamp(share, 0.1, 0.9); }

}  // namespace

void Workbench::side_splitter(const BoardLayout& board) {
    if (board.folded || board.side.width() <= 0.0) return;
    Kit& kit = ui_.kit;
    const Box gap{board.side.right, board.side.top, board.views.left, board.side.bottom};
    if (const float moved = splitter(kit, "splitter.side", gap, true); moved != 0.0f)
        ui_.settings.layout.side_width =
            std::clamp((board.side.width() + moved) / kit.theme.scale, kLeastSide, kMostSide);
}

void Workbench::splitters(const BoardLayout& board) {
    Kit& kit = ui_.kit;
    LayoutSettings& settings = ui_.settings.layout;
    const Box upright{board.large.right, board.views.top, board.upper.left, board.views.bottom};
    if (const float moved = splitter(kit, "splitter.surface", upright, true); moved != 0.0f)
        settings.surface_share =
            clamp_share((board.large.width() + moved) / (board.views.width() - upright.width()));
    const Box level{board.upper.left, board.upper.bottom, board.upper.right, board.lower.top};
    if (const float moved = splitter(kit, "splitter.data", level, false); moved != 0.0f)
        settings.data_share =
            clamp_share((board.upper.height() + moved) / (board.views.height() - level.height()));
}

void Workbench::open_picker(Dialog wanted) {
    const std::vector<std::string> tables{".csv", ".tsv", ".txt", ".tab", ".dat"};
    std::vector<std::string> both = tables;
    both.insert(both.begin(), ".toml");
    std::filesystem::path start = ui_.document.path().value_or("");
    // Beside the experiment, or where its points are.
    std::filesystem::path beside = start;
    if (const std::string& data = ui_.document.experiment().data.csv.path; beside.empty() && !data.empty())
        beside = data;
    picking_ = wanted;
    switch (wanted) {
        case Dialog::open_file:
            picker_.open(FilePicker::Mode::open, "Open", start, both);
            break;
        case Dialog::open_data:
            picker_.open(FilePicker::Mode::open, "Open data", beside, tables);
            break;
        case Dialog::find_data:
            picker_.open(FilePicker::Mode::open, "Where are the points?", ui_.pending_path, tables);
            break;
        case Dialog::save_data:
            picker_.open(FilePicker::Mode::save, "Keep the points in a file",
                         beside.replace_filename("points.csv"), tables);
            break;
        case Dialog::save_file:
            if (start.empty()) start = "experiment.toml";
            picker_.open(FilePicker::Mode::save, "Save the experiment", start, {".toml"});
            break;
        default:
            picker_.open(FilePicker::Mode::save, "Export to", suggested_export(ui_),
                         {"." + ui_.settings.export_settings.format});
            break;
    }
}

void Workbench::picked(const std::filesystem::path& path) {
    switch (std::exchange(picking_, Dialog::none)) {
        case Dialog::choose_export:
            export_dialog_.take(ui_, path);
            break;
        case Dialog::save_file:
            save_to(ui_, path);
            break;
        case Dialog::save_data:
            data_dialog_.save_to(ui_, path);
            break;
        case Dialog::open_data:
            open_data(ui_, path, std::exchange(ui_.data_into_present, false));
            break;
        case Dialog::find_data:
            ui_.found_data = path;
            request(ui_, Intent::open_found, ui_.pending_path);
            break;
        default:
            open_path(ui_, path);
            break;
    }
}

void Workbench::dialogs(const Snapshot& now, const LossSurface& surface) {
    const Dialog wanted = std::exchange(ui_.dialog, Dialog::none);
    if (wanted == Dialog::export_figure) export_dialog_.open();
    constexpr Dialog kPicks[] = {Dialog::open_file, Dialog::open_data, Dialog::find_data,
                                 Dialog::save_data, Dialog::save_file, Dialog::choose_export};
    if (std::find(std::begin(kPicks), std::end(kPicks), wanted) != std::end(kPicks)) open_picker(wanted);
    if (ui_.data_request) data_dialog_.open(ui_, *std::exchange(ui_.data_request, std::nullopt));
    const std::function<void()> take = [&] {
        if (const auto path = picker_.draw(ui_)) picked(*path);
    };
    // The picker belongs on top of the dialog that asked for it.
    const bool for_export = picking_ == Dialog::choose_export;
    const bool for_data = picking_ == Dialog::save_data;
    export_dialog_.draw(now, surface, ui_, for_export ? take : nullptr);
    data_dialog_.draw(ui_, for_data ? take : nullptr);
    if (!for_export && !for_data) take();
    unsaved_dialog_.draw(ui_, wanted == Dialog::unsaved);
    keys_dialog_.draw(ui_, wanted == Dialog::keys);
    about_dialog_.draw(ui_, wanted == Dialog::about);
    numbers_dialog_.draw(ui_, wanted == Dialog::numbers);
    folds_dialog_.draw(now, ui_, wanted == Dialog::folds);
    // A question that was closed without an answer is answered with no.
    if (ui_.dialog == Dialog::none && !any_popup_open()) ui_.intent = Intent::none;
}

void Workbench::finish(const Snapshot& now, Commands& commands) {
    const ImGuiIO& io = ImGui::GetIO();
    details_.want_hover(now, ui_.next_hover, commands);
    if (!(io.MouseDelta.x == 0.0f && io.MouseDelta.y == 0.0f) || io.MouseDown[0] || io.MouseWheel != 0.0f)
        last_input_ = ImGui::GetTime();
    ui_.view.hover = std::exchange(ui_.next_hover, std::nullopt);
    ui_.view.network.pointed = std::exchange(ui_.next_network_part, std::nullopt);
    ui_.view.emphasised_run = std::exchange(ui_.next_emphasis, 0);
    const bool nudging = std::exchange(ui_.nudging, false);
    if (!io.MouseDown[0]) {
        if (!nudging) ui_.document.end_gesture();
        ui_.kit.dragging = 0;
    }
    if (speed_posted_ < 0.0) {
        speed_posted_ = ui_.settings.speed;
        commands.push_back(SetSpeed{ui_.settings.speed});
    }
    if (ui_.document.generation() == ui_.posted) return;
    ui_.posted = ui_.document.generation();
    if (ui_.new_document) ui_.points.clear();
    if (std::exchange(ui_.new_document, false))
        commands.push_back(Load{ui_.document.experiment(), ui_.posted});
    else
        commands.push_back(Edit{ui_.document.experiment(), ui_.posted});
}

}  // namespace talweg
