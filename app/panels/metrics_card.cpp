// A small table of metrics: parts of the data side by side.
#include "app/panels/metrics_card.h"

#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::size_t kMostClasses = 10;

std::string cell_text(double value) { return std::isfinite(value) ? short_text(value, 4) : "–"; }

std::span<const std::string_view> row_titles(Task task) {
    static constexpr std::string_view kRegression[] = {"MSE", "RMSE", "MAE", "R²"};
    static constexpr std::string_view kClassification[] = {"Accuracy", "Precision", "Recall", "F1"};
    return task == Task::regression ? kRegression : kClassification;
}

void right_aligned(const Kit& kit, ImDrawList& list, float right, float y, const std::string& text,
                   Rgba color) {
    draw_text(kit, list, ImVec2(right - text_size(kit, text, TextRole::tick).x, y), text, color,
              TextRole::tick);
}

void number_table(Kit& kit, const Metrics& metrics) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float line = kit.px(18);
    const auto titles = row_titles(metrics.task);
    float first = 0.0f;
    for (const std::string_view title : titles)
        first = std::max(first, text_size(kit, title, TextRole::tick).x);
    const float column = std::floor((width - first) / 3);
    float right = at.x + first;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        draw_text(kit, list, ImVec2(at.x, at.y + line * static_cast<float>(i + 1)), titles[i],
                  kit.theme.quiet_text, TextRole::tick);
    }
    for (const NamedSplit& part : splits(metrics)) {
        if (part.metrics.points == 0) continue;
        right += column;
        std::string name(part.name);
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        right_aligned(kit, list, right, at.y, name, kit.theme.quiet_text);
        const auto values = metric_values(metrics.task, part.metrics);
        for (std::size_t i = 0; i < values.size(); ++i) {
            right_aligned(kit, list, right, at.y + line * static_cast<float>(i + 1), cell_text(values[i]),
                          kit.theme.text);
        }
    }
    ImGui::Dummy(ImVec2(width, line * static_cast<float>(titles.size() + 1)));
}

/// Each cell as dark as its share of the row's targets.
void confusion_table(Kit& kit, const Metrics& metrics, const NamedSplit& part, const Dataset& data) {
    const std::size_t k = part.metrics.classes.size();
    if (k == 0 || k > kMostClasses) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string title = "Confusion, " + std::string(part.name) + ": rows are targets";
    label(kit, title, TextRole::tick, true);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = kit.px(18);
    float first = kit.px(20);
    for (std::size_t i = 0; i < k; ++i)
        first = std::max(first, text_size(kit, class_title(metrics.task, data, i), TextRole::tick).x);
    first = std::min(first, kit.px(64)) + kit.px(8);
    const float cell = std::min(kit.px(56), std::floor((width - first) / static_cast<float>(k)));
    const auto centred = [&](float x, float y, const std::string& text, Rgba color) {
        if (text_size(kit, text, TextRole::tick).x > cell) return;
        draw_text(kit, list, ImVec2(x + (cell - text_size(kit, text, TextRole::tick).x) / 2, y), text, color,
                  TextRole::tick);
    };
    for (std::size_t i = 0; i < k; ++i) {
        const float y = at.y + height * static_cast<float>(i + 1);
        const std::string name = class_title(metrics.task, data, i);
        right_aligned(kit, list, at.x + first - kit.px(8), y, fitted(kit, name, kit.px(64), TextRole::tick),
                      kit.theme.quiet_text);
        centred(at.x + first + cell * static_cast<float>(i), at.y,
                fitted(kit, name, cell - kit.px(4), TextRole::tick), kit.theme.quiet_text);
        for (std::size_t j = 0; j < k; ++j) {
            const std::uint64_t count = part.metrics.confusion[i * k + j];
            const double all = static_cast<double>(part.metrics.classes[i].support);
            const double share = all > 0.0 ? static_cast<double>(count) / all : 0.0;
            const float x = at.x + first + cell * static_cast<float>(j);
            const Rgba tint = i == j ? kit.theme.accent : kit.theme.warning;
            list.AddRectFilled(ImVec2(x + 1, y + 1), ImVec2(x + cell - 1, y + height - 1),
                               packed(tint.faded(0.06 + 0.34 * share)), kit.px(2));
            centred(x, y + kit.px(1), grouped_text(count), kit.theme.text);
        }
    }
    ImGui::Dummy(ImVec2(width, height * static_cast<float>(k + 1)));
}

}  // namespace

void metrics_card(Kit& kit, std::string_view id, const Metrics& metrics, const Dataset& data) {
    if (metrics.train.points == 0) return;
    ImGui::Dummy(ImVec2(0, kit.px(4)));
    const std::string name(id);
    number_table(kit, metrics);
    mark(kit, name + ".metrics");
    tooltip(kit, metrics.task == Task::regression
                     ? "At the step shown. R² is the share of the targets' spread that the model explains"
                     : "At the step shown. Precision, recall and F1 are means over the classes");
    if (metrics.task == Task::regression) return;
    const auto parts = splits(metrics);
    confusion_table(kit, metrics, metrics.validation.points > 0 ? parts[1] : parts[0], data);
    mark(kit, name + ".confusion");
}

void closed_form_row(Kit& kit, std::string_view id, const ClosedForm& target, const RunState& state) {
    const double distance = distance_to(target, state.theta);
    if (!std::isfinite(distance)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    draw_text(kit, list, at, "To the closed form  |θ − θ*|", kit.theme.quiet_text, TextRole::tick);
    right_aligned(kit, list, at.x + width, at.y, cell_text(distance), kit.theme.text);
    ImGui::Dummy(ImVec2(width, kit.px(18)));
    mark(kit, std::string(id) + ".target");
    tooltip(kit,
            "How far the parameters at the step shown are from those that least squares end at, where the "
            "loss is " +
                short_text(target.loss, 5));
}

}  // namespace talweg
