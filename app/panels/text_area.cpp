// A field of several lines whose text is wrapped on the screen.
#include "app/panels/text_area.h"

#include "app/panels/widgets.h"

#include <utility>
#include <vector>

namespace talweg {
namespace {

constexpr std::size_t kTyped = 16384;  ///< characters that one can add at once

}  // namespace

void TextArea::wrap(const Kit& kit, const std::string& text, float room) {
    source_ = text;
    room_ = room;
    lines_ = soft_wrapped(text, room, [&kit](std::string_view character) {
        return static_cast<double>(text_size(kit, character).x);
    });
    before_ = lines_;
}

bool TextArea::draw(Kit& kit, std::string_view id, std::string& text, double height, std::string_view tip) {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImGuiStyle& style = ImGui::GetStyle();
    const float room = width - 2 * style.FramePadding.x - style.ScrollbarSize - 1.0f;
    if (!edited_ && (text != source_ || room != room_)) wrap(kit, text, room);
    std::vector<char> buffer(lines_.shown.begin(), lines_.shown.end());
    buffer.resize(buffer.size() + kTyped);
    ImGui::PushID(id.data(), id.data() + id.size());
    ImGui::InputTextMultiline("##", buffer.data(), buffer.size(), ImVec2(width, kit.px(height)));
    ImGui::PopID();
    mark(kit, id);
    const bool active = ImGui::IsItemActive();
    const bool left = ImGui::IsItemDeactivatedAfterEdit();
    if (active)
        compat::outline(*ImGui::GetWindowDrawList(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                        packed(kit.theme.accent), kit.px(6), kit.px(1.5));
    if (!active) tooltip(kit, tip);  // it would lie on what one writes
    if (active || left) {
        // Esc puts back many edits at once, which no single difference describes.
        if (before_.shown == buffer.data())
            lines_ = before_;
        else
            lines_.follow(buffer.data());
    }
    const std::string edited = left ? lines_.text() : text;
    // Left, with an edit or without: wrapped anew in the next frame.
    if (std::exchange(edited_, active) && !active) room_ = 0.0f;
    if (edited == text) return false;
    text = edited;
    return true;
}

}  // namespace talweg
