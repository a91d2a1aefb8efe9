// How a data file is cut into cells: what was found out, as controls that correct it.
#include "app/panels/data_grid.h"
#include "app/panels/widgets.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace talweg {
namespace {

struct Letter {
    char letter;
    const char* title;
    const char* help;
};
constexpr Letter kDelimiters[] = {{',', "Comma  ,", "What most programs write"},
                                  {';', "Semicolon  ;", "What programs write where the comma is in numbers"},
                                  {'\t', "Tab", "What spreadsheets put on the clipboard"},
                                  {'|', "Bar  |", "A vertical bar"},
                                  {' ', "Blanks", "Any number of them counts as one"}};
constexpr Letter kDecimals[] = {{'.', "Point  1.5", "A point in numbers"},
                                {',', "Comma  1,5", "A comma in numbers"}};
constexpr Letter kQuotes[] = {{'"', "Double  \"", "Around cells that hold separators or line ends"},
                              {'\'', "Single  '", "Around cells that hold separators or line ends"},
                              {'\0', "None", "Quotes are letters as others"}};
constexpr Letter kComments[] = {{'#', "#", "Lines that begin with it are skipped"},
                                {'%', "%", "Lines that begin with it are skipped"},
                                {'!', "!", "Lines that begin with it are skipped"},
                                {'\0', "None", "Every line is read"}};

/// A caption and, under it, the control.
template <class Control>
bool captioned(const Kit& kit, std::string_view caption, ImVec2 at, Control&& control) {
    draw_text(kit, *ImGui::GetWindowDrawList(), at, caption, kit.theme.quiet_text, TextRole::tick);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kit.px(18)));
    return control();
}

/// One of a few letters, or the one that is in force besides.
template <std::size_t n>
bool letter_choice(Kit& kit, const char* id, const Letter (&letters)[n], char now, float width,
                   const char* tip, std::optional<char>& said) {
    const std::string other(1, now);
    std::vector<ChoiceItem> items;
    int chosen = -1;
    for (std::size_t i = 0; i < n; ++i) {
        if (letters[i].letter == now) chosen = static_cast<int>(i);
        items.push_back({letters[i].title, letters[i].help});
    }
    if (chosen < 0) {
        chosen = static_cast<int>(n);
        items.push_back({other, "As the experiment says"});
    }
    if (!choice(kit, id, items, chosen, width, tip)) return false;
    if (chosen < static_cast<int>(n)) said = letters[chosen].letter;
    return true;
}

bool encoding_choice(Kit& kit, CsvEncoding now, float width, std::optional<CsvEncoding>& said) {
    constexpr ChoiceItem kItems[] = {{"UTF-8", "What programs write today"},
                                     {"UTF-16, low byte first", "What Windows calls Unicode"},
                                     {"UTF-16, high byte first", "The same, the other way round"},
                                     {"Latin-1", "One byte a letter: older files of Western Europe"}};
    int chosen = static_cast<int>(now);
    if (!choice(kit, "data.encoding", kItems, chosen, width, "How bytes stand for letters")) return false;
    said = static_cast<CsvEncoding>(chosen);
    return true;
}

bool header_choice(Kit& kit, bool now, float width, std::optional<bool>& said) {
    constexpr ChoiceItem kItems[] = {{"Names", "The first row holds the columns' names"},
                                     {"Values", "The first row holds values as all others"}};
    int chosen = now ? 0 : 1;
    if (!choice(kit, "data.header", kItems, chosen, width, "What stands in the first row")) return false;
    said = chosen == 0;
    return true;
}

}  // namespace

bool dialect_fields(Kit& kit, CsvDraft& draft) {
    const CsvDialect& now = draft.sketch().dialect;
    CsvChoice next = draft.choice();
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float gap = kit.px(12);
    const float width = std::floor((ImGui::GetContentRegionAvail().x - 5 * gap) / 6);
    const auto at = [&](int place) {
        return ImVec2(from.x + static_cast<float>(place) * (width + gap), from.y);
    };
    bool changed = captioned(kit, "Separator", at(0), [&] {
        return letter_choice(kit, "data.delimiter", kDelimiters, now.delimiter, width,
                             "What stands between two cells", next.delimiter);
    });
    changed |= captioned(kit, "Decimal sign", at(1), [&] {
        return letter_choice(kit, "data.decimal", kDecimals, now.decimal, width, "The sign inside numbers",
                             next.decimal);
    });
    changed |= captioned(kit, "First row", at(2),
                         [&] { return header_choice(kit, now.header, width, next.header); });
    changed |= captioned(kit, "Encoding", at(3),
                         [&] { return encoding_choice(kit, draft.sketch().encoding, width, next.encoding); });
    changed |= captioned(kit, "Quotes", at(4), [&] {
        return letter_choice(kit, "data.quote", kQuotes, now.quote, width, "What may stand around a cell",
                             next.quote);
    });
    changed |= captioned(kit, "Comment lines begin with", at(5), [&] {
        return letter_choice(kit, "data.comment", kComments, now.comment, width,
                             "Lines that are no rows but remarks", next.comment);
    });
    if (changed) draft.choose(next);
    return changed;
}

}  // namespace talweg
