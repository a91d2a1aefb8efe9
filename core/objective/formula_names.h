// The functions that a formula may name. Only the readers of formulas include it.
#pragma once

#include "core/objective/formula.h"

#include <span>

namespace talweg::formula {

struct FormulaFunction {
    std::string_view name;
    FormulaOp op;
    std::size_t least = 1;  ///< arguments
    std::size_t most = 1;
};

std::span<const FormulaFunction> functions_known();
/// nullptr where there is none.
const FormulaFunction* find_function(std::string_view name);

}  // namespace talweg::formula
