// The data section of the side panel: what the points are, their table or their generator's knobs.
#include "app/panels/data_panel.h"

#include "app/panels/actions.h"
#include "app/panels/csv_rows.h"
#include "app/panels/data_kind.h"
#include "app/panels/edits.h"
#include "app/panels/folds_row.h"
#include "app/panels/function_rows.h"
#include "app/panels/knob_control.h"
#include "app/panels/point_edits.h"
#include "app/panels/point_table.h"
#include "app/plot/tick_text.h"
#include "core/base/text.h"
#include "core/data/scaling.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace talweg {
namespace {

std::string data_summary(const Experiment& experiment, const Snapshot& now) {
    if (experiment.function) return std::string(function_part(experiment.function->kind).info.title);
    if (experiment.data.part.kind == "table") {
        const std::size_t n = experiment.data.table.y.size();
        return grouped_text(n) + (n == 1 ? " point" : " points");
    }
    std::string words(dataset_part(experiment.data.part.kind).info.title);
    if (experiment.data.part.kind == "csv")
        words = std::filesystem::path(experiment.data.csv.path).filename().string();
    if (now.data.all_rows() > 0)
        words += ", " + grouped_text(static_cast<std::uint64_t>(now.data.all_rows())) + " points";
    return words;
}

/// Their headings stand below those of data.
std::string_view function_family(std::string_view family) {
    if (family == "Valleys") return "Test functions: valleys";
    if (family == "Several minima") return "Test functions: several minima";
    if (family == "Saddles and plateaus") return "Test functions: saddles and plateaus";
    return "A function of your own";
}

void kind_row(const Snapshot& now, UiState& ui) {
    const Experiment& experiment = ui.document.experiment();
    auto parts = shelf("datasets");
    const std::size_t datasets = parts.size();
    auto items = choice_items(parts);
    std::vector<std::string> helps;
    for (const PartInfo* function : shelf("functions")) {
        parts.push_back(function);
        helps.push_back(std::string(function->sentence) + "\n" + std::string(function->rule));
    }
    for (std::size_t i = datasets; i < parts.size(); ++i)
        items.push_back(
            {parts[i]->title, helps[i - datasets], function_family(parts[i]->family), parts[i]->source});
    const std::string& now_kind = experiment.function ? experiment.function->kind : experiment.data.part.kind;
    int chosen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((i >= datasets) == experiment.function.has_value() && parts[i]->id == now_kind)
            chosen = static_cast<int>(i);
    }
    const float width = form_row(ui.kit, "Kind");
    if (!choice(ui.kit, "data.kind", items, chosen, width,
                experiment.function ? std::string_view(items[static_cast<std::size_t>(chosen)].help)
                                    : "Where the points come from, or a test function in their place"))
        return;
    const std::string_view kind = parts[static_cast<std::size_t>(chosen)]->id;
    if (static_cast<std::size_t>(chosen) >= datasets)
        set_function(ui, kind);
    else
        set_data_kind(ui, kind, now.data);
}

// Points held back from training.
void share_rows(UiState& ui) {
    const DataChoice& data = ui.document.experiment().data;
    double validation = data.validation;
    double test = data.test;
    const NumberFormat share{0.0, 1.0, false, true, false};
    float width = form_row(ui.kit, "Validation");
    bool changed = number_field(ui.kit, "data.validation", validation, share, width,
                                "The share of the points that is not trained on but watched: the validation "
                                "loss, and early stopping. 0: none; 0.2: a fifth, drawn by the seed",
                                ui.error);
    width = form_row(ui.kit, "Test");
    changed |= number_field(ui.kit, "data.test", test, share, width,
                            "The share of the points kept apart for a last judgement. 0: none", ui.error);
    if (changed) set_shares(ui, validation, test);
}

// How the points held back are chosen: only where there are some.
void split_rows(UiState& ui) {
    Experiment next = ui.document.experiment();
    DataChoice& data = next.data;
    if (data.validation == 0.0 && data.test == 0.0) return;
    float width = form_row(ui.kit, "Split seed");
    auto seed = static_cast<double>(data.split_seed.value_or(next.seed));
    bool changed =
        number_field(ui.kit, "data.split_seed", seed, {0.0, 0x1.0p53, false, false, true}, width,
                     "Which points are held back; the experiment's own seed unless you say", ui.error);
    if (changed) data.split_seed = static_cast<std::uint64_t>(seed);
    const bool classes = loss_part(next.loss.kind).info.family != "Regression";
    if (classes || data.stratified) {
        form_row(ui.kit, "Stratified");
        changed |= toggle(ui.kit, "data.stratified", {}, data.stratified,
                          "On: every class gives of its own points in proportion, so that each part has the "
                          "classes as all have them");
    }
    if (changed) ui.edit(std::move(next), "Change split");
}

// 1.5, 630,000, 6.3 × 10¹²: two digits.
std::string condition_text(double value) {
    if (std::isnan(value)) return "unknown";
    if (std::isinf(value)) return "∞";
    if (value < 100.0) return short_text(value, 2);
    const auto power = static_cast<int>(std::floor(std::log10(value * 1.005)));
    const double unit = std::pow(10.0, power - 1);
    const double digits = std::round(value / unit);
    if (power < 7) return grouped_text(static_cast<std::uint64_t>(std::llround(digits * unit)));
    return short_text(digits / 10.0, 2) + " × 10" + superscript(power);
}

// What scaling does to the condition number, in line with the fields.
void condition_row(const Conditioning& known, bool scaled, Kit& kit) {
    if (std::isnan(known.after)) return;
    const float width = form_row(kit, "Condition", "κ");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string before = scaled ? condition_text(known.before) + " → " : std::string();
    const float y = at.y + (kit.px(28) - text_size(kit, "0").y) / 2;
    const float x = at.x + kit.px(8);
    draw_text(kit, list, ImVec2(x, y), before, kit.theme.quiet_text);
    draw_text(kit, list, ImVec2(x + text_size(kit, before).x, y), condition_text(known.after),
              kit.theme.text);
    ImGui::Dummy(ImVec2(width, kit.px(28)));
    mark(kit, "data.condition");
    tooltip(
        kit,
        "The condition number of the inputs, before and after scaling: how many times steeper the steepest "
        "direction of the squared loss is than the flattest. Gradient descent needs about so many steps");
}

// Scaling of the inputs, and below what it does to the condition number.
void scaling_rows(const Snapshot& now, UiState& ui) {
    static constexpr ChoiceItem kItems[] = {
        {"None", "Inputs as they are"},
        {"Standardise", "Each input to mean 0 and standard deviation 1, by the training points"},
        {"0 to 1", "Each input to 0 for the least and 1 for the greatest of the training points"}};
    Experiment next = ui.document.experiment();
    const auto names = scaling_names();
    auto chosen = static_cast<int>(std::find(names.begin(), names.end(), next.data.scaling) - names.begin());
    const float width = form_row(ui.kit, "Scaling");
    const bool changed = choice(ui.kit, "data.scaling", kItems, chosen, width,
                                "What is done to the inputs before training. Plots stay in your own units");
    condition_row(now.conditioning, !now.data.x_scale.empty(), ui.kit);
    if (!changed) return;
    next.data.scaling = names[static_cast<std::size_t>(chosen)];
    ui.edit(std::move(next), "Change scaling");
}

/// Beside the greatest of the first input, else like the last point, of the class that new points are of.
void add_row_to(UiState& ui, const Snapshot& now) {
    Table table = ui.document.experiment().data.table;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    const std::size_t rows = table.y.size();
    double x = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
        x = std::max(row == 0 ? table.x[0] : x, table.x[row * table.inputs]);
    for (std::size_t input = 0; input < table.inputs; ++input)
        table.x.push_back(input == 0 ? x + 1.0 : table.x[(rows - 1) * table.inputs + input]);
    table.y.push_back(classes.any() ? classes.target(std::min(ui.point_class, classes.names.size() - 1))
                                    : table.y.back());
    set_table(ui, std::move(table), "Add point");
}

void add_row(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    if (button(kit, "data.add", "Add point", ButtonKind::plain, 0, "Adds a point after the last one"))
        add_row_to(ui, now);
    ImGui::SameLine();
    bool clicking = ui.adding_points;
    if (toggle(kit, "data.clicking", "With clicks", clicking,
               "While on, a click in the data view adds a point there  [A]"))
        perform(ActionId::add_points, ui, now, commands);
}

}  // namespace

void DataPanel::draw(const Snapshot& now, UiState& ui, Commands& commands) {
    const std::string said = data_summary(ui.document.experiment(), now);
    if (!section(ui.kit, "section.data", "Data", said, ui.data_open)) return;
    kind_row(now, ui);
    if (ui.document.experiment().function) {
        function_.draw(ui);
        return;
    }
    if (ui.document.experiment().data.part.kind == "csv") csv_rows(ui);
    share_rows(ui);
    split_rows(ui);
    folds_row(now, ui, commands);
    scaling_rows(now, ui);
    if (ui.document.experiment().data.part.kind == "table") {
        if (can_edit_points(ui.document.experiment(), now.data)) {
            point_table(now, ui);
            add_row(now, ui, commands);
        } else {
            paragraph(ui.kit, edit_trouble(ui.document.experiment(), now.data), TextRole::caption,
                      ui.kit.theme.quiet_text);
        }
        return;
    }
    PartChoice part = ui.document.experiment().data.part;
    if (const auto change = knob_controls(ui, "data", dataset_part(part.kind).info, part.knobs)) {
        set_data_part(ui, std::move(part), change->gesture);
    }
}

}  // namespace talweg
