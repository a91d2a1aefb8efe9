// From a formula's words to the steps of a tape. Only the tape includes it.
#pragma once

#include "core/objective/formula_tape.h"

namespace talweg::formula {

struct Compiled {
    std::vector<FormulaTape::Step> steps;
    std::uint16_t result = 0;  ///< the slot with the value
    std::size_t slots = 2;     ///< x is in slot 0 and y in slot 1; no step writes there
};

/// Folds what is constant with these parameters, calculates once what stands there twice, and gives a slot
/// anew once nobody reads it.
Compiled compile(const Formula& formula, const FormulaParameters& parameters);

}  // namespace talweg::formula
