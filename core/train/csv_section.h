// The choices about a CSV file in an experiment's [data] table.
#pragma once

#include "core/data/csv_choice.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace talweg {

class Section;

/// The keys of [data] that belong to kind "csv".
std::span<const std::string_view> csv_keys();

/// Throws Error with the place of what is wrong. The path is as it stands there.
CsvChoice read_csv_choice(const Section& section);

/// The value of that name, as a file or an option has it. Throws Error with the valid ones: "missing must be
/// one of …".
CsvMissing csv_missing_named(std::string_view name);
CsvRagged csv_ragged_named(std::string_view name);
CsvEncoding csv_encoding_named(std::string_view name);

/// A key with its value: a text, true or false, or a list of texts.
struct CsvKey {
    std::string_view key;
    std::vector<std::string> texts;
    enum class Type { text, flag, list } type = Type::text;
};
/// What read_csv_choice reads back equal; choices that were not made are left out.
std::vector<CsvKey> csv_choice_keys(const CsvChoice& choice);

}  // namespace talweg
