// Whole powers for any exponent at once, with the same bits everywhere.
#pragma once

#include <cmath>
#include <cstdint>

namespace talweg {

/// base^exponent within an ulp or so, by squaring. Plain squaring doubles the relative error each time, which
/// at exponent 10^9 leaves seven digits; here every number carries its rounding error along. base: finite, >=
/// 0. 0 and infinity where the power under- or overflows.
inline double power(double base, std::uint64_t exponent) {
    struct Pair {
        double value;
        double error;
        Pair times(const Pair& other) const {
            const double product = value * other.value;
            if (product == 0.0 || !std::isfinite(product)) return {product, 0.0};
            const double rest =
                std::fma(value, other.value, -product) + (value * other.error + error * other.value);
            const double sum = product + rest;
            return {sum, rest - (sum - product)};
        }
    };
    Pair result{1.0, 0.0};
    for (Pair square{base, 0.0}; exponent != 0; exponent >>= 1, square = square.times(square)) {
        if ((exponent & 1) != 0) result = result.times(square);
    }
    return result.value;
}

}  // namespace talweg
