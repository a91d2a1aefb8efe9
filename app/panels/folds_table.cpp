// The tables of cross-validation.
#include "app/panels/folds_table.h"

#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kRow = 28.0;   // px before scale
constexpr double kFold = 22.0;  // a fold's row
constexpr double kHead = 20.0;
constexpr double kName = 148.0;
constexpr double kColumn = 112.0;

struct Column {
    std::string_view title;
    std::string_view name;  ///< in fold_columns()
    bool test = true;
};

// The most telling first: where there is no room, the last ones go.
std::span<const Column> columns_of(Task task) {
    static constexpr Column kNumbers[] = {{"Test loss", "loss", true}, {"Train loss", "loss", false},
                                          {"RMSE", "rmse", true},      {"R²", "r2", true},
                                          {"MAE", "mae", true},        {"MSE", "mse", true}};
    static constexpr Column kClasses[] = {{"Test loss", "loss", true},
                                          {"Train loss", "loss", false},
                                          {"Accuracy", "accuracy", true},
                                          {"F1", "f1_macro", true},
                                          {"Precision", "precision_macro", true},
                                          {"Recall", "recall_macro", true}};
    return task == Task::regression ? std::span<const Column>(kNumbers) : std::span<const Column>(kClasses);
}

std::size_t index_of(Task task, std::string_view name) {
    const auto names = fold_columns(task);
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Where things stand in a row.
struct Places {
    float left = 0.0f;
    float width = 0.0f;
    float name = 0.0f;
    float column = 0.0f;
    std::span<const Column> columns;

    float right(std::size_t column_index) const {
        return left + name + column * static_cast<float>(column_index + 1);
    }
};

Places places(const Kit& kit, Task task) {
    Places at;
    at.left = ImGui::GetCursorScreenPos().x;
    // The same in both tables, whether one of them scrolls or not.
    const float bar = ImGui::GetScrollMaxY() > 0.0f ? 0.0f : ImGui::GetStyle().ScrollbarSize;
    at.width = ImGui::GetContentRegionAvail().x - bar;
    at.name = kit.px(kName);
    const auto all = columns_of(task);
    const auto fit = static_cast<std::size_t>(std::max(1.0f, (at.width - at.name) / kit.px(kColumn)));
    at.columns = all.first(std::min(all.size(), fit));
    at.column = std::floor((at.width - at.name) / static_cast<float>(at.columns.size()));
    return at;
}

void right_aligned(const Kit& kit, float right, float y, const std::string& text, Rgba color, TextRole role) {
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(right - text_size(kit, text, role).x, y), text, color,
              role);
}

float level(const Kit& kit, float top, double row, TextRole role) {
    return top + std::round((kit.px(row) - text_size(kit, "0", role).y) / 2);
}

void heads(Kit& kit, const Places& at) {
    const float y = ImGui::GetCursorScreenPos().y;
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.left + kit.px(8), y), "Run", kit.theme.quiet_text,
              TextRole::tick);
    for (std::size_t i = 0; i < at.columns.size(); ++i)
        right_aligned(kit, at.right(i), y, std::string(at.columns[i].title), kit.theme.quiet_text,
                      TextRole::tick);
    ImGui::Dummy(ImVec2(at.width, kit.px(kHead)));
}

/// All digits of the number under the pointer, or what a row is for.
std::string summary_tip(Task task, const FoldedRun& run, const Places& at) {
    const float x = ImGui::GetIO().MousePos.x;
    for (std::size_t i = 0; i < at.columns.size(); ++i) {
        if (x < at.right(i) - at.column || x >= at.right(i)) continue;
        const Column& column = at.columns[i];
        const Spread& spread = (column.test ? run.test : run.train).at(index_of(task, column.name));
        if (std::isnan(spread.mean)) break;
        std::string tip = std::string(column.title) + " over the folds\nmean " + exact_text(spread.mean);
        if (!std::isnan(spread.deviation)) tip += "\nstandard deviation " + exact_text(spread.deviation);
        return tip;
    }
    return run.name + ": a click lists its folds";
}

struct SpreadWords {
    std::string mean;
    std::string deviation;  ///< with its sign
    TextRole role = TextRole::caption;
};

/// As many digits as there is room for: a run that diverges has long numbers.
SpreadWords spread_words(const Kit& kit, const Spread& spread, float room) {
    SpreadWords words;
    if (std::isnan(spread.mean)) return {"–", {}};
    const bool alone = std::isnan(spread.deviation);
    const auto write = [&](int mean, int deviation) {
        words.mean = short_text(spread.mean, mean);
        words.deviation = alone ? std::string() : " ± " + short_text(spread.deviation, deviation);
    };
    const auto too_wide = [&] { return text_size(kit, words.mean + words.deviation, words.role).x > room; };
    write(4, 2);
    if (too_wide()) words.role = TextRole::tick;
    for (int digits = 3; digits > 1 && too_wide(); --digits) write(digits, 1);
    if (too_wide()) words.deviation.clear();
    return words;
}

/// A column of the summary: its signs one below the other.
class SpreadColumn {
  public:
    SpreadColumn(const Kit& kit, Task task, const std::vector<FoldedRun>& runs, const Column& column,
                 float width) {
        const std::size_t index = index_of(task, column.name);
        for (const FoldedRun& run : runs) {
            words_.push_back(
                spread_words(kit, (column.test ? run.test : run.train).at(index), width - kit.px(10)));
            widest_ = std::max(widest_, text_size(kit, words_.back().deviation, words_.back().role).x);
        }
        // Where a long mean would run into its neighbour, each ends at the right.
        for (const SpreadWords& words : words_)
            if (text_size(kit, words.mean, words.role).x + widest_ > width - kit.px(4)) level_ = false;
    }
    void draw(const Kit& kit, std::size_t run, float right, float top) const {
        const SpreadWords& words = words_[run];
        const float y = level(kit, top, kRow, words.role);
        const float after = level_ ? widest_ : text_size(kit, words.deviation, words.role).x;
        right_aligned(kit, right - after, y, words.mean, kit.theme.text, words.role);
        draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(right - after, y), words.deviation,
                  kit.theme.quiet_text, words.role);
    }

  private:
    std::vector<SpreadWords> words_;
    float widest_ = 0.0f;
    bool level_ = true;
};

void summary_row(Kit& kit, Task task, const FoldedRun& run, std::size_t index, const Places& at,
                 const std::vector<SpreadColumn>& columns, std::size_t& chosen) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const std::string id = "folds.run." + std::to_string(index);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (press(id, ImVec2(at.width, kit.px(kRow)))) chosen = index;
    mark(kit, id);
    const bool hovered = ImGui::IsItemHovered();
    if (chosen == index || hovered)
        list.AddRectFilled(
            top, ImVec2(top.x + at.width, top.y + kit.px(kRow)),
            packed(chosen == index ? kit.theme.accent.faded(0.12) : kit.theme.text.faded(0.05)), kit.px(6));
    focus_ring(kit);
    tooltip(kit, summary_tip(task, run, at));
    list.AddCircleFilled(ImVec2(top.x + kit.px(14), top.y + kit.px(kRow / 2)), kit.px(5), packed(run.color),
                         24);
    const float y = level(kit, top.y, kRow, TextRole::caption);
    draw_text(kit, list, ImVec2(top.x + kit.px(26), y),
              fitted(kit, run.name, at.name - kit.px(30), TextRole::caption), kit.theme.text,
              TextRole::caption);
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].draw(kit, index, at.right(i), top.y);
}

std::string cell_text(Task task, const FoldResult& fold, const Column& column) {
    const double value =
        fold_values(task, column.test ? fold.test : fold.train).at(index_of(task, column.name));
    return std::isnan(value) ? "–" : short_text(value, 4);
}

/// Of ".25" in "3.25", px.
float fraction_width(const Kit& kit, std::string_view text) {
    const std::size_t point = text.find('.');
    return point == std::string_view::npos ? 0.0f : text_size(kit, text.substr(point), TextRole::tick).x;
}

// How a run ended on a fold: "1,000 steps", "diverged, 35".
void fold_row(Kit& kit, Task task, const FoldResult& fold, std::size_t index, const Places& at,
              const std::vector<float>& fractions) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImGui::Dummy(ImVec2(at.width, kit.px(kFold)));
    mark(kit, "folds.fold." + std::to_string(index));
    const bool diverged = fold.status == RunStatus::diverged;
    tooltip(kit, grouped_text(fold.test.points) + " points tested, " + grouped_text(fold.train.points) +
                     " trained on; " + std::string(fold_end(fold.status)) + " at step " +
                     grouped_text(fold.steps));
    const float y = level(kit, top.y, kFold, TextRole::tick);
    draw_text(kit, list, ImVec2(top.x + kit.px(8), y), grouped_text(index + 1), kit.theme.quiet_text,
              TextRole::tick);
    const std::string steps = grouped_text(fold.steps);
    const std::string words =
        diverged ? "diverged, step " + steps : steps + (fold.steps == 1 ? " step" : " steps");
    draw_text(kit, list, ImVec2(top.x + kit.px(44), y),
              fitted(kit, words, at.name - kit.px(44), TextRole::tick),
              diverged ? kit.theme.warning : kit.theme.quiet_text, TextRole::tick);
    for (std::size_t i = 0; i < at.columns.size(); ++i) {
        const std::string text = cell_text(task, fold, at.columns[i]);
        // Numbers stand with their points one below the other.
        const float right = at.right(i) - fractions[i] + fraction_width(kit, text);
        right_aligned(kit, right, y, text, kit.theme.text, TextRole::tick);
    }
}

}  // namespace

void FoldedRun::sum_up(Task task) {
    diverged = static_cast<std::size_t>(std::ranges::count_if(
        folds, [](const FoldResult& fold) { return fold.status == RunStatus::diverged; }));
    for (std::size_t i = 0; i < kFoldColumns; ++i) {
        train.at(i) = fold_spread(task, folds, i, false);
        test.at(i) = fold_spread(task, folds, i, true);
    }
}

float folds_summary_height(const Kit& kit, std::size_t runs) {
    return kit.px(kHead) + kit.px(kRow) * static_cast<float>(runs);
}

void folds_summary(Kit& kit, Task task, const std::vector<FoldedRun>& runs, std::size_t& chosen,
                   float height) {
    ImGui::BeginChild("##runs", ImVec2(0, height));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Places at = places(kit, task);
    heads(kit, at);
    std::vector<SpreadColumn> columns;
    for (const Column& column : at.columns) columns.emplace_back(kit, task, runs, column, at.column);
    for (std::size_t i = 0; i < runs.size(); ++i) summary_row(kit, task, runs[i], i, at, columns, chosen);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

float folds_list_height(const Kit& kit, std::uint64_t folds) {
    return kit.px(kFold) * static_cast<float>(std::min<std::uint64_t>(folds, 1000));
}

void folds_list(Kit& kit, Task task, const FoldedRun& run, float height) {
    ImGui::BeginChild("##folds", ImVec2(0, height));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Places at = places(kit, task);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(run.folds.size()), kit.px(kFold));
    while (clipper.Step()) {
        std::vector<float> fractions(at.columns.size(), 0.0f);
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const FoldResult& fold = run.folds[static_cast<std::size_t>(i)];
            for (std::size_t c = 0; c < fractions.size(); ++c)
                fractions[c] =
                    std::max(fractions[c], fraction_width(kit, cell_text(task, fold, at.columns[c])));
        }
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto fold = static_cast<std::size_t>(i);
            fold_row(kit, task, run.folds[fold], fold, at, fractions);
        }
    }
    clipper.End();
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

std::string folds_text(Task task, const std::vector<FoldedRun>& runs) {
    const auto names = fold_columns(task);
    std::string text = "run\tfold\tstatus\tsteps";
    for (const std::string_view part : {"train_", "test_"})
        for (const std::string_view name : names) text += '\t' + std::string(part) + std::string(name);
    text += '\n';
    for (const FoldedRun& run : runs) {
        for (std::size_t i = 0; i < run.folds.size(); ++i) {
            const FoldResult& fold = run.folds[i];
            text += run.name + '\t' + std::to_string(i + 1) + '\t' + std::string(fold_end(fold.status)) +
                    '\t' + std::to_string(fold.steps);
            for (const SplitMetrics* part : {&fold.train, &fold.test})
                for (const double value : fold_values(task, *part))
                    text += '\t' + (std::isnan(value) ? std::string() : exact_text(value));
            text += '\n';
        }
    }
    return text;
}

}  // namespace talweg
