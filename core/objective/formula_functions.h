// The functions of typed formulas, on plain numbers and on numbers with derivatives. Only the tape includes
// it.
#pragma once

#include "core/objective/jet.h"

#include <cmath>
#include <numbers>

// At corners the derivatives are PyTorch's: |u| has the slope 0 at 0, and of two that are equal min and max
// take half of each. Values of all kinds of numbers are the same bits: each is calculated by one expression.
namespace talweg::formula {

inline double sin(double u) { return std::sin(u); }
inline double cos(double u) { return std::cos(u); }
inline double exp(double u) { return std::exp(u); }
inline double sqrt(double u) { return std::sqrt(u); }
inline double tan(double u) { return std::tan(u); }
inline double asin(double u) { return std::asin(u); }
inline double acos(double u) { return std::acos(u); }
inline double atan(double u) { return std::atan(u); }
inline double sinh(double u) { return std::sinh(u); }
inline double cosh(double u) { return std::cosh(u); }
inline double tanh(double u) { return std::tanh(u); }
inline double log(double u) { return std::log(u); }
inline double log10(double u) { return std::log10(u); }
inline double abs(double u) { return std::abs(u); }
inline double cube(double u) { return u * u * u; }
inline double negative(double u) { return -u; }

/// u^n by squaring; n from -64 to 64.
inline double whole_power(double u, int n) {
    double result = 1.0;
    for (int left = n < 0 ? -n : n; left > 0; left >>= 1, u *= u) {
        if ((left & 1) != 0) result *= u;
    }
    return n < 0 ? 1.0 / result : result;
}
inline double fixed_power(double u, double c) { return std::pow(u, c); }
inline double power_of(double c, double v) { return std::pow(c, v); }
inline double power(double u, double v) { return std::pow(u, v); }

/// NaN where one of them is.
inline double least(double a, double b) { return a < b ? a : b < a ? b : a == b ? a : a + b; }
inline double greatest(double a, double b) { return a > b ? a : b > a ? b : a == b ? a : a + b; }

template <WithDerivatives T>
T negative(const T& u) {
    return -u;
}
template <WithDerivatives T>
T cube(const T& u) {
    return chain(u, cube(u.v), 3.0 * u.v * u.v, 6.0 * u.v);
}
template <WithDerivatives T>
T tan(const T& u) {
    const double t = std::tan(u.v);
    return chain(u, t, 1.0 + t * t, 2.0 * t * (1.0 + t * t));
}
template <WithDerivatives T>
T asin(const T& u) {
    const double slope = 1.0 / std::sqrt(1.0 - u.v * u.v);
    return chain(u, std::asin(u.v), slope, u.v * slope * slope * slope);
}
template <WithDerivatives T>
T acos(const T& u) {
    const double slope = -1.0 / std::sqrt(1.0 - u.v * u.v);
    return chain(u, std::acos(u.v), slope, u.v * slope * slope * slope);
}
template <WithDerivatives T>
T atan(const T& u) {
    const double slope = 1.0 / (1.0 + u.v * u.v);
    return chain(u, std::atan(u.v), slope, -2.0 * u.v * slope * slope);
}
template <WithDerivatives T>
T sinh(const T& u) {
    const double s = std::sinh(u.v);
    return chain(u, s, std::cosh(u.v), s);
}
template <WithDerivatives T>
T cosh(const T& u) {
    const double c = std::cosh(u.v);
    return chain(u, c, std::sinh(u.v), c);
}
template <WithDerivatives T>
T tanh(const T& u) {
    const double t = std::tanh(u.v);
    const double slope = 1.0 - t * t;
    return chain(u, t, slope, -2.0 * t * slope);
}
template <WithDerivatives T>
T log(const T& u) {
    const double slope = 1.0 / u.v;
    return chain(u, std::log(u.v), slope, -slope * slope);
}
template <WithDerivatives T>
T log10(const T& u) {
    const double slope = 1.0 / u.v;
    return chain(u, std::log10(u.v), slope / std::numbers::ln10, -slope * slope / std::numbers::ln10);
}
template <WithDerivatives T>
T abs(const T& u) {
    return chain(u, std::abs(u.v), u.v > 0.0 ? 1.0 : u.v < 0.0 ? -1.0 : u.v, 0.0);
}
template <WithDerivatives T>
T whole_power(const T& u, int n) {
    return chain(u, whole_power(u.v, n), n * whole_power(u.v, n - 1),
                 n * (n - 1.0) * whole_power(u.v, n - 2));
}
/// u^c; c is neither 0 nor 1.
template <WithDerivatives T>
T fixed_power(const T& u, double c) {
    return chain(u, std::pow(u.v, c), c * std::pow(u.v, c - 1.0), c * (c - 1.0) * std::pow(u.v, c - 2.0));
}
/// c^v; like PyTorch 0^v has no slope where v >= 0.
template <WithDerivatives T>
T power_of(double c, const T& v) {
    const double value = std::pow(c, v.v);
    const double rate = c == 0.0 && v.v >= 0.0 ? 0.0 : std::log(c);
    return chain(v, value, value * rate, value * rate * rate);
}

/// f(a, b) with its first derivatives, and its second ones.
inline Slope chain(const Slope& a, const Slope& b, double value, double by_a, double by_b, double, double,
                   double) {
    return {value, by_a * a.x + by_b * b.x, by_a * a.y + by_b * b.y};
}
inline Jet chain(const Jet& a, const Jet& b, double value, double by_a, double by_b, double aa, double ab,
                 double bb) {
    return {value,
            by_a * a.x + by_b * b.x,
            by_a * a.y + by_b * b.y,
            aa * a.x * a.x + 2.0 * ab * a.x * b.x + bb * b.x * b.x + by_a * a.xx + by_b * b.xx,
            aa * a.x * a.y + ab * (a.x * b.y + a.y * b.x) + bb * b.x * b.y + by_a * a.xy + by_b * b.xy,
            aa * a.y * a.y + 2.0 * ab * a.y * b.y + bb * b.y * b.y + by_a * a.yy + by_b * b.yy};
}
/// u^v. As in PyTorch nothing depends on v where u is 0 (and v is not below), nor on u where v is 0.
template <WithDerivatives T>
T power(const T& u, const T& v) {
    const double value = std::pow(u.v, v.v);
    const double below = v.v == 0.0 ? 0.0 : std::pow(u.v, v.v - 1.0);
    const double twice = v.v == 0.0 || v.v == 1.0 ? 0.0 : std::pow(u.v, v.v - 2.0);
    const bool flat = u.v == 0.0 && v.v >= 0.0;
    const double rate = flat ? 0.0 : std::log(u.v);
    // d/du of u^v log u, where v is 0 is 1 / u.
    const double mixed = flat ? 0.0 : std::pow(u.v, v.v - 1.0) * (1.0 + v.v * rate);
    return chain(u, v, value, v.v * below, value * rate, v.v * (v.v - 1.0) * twice, mixed,
                 value * rate * rate);
}

/// a, b, or where neither is beyond the other their mean, with the value given.
template <WithDerivatives T>
T one_of(const T& a, const T& b, bool first, bool second, double value) {
    if (first) return a;
    if (second) return b;
    T both = (a + b) * 0.5;
    both.v = value;
    return both;
}
template <WithDerivatives T>
T least(const T& a, const T& b) {
    return one_of(a, b, a.v < b.v, b.v < a.v, least(a.v, b.v));
}
template <WithDerivatives T>
T greatest(const T& a, const T& b) {
    return one_of(a, b, a.v > b.v, b.v > a.v, greatest(a.v, b.v));
}

}  // namespace talweg::formula
