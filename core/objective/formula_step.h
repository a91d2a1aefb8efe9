// What one step of a formula's tape does, for any kind of number. Only the tape includes it.
#pragma once

#include "core/objective/formula_functions.h"
#include "core/objective/formula_tape.h"

namespace talweg {

enum class FormulaTape::Op : std::uint8_t {
    constant,  // the number
    // Of two slots.
    add,
    subtract,
    multiply,
    divide,
    power,
    least,
    greatest,
    // Of a slot and the number.
    add_number,
    from_number,  // number - a
    times_number,
    over_number,
    number_over,
    whole_power,
    fixed_power,
    power_of,  // number^a
    // Of one slot.
    negate,
    square,
    cube,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    sinh,
    cosh,
    tanh,
    exp,
    log,
    log10,
    sqrt,
    abs,
};

namespace formula {

/// to = f(a), lane by lane where there are lanes.
template <class T, class Function>
void put(T& to, const T& a, Function f) {
    if constexpr (std::is_same_v<T, FormulaLanes>)
        to = a.unaryExpr(f);
    else
        to = f(a);
}
template <class T, class Function>
void put(T& to, const T& a, const T& b, Function f) {
    if constexpr (std::is_same_v<T, FormulaLanes>)
        to = a.binaryExpr(b, f);
    else
        to = f(a, b);
}
inline void put_constant(double& to, double number) { to = number; }
inline void put_constant(Slope& to, double number) { to = {number}; }
inline void put_constant(Jet& to, double number) { to = {number}; }
inline void put_constant(FormulaLanes& to, double number) { to.setConstant(number); }

inline double quotient(double number, double u) { return number / u; }
template <WithDerivatives T>
T quotient(double number, const T& u) {
    const double q = number / u.v;
    return chain(u, q, -q / u.v, 2.0 * q / (u.v * u.v));
}

/// Does one step. The slot it writes may be one that it reads.
template <class T>
void take(const FormulaTape::Step& step, T* slots) {
    using Op = FormulaTape::Op;
    T& to = slots[step.to];
    const T& a = slots[step.from[0]];
    const T& b = slots[step.from[1]];
    const double c = step.number;
    switch (step.op) {
        case Op::constant:
            return put_constant(to, c);
        case Op::add:
            to = a + b;
            return;
        case Op::subtract:
            to = a - b;
            return;
        case Op::multiply:
            to = a * b;
            return;
        case Op::divide:
            to = a / b;
            return;
        case Op::power:
            return put(to, a, b, [](const auto& u, const auto& v) { return power(u, v); });
        case Op::least:
            return put(to, a, b, [](const auto& u, const auto& v) { return least(u, v); });
        case Op::greatest:
            return put(to, a, b, [](const auto& u, const auto& v) { return greatest(u, v); });
        case Op::add_number:
            to = a + c;
            return;
        case Op::from_number:
            to = c - a;
            return;
        case Op::times_number:
            to = a * c;
            return;
        case Op::over_number:
            to = a / c;
            return;
        case Op::number_over:
            return put(to, a, [c](const auto& u) { return quotient(c, u); });
        case Op::whole_power:
            return put(to, a, [n = static_cast<int>(c)](const auto& u) { return whole_power(u, n); });
        case Op::fixed_power:
            return put(to, a, [c](const auto& u) { return fixed_power(u, c); });
        case Op::power_of:
            return put(to, a, [c](const auto& u) { return power_of(c, u); });
        case Op::negate:
            to = -a;
            return;
        case Op::square:
            return put(to, a, [](const auto& u) { return square(u); });
        case Op::cube:
            return put(to, a, [](const auto& u) { return cube(u); });
        case Op::sin:
            return put(to, a, [](const auto& u) { return sin(u); });
        case Op::cos:
            return put(to, a, [](const auto& u) { return cos(u); });
        case Op::tan:
            return put(to, a, [](const auto& u) { return tan(u); });
        case Op::asin:
            return put(to, a, [](const auto& u) { return asin(u); });
        case Op::acos:
            return put(to, a, [](const auto& u) { return acos(u); });
        case Op::atan:
            return put(to, a, [](const auto& u) { return atan(u); });
        case Op::sinh:
            return put(to, a, [](const auto& u) { return sinh(u); });
        case Op::cosh:
            return put(to, a, [](const auto& u) { return cosh(u); });
        case Op::tanh:
            return put(to, a, [](const auto& u) { return tanh(u); });
        case Op::exp:
            return put(to, a, [](const auto& u) { return exp(u); });
        case Op::log:
            return put(to, a, [](const auto& u) { return log(u); });
        case Op::log10:
            return put(to, a, [](const auto& u) { return log10(u); });
        case Op::sqrt:
            return put(to, a, [](const auto& u) { return sqrt(u); });
        case Op::abs:
            return put(to, a, [](const auto& u) { return abs(u); });
    }
}

}  // namespace formula
}  // namespace talweg
