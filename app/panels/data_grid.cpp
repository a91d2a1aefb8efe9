// The first rows of a table as a grid.
#include "app/panels/data_grid.h"

#include "app/panels/widgets.h"
#include "core/base/text.h"
#include "core/data/csv_cell.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace talweg {
namespace {

constexpr double kHead = 88.0;  ///< height of what stands over the columns
constexpr double kRow = 24.0;
constexpr double kGutter = 56.0;  ///< width of the line numbers
constexpr double kLeastColumn = 168.0;
constexpr double kMostColumn = 280.0;
constexpr std::size_t kShownRows = 200;

/// Places of the grid's parts in this frame, px.
struct Grid {
    ImVec2 window;  ///< its left top corner
    ImVec2 size;    ///< what is seen
    ImVec2 origin;  ///< where the first cell would be, scrolled
    float gutter = 0.0f;
    float head = 0.0f;
    float column = 0.0f;
    float row = 0.0f;
    std::size_t rows = 0;

    float left(std::size_t c) const { return origin.x + gutter + column * static_cast<float>(c); }
    float top(std::size_t r) const { return origin.y + head + row * static_cast<float>(r); }
    /// The columns that are seen, from the first to behind the last of so many.
    std::pair<std::size_t, std::size_t> seen(std::size_t columns) const {
        const float passed = std::max(0.0f, std::floor((window.x - origin.x) / column));
        const float shown = std::ceil((size.x - gutter) / column) + 1.0f;
        const std::size_t first = std::min(columns, static_cast<std::size_t>(passed));
        return {first, std::min(columns, first + static_cast<std::size_t>(std::max(0.0f, shown)))};
    }
};

std::uint64_t missing_cells(const CsvDraft& draft, const std::optional<CsvSurvey>& survey, std::size_t c) {
    return survey ? survey->columns[c].missing : draft.sketch().columns[c].missing;
}

/// "3 missing, 1 word": what keeps the column from being taken as it is; "": nothing.
std::string odd_cells(const CsvDraft& draft, const std::optional<CsvSurvey>& survey, std::size_t c) {
    const std::uint64_t missing = missing_cells(draft, survey, c);
    std::string text = missing > 0 ? grouped_text(missing) + " missing" : "";
    const CsvColumn& column = draft.sketch().columns[c];
    if (column.kind != CsvColumnKind::number) return text;
    const std::uint64_t words = survey ? survey->columns[c].words : column.words;
    if (words > 0)
        text += (text.empty() ? "" : ", ") + grouped_text(words) + (words == 1 ? " word" : " words");
    return text;
}

std::string kind_words(const CsvDraft& draft, std::size_t c) {
    const CsvColumn& column = draft.sketch().columns[c];
    switch (column.kind) {
        case CsvColumnKind::empty:
            return "empty";
        case CsvColumnKind::number:
            return "numbers";
        case CsvColumnKind::text:
            break;
    }
    const std::string count = grouped_text(column.distinct);
    switch (draft.role(c)) {
        case CsvDraft::Role::target:
            return count + " classes";
        case CsvDraft::Role::input:
            return count + " names, one-hot";
        case CsvDraft::Role::none:
            break;
    }
    return count + " names";
}

// The words over a column: its name, what it holds, how much is missing.
void column_words(Kit& kit, const CsvDraft& draft, const std::optional<CsvSurvey>& survey, std::size_t c,
                  ImVec2 at, float width) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Theme& theme = kit.theme;
    const bool used = draft.role(c) != CsvDraft::Role::none;
    draw_text(kit, list, at, fitted(kit, draft.sketch().columns[c].name, width, TextRole::body, true),
              used ? theme.text : theme.quiet_text, TextRole::body, true);
    const std::string kind = kind_words(draft, c);
    const float y = at.y + kit.px(22);
    draw_text(kit, list, ImVec2(at.x, y), fitted(kit, kind, width, TextRole::tick), theme.quiet_text,
              TextRole::tick);
    const std::string words = odd_cells(draft, survey, c);
    if (words.empty()) return;
    const float wide = text_size(kit, words, TextRole::tick).x;
    if (text_size(kit, kind, TextRole::tick).x + wide + kit.px(8) > width) return;
    draw_text(kit, list, ImVec2(at.x + width - wide, y), words, used ? theme.warning : theme.quiet_text,
              TextRole::tick);
}

bool column_head(Kit& kit, CsvDraft& draft, const std::optional<CsvSurvey>& survey, std::size_t c,
                 const Grid& grid) {
    using Role = CsvDraft::Role;
    const std::string number = std::to_string(c);
    const float pad = kit.px(8);
    const ImVec2 at(grid.left(c) + pad, grid.window.y + pad);
    const float width = grid.column - 2 * pad;
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, kit.px(40)));
    mark(kit, "data.column." + number);
    tooltip(kit, draft.sketch().columns[c].name + "\n" + kind_words(draft, c) + ", " +
                     grouped_text(missing_cells(draft, survey, c)) + " missing" +
                     (survey ? "" : " in the rows shown"));
    column_words(kit, draft, survey, c, at, width);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(48)));
    const Role role = draft.role(c);
    if (text_toggle(kit, "data.input." + number, "Input", role == Role::input,
                    "What one learns from: any number of columns")) {
        draft.set_role(c, role == Role::input ? Role::none : Role::input);
        return true;
    }
    ImGui::SameLine(0, kit.px(4));
    if (text_toggle(kit, "data.target." + number, "Target", role == Role::target,
                    "What is to be predicted: one column")) {
        draft.set_role(c, Role::target);
        return true;
    }
    const bool digits = draft.sketch().columns[c].kind == CsvColumnKind::number || draft.forced_text(c);
    if (!digits) return false;
    ImGui::SameLine(0, kit.px(4));
    if (text_toggle(kit, "data.names." + number, "Aa", draft.forced_text(c),
                    "Takes the column as names even though it looks like numbers: classes as the target, one "
                    "column of 0 and 1 for each name (one-hot) as an input")) {
        draft.set_text(c, !draft.forced_text(c));
        return true;
    }
    return false;
}

/// The width of what stands behind the decimal sign, with the sign.
float fraction_width(const Kit& kit, const CsvDraft& draft, std::size_t r, std::size_t c) {
    const std::vector<std::string>& row = draft.sketch().rows[r];
    if (c >= row.size()) return 0.0f;
    const char sign = draft.sketch().dialect.decimal;
    const std::size_t at = row[c].find(sign);
    if (at == std::string::npos || read_cell(row[c], sign).kind != CellKind::number) return 0.0f;
    return text_size(kit, std::string_view(row[c]).substr(at), TextRole::caption).x;
}

/// `fraction`: the widest of the column's rows that are seen.
void cell(const Kit& kit, const CsvDraft& draft, const Grid& grid, std::size_t r, std::size_t c,
          float fraction) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Theme& theme = kit.theme;
    const CsvSketch& sketch = draft.sketch();
    const float pad = kit.px(8);
    const float left = grid.left(c);
    const float y = grid.top(r) + kit.px(3);
    const bool used = draft.role(c) != CsvDraft::Role::none;
    const std::vector<std::string>& row = sketch.rows[r];
    if (c >= row.size()) return;
    const CsvCell read = read_cell(row[c], sketch.dialect.decimal);
    const bool sign = sketch.columns[c].signs && row[c] == "-";
    if (read.kind == CellKind::missing && !sign) {
        draw_text(kit, list, ImVec2(left + pad, y + kit.px(1)),
                  row[c].empty() ? "missing" : row[c] + "  missing", used ? theme.warning : theme.quiet_text,
                  TextRole::tick);
        return;
    }
    std::string text = row[c];
    std::ranges::replace_if(
        text, [](char letter) { return static_cast<unsigned char>(letter) < 0x20; }, ' ');
    text = fitted(kit, text, grid.column - 2 * pad, TextRole::caption);
    const bool numbers = sketch.columns[c].kind == CsvColumnKind::number;
    // Numbers stand under each other by their decimal signs, names by their beginnings.
    const float wide = text_size(kit, text, TextRole::caption).x;
    const float behind = numbers ? fraction - fraction_width(kit, draft, r, c) : 0.0f;
    const float x = numbers ? std::max(left + pad, left + grid.column - pad - wide - behind) : left + pad;
    const bool odd = numbers && read.kind != CellKind::number;
    draw_text(kit, list, ImVec2(x, y), text,
              odd    ? theme.warning
              : used ? theme.text
                     : theme.quiet_text,
              TextRole::caption);
}

void line_number(const Kit& kit, const CsvDraft& draft, const Grid& grid, std::size_t r) {
    const bool ragged = draft.sketch().rows[r].size() != draft.columns();
    const std::string number = grouped_text(draft.sketch().lines[r]);
    const float wide = text_size(kit, number, TextRole::tick).x;
    draw_text(kit, *ImGui::GetWindowDrawList(),
              ImVec2(grid.window.x + grid.gutter - kit.px(12) - wide, grid.top(r) + kit.px(4)), number,
              ragged ? kit.theme.warning : kit.theme.quiet_text, TextRole::tick);
}

void body(Kit& kit, const CsvDraft& draft, const Grid& grid) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end(grid.window.x + grid.size.x, grid.window.y + grid.size.y);
    ImGui::PushClipRect(ImVec2(grid.window.x, grid.window.y + grid.head), end, true);
    const auto first = static_cast<std::size_t>(
        std::max(0.0f, std::floor((grid.window.y + grid.head - grid.top(0)) / grid.row)));
    const std::size_t last =
        std::min(grid.rows, first + static_cast<std::size_t>(std::ceil(grid.size.y / grid.row)) + 1);
    for (std::size_t r = first; r < last; ++r) {
        const bool ragged = draft.sketch().rows[r].size() != draft.columns();
        if (ragged || r % 2 == 1) {
            const Rgba tint = ragged ? kit.theme.warning.faded(0.12) : kit.theme.text.faded(0.025);
            list.AddRectFilled(ImVec2(grid.window.x, grid.top(r)), ImVec2(end.x, grid.top(r) + grid.row),
                               packed(tint));
        }
        line_number(kit, draft, grid, r);
    }
    ImGui::PushClipRect(ImVec2(grid.window.x + grid.gutter, grid.window.y + grid.head), end, true);
    const auto [from, to] = grid.seen(draft.columns());
    for (std::size_t c = from; c < to; ++c) {
        if (draft.role(c) == CsvDraft::Role::target) {
            list.AddRectFilled(ImVec2(grid.left(c), grid.top(first)),
                               ImVec2(grid.left(c) + grid.column, grid.top(last)),
                               packed(kit.theme.accent.faded(0.07)));
        }
        float fraction = 0.0f;
        const bool numbers = draft.sketch().columns[c].kind == CsvColumnKind::number;
        for (std::size_t r = first; r < last && numbers; ++r)
            fraction = std::max(fraction, fraction_width(kit, draft, r, c));
        for (std::size_t r = first; r < last; ++r) cell(kit, draft, grid, r, c, fraction);
    }
    ImGui::PopClipRect();
    ImGui::PopClipRect();
}

bool heads(Kit& kit, CsvDraft& draft, const std::optional<CsvSurvey>& survey, const Grid& grid) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end(grid.window.x + grid.size.x, grid.window.y + grid.head);
    draw_text(kit, list, ImVec2(grid.window.x + kit.px(12), grid.window.y + kit.px(11)), "line",
              kit.theme.quiet_text, TextRole::tick);
    list.AddRectFilled(ImVec2(grid.window.x, end.y - 1), end, packed(kit.theme.hairline));
    ImGui::PushClipRect(ImVec2(grid.window.x + grid.gutter, grid.window.y), end, true);
    bool changed = false;
    const auto [from, to] = grid.seen(draft.columns());
    for (std::size_t c = from; c < to && !changed; ++c) changed = column_head(kit, draft, survey, c, grid);
    ImGui::PopClipRect();
    return changed;
}

Grid laid_out(const Kit& kit, const CsvDraft& draft) {
    Grid grid;
    grid.window = ImGui::GetWindowPos();
    grid.origin = ImGui::GetCursorScreenPos();
    grid.gutter = kit.px(kGutter);
    grid.head = kit.px(kHead);
    grid.row = kit.px(kRow);
    grid.rows = std::min(draft.sketch().rows.size(), kShownRows);
    const float room = ImGui::GetWindowWidth() - grid.gutter - kit.px(12);
    const auto columns = static_cast<float>(draft.columns());
    grid.column = std::clamp(std::floor(room / columns), kit.px(kLeastColumn), kit.px(kMostColumn));
    return grid;
}

}  // namespace

float grid_height(const Kit& kit, const CsvDraft& draft) {
    const auto rows = static_cast<double>(std::clamp<std::size_t>(draft.sketch().rows.size(), 10, 100));
    return std::min(kit.px(560), kit.px(kHead + kRow * rows + 12));
}

bool data_grid(Kit& kit, CsvDraft& draft, const std::optional<CsvSurvey>& survey, float height) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(kit.theme.text.faded(0.03)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild("##grid", ImVec2(0, height), false, ImGuiWindowFlags_HorizontalScrollbar);
    bool changed = false;
    if (draft.columns() == 0) {
        ImGui::SetCursorPos(ImVec2(kit.px(16), kit.px(16)));
        paragraph(
            kit,
            draft.nothing() ? "No rows." : "No table yet. Another separator, quote or encoding may help.",
            TextRole::caption, kit.theme.quiet_text);
    } else {
        Grid grid = laid_out(kit, draft);
        const ImVec2 whole(grid.gutter + grid.column * static_cast<float>(draft.columns()),
                           grid.head + grid.row * static_cast<float>(grid.rows));
        const ImGuiStyle& style = ImGui::GetStyle();
        grid.size = ImGui::GetWindowSize();
        if (whole.y > grid.size.y) grid.size.x -= style.ScrollbarSize;
        if (whole.x > grid.size.x) grid.size.y -= style.ScrollbarSize;
        ImGui::Dummy(whole);
        body(kit, draft, grid);
        changed = heads(kit, draft, survey, grid);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    mark(kit, "data.grid");
    return changed;
}

}  // namespace talweg
