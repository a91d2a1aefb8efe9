// The chosen cells of a CSV file while they are read: numbers in blocks, names with their indices.
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// The different names of a column, in the order they came.
class CsvNames {
  public:
    /// The name's index.
    std::uint32_t index(std::string_view name);
    std::size_t size() const { return names_.size(); }
    const std::vector<std::string>& names() const { return names_; }

    /// Makes every name UTF-8; false: one is not, and only Latin-1 could make it so.
    bool are_utf8() const;
    void from_latin1();
    /// Sorts the names, as numbers where all are, and returns the new index of each old one.
    std::vector<std::uint32_t> sort();

  private:
    std::map<std::string, std::uint32_t, std::less<>> index_;
    std::vector<std::string> names_;
};

/// Rows of `columns` numbers, kept so that they can become columns of a matrix with little more memory than
/// that.
class CsvNumbers {
  public:
    explicit CsvNumbers(std::size_t columns);

    void add(const double* row);
    Index rows() const { return rows_; }
    /// Writes column c to to[c][0 …] for every c whose to[c] is not nullptr, and forgets everything.
    void move_to(const std::vector<double*>& to);

  private:
    std::size_t columns_;
    Index block_rows_;
    Index within_;  ///< rows of the last block
    Index rows_ = 0;
    std::vector<std::vector<double>> blocks_;  ///< column by column within a block
};

}  // namespace talweg
