// talweg check.
#include "app/cli/check_command.h"

#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/study/self_check.h"

#include <algorithm>
#include <ostream>

namespace talweg {

bool check_command(const std::filesystem::path& references, std::ostream& out) {
    const std::vector<CheckRow> rows = self_check(references);
    std::string shelf;
    TextTable table({"", "compared with", "largest deviation", "at most", ""});
    for (const CheckRow& row : rows) {
        if (row.shelf != shelf) table.add({row.shelf, "", "", "", ""});
        shelf = row.shelf;
        table.add({"  " + row.id, row.measure, short_text(row.deviation, 3), short_text(row.limit, 3),
                   row.passed() ? "pass" : "FAIL"});
    }
    out << table.text();
    const auto failed = std::ranges::count_if(rows, [](const CheckRow& row) { return !row.passed(); });
    out << '\n' << rows.size() - static_cast<std::size_t>(failed) << " of " << rows.size() << " pass\n";
    return failed == 0;
}

}  // namespace talweg
