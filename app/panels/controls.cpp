// Controls that hold a value: fields, sliders, choices, switches.
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace talweg {
namespace {

constexpr std::size_t kTyped = 16384;  ///< bytes that one can add at once in a line

// The one text box. `text` is what it shows; returns true when it was left after a change, with the new
// text in `text`.
bool edit_box(Kit& kit, std::string_view id, std::string& text, float width, std::string_view hint) {
    const bool refused = kit.refused.id == id;
    if (refused) text = kit.refused.typed;
    std::vector<char> buffer(text.begin(), text.end());
    buffer.resize(text.size() + kTyped);
    ImGui::PushID(id.data(), id.data() + id.size());
    const FontFace& face = kit.face(TextRole::body);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(kit.px(8), (kit.px(28) - face.line) / 2));
    ImGui::SetNextItemWidth(width);
    const std::string gray(hint);
    ImGui::InputTextWithHint("##", gray.c_str(), buffer.data(), buffer.size(),
                             ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    const ImGuiID self = ImGui::GetID("##");
    ImGui::PopID();
    mark(kit, id);
    const auto frame = [&](Rgba color) {
        compat::outline(*ImGui::GetWindowDrawList(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                        packed(color), kit.px(6), kit.px(1.5));
    };
    if (refused) {
        frame(kit.theme.warning);
        // Esc in the field brings the value back that is in force.
        if ((ImGui::IsItemActive() || ImGui::IsItemDeactivated()) && compat::key_pressed(Key::escape)) {
            kit.refused = {};
            kit.edited = 0;
            return false;
        }
    }
    if (ImGui::IsItemActive()) {
        kit.edited = self;
        kit.edit_text = buffer.data();
        if (!refused) frame(kit.theme.accent);
    }
    if (!ImGui::IsItemDeactivatedAfterEdit()) return false;
    // The frame that ends the editing already has the new text here; the frames before it are the fallback.
    const bool fresh = text != buffer.data();
    if (fresh)
        text = buffer.data();
    else if (kit.edited == self)
        text = kit.edit_text;
    kit.edited = 0;
    kit.typed = text;
    return true;
}

std::string range_words(const NumberFormat& format) {
    std::string words = format.whole ? "a whole number" : "a number";
    if (format.low > -1e300)
        words += std::string(format.low_open ? " above " : " of at least ") + short_text(format.low);
    if (format.high < 1e300)
        words += std::string(format.low > -1e300 ? " and" : "") +
                 (format.high_open ? " below " : " at most ") + short_text(format.high);
    return words;
}

double clamp_share(double share) { return std::clamp(share, 0.0, 1.0); }

double share_of(double value, const SliderRange& range) {
    if (range.logarithmic) {
        if (!(value > 0.0)) return 0.0;
        return clamp_share(std::log(value / range.low) / std::log(range.high / range.low));
    }
    return clamp_share((value - range.low) / (range.high - range.low));
}

// Two significant digits in the logarithm, thousandths of the range otherwise: what a hand can mean.
double value_at(double share, const SliderRange& range) {
    double value;
    if (range.logarithmic) {
        value = range.low * std::pow(range.high / range.low, share);
        const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
        const double digits = std::round(value / unit);
        // Through text: 0.01 rather than 0.010000000000000002.
        value = parse_double(short_text(digits * unit, 2)).value_or(value);
    } else {
        value = range.low + share * (range.high - range.low);
        const double unit = range.step > 0.0
                                ? range.step
                                : std::pow(10.0, std::floor(std::log10(range.high - range.low)) - 2.0);
        value = parse_double(short_text(std::round(value / unit) * unit, 6)).value_or(value);
    }
    return std::clamp(value, range.low, range.high);
}

void draw_slider(const Kit& kit, ImVec2 low, float width, float height, double share,
                 const SliderRange& range, bool lively) {
    const Theme& theme = kit.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = kit.px(6);
    const float y = std::round(low.y + height / 2);
    const float x0 = low.x + radius;
    const float x1 = low.x + width - radius;
    const float x = x0 + static_cast<float>(share) * (x1 - x0);
    const float half = kit.px(1.5);
    list.AddRectFilled(ImVec2(x0, y - half), ImVec2(x1, y + half), packed(theme.text.faded(0.14)), half);
    list.AddRectFilled(ImVec2(x0, y - half), ImVec2(x, y + half), packed(theme.accent), half);
    for (const double notch : range.notches) {
        const float at = std::round(x0 + static_cast<float>(share_of(notch, range)) * (x1 - x0));
        list.AddLine(ImVec2(at, y + kit.px(5)), ImVec2(at, y + kit.px(9)),
                     packed(theme.quiet_text.faded(0.5)), 1.0f);
    }
    list.AddCircleFilled(ImVec2(x, y), radius + (lively ? kit.px(1) : 0.0f), packed(theme.accent), 24);
    list.AddCircleFilled(ImVec2(x, y), radius - kit.px(2), packed(theme.panel), 24);
}

}  // namespace

bool number_field(Kit& kit, std::string_view id, double& value, const NumberFormat& format, float width,
                  std::string_view tip, std::string& complaint) {
    std::string text = short_text(value, format.whole ? 15 : 5);
    // Fewer digits rather than some that are cut; the tooltip has them all.
    for (int digits = 4; !format.whole && digits > 2 && text_size(kit, text).x > width - kit.px(16); --digits)
        text = short_text(value, digits);
    const bool left = edit_box(kit, id, text, width, {});
    std::string words(tip);
    if (const std::string all = exact_text(value); all != short_text(value))
        words += (words.empty() ? "" : "\n") + all;
    if (kit.refused.id != id) tooltip(kit, words);
    if (!left) return false;
    const auto typed = parse_double(text);
    const bool inside = typed && std::isfinite(*typed) &&
                        (format.low_open ? *typed > format.low : *typed >= format.low) &&
                        (format.high_open ? *typed < format.high : *typed <= format.high) &&
                        (!format.whole || *typed == std::floor(*typed));
    if (!inside) {
        complaint = "'" + text + "' is not possible here: expected " + range_words(format) + ".";
        return false;
    }
    if (kit.refused.id == id) kit.refused = {};
    if (*typed == value) return false;
    value = *typed;
    return true;
}

bool text_field(Kit& kit, std::string_view id, std::string& text, float width, std::string_view hint,
                std::string_view tip) {
    std::string typed = text;
    const bool left = edit_box(kit, id, typed, width, hint);
    const bool refused = kit.refused.id == id;
    if (!refused) tooltip(kit, tip);
    if (!left) return false;
    if (refused) kit.refused = {};
    if (typed == text) return false;
    text = typed;
    return true;
}

void refuse(Kit& kit, std::string_view id, std::string_view typed, std::string why) {
    kit.refused = {std::string(id), std::string(typed), std::move(why)};
}

void refusal_line(Kit& kit, std::string_view id) {
    if (kit.refused.id != id) return;
    paragraph(kit, kit.refused.why, TextRole::caption, kit.theme.warning);
    mark(kit, std::string(id) + ".refused");
}

bool live_text_field(Kit& kit, std::string_view id, std::string& text, float width, std::string_view hint) {
    std::array<char, 4096> buffer{};
    std::strncpy(buffer.data(), text.c_str(), buffer.size() - 1);
    ImGui::PushID(id.data(), id.data() + id.size());
    const FontFace& face = kit.face(TextRole::body);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(kit.px(8), (kit.px(28) - face.line) / 2));
    ImGui::SetNextItemWidth(width);
    const std::string gray(hint);
    const bool entered = ImGui::InputTextWithHint("##", gray.c_str(), buffer.data(), buffer.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::PopStyleVar();
    ImGui::PopID();
    mark(kit, id);
    if (ImGui::IsItemActive())
        compat::outline(*ImGui::GetWindowDrawList(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                        packed(kit.theme.accent), kit.px(6), kit.px(1.5));
    text = buffer.data();
    return entered;
}

bool slider(Kit& kit, std::string_view id, double& value, const SliderRange& range, float width,
            std::string_view tip) {
    const float height = kit.px(28);
    press(id, ImVec2(width, height));
    mark(kit, id);
    const bool active = ImGui::IsItemActive();
    const ImVec2 low = ImGui::GetItemRectMin();
    const float radius = kit.px(6);
    bool changed = false;
    double share = share_of(value, range);
    if (active && ImGui::IsMouseDown(0)) {
        kit.dragging = ImGui::GetID(id.data(), id.data() + id.size());
        const double wished =
            clamp_share((ImGui::GetIO().MousePos.x - low.x - radius) / (width - 2 * radius));
        const double next = value_at(wished, range);
        // A value outside the slider's reach stays until the hand moves.
        changed = next != value && (ImGui::IsMouseClicked(0) || ImGui::GetIO().MouseDelta.x != 0.0f);
        if (changed) value = next;
        share = share_of(value, range);
    }
    draw_slider(kit, low, width, height, share, range, active || ImGui::IsItemHovered());
    focus_ring(kit);
    tooltip(kit, tip);
    return changed;
}

bool toggle(Kit& kit, std::string_view id, std::string_view text, bool& on, std::string_view tip) {
    const ImVec2 words = text_size(kit, text, TextRole::caption);
    const float height = kit.px(28);
    const float track = kit.px(28);
    const bool pressed = press(id, ImVec2(track + (text.empty() ? 0.0f : kit.px(8) + words.x), height));
    mark(kit, id);
    if (pressed) on = !on;
    const ImVec2 low = ImGui::GetItemRectMin();
    const Theme& theme = kit.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = std::round(low.y + height / 2);
    const float radius = kit.px(8);
    list.AddRectFilled(ImVec2(low.x, y - radius), ImVec2(low.x + track, y + radius),
                       packed(on ? theme.accent : theme.text.faded(0.22)), radius);
    list.AddCircleFilled(ImVec2(on ? low.x + track - radius : low.x + radius, y), radius - kit.px(2),
                         packed(theme.panel), 24);
    draw_text(kit, list, ImVec2(low.x + track + kit.px(8), y - words.y / 2), text, theme.text,
              TextRole::caption);
    focus_ring(kit);
    tooltip(kit, tip);
    return pressed;
}

float segmented_width(const Kit& kit, std::span<const Segment> segments) {
    float width = kit.px(4);
    for (const Segment& segment : segments)
        width += segment.text.empty()
                     ? kit.px(28)
                     : std::round(text_size(kit, segment.text, TextRole::caption).x) + kit.px(16);
    return width;
}

bool segmented(Kit& kit, std::string_view id, std::span<const Segment> segments, int& chosen) {
    const Theme& theme = kit.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(24);
    const float pad = kit.px(2);
    const float full = segmented_width(kit, segments);
    list.AddRectFilled(at, ImVec2(at.x + full, at.y + height), packed(theme.text.faded(0.06)), kit.px(6));
    bool changed = false;
    float x = at.x + pad;
    ImGui::BeginGroup();
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& segment = segments[static_cast<std::size_t>(i)];
        const ImVec2 words = text_size(kit, segment.text, TextRole::caption);
        const float width = segment.text.empty() ? kit.px(28) : std::round(words.x) + kit.px(16);
        const std::string name = std::string(id) + '.' + std::to_string(i);
        ImGui::SetCursorScreenPos(ImVec2(x, at.y));
        if (press(name, ImVec2(width, height)) && chosen != i) {
            chosen = i;
            changed = true;
        }
        mark(kit, name);
        const bool on = chosen == i;
        if (on)
            list.AddRectFilled(ImVec2(x, at.y + pad), ImVec2(x + width, at.y + height - pad),
                               packed(theme.dark ? mixed(theme.panel, theme.text, 0.18) : theme.panel),
                               kit.px(4));
        const Rgba ink = on || ImGui::IsItemHovered() ? theme.text : theme.quiet_text;
        if (segment.text.empty())
            draw_icon(list, segment.icon, ImVec2(x + width / 2, at.y + height / 2), kit.px(14), ink);
        else
            draw_text(kit, list, ImVec2(x + (width - words.x) / 2, at.y + (height - words.y) / 2),
                      segment.text, ink, TextRole::caption);
        focus_ring(kit);
        tooltip(kit, segment.tip);
        x += width;
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(full, height));
    ImGui::EndGroup();
    return changed;
}

}  // namespace talweg
