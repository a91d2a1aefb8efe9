// Numbers as people write them beside an axis: grouped, with superscripts and a true minus sign.
#pragma once

#include <string>
#include <string_view>

namespace talweg {

enum class Notation { plain, power };

/// floor(log10(|value|)), right at exact powers of ten; 0 for 0.
int decimal_exponent(double value);

/// mantissa times 10^exponent, rounded once wherever 10^|exponent| is exact.
double times_power_of_ten(double mantissa, int exponent);

/// ⁻⁸
std::string superscript(int number);

/// The notation that suits numbers up to `largest` in size, `step` apart.
Notation notation_for(double largest, double step);

/// 0.25, 1,284, 2.5×10⁻⁸, with the decimals that `step` needs; never a negative zero.
std::string number_text(double value, double step, bool grouped, Notation notation);

/// "1.500" to "1.5", "2.0" to "2"; text without a point stays.
std::string without_trailing_zeros(std::string text);

/// A level of a contour or colour bar: up to `digits` significant digits, as short as they allow.
std::string level_text(double value, int digits = 3);

}  // namespace talweg
