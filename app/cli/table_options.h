// The options that say how a table is read: what to predict from what, and what is done about missing cells.
#pragma once

#include "core/data/csv_choice.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace talweg {

/// As typed; absent ones are empty.
struct TypedTable {
    std::string target, inputs, text, missing, ragged, delimiter, decimal, header, encoding, quote, comment;
};

/// Adds the options to a command.
void describe_table(CLI::App& app, TypedTable& typed);

/// What was typed, for the table `file`. Nothing of the options has to be there, and none may be where `file`
/// is no table. Throws UsageError naming the option, what was expected and the text.
CsvChoice table_choice(const TypedTable& typed, const std::string& file);

}  // namespace talweg
