// Numbers as text beside an axis.
#include "app/plot/tick_text.h"

#include "app/plot/ticks.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace talweg {

namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr int kExactPower = 22;  // 10^22 is the largest power of ten that a double holds exactly

std::string fixed_digits(double value, int decimals) {
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
    return std::string(buffer, end.ptr);
}

void group(std::string& digits) {
    const auto point = std::min(digits.find('.'), digits.size());
    for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
}

bool all_zero(std::string_view digits) { return digits.find_first_not_of("0.,") == std::string_view::npos; }

std::string plain_text(double value, double step, bool grouped) {
    const int decimals = std::clamp(-decimal_exponent(step), 0, 40);
    std::string digits = fixed_digits(std::fabs(value), decimals);
    const bool zero = all_zero(digits);
    if (grouped) group(digits);
    return value < 0.0 && !zero ? std::string(kMinus) + digits : digits;
}

std::string power_text(double value, double step) {
    if (std::fabs(value) < step / 2) return "0";
    const int needed = std::clamp(decimal_exponent(value) - decimal_exponent(step), 0, 16);
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value),
                                   std::chars_format::scientific, needed);
    const std::string_view all(buffer, static_cast<std::size_t>(end.ptr - buffer));
    const auto e = all.find('e');
    const std::string mantissa = without_trailing_zeros(std::string(all.substr(0, e)));
    const char* digits = all.data() + e + (all[e + 1] == '+' ? 2 : 1);
    int exponent = 0;
    std::from_chars(digits, end.ptr, exponent);
    std::string text = value < 0.0 ? std::string(kMinus) : std::string();
    if (mantissa != "1") text += mantissa + "\u00d7";
    return text + "10" + superscript(exponent);
}

}  // namespace

int decimal_exponent(double value) {
    const double size = std::fabs(value);
    if (!(size > 0.0) || !std::isfinite(size)) return 0;
    int e = static_cast<int>(std::floor(std::log10(size)));
    if (times_power_of_ten(1.0, e + 1) <= size * (1.0 + 1e-12)) ++e;
    return e;
}

double times_power_of_ten(double mantissa, int exponent) {
    if (exponent >= 0 && exponent <= kExactPower) return mantissa * std::pow(10.0, exponent);
    if (exponent < 0 && exponent >= -kExactPower) return mantissa / std::pow(10.0, -exponent);
    return mantissa * std::pow(10.0, exponent);
}

std::string superscript(int number) {
    static constexpr std::string_view kDigits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                   "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    std::string text;
    for (const char c : std::to_string(number)) {
        text += c == '-' ? std::string_view("\u207b") : kDigits[c - '0'];
    }
    return text;
}

Notation notation_for(double largest, double step) {
    // Less than half a step is a zero that lost its last bits.
    if (largest < step / 2) return decimal_exponent(step) <= -4 ? Notation::power : Notation::plain;
    const int e = decimal_exponent(largest);
    const int digits = e - decimal_exponent(step) + 1;
    const bool long_integer = e >= 7 && digits <= 4;
    return e <= -4 || long_integer || e >= 15 ? Notation::power : Notation::plain;
}

std::string number_text(double value, double step, bool grouped, Notation notation) {
    return notation == Notation::power ? power_text(value, step) : plain_text(value, step, grouped);
}

std::string without_trailing_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string tick_label(double value, double step, bool grouped) {
    return number_text(value, step, grouped, notation_for(std::fabs(value), step));
}

std::string level_text(double value, int digits) {
    if (value == 0.0 || !std::isfinite(value)) return value == 0.0 ? "0" : "";
    const double step = times_power_of_ten(1.0, decimal_exponent(value) - digits + 1);
    if (notation_for(std::fabs(value), step) == Notation::power) return power_text(value, step);
    return without_trailing_zeros(plain_text(value, std::min(step, 1.0), true));
}

}  // namespace talweg
