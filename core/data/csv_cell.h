// What the text of one cell is: a number, missing, or words.
#pragma once

#include <cstddef>
#include <string_view>

namespace talweg {

enum class CellKind {
    number,
    missing,    ///< empty, NA, N/A, #N/A, <NA>, NaN, null, ?, - or ., in any case
    infinite,   ///< inf or infinity: no number one can train on
    too_large,  ///< 1e400: written as a number, beyond what a double holds
    text,
};

struct CsvCell {
    CellKind kind = CellKind::missing;
    double value = 0.0;      ///< of a number
    bool underflow = false;  ///< 1e-400: read as 0
};

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Reads a whole cell (blanks around it allowed). `decimal`: '.' or ','. Numbers are rounded to the nearest
/// double; grouped digits ("1 234", "1.234,5"), units and percent signs are text.
CsvCell read_cell(std::string_view text, char decimal);

/// Whether so many numbers and words, missing cells aside, are a column of numbers: nine in ten at least. A
/// mistyped cell makes no names of a column; whoever reads it all refuses that cell with its place.
bool mostly_numbers(std::size_t numbers, std::size_t words);

/// Reads a number with a decimal point that [text, end) begins with and returns where it ends; nullptr where
/// there is none or it is out of range, infinite or NaN: read_cell tells which.
const char* read_number(const char* text, const char* end, double& value);

}  // namespace talweg
