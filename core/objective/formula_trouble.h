// What to say of a formula that goes wrong. Only the readers of formulas include it.
#pragma once

#include "core/objective/formula_names.h"

#include <optional>

namespace talweg::formula {

/// Every function throws a FormulaError for the text; `byte` is where it goes wrong.
class Trouble {
  public:
    explicit Trouble(std::string_view text) : text_(text) {}

    [[noreturn]] void fail(std::size_t byte, const std::string& sentence) const;
    /// Nothing, where the text is neither empty nor too long.
    void check_length() const;
    /// Where a number, a name or a bracket has to stand.
    [[noreturn]] void expect_value(std::size_t byte) const;
    /// Where `expected` has to stand, after a value; `bracket`: where the one begins that is not closed.
    [[noreturn]] void expect_sign(std::size_t byte, const std::string& expected,
                                  std::optional<std::size_t> bracket) const;
    [[noreturn]] void unknown(std::size_t byte, std::string_view name) const;
    /// `name`, at `byte`, with a bracket after it.
    [[noreturn]] void no_function(std::size_t byte, std::string_view name, std::size_t bracket) const;
    [[noreturn]] void arguments(std::size_t byte, const FormulaFunction& function, std::size_t count) const;

  private:
    std::size_t character(std::size_t byte) const;
    std::string found(std::size_t byte) const;

    std::string_view text_;
};

}  // namespace talweg::formula
