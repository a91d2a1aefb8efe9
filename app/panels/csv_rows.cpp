// The data section's rows about a file.
#include "app/panels/csv_rows.h"

#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"
#include "core/train/csv_source.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr double kLookEvery = 2.0;  ///< s, at the file's size and time

void look_at_file(UiState& ui) {
    const double now = ImGui::GetTime();
    if (now - ui.data_looked_at < kLookEvery) return;
    ui.data_looked_at = now;
    ui.data_touched = csv_file_touched(ui.document.experiment().data.csv);
}

}  // namespace

void csv_rows(UiState& ui) {
    Kit& kit = ui.kit;
    const CsvChoice& choice = ui.document.experiment().data.csv;
    const std::filesystem::path path(choice.path);
    const float width = form_row(kit, "File");
    const std::string name = fitted(kit, path.filename().string(), width - kit.px(24));
    if (button(kit, "data.csv.change", name, ButtonKind::plain, width,
               choice.path + "\nLooks at the file again: columns, separators, missing cells"))
        change_data(ui);
    if (const auto csv = kept_csv(choice)) {
        paragraph(kit, summary(*csv), TextRole::caption, kit.theme.quiet_text);
        mark(kit, "data.csv.summary");
    }
    look_at_file(ui);
    if (!ui.data_touched) return;
    std::error_code none;
    const bool there = std::filesystem::exists(path, none);
    paragraph(kit,
              there ? "The file was written to since it was read; the points here are those from before."
                    : "The file is not there any more; the points here are those that were read.",
              TextRole::caption, kit.theme.warning);
    mark(kit, "data.csv.touched");
    if (there && button(kit, "data.csv.again", "Look at it again…")) change_data(ui);
}

}  // namespace talweg
