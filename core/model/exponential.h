// The exponential and what is made of it, from additions, multiplications and divisions alone: the same bits
// on every machine, whatever its mathematical library, and in loops that compilers turn into vector
// instructions. All are within 3 units in the last place, measured against long double in
// tests/core/exponential_test.cpp.
#pragma once

#include <bit>
#include <cstdint>

namespace talweg {

/// exp(x) = 2^k (1 + rest).
struct Exponential {
    double k;
    double shifted;  ///< k in the last bits of a double
    double rest;     ///< exp(r) - 1 for |r| <= log(2) / 2
};

/// 1.5 2^52: a number added to it is rounded to a whole one, which then stands in its last bits.
inline constexpr double kShift = 0x1.8p52;

/// 2^k where `shifted` is kShift + k and |k| <= 1022.
inline double power_of_two(double shifted) {
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) << 52U) +
                                 (std::uint64_t{1023} << 52U));
}

/// |x| up to 1e6; NaN gives NaN. r = x - k log 2 with log 2 in two parts, of which the first has trailing
/// zeros, so that its product is exact (Cody & Waite 1980); exp(r) - 1 = r + r^2 p(r), p interpolated at
/// Chebyshev's nodes, within 9e-19 of r.
inline Exponential exponential(double x) {
    constexpr double kLog2High = 0x1.62e42fee00000p-1;
    constexpr double kLog2Low = 0x1.a39ef35793c76p-33;
    Exponential e;
    e.shifted = x * 0x1.71547652b82fep+0 + kShift;
    e.k = e.shifted - kShift;
    const double r = (x - e.k * kLog2High) - e.k * kLog2Low;
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double p01 = 0x1.0000000000000p-1 + 0x1.5555555555557p-3 * r;
    const double p23 = 0x1.5555555555556p-5 + 0x1.11111111100dcp-7 * r;
    const double p45 = 0x1.6c16c16c162d4p-10 + 0x1.a01a01abe7fe1p-13 * r;
    const double p67 = 0x1.a01a01a6d889cp-16 + 0x1.71de0231960ebp-19 * r;
    const double p89 = 0x1.27e4db646b17ep-22 + 0x1.af4de97ca4194p-26 * r;
    const double low = p01 + p23 * r2;
    const double high = (p45 + p67 * r2) + (p89 + 0x1.1f730349868cep-29 * r2) * r4;
    e.rest = r + r2 * (low + high * r4);
    return e;
}

/// exp(x) for x <= 700, down to 0; below 1e-308 with the digits that are left there. At most 1.2 units in the
/// last place off.
inline double exp_to_zero(double x) {
    const double bounded = x < -750.0 ? -750.0 : x;
    const Exponential e = exponential(bounded);
    // In two steps, since 2^k alone may be too small for a double.
    const double half_shifted = 0.5 * e.k + kShift;
    const double half = half_shifted - kShift;
    const double twos = power_of_two(half_shifted);
    return (twos + twos * e.rest) * power_of_two((e.k - half) + kShift);
}

/// exp(x) - 1 for x <= 700.
inline double expm1_of(double x) {
    const double bounded = x < -50.0 ? -50.0 : x;
    const Exponential e = exponential(bounded);
    const double twos = power_of_two(e.shifted);
    return twos * e.rest + (twos - 1.0);
}

/// (exp(2 |z|) - 1) / (exp(2 |z|) + 1) with z's sign; 1 from 20 on. tanh(-0) is -0.
inline double tanh_of(double z) {
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(z);
    const double size = std::bit_cast<double>(bits & ~kSign);
    const double bounded = size > 20.0 ? 20.0 : size;
    const Exponential e = exponential(bounded + bounded);
    const double twos = power_of_two(e.shifted);
    const double t = twos * e.rest + (twos - 1.0);
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(t / (t + 2.0)) | (bits & kSign));
}

/// 1 / (1 + exp(-z)), without losing digits where it is small.
inline double sigmoid_of(double z) {
    const double fall = exp_to_zero(z < 0.0 ? z : -z);
    return (z < 0.0 ? fall : 1.0) / (1.0 + fall);
}

/// log(1 + u) for 0 <= u <= 1: 2 artanh(s), s = u / (2 + u), as 2 s + s^3 h(s^2), h interpolated within
/// 8e-18.
inline double log1p_of(double u) {
    const double s = u / (2.0 + u);
    const double t = s * s;
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double h01 = 0.6666666666666666 + 0.40000000000014585 * t;
    const double h23 = 0.2857142856710876 + 0.22222222717427864 * t;
    const double h45 = 0.18181789436132859 + 0.15385570064958623 * t;
    const double h67 = 0.13314144209654935 + 0.12001072809590713 * t;
    const double h89 = 0.08800738486144674 + 0.1616404561194353 * t;
    const double h = (h01 + h23 * t2) + ((h45 + h67 * t2) + h89 * t4) * t4;
    return 2.0 * s + (s * t) * h;
}

/// log(1 + exp z).
inline double softplus_of(double z) {
    const double fall = exp_to_zero(z < 0.0 ? z : -z);
    return (z > 0.0 ? z : 0.0) + log1p_of(fall);
}

}  // namespace talweg
