// The points of a table as rows of fields.
#include "app/panels/point_table.h"

#include "app/panels/class_rows.h"
#include "app/panels/data_kind.h"
#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kNumber = 28.0;  // px before scale, of a row's number; as much for its cross
constexpr double kGap = 4.0;
constexpr double kLeastField = 52.0;
constexpr double kRow = 32.0;
constexpr std::size_t kMostRows = 10;  ///< seen at once; more scroll in a box of their own

/// What of a table is shown, and how wide.
struct Columns {
    std::size_t inputs = 1;  ///< as many as there is room for
    float field = 0.0f;      ///< px
};

Columns columns_of(const Kit& kit, const Table& table) {
    const float bar = table.y.size() > kMostRows ? ImGui::GetStyle().ScrollbarSize : 0.0f;
    const float room = ImGui::GetContentRegionAvail().x - bar - kit.px(2 * kNumber);
    const float least = kit.px(kLeastField + kGap);
    const auto most = static_cast<std::size_t>(std::max(2.0f, std::floor(room / least)));
    Columns columns;
    columns.inputs = std::min(table.inputs, most - 1);
    const auto fields = static_cast<float>(columns.inputs + 1);
    columns.field = std::floor(room / fields - kit.px(kGap));
    return columns;
}

std::string input_title(const Table& table, std::size_t input) {
    return table.inputs == 1 ? "x" : "x" + std::to_string(input + 1);
}

void heading(Kit& kit, const Table& table, const Columns& columns, bool classes) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto title = [&](std::size_t column, const std::string& text) {
        const float x =
            at.x + kit.px(kNumber + 8) + static_cast<float>(column) * (columns.field + kit.px(kGap));
        draw_text(kit, list, ImVec2(x, at.y), text, kit.theme.quiet_text, TextRole::tick);
    };
    for (std::size_t input = 0; input < columns.inputs; ++input) title(input, input_title(table, input));
    title(columns.inputs, classes ? "class" : "y");
    ImGui::Dummy(ImVec2(ImGui::GetContentRegionAvail().x, kit.px(12)));
}

/// The row's number, which selects its point.
void row_number(UiState& ui, const std::string& id, std::size_t index) {
    Kit& kit = ui.kit;
    const std::string number = std::to_string(index + 1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = text_size(kit, number, TextRole::tick);
    const bool chosen = ui.points.has(index);
    if (press(id + ".number", ImVec2(kit.px(kNumber - kGap), kit.px(28)))) {
        ui.points.adopt(ui.document.experiment(), ui.document.experiment().data.table.y.size());
        if (ImGui::GetIO().KeyShift || ImGui::GetIO().KeyCtrl)
            ui.points.toggle(index);
        else
            ui.points.set({index});
    }
    mark(kit, id + ".number");
    tooltip(kit, "Selects this point; with Shift besides others");
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (chosen)
        list.AddRectFilled(at, ImVec2(at.x + kit.px(kNumber - kGap), at.y + kit.px(28)),
                           packed(kit.theme.accent.faded(0.18)), kit.px(4));
    draw_text(kit, list, ImVec2(at.x + kit.px(kNumber - kGap - 3) - size.x, at.y + (kit.px(28) - size.y) / 2),
              number, chosen ? kit.theme.text : kit.theme.quiet_text, TextRole::tick);
    ImGui::SameLine(0, kit.px(kGap));
}

/// One row: its number, the inputs, y or a class, and a cross.
void point_row(const Snapshot& now, UiState& ui, std::size_t index, const Columns& columns,
               const HandClasses& classes) {
    Kit& kit = ui.kit;
    const std::string id = "point." + std::to_string(index);
    const Table& table = ui.document.experiment().data.table;
    const NumberFormat any;
    row_number(ui, id, index);
    std::optional<Table> changed;
    for (std::size_t input = 0; input < columns.inputs; ++input) {
        const std::string title = input_title(table, input);
        const std::size_t at = index * table.inputs + input;
        double value = table.x[at];
        if (number_field(kit, id + "." + title, value, any, columns.field, title + " of this point",
                         ui.error)) {
            changed = table;
            changed->x[at] = value;
        }
        ImGui::SameLine(0, kit.px(kGap));
    }
    if (classes.any()) {
        std::size_t chosen = classes.index(table.y[index]);
        if (class_choice(kit, id + ".class", classes.names, chosen, columns.field))
            set_class(ui, now, {index}, chosen);
    } else {
        double y = table.y[index];
        if (number_field(kit, id + ".y", y, any, columns.field, "y of this point", ui.error)) {
            changed = table;
            changed->y[index] = y;
        }
    }
    if (changed) set_table(ui, std::move(*changed), "Move point");
    ImGui::SameLine(0, kit.px(kGap));
    if (icon_button(kit, id + ".delete", Icon::close, "Deletes this point")) delete_points(ui, now, {index});
}

/// In a box of their own, so that what stands below is never far. Only the rows that are seen are made.
void rows(const Snapshot& now, UiState& ui, const Columns& columns, const HandClasses& classes) {
    Kit& kit = ui.kit;
    const std::size_t count = ui.document.experiment().data.table.y.size();
    const float tall = kit.px(kRow) * static_cast<float>(std::min(count, kMostRows));
    ImGui::BeginChild("##points", ImVec2(0, tall));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kit.px(kGap), kit.px(kGap)));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count), kit.px(kRow));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            // A deleted point shortens the table under way.
            if (static_cast<std::size_t>(i) < ui.document.experiment().data.table.y.size())
                point_row(now, ui, static_cast<std::size_t>(i), columns, classes);
        }
    clipper.End();
    ImGui::PopStyleVar();
    ImGui::EndChild();
    mark(kit, "points.table");
}

void columns_row(const Snapshot& now, UiState& ui, bool classes) {
    static constexpr ChoiceItem kItems[] = {
        {"x and a number", "One input; a number to predict"},
        {"x and a class", "One input; a class to tell"},
        {"x1, x2 and a number", "Two inputs; a number to predict"},
        {"x1, x2 and a class", "Two inputs; a class to tell: draw your own points and watch the boundary"}};
    const Table& table = ui.document.experiment().data.table;
    if (table.inputs > 2) return;
    int chosen = (table.inputs == 2 ? 2 : 0) + (classes ? 1 : 0);
    const float width = form_row(ui.kit, "Columns");
    if (choice(ui.kit, "data.columns", kItems, chosen, width,
               "What a point has. Points keep their places: y becomes x2, and a class is how y compares with "
               "the middle one"))
        set_table_columns(ui, now, chosen >= 2 ? 2 : 1, chosen % 2 == 1);
}

}  // namespace

void point_table(const Snapshot& now, UiState& ui) {
    Kit& kit = ui.kit;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    columns_row(now, ui, classes.any());
    class_rows(now, ui);
    const Table& table = ui.document.experiment().data.table;
    const Columns columns = columns_of(kit, table);
    heading(kit, table, columns, classes.any());
    rows(now, ui, columns, classes);
    if (columns.inputs < ui.document.experiment().data.table.inputs) {
        const std::size_t hidden = ui.document.experiment().data.table.inputs - columns.inputs;
        paragraph(kit, std::to_string(hidden) + " more inputs have no room here: they stand in the file",
                  TextRole::caption, kit.theme.quiet_text);
    }
}

}  // namespace talweg
