// talweg list: what there is to choose from, from the catalogue.
#pragma once

#include <string>

namespace talweg {

/// A shelf of the catalogue for people: every part with its sentence and its settings. Throws Error for an
/// unknown shelf.
std::string list_text(const std::string& shelf);

/// The same as JSON: an array of {"id", "title", "sentence", "rule", "source", "knobs": [{"name", "title",
/// "symbol", "type", "low", "high", "low_open", "high_open", "default", "logarithmic", "unit", "help",
/// "choices"}]}. Bounds that are infinite are null.
std::string list_json(const std::string& shelf);

}  // namespace talweg
