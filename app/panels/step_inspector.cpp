// The step inspector.
#include "app/panels/step_inspector.h"

#include "app/panels/actions.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr int kDigits = 6;
constexpr double kHeader = 40.0;
constexpr double kLine = 24.0;
constexpr double kMostParameters = 16;

std::string result_text(const FilledLine& line) { return " = " + short_text(line.result, kDigits); }

// "= numbers = result", the result strong, in one line that begins at `at`.
void draw_numbers(const Kit& kit, ImVec2 at, const std::string& numbers, const std::string& result,
                  TextRole role) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_text(kit, list, at, numbers, kit.theme.quiet_text, role);
    draw_text(kit, list, ImVec2(at.x + text_size(kit, numbers, role).x, at.y), result, kit.theme.text, role,
              true);
}

// Numbers are never cut: where they do not fit beside their symbols they go below, in smaller type where they
// must, and over several lines in the end.
void number_line(Kit& kit, const FilledLine& line, float column, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kit.px(kLine - 4);
    // "g ← ∇L(θ)" has one number, which is not said twice.
    const bool once = line.numbers == short_text(line.result, kDigits);
    const std::string numbers = once ? "" : "= " + line.numbers;
    const std::string result = once ? "= " + line.numbers : result_text(line);
    const auto needs = [&](TextRole role) {
        return text_size(kit, numbers, role).x + text_size(kit, result, role, true).x;
    };
    const bool beside = text_size(kit, line.symbols).x <= column - kit.px(8);
    paragraph(kit, line.symbols, TextRole::body, kit.theme.text);
    for (const TextRole role : {TextRole::body, TextRole::caption}) {
        if (!beside || needs(role) > width - column) continue;
        const float drop = (text_size(kit, "x").y - text_size(kit, "x", role).y) / 2;
        draw_numbers(kit, ImVec2(at.x + column, at.y + drop), numbers, result, role);
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy(ImVec2(width, height));
        return;
    }
    const float indent = kit.px(24);
    ImGui::Indent(indent);
    if (needs(TextRole::caption) <= width - indent) {
        draw_numbers(kit, ImGui::GetCursorScreenPos(), numbers, result, TextRole::caption);
        ImGui::Dummy(ImVec2(width - indent, height));
    } else {
        paragraph(kit, numbers + result, TextRole::caption, kit.theme.text);
    }
    ImGui::Unindent(indent);
}

// A sentence of a rule, with the number that the step found where it tells of one.
void sentence(Kit& kit, const FilledLine& line, float width) {
    const std::string result = line.told ? result_text(line) : "";
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float words = text_size(kit, line.symbols).x;
    if (words + text_size(kit, result, TextRole::body, true).x > width) {
        paragraph(kit, line.symbols + result, TextRole::body, kit.theme.quiet_text);
        return;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_text(kit, list, at, line.symbols, kit.theme.quiet_text);
    draw_text(kit, list, ImVec2(at.x + words, at.y), result, kit.theme.text, TextRole::body, true);
    ImGui::Dummy(ImVec2(width, kit.px(kLine - 4)));
}

// Whose rule begins in this line, at its right end; the width that it takes.
float part_title(Kit& kit, const std::string& title, float width) {
    if (title.empty()) return 0.0f;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = text_size(kit, title, TextRole::caption);
    const float drop = (text_size(kit, "x").y - size.y) / 2;
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x + width - size.x, at.y + drop), title,
              kit.theme.quiet_text, TextRole::caption);
    return size.x + kit.px(16);
}

// Symbols in one column, the same with numbers in the other; sentences over the whole width.
void rule_lines(Kit& kit, const std::vector<FilledLine>& lines, float width) {
    float column = 0.0f;
    for (const FilledLine& line : lines) {
        if (!line.numbers.empty()) column = std::max(column, text_size(kit, line.symbols).x);
    }
    column = std::min(column + kit.px(24), width * 0.5f);
    for (const FilledLine& line : lines) {
        const float room = width - part_title(kit, line.part, width);
        if (line.numbers.empty())
            sentence(kit, line, room);
        else
            number_line(kit, line, column, room);
    }
}

// Every quantity before and after the step, side by side, none broken over two lines.
void number_row(Kit& kit, const StepExplanation& told) {
    std::vector<std::string> items;
    for (const ExplainedNumber& number : told.numbers) {
        items.push_back(number.symbol + "  " + short_text(number.before, kDigits) + " → " +
                        short_text(number.after, kDigits));
    }
    items.push_back(grouped_text(told.evaluations) +
                    (told.evaluations == 1 ? " evaluation" : " evaluations"));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float line = kit.px(18);
    ImVec2 place = at;
    for (const std::string& item : items) {
        const float wide = text_size(kit, item, TextRole::caption).x;
        if (place.x > at.x && place.x + wide > at.x + width) place = ImVec2(at.x, place.y + line);
        draw_text(kit, list, place, item, kit.theme.quiet_text, TextRole::caption);
        place.x += wide + kit.px(24);
    }
    ImGui::Dummy(ImVec2(width, place.y + line - at.y));
    mark(kit, "inspector.numbers");
}

}  // namespace

std::uint64_t inspected_run(const UiState& ui) {
    const std::vector<RunSpec>& runs = ui.document.experiment().runs;
    for (const RunSpec& run : runs) {
        if (run.id == ui.selected_run) return run.id;
    }
    for (const RunSpec& run : runs) {
        if (run.shown) return run.id;
    }
    return runs.empty() ? 0 : runs.front().id;
}

double StepInspector::height(const Snapshot& now) const {
    const auto lines = static_cast<double>(std::clamp<std::size_t>(now.explanation.lines.size(), 3, 9));
    const double guess = kHeader + lines * kLine + 36.0;
    return fits(now) ? content_ : guess;
}

bool StepInspector::fits(const Snapshot& now) const {
    return content_ > 0.0 && measured_run_ == now.explanation.run &&
           measured_lines_ == now.explanation.lines.size();
}

void StepInspector::ask(const Snapshot& now, const UiState& ui, Commands& commands) {
    Explain wish;
    if (ui.inspecting) {
        const auto count = static_cast<Index>(now.parameter_names.size());
        wish.run = inspected_run(ui);
        wish.parameter = std::clamp<Index>(ui.inspected_parameter, 0, std::max<Index>(count - 1, 0));
    }
    if (wish.run == asked_.run && wish.parameter == asked_.parameter) return;
    asked_ = wish;
    commands.push_back(wish);
}

void StepInspector::header(const Snapshot& now, UiState& ui, std::size_t run) {
    Kit& kit = ui.kit;
    const StepExplanation& told = now.explanation;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const SeriesStyle style = run_style(now.experiment, run, kit.theme);
    list.AddCircleFilled(ImVec2(at.x + kit.px(6), at.y + kit.px(14)), kit.px(5), packed(style.color), 24);
    const std::string name = now.experiment.runs[run].name;
    const std::string title =
        told.ends ? name + ": the run has ended, no step follows"
                  : name + ": step " + grouped_text(told.step) + " to " + grouped_text(told.step + 1) + " of";
    draw_text(kit, list, ImVec2(at.x + kit.px(20), at.y + kit.px(4)), title, kit.theme.text, TextRole::body,
              true);
    float x = at.x + kit.px(32) + text_size(kit, title, TextRole::body, true).x;
    if (!told.ends) {
        std::vector<Segment> segments;
        for (const std::string& parameter : now.parameter_names) {
            if (static_cast<double>(segments.size()) < kMostParameters) {
                segments.push_back({parameter, Icon::close, "Looks at this parameter"});
            }
        }
        ImGui::SetCursorScreenPos(ImVec2(x, at.y + kit.px(2)));
        auto chosen = static_cast<int>(told.parameter);
        if (segments.size() > 1 && segmented(kit, "inspector.parameter", segments, chosen)) {
            ui.inspected_parameter = chosen;
        }
    }
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - kit.px(28), at.y));
    if (icon_button(kit, "inspector.close", Icon::close, "Closes the step inspector")) ui.inspecting = false;
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(kHeader - 6)));
}

void StepInspector::draw(const Snapshot& now, UiState& ui) {
    Kit& kit = ui.kit;
    const auto run = find_run(now, now.explanation.run);
    if (!run || *run >= now.experiment.runs.size()) {
        label(kit, "Looking at the step…", TextRole::body, true);
        return;
    }
    header(now, ui, *run);
    if (now.explanation.ends) {
        paragraph(kit, "Step back, or scrub, to see what an update did.", TextRole::body,
                  kit.theme.quiet_text);
        return;
    }
    // The lines scroll below the header where they have less room than they need.
    const float top = ImGui::GetCursorPosY();
    float tall = 0.0f;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(8), kit.px(4)));
    if (ImGui::BeginChild("##lines")) {
        rule_lines(kit, now.explanation.lines, ImGui::GetContentRegionAvail().x);
        number_row(kit, now.explanation);
        tall = ImGui::GetCursorPosY();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (tall <= 0.0f) return;
    const double needed = (top + tall + kit.px(6)) / kit.theme.scale;
    content_ = fits(now) ? std::max(content_, needed) : needed;
    measured_run_ = now.explanation.run;
    measured_lines_ = now.explanation.lines.size();
}

}  // namespace talweg
