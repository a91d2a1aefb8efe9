// The transport: play, step, scrub, jump and speed, like a film's.
#include "app/panels/transport_panel.h"

#include "app/panels/actions.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace talweg {
namespace {

// Stops of the speed slider; the last is as fast as it goes.
constexpr std::array<double, 17> kSpeeds = {1,   2,    5,    10,   20,    30,    60,     120, 250,
                                            500, 1000, 2500, 5000, 10000, 50000, 100000, 0.0};

std::string speed_text(double speed) { return speed == 0.0 ? "Fastest" : short_text(speed) + "/s"; }

std::size_t nearest_stop(double speed) {
    if (speed == 0.0) return kSpeeds.size() - 1;
    std::size_t best = 0;
    for (std::size_t i = 0; i + 1 < kSpeeds.size(); ++i)
        if (std::abs(std::log(kSpeeds[i] / speed)) < std::abs(std::log(kSpeeds[best] / speed))) best = i;
    return best;
}

}  // namespace

void TransportPanel::buttons(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const bool playing = under_way(now);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto place = [&](ActionId id, Icon icon, double x, double size, bool filled) {
        const float y = at.y + std::round((kit.px(kHeight) - kit.px(size)) / 2);
        ImGui::SetCursorScreenPos(ImVec2(at.x + kit.px(x), y));
        const std::string name = "transport." + std::string(action(id).name);
        if (icon_button(kit, name, icon, action_tip(id), false, size, available(id, ui, now), filled))
            perform(id, ui, now, commands);
    };
    place(ActionId::reset, Icon::reset, 0, 32, false);
    place(ActionId::to_start, Icon::to_start, 36, 32, false);
    place(ActionId::step_back, Icon::step_back, 72, 32, false);
    place(ActionId::play_pause, playing ? Icon::pause : Icon::play, 110, 40, true);
    place(ActionId::step, Icon::step, 156, 32, false);
    place(ActionId::to_end, Icon::to_end, 192, 32, false);
}

void TransportPanel::scrubber(const Snapshot& now, UiState& ui, Commands& commands, float width) {
    Kit& kit = ui.kit;
    const Theme& theme = kit.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(kHeight);
    press("transport.scrubber", ImVec2(width, height));
    mark(kit, "transport.scrubber");
    const float radius = kit.px(8);
    const float x0 = at.x + radius;
    const float x1 = at.x + width - radius;
    // From the first step one can go to: what was forgotten has no place here.
    const auto first = static_cast<double>(now.earliest);
    const double length = now.head > now.earliest ? static_cast<double>(now.head) - first : 0.0;
    const auto share_at = [&](Step step) {
        return length > 0.0 ? std::clamp((static_cast<double>(step) - first) / length, 0.0, 1.0) : 0.0;
    };
    const bool held = ImGui::IsItemActive() && length > 0.0;
    if (held) {
        const double share = std::clamp<double>((ImGui::GetIO().MousePos.x - x0) / (x1 - x0), 0.0, 1.0);
        const auto wished = now.earliest + static_cast<Step>(std::llround(share * length));
        if (!scrubbed_) {
            if (now.phase == Phase::playing) commands.push_back(Pause{});
            if (wished != now.cursor) commands.push_back(SeekTo{wished});
        } else if (*scrubbed_ != wished) {
            commands.push_back(SeekTo{wished});
        }
        scrubbed_ = wished;
    } else {
        scrubbed_.reset();
    }
    const auto place = [&](Step step) { return x0 + static_cast<float>(share_at(step)) * (x1 - x0); };
    const float x = place(scrubbed_.value_or(now.cursor));
    const float y = std::round(at.y + height / 2);
    const float half = kit.px(2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(ImVec2(x0, y - half), ImVec2(x1, y + half), packed(theme.text.faded(0.12)), half);
    list.AddRectFilled(ImVec2(x0, y - half), ImVec2(x, y + half), packed(theme.accent), half);
    // Where a run ended: a small mark of its colour.
    for (std::size_t i = 0; i < now.runs.size() && i < now.experiment.runs.size(); ++i) {
        if (now.runs[i].end_status != RunStatus::diverged || now.runs[i].end_step < now.earliest) continue;
        if (length == 0.0) continue;
        const float mark_x = std::round(place(now.runs[i].end_step));
        list.AddRectFilled(ImVec2(mark_x - kit.px(1), y - kit.px(9)),
                           ImVec2(mark_x + kit.px(1), y - kit.px(4)),
                           packed(run_style(now.experiment, i, theme).color));
    }
    if (ui.view.hover && length > 0.0) {
        const float hover_x = std::round(place(ui.view.hover->step));
        list.AddLine(ImVec2(hover_x, y - kit.px(10)), ImVec2(hover_x, y + kit.px(10)), packed(theme.accent),
                     1.0f);
    }
    list.AddCircleFilled(ImVec2(x, y), held || ImGui::IsItemHovered() ? radius + kit.px(1) : radius,
                         packed(theme.accent), 28);
    list.AddCircleFilled(ImVec2(x, y), radius - kit.px(3), packed(theme.panel), 24);
    focus_ring(kit);
    if (!held) tooltip(kit, "Every step taken so far: drag to look at any of them");
}

void TransportPanel::numbers(const Snapshot& now, UiState& ui, Commands& commands, float width) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(kHeight);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // A click on the number turns it into a field: type a step to jump there.
    if (jumping_) {
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + (height - kit.px(28)) / 2));
        if (focus_jump_) ImGui::SetKeyboardFocusHere();
        const bool entered = live_text_field(kit, "transport.jump", jump_text_, width, "step");
        const bool left = !focus_jump_ && !ImGui::IsItemActive();
        focus_jump_ = false;
        if (entered) {
            const auto typed = parse_double(jump_text_);
            if (typed && *typed >= 0.0 && *typed <= 1e15)
                commands.push_back(SeekTo{static_cast<Step>(std::llround(*typed))});
            else
                ui.complain("'" + jump_text_ + "' is not a step: expected a whole number from 0.");
        }
        if (entered || left) jumping_ = false;
        return;
    }
    const std::string step =
        grouped_text(scrubbed_.value_or(now.phase == Phase::seeking ? now.goal : now.cursor));
    const ImVec2 big = text_size(kit, step, TextRole::number);
    const std::string of = "of " + grouped_text(now.head);
    const ImVec2 small = text_size(kit, of, TextRole::caption);
    if (press("transport.step_number", ImVec2(width, height))) {
        jumping_ = focus_jump_ = true;
        jump_text_ = std::to_string(now.cursor);
    }
    mark(kit, "transport.step_number");
    if (ImGui::IsItemHovered())
        list.AddRectFilled(ImVec2(at.x, at.y + kit.px(8)), ImVec2(at.x + width, at.y + height - kit.px(8)),
                           packed(kit.theme.text.faded(0.05)), kit.px(6));
    focus_ring(kit);
    tooltip(kit, "The step shown. A click lets you type the step to jump to");
    const ImVec2 word = text_size(kit, "Step", TextRole::caption);
    const float base = at.y + height / 2 + big.y * 0.28f;
    const auto rise = [&](TextRole role) { return static_cast<float>(kit.measure->ascent(kit.em(role))); };
    float x = at.x + kit.px(8);
    draw_text(kit, list, ImVec2(x, base - rise(TextRole::caption)), "Step", kit.theme.quiet_text,
              TextRole::caption);
    x += word.x + kit.px(8);
    draw_text(kit, list, ImVec2(x, base - rise(TextRole::number)), step, kit.theme.text, TextRole::number,
              true);
    x += text_size(kit, step, TextRole::number, true).x + kit.px(8);
    if (x + small.x <= at.x + width)
        draw_text(kit, list, ImVec2(x, base - rise(TextRole::caption)), of, kit.theme.quiet_text,
                  TextRole::caption);
}

void TransportPanel::speed(UiState& ui, Commands& commands, float width) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(kHeight);
    const float words = kit.px(76);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + (height - kit.px(28)) / 2));
    auto stop = static_cast<double>(nearest_stop(ui.settings.speed));
    const SliderRange range{0.0, static_cast<double>(kSpeeds.size() - 1), false, 1.0, {}};
    const std::string tip = "Steps per second; a step means the same at every speed";
    if (slider(kit, "transport.speed", stop, range, width - words, tip)) {
        ui.settings.speed = kSpeeds[static_cast<std::size_t>(std::llround(stop))];
        commands.push_back(SetSpeed{ui.settings.speed});
    }
    const std::string said = speed_text(ui.settings.speed);
    const ImVec2 size = text_size(kit, said, TextRole::caption);
    draw_text(kit, *ImGui::GetWindowDrawList(),
              ImVec2(at.x + width - words + kit.px(8), at.y + (height - size.y) / 2), said, kit.theme.text,
              TextRole::caption);
}

void TransportPanel::draw(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float pad = kit.px(16);
    const float buttons_width = kit.px(224);
    const float numbers_width = std::min(kit.px(248), std::max(kit.px(140), width * 0.2f));
    const float speed_width = std::min(kit.px(196), std::max(kit.px(140), width * 0.16f));
    ImGui::SetCursorScreenPos(ImVec2(at.x + pad, at.y));
    buttons(now, ui, commands);
    const float left = at.x + pad + buttons_width + pad;
    const float right = at.x + width - pad - speed_width - pad - numbers_width - pad;
    if (right - left > kit.px(60)) {
        ImGui::SetCursorScreenPos(ImVec2(left, at.y));
        scrubber(now, ui, commands, right - left);
    }
    ImGui::SetCursorScreenPos(ImVec2(right + pad, at.y));
    numbers(now, ui, commands, numbers_width);
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - pad - speed_width, at.y));
    speed(ui, commands, speed_width);
}

}  // namespace talweg
