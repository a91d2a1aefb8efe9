// Everything inside the window: the frame, and the parts around the views.
#include "app/panels/workbench.h"

#include "app/panels/actions.h"
#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

constexpr ImGuiWindowFlags kPlain =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;

ImVec2 corner(Box box) { return {static_cast<float>(box.left), static_cast<float>(box.top)}; }
ImVec2 extent(Box box) { return {static_cast<float>(box.width()), static_cast<float>(box.height())}; }

// A child window in which a part draws itself; no padding, no ground of its own.
bool begin_part(const char* id, Box box) {
    ImGui::SetCursorScreenPos(corner(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const bool seen = ImGui::BeginChild(id, extent(box), false,
                                        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    return seen;
}

// Tab starts the walk of the keyboard through the controls, in an open menu an arrow does; the mouse or Esc
// ends it.
void keyboard_walk() {
    ImGuiIO& io = ImGui::GetIO();
    const bool walking = (io.ConfigFlags & ImGuiConfigFlags_NavEnableKeyboard) != 0;
    const bool arrow = any_popup_open() && (compat::key_pressed(Key::down) || compat::key_pressed(Key::up));
    if (!walking && !io.WantTextInput && (arrow || compat::key_pressed(Key::tab)))
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    else if (walking && (ImGui::IsMouseClicked(0) || (!io.NavVisible && compat::key_pressed(Key::escape))))
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace

Workbench::Workbench(Experiment experiment, std::optional<std::filesystem::path> path, AppSettings settings,
                     AppState state, TextureCache& textures)
    : ui_(std::move(experiment), std::move(path)), measure_(measure_font(find_font(), find_font(true))) {
    ui_.settings = std::move(settings);
    ui_.state = std::move(state);
    ui_.kit.measure = measure_.get();
    ui_.kit.textures = &textures;
    ui_.view.data.residuals = ui_.settings.residuals;
    ui_.view.data.ghosts = ui_.settings.ghosts;
    ui_.view.closed_form = ui_.settings.closed_form;
    ui_.view.curves.smoothing = ui_.settings.smoothing;
    ui_.view.curves.axis = ui_.settings.axis;
    ui_.view.large = ui_.settings.large;
    ui_.view.network.instead = ui_.settings.network;
    ui_.view.network.per_layer = ui_.settings.each_layer;
}

AppSettings Workbench::current_settings() const {
    AppSettings settings = ui_.settings;
    settings.residuals = ui_.view.data.residuals;
    settings.ghosts = ui_.view.data.ghosts;
    settings.closed_form = ui_.view.closed_form;
    settings.smoothing = ui_.view.curves.smoothing;
    settings.axis = ui_.view.curves.axis;
    settings.large = ui_.view.large;
    settings.network = ui_.view.network.instead;
    settings.each_layer = ui_.view.network.per_layer;
    return settings;
}

bool Workbench::prepare(double content_scale) {
    content_scale_ = content_scale;
    ui_.kit.theme = ui_.theme_at(content_scale);
    if (ui_.kit.theme.scale == font_scale_) return false;
    font_scale_ = ui_.kit.theme.scale;
    ui_.kit.fonts.build(*ImGui::GetIO().Fonts, find_font(), find_font(true), find_fallback_font(),
                        font_scale_);
    return true;
}

bool Workbench::restless() const {
    const double now = ImGui::GetTime();
    return ui_.surface_progress.nodes > 0 || data_dialog_.busy() || folds_dialog_.busy() ||
           now < last_input_ + 1.0 || (!ui_.info.empty() && now < ui_.info_until + 0.1);
}

void Workbench::drop(std::span<const std::filesystem::path> paths) { open_dropped(ui_, paths); }
void Workbench::close() { request(ui_, Intent::quit); }

void Workbench::side_content(const Snapshot& now, Commands& commands, Box box) {
    Kit& kit = ui_.kit;
    ImGui::SetCursorScreenPos(corner(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(16), kit.px(12)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(kit.theme.panel));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0.0f);
    if (ImGui::BeginChild("##side", extent(box), false, ImGuiWindowFlags_AlwaysUseWindowPadding)) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(8), kit.px(6)));
        data_panel_.draw(now, ui_, commands);
        hairline(kit, 4);
        model_panel_.draw(now, ui_, commands);
        hairline(kit, 4);
        runs_panel_.draw(now, ui_, commands);
        hairline(kit, 4);
        notes_panel_.draw(ui_);
        ImGui::PopStyleVar();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

void Workbench::strip(const Snapshot& now, Commands& commands, Box box) {
    Kit& kit = ui_.kit;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(corner(box), ImVec2(static_cast<float>(box.right), static_cast<float>(box.bottom)),
                       packed(kit.theme.panel));
    struct Entry {
        std::string_view id;
        Icon icon;
        std::string_view tip;
        bool* open;
    };
    const Entry entries[] = {{"strip.data", Icon::points, "Data", &ui_.data_open},
                             {"strip.model", Icon::model, "Model and loss", &ui_.model_open},
                             {"strip.runs", Icon::runs, "Runs", &ui_.runs_open},
                             {"strip.notes", Icon::file, "Title and notes", &ui_.notes_open}};
    ImVec2 at(static_cast<float>(box.left) + kit.px(8), static_cast<float>(box.top) + kit.px(8));
    for (const Entry& entry : entries) {
        ImGui::SetCursorScreenPos(at);
        if (icon_button(kit, entry.id, entry.icon, entry.tip, ui_.side_overlay && *entry.open, 32.0)) {
            const bool same = ui_.side_overlay && *entry.open;
            ui_.data_open = ui_.model_open = ui_.runs_open = ui_.notes_open = false;
            *entry.open = !same;
            ui_.side_overlay = !same;
        }
        at.y += kit.px(36);
    }
    ImGui::SetCursorScreenPos(at);
    if (icon_button(kit, "strip.add", Icon::plus, action_tip(ActionId::add_run), false, 32.0))
        perform(ActionId::add_run, ui_, now, commands);
}

void Workbench::side(const Snapshot& now, Commands& commands, const BoardLayout& board) {
    if (board.side.width() <= 0.0) return;
    Kit& kit = ui_.kit;
    if (!board.folded) {
        ui_.side_overlay = false;
        side_content(now, commands, board.side);
        return;
    }
    strip(now, commands, board.side);
    if (!ui_.side_overlay) return;
    // Over the views: a window of its own, in front, closed by a click elsewhere.
    Box box = board.side;
    box.left = box.right;
    box.right = box.left + kit.px(ui_.settings.layout.side_width);
    ImGui::SetNextWindowPos(corner(box));
    ImGui::SetNextWindowSize(extent(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("##overlay", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar(3);
    side_content(now, commands, box);
    ImGui::End();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool inside = box.contains({mouse.x, mouse.y}) || board.side.contains({mouse.x, mouse.y});
    if (ImGui::IsMouseClicked(0) && !inside && !any_popup_open()) ui_.side_overlay = false;
}

void Workbench::views(const Snapshot& now, const LossSurface& surface, Commands& commands,
                      const BoardLayout& board) {
    if (!begin_part("##views", board.views)) {
        ImGui::EndChild();
        return;
    }
    ui_.refining = false;
    const std::array<ViewId, 3> placed = board_views(now, ui_.view);
    ui_.large = placed[0];
    const auto draw_view = [&](ViewId view, Box box) {
        if (box.width() <= 1.0 || box.height() <= 1.0) return;
        if (view == ViewId::data) data_view_.draw(now, ui_, box);
        if (view == ViewId::curves) curves_view_.draw(now, ui_, details_, commands, box);
        if (view == ViewId::network) network_view_.draw(now, ui_, commands, box);
        if (view == ViewId::surface) surface_view_.draw(now, surface, ui_, commands, box);
    };
    draw_view(ui_.maximised.value_or(placed[0]), board.large);
    draw_view(placed[1], board.upper);
    draw_view(placed[2], board.lower);
    surface_view_.end_frame(commands);
    if (const auto next = std::exchange(ui_.next_large, std::nullopt)) make_large(*next, now, ui_.view);
    if (!ui_.maximised) splitters(board);
    ImGui::EndChild();
}

void Workbench::inspector(const Snapshot& now, Box box) {
    Kit& kit = ui_.kit;
    ImGui::SetCursorScreenPos(corner(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(16), kit.px(8)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(kit.theme.panel));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, kit.px(8));
    if (ImGui::BeginChild("##inspector", extent(box), false, ImGuiWindowFlags_AlwaysUseWindowPadding)) {
        inspector_.draw(now, ui_);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

void Workbench::draw(const Snapshot& now, const LossSurface& surface, Commands& commands) {
    Kit& kit = ui_.kit;
    apply_style(kit);
    keyboard_walk();
    const bool popup_open = any_popup_open();
    const ImGuiIO& io = ImGui::GetIO();
    const BoardLayout board =
        board_layout(io.DisplaySize.x, io.DisplaySize.y, kit.theme.scale, ui_.settings,
                     ui_.maximised.has_value(), ui_.inspecting ? inspector_.height(now) : 0.0);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
    ImGui::Begin("##workbench", nullptr, kPlain);
    ImGui::PopStyleVar(2);
    if (board.menu.height() > 0.0) {
        begin_part("##menu", board.menu);
        menu_bar_.draw(now, ui_, commands);
        ImGui::EndChild();
    }
    ui_.side_shown = board.side.width() > 0.0 && !board.folded;
    side(now, commands, board);
    side_splitter(board);
    views(now, surface, commands, board);
    if (ui_.inspecting) inspector(now, board.inspector);
    inspector_.ask(now, ui_, commands);
    begin_part("##transport", board.transport);
    transport_panel_.draw(now, ui_, commands);
    ImGui::EndChild();
    if (board.status.height() > 0.0) {
        begin_part("##status", board.status);
        status_line_.draw(now, ui_);
        ImGui::EndChild();
    }
    ImGui::End();
    banner_.draw(now, ui_, board.views);
    dialogs(now, surface);
    // A key that has just closed a dialog means nothing more.
    if (!popup_open) perform_shortcuts(ui_, now, commands);
    finish(now, commands);
}

}  // namespace talweg
