// An error in words, over the views, until it is dismissed or has been there for long enough.
#include "app/panels/banner.h"

#include "app/panels/widgets.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

/// s; so long a message takes three times to read, and it lies over the controls of the views.
constexpr double kLongest = 20.0;

}  // namespace

void Banner::draw(const Snapshot& now, UiState& ui, Box area) {
    Kit& kit = ui.kit;
    // The worker's message comes again with every snapshot: dismissed once is enough.
    if (now.message.empty()) ui.worker_message_seen.clear();
    const bool from_worker =
        ui.error.empty() && !now.message.empty() && now.message != ui.worker_message_seen;
    const std::string text =
        from_worker ? with_run_name(now.message, run_names(ui.document.experiment())) : ui.error;
    const auto dismiss = [&] {
        if (from_worker)
            ui.worker_message_seen = now.message;
        else
            ui.error.clear();
    };
    if (text != shown_) {
        shown_ = text;
        since_ = ImGui::GetTime();
    }
    if (text.empty()) return;
    // What one can still do something about waits.
    const bool waits = ui.remedy.act && ui.remedy.error == text;
    if (!waits && ImGui::GetTime() - since_ > kLongest) {
        dismiss();
        return;
    }
    const float width = std::min(kit.px(720), static_cast<float>(area.width()) - kit.px(32));
    const float left =
        static_cast<float>(area.left) + std::round((static_cast<float>(area.width()) - width) / 2);
    ImGui::SetNextWindowPos(ImVec2(left, static_cast<float>(area.top) + kit.px(8)));
    ImGui::SetNextWindowSize(ImVec2(width, 0));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(mixed(kit.theme.panel, kit.theme.warning, 0.14)));
    ImGui::PushStyleColor(ImGuiCol_Border, packed(kit.theme.warning.faded(0.5)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kit.px(12), kit.px(8)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, kit.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("##banner", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_icon(*ImGui::GetWindowDrawList(), Icon::warning, ImVec2(at.x + kit.px(8), at.y + kit.px(14)),
              kit.px(16), kit.theme.warning);
    ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(28), at.y + kit.px(4)));
    ImGui::PushTextWrapPos(width - kit.px(52));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    mark(kit, "banner");
    if (!from_worker && waits) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(28), ImGui::GetItemRectMax().y + kit.px(8)));
        if (button(kit, "banner.remedy", ui.remedy.label)) {
            const auto act = std::exchange(ui.remedy, {}).act;
            dismiss();
            act();
        }
    }
    const float bottom = ImGui::GetItemRectMax().y;
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - kit.px(24 + 28), at.y));
    if (icon_button(kit, "banner.close", Icon::close, "Dismisses the message")) dismiss();
    // Whoever rests on it is still reading.
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows)) since_ = ImGui::GetTime();
    ImGui::SetCursorScreenPos(ImVec2(at.x, std::max(bottom + kit.px(4), at.y + kit.px(28))));
    ImGui::Dummy(ImVec2(1, 1));
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

}  // namespace talweg
