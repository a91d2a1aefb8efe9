// The line at the bottom: step, epoch, speed, memory, messages.
#include "app/panels/status_line.h"

#include "app/panels/widgets.h"
#include "core/base/text.h"

namespace talweg {
namespace {

// The epoch of the run that is furthest; full batches have one step an epoch.
double furthest_epoch(const Snapshot& now) {
    double epoch = 0.0;
    for (const RunSnapshot& run : now.runs) epoch = std::max(epoch, run.state.epoch);
    return epoch;
}

std::string epoch_text(double epoch) {
    if (epoch < 1e4 || epoch > 1e15) return short_text(epoch, 6);
    return grouped_text(static_cast<std::uint64_t>(epoch));
}

std::string phase_text(const Snapshot& now) {
    switch (now.phase) {
        case Phase::paused:
            return "Paused";
        case Phase::playing:
            return "Playing";
        case Phase::seeking:
            return "Computing step " + grouped_text(now.goal);
        case Phase::ended:
            return "All runs have ended";
        case Phase::failed:
            break;
    }
    return "Stopped by an error";
}

}  // namespace

std::string rough_count(double value) {
    if (value >= 1e9) return short_text(value / 1e9, 3) + " G";
    if (value >= 1e6) return short_text(value / 1e6, 3) + " M";
    if (value >= 1e4) return short_text(value / 1e3, 3) + " k";
    return short_text(value, value < 100.0 ? 2 : 4);
}

std::string rough_bytes(double bytes) {
    if (bytes >= 1024.0 * 1024.0 * 1024.0) return short_text(bytes / (1024.0 * 1024.0 * 1024.0), 3) + " GB";
    return short_text(std::max(0.1, bytes / (1024.0 * 1024.0)), 3) + " MB";
}

void StatusLine::draw(const Snapshot& now, UiState& ui) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = kit.px(kHeight);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = at.y + std::round((height - text_size(kit, "x", TextRole::tick).y) / 2);
    float x = at.x + kit.px(16);
    const auto say = [&](const std::string& text, Rgba color, std::string_view tip) {
        const ImVec2 size = text_size(kit, text, TextRole::tick);
        if (x + size.x > at.x + width - kit.px(16)) return;
        draw_text(kit, list, ImVec2(x, y), text, color, TextRole::tick);
        ImGui::SetCursorScreenPos(ImVec2(x, at.y));
        ImGui::Dummy(ImVec2(size.x, height));
        tooltip(kit, tip);
        x += size.x + kit.px(24);
    };
    const Rgba quiet = kit.theme.quiet_text;
    say(phase_text(now), now.phase == Phase::failed ? kit.theme.warning : quiet, {});
    say("Step " + grouped_text(now.cursor), quiet, "Updates made since the start");
    say("Epoch " + epoch_text(furthest_epoch(now)), quiet, "Passes over the data");
    say(rough_count(now.steps_per_second) + " steps/s", quiet,
        "Measured; all runs together count as one step");
    say(rough_bytes(static_cast<double>(now.history_bytes)), quiet,
        "Memory of the recorded history; bounded however long it runs");
    if (!ui.info.empty() && ImGui::GetTime() < ui.info_until) {
        const std::string text = fitted(kit, ui.info, at.x + width - kit.px(16) - x, TextRole::tick);
        const ImVec2 size = text_size(kit, text, TextRole::tick);
        draw_text(kit, list, ImVec2(at.x + width - kit.px(16) - size.x, y), text, kit.theme.text,
                  TextRole::tick);
    }
}

}  // namespace talweg
