// Exact first and second derivatives of a formula of x and y, carried along with its value.
#pragma once

#include <cmath>
#include <concepts>

namespace talweg {

/// A number that depends on x and y, with its derivatives: arithmetic on jets is arithmetic on the value and
/// the rules of differentiation on the rest (forward mode; Griewank & Walther 2008, chapter 13). What is not
/// asked for in the end is not calculated: the compiler leaves it out.
struct Jet {
    double v = 0.0;  ///< value
    double x = 0.0;  ///< d/dx
    double y = 0.0;
    double xx = 0.0;  ///< d²/dx²
    double xy = 0.0;
    double yy = 0.0;
};

/// x and y themselves.
inline Jet jet_x(double x) { return {x, 1.0, 0.0, 0.0, 0.0, 0.0}; }
inline Jet jet_y(double y) { return {y, 0.0, 1.0, 0.0, 0.0, 0.0}; }

/// f(u), where f has the value, slope and curvature given at u.
inline Jet chain(const Jet& u, double value, double slope, double curvature) {
    return {value,
            slope * u.x,
            slope * u.y,
            curvature * u.x * u.x + slope * u.xx,
            curvature * u.x * u.y + slope * u.xy,
            curvature * u.y * u.y + slope * u.yy};
}

inline Jet operator-(const Jet& u) { return {-u.v, -u.x, -u.y, -u.xx, -u.xy, -u.yy}; }
inline Jet operator+(const Jet& a, const Jet& b) {
    return {a.v + b.v, a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
}
inline Jet operator-(const Jet& a, const Jet& b) {
    return {a.v - b.v, a.x - b.x, a.y - b.y, a.xx - b.xx, a.xy - b.xy, a.yy - b.yy};
}
inline Jet operator*(const Jet& a, const Jet& b) {
    return {a.v * b.v,
            a.x * b.v + a.v * b.x,
            a.y * b.v + a.v * b.y,
            a.xx * b.v + 2.0 * a.x * b.x + a.v * b.xx,
            a.xy * b.v + a.x * b.y + a.y * b.x + a.v * b.xy,
            a.yy * b.v + 2.0 * a.y * b.y + a.v * b.yy};
}

inline Jet operator+(const Jet& a, double c) { return {a.v + c, a.x, a.y, a.xx, a.xy, a.yy}; }
inline Jet operator+(double c, const Jet& a) { return a + c; }
inline Jet operator-(const Jet& a, double c) { return a + -c; }
inline Jet operator-(double c, const Jet& a) { return -a + c; }
inline Jet operator*(const Jet& a, double c) {
    return {a.v * c, a.x * c, a.y * c, a.xx * c, a.xy * c, a.yy * c};
}
inline Jet operator*(double c, const Jet& a) { return a * c; }
inline Jet operator/(const Jet& a, double c) {
    return {a.v / c, a.x / c, a.y / c, a.xx / c, a.xy / c, a.yy / c};
}

inline double square(double u) { return u * u; }
inline Jet square(const Jet& u) { return chain(u, u.v * u.v, 2.0 * u.v, 2.0); }
/// x/y: the quotient, and what the product rule says of q b = a.
inline Jet operator/(const Jet& a, const Jet& b) {
    const double q = a.v / b.v;
    const double x = (a.x - q * b.x) / b.v;
    const double y = (a.y - q * b.y) / b.v;
    return {q,
            x,
            y,
            (a.xx - 2.0 * x * b.x - q * b.xx) / b.v,
            (a.xy - x * b.y - y * b.x - q * b.xy) / b.v,
            (a.yy - 2.0 * y * b.y - q * b.yy) / b.v};
}

/// The same without second derivatives: what a step along the gradient needs, at half the cost.
struct Slope {
    double v = 0.0;
    double x = 0.0;
    double y = 0.0;
};

inline Slope chain(const Slope& u, double value, double slope, double /*curvature*/) {
    return {value, slope * u.x, slope * u.y};
}
inline Slope operator-(const Slope& u) { return {-u.v, -u.x, -u.y}; }
inline Slope operator+(const Slope& a, const Slope& b) { return {a.v + b.v, a.x + b.x, a.y + b.y}; }
inline Slope operator-(const Slope& a, const Slope& b) { return {a.v - b.v, a.x - b.x, a.y - b.y}; }
inline Slope operator*(const Slope& a, const Slope& b) {
    return {a.v * b.v, a.x * b.v + a.v * b.x, a.y * b.v + a.v * b.y};
}
inline Slope operator/(const Slope& a, const Slope& b) {
    const double q = a.v / b.v;
    return {q, (a.x - q * b.x) / b.v, (a.y - q * b.y) / b.v};
}
inline Slope operator+(const Slope& a, double c) { return {a.v + c, a.x, a.y}; }
inline Slope operator-(double c, const Slope& a) { return {c - a.v, -a.x, -a.y}; }
inline Slope operator*(const Slope& a, double c) { return {a.v * c, a.x * c, a.y * c}; }
inline Slope operator/(const Slope& a, double c) { return {a.v / c, a.x / c, a.y / c}; }
inline Slope square(const Slope& u) { return chain(u, u.v * u.v, 2.0 * u.v, 2.0); }

/// A number with derivatives.
template <class T>
concept WithDerivatives = std::same_as<T, Jet> || std::same_as<T, Slope>;

template <WithDerivatives T>
T sin(const T& u) {
    const double s = std::sin(u.v);
    return chain(u, s, std::cos(u.v), -s);
}
template <WithDerivatives T>
T cos(const T& u) {
    const double c = std::cos(u.v);
    return chain(u, c, -std::sin(u.v), -c);
}
template <WithDerivatives T>
T exp(const T& u) {
    const double e = std::exp(u.v);
    return chain(u, e, e, e);
}
/// At 0, where the root has no slope: 0, so that the tip of a cone is a place to rest. (PyTorch says infinity
/// there, and NaN at the tip.)
template <WithDerivatives T>
T sqrt(const T& u) {
    const double root = std::sqrt(u.v);
    if (root == 0.0) return chain(u, root, 0.0, 0.0);
    return chain(u, root, 0.5 / root, -0.25 / (root * u.v));
}

}  // namespace talweg
