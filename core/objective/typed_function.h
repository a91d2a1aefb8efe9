// A test function that a person types: a formula in x and y, and its parameters.
#pragma once

#include "core/objective/formula.h"
#include "core/objective/objective.h"

namespace talweg {

/// "formula", the id of its part and the key of its text.
inline constexpr std::string_view kFormulaKind = "formula";

FunctionPart typed_function_part();

/// Throws Error where a parameter is given that the formula does not have: "'c' is not in the formula, …".
void check_formula_parameters(const KnobMap& knobs);

}  // namespace talweg
