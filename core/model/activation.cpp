// What stands between the layers of a network, with first and second derivatives.
#include "core/model/activation.h"

#include "core/base/error.h"
#include "core/model/exponential.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

// Each has f(z), slope f'(z) and bend f''(z), the latter two given a = f(z) as well.

struct Relu {
    static double f(double z) { return z < 0.0 ? 0.0 : z; }
    static double slope(double z, double) { return z > 0.0 ? 1.0 : 0.0; }
    static double bend(double, double) { return 0.0; }
};

struct LeakyRelu {
    static constexpr double kSlope = 0.01;
    static double f(double z) { return z > 0.0 ? z : kSlope * z; }
    static double slope(double z, double) { return z > 0.0 ? 1.0 : kSlope; }
    static double bend(double, double) { return 0.0; }
};

struct Elu {
    static double f(double z) { return z > 0.0 ? z : expm1_of(z > 0.0 ? 0.0 : z); }
    static double fall(double z) { return exp_to_zero(z > 0.0 ? 0.0 : z); }
    static double slope(double z, double) { return z > 0.0 ? 1.0 : fall(z); }
    static double bend(double z, double) { return z > 0.0 ? 0.0 : fall(z); }
};

/// z times the normal distribution up to z.
struct Gelu {
    static double share(double z) { return 0.5 * (1.0 + std::erf(z * (0.5 * std::numbers::sqrt2))); }
    static double density(double z) {
        return 0.5 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi * exp_to_zero(-0.5 * z * z);
    }
    static double f(double z) { return z * share(z); }
    static double slope(double z, double) { return share(z) + z * density(z); }
    static double bend(double z, double) { return (2.0 - z * z) * density(z); }
};

struct Sigmoid {
    static double f(double z) { return sigmoid_of(z); }
    static double slope(double, double a) { return a * (1.0 - a); }
    static double bend(double, double a) { return a * (1.0 - a) * (1.0 - 2.0 * a); }
};

struct Silu {
    static double f(double z) { return z * Sigmoid::f(z); }
    static double slope(double z, double) {
        const double s = Sigmoid::f(z);
        return s * (1.0 + z * (1.0 - s));
    }
    static double bend(double z, double) {
        const double s = Sigmoid::f(z);
        return s * (1.0 - s) * (2.0 + z * (1.0 - 2.0 * s));
    }
};

/// log(1 + exp z); above 20 simply z, as in PyTorch (the two differ by less than 3e-9 there).
struct Softplus {
    static double f(double z) { return z > 20.0 ? z : softplus_of(z); }
    static double slope(double z, double) { return z > 20.0 ? 1.0 : Sigmoid::f(z); }
    static double bend(double z, double) {
        const double s = Sigmoid::f(z);
        return z > 20.0 ? 0.0 : s * (1.0 - s);
    }
};

/// z tanh(softplus z), where with u = exp z the tanh is (u^2 + 2 u) / (u^2 + 2 u + 2), and 1 from z = 20 on.
/// With T = tanh(softplus z) and s = sigmoid z: T' = (1 - T^2) s.
struct Mish {
    static double gate(double z) {
        const double u = exp_to_zero(z > 20.0 ? 20.0 : z);
        const double odds = u * (u + 2.0);
        return odds / (odds + 2.0);
    }
    static double f(double z) { return z * gate(z); }
    static double slope(double z, double) {
        const double t = gate(z);
        return t + z * (1.0 - t * t) * Sigmoid::f(z);
    }
    static double bend(double z, double) {
        const double t = gate(z);
        const double s = Sigmoid::f(z);
        return (1.0 - t * t) * s * (2.0 + z * (1.0 - s) - 2.0 * z * t * s);
    }
};

struct Tanh {
    static double f(double z) { return tanh_of(z); }
    static double slope(double, double a) { return 1.0 - a * a; }
    static double bend(double, double a) { return -2.0 * a * (1.0 - a * a); }
};

struct HardTanh {
    static double f(double z) { return z < -1.0 ? -1.0 : (z > 1.0 ? 1.0 : z); }
    static double slope(double z, double) { return z > -1.0 && z < 1.0 ? 1.0 : 0.0; }
    static double bend(double, double) { return 0.0; }
};

struct Sine {
    static double f(double z) { return std::sin(z); }
    static double slope(double z, double) { return std::cos(z); }
    static double bend(double, double a) { return -a; }
};

struct Identity {
    static double f(double z) { return z; }
    static double slope(double, double) { return 1.0; }
    static double bend(double, double) { return 0.0; }
};

/// Calls what() with the functions of f, so that each has a loop of its own.
template <class What>
void with(Activation f, What what) {
    switch (f) {
        case Activation::relu:
            return what(Relu{});
        case Activation::leaky_relu:
            return what(LeakyRelu{});
        case Activation::elu:
            return what(Elu{});
        case Activation::gelu:
            return what(Gelu{});
        case Activation::silu:
            return what(Silu{});
        case Activation::mish:
            return what(Mish{});
        case Activation::tanh:
            return what(Tanh{});
        case Activation::hard_tanh:
            return what(HardTanh{});
        case Activation::sigmoid:
            return what(Sigmoid{});
        case Activation::softplus:
            return what(Softplus{});
        case Activation::sine:
            return what(Sine{});
        case Activation::identity:
            return what(Identity{});
    }
    TALWEG_CHECK(false);
}

}  // namespace

std::span<const std::string_view> activation_names() {
    static constexpr std::string_view kNames[] = {"relu",    "leaky_relu", "elu",  "gelu",
                                                  "silu",    "mish",       "tanh", "hard_tanh",
                                                  "sigmoid", "softplus",   "sine", "identity"};
    return kNames;
}

void activate(Activation f, const double* z, double* a, Index n) {
    with(f, [&](auto g) {
        for (Index i = 0; i < n; ++i) a[i] = g.f(z[i]);
    });
}

void activation_slope(Activation f, const double* z, const double* a, double* slope, Index n) {
    with(f, [&](auto g) {
        for (Index i = 0; i < n; ++i) slope[i] = g.slope(z[i], a[i]);
    });
}

void activation_bend(Activation f, const double* z, const double* a, double* bend, Index n) {
    with(f, [&](auto g) {
        for (Index i = 0; i < n; ++i) bend[i] = g.bend(z[i], a[i]);
    });
}

}  // namespace talweg
