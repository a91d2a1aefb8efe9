// Where one looks at a test function first, and where runs begin on it.
#include "core/train/function_place.h"

#include "core/objective/typed_function.h"
#include "core/train/catalogue.h"

namespace talweg {

std::array<double, 4> function_window(const PartChoice& function) {
    const FunctionPart& part = function_part(function.kind);
    if (function.kind == kFormulaKind) {
        const auto given = Settings(part.info, function.knobs).list("window");
        if (given.size() == 4) return {given[0], given[1], given[2], given[3]};
    }
    return {part.window[0], part.window[1], part.window[2], part.window[3]};
}

std::array<double, 2> function_start(const PartChoice& function) {
    const FunctionPart& part = function_part(function.kind);
    if (function.kind != kFormulaKind) return {part.start[0], part.start[1]};
    const auto [x_low, x_high, y_low, y_high] = function_window(function);
    return {x_low + (x_high - x_low) / 8.0, y_low + 0.75 * (y_high - y_low)};
}

std::string function_name(const PartChoice& function) {
    if (function.kind != kFormulaKind) return function.kind;
    return Settings(function_part(function.kind).info, function.knobs).choice(kFormulaKind);
}

}  // namespace talweg
