// How a CSV file is to be read: what a person may say about it, as an experiment keeps it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace talweg {

/// How the bytes stand for letters.
enum class CsvEncoding { utf8, utf16_le, utf16_be, latin1 };

/// What to do with rows in which a chosen cell is missing.
enum class CsvMissing {
    refuse,  ///< an error that names the first of them
    drop,    ///< the rows are left out
    mean,    ///< numbers among the inputs are filled; a row without its target or a class is left out
    median,
};

/// What to do with rows that have more or fewer cells than the first.
enum class CsvRagged {
    refuse,  ///< an error that names the first of them
    drop,    ///< the rows are left out
};

/// A file and the choices made about it. Whatever is absent is found out from the file's beginning.
struct CsvChoice {
    std::string path;
    std::optional<CsvEncoding> encoding = {};
    std::optional<char> delimiter = {};    ///< ' ' stands for any run of blanks
    std::optional<char> decimal = {};      ///< '.' or ','
    std::optional<char> quote = {};        ///< '\0': none
    std::optional<char> comment = {};      ///< what a line to skip begins with; '\0': none
    std::optional<bool> header = {};       ///< the first record holds the columns' names
    std::vector<std::string> inputs = {};  ///< by name; empty: every column of numbers but the target
    std::string target = {};               ///< by name; empty: default_csv_target
    std::vector<std::string> text = {};    ///< columns that hold names even where they look like numbers
    CsvMissing missing = CsvMissing::refuse;
    CsvRagged ragged = CsvRagged::refuse;
    std::string checksum = {};  ///< of the file's bytes when it was chosen; empty: not held against it
    bool operator==(const CsvChoice&) const = default;
};

}  // namespace talweg
