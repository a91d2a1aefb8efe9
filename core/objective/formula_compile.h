// From a formula's words to the steps of a tape. Only the tape includes it.
#pragma once

#include "core/objective/formula_tape.h"

namespace talweg::formula {

struct Compiled {
    std::vector<FormulaTape::Step> steps;
    std::size_t shared = 0;    ///< so many of them, the first, have no part of x
    std::uint16_t result = 0;  ///< the slot with the value
    std::size_t slots = 2;     ///< x is in slot 0 and y in slot 1; no step writes there
};

/// Folds what is constant with these parameters, calculates once what stands there twice, puts first what is
/// the same all along a row, and gives a slot anew once nobody reads it.
Compiled compile(const Formula& formula, const FormulaParameters& parameters);

}  // namespace talweg::formula
