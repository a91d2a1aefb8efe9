// Our own exponentials against long double, in units in the last place.
#include "core/model/exponential.h"

#include "core/base/random.h"
#include "core/model/activation.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace talweg;
using namespace talweg::test;

namespace {

static_assert(std::numeric_limits<long double>::digits > std::numeric_limits<double>::digits,
              "what is measured against must be more exact");

/// |ours - exact| in units in the last place of exact.
double error(double ours, long double exact) {
    const double near = std::abs(static_cast<double>(exact));
    const double unit = std::nextafter(near, INFINITY) - near;
    return static_cast<double>(std::abs(static_cast<long double>(ours) - exact) /
                               static_cast<long double>(unit));
}

/// The largest error over even and over logarithmic draws from [low, high].
template <class Ours, class Exact>
double worst(double low, double high, Ours ours, Exact exact) {
    Random random(5, Stream::data);
    double largest = 0.0;
    for (int i = 0; i < 400000; ++i) {
        double x = low + (high - low) * random.uniform();
        if (i % 2 == 1) {
            const double reach = x < 0.0 ? low : high;
            x = reach * std::exp2(-60.0 * random.uniform());
        }
        largest = std::max(largest, error(ours(x), exact(static_cast<long double>(x))));
    }
    return largest;
}

}  // namespace

TEST_CASE("the exponentials are right to the last place or two") {
    CHECK(worst(-700.0, 700.0, exp_to_zero, [](long double x) { return std::exp(x); }) < 1.2);
    CHECK(worst(-60.0, 60.0, expm1_of, [](long double x) { return std::expm1(x); }) < 2.0);
    CHECK(worst(-25.0, 25.0, tanh_of, [](long double x) { return std::tanh(x); }) < 3.0);
    CHECK(worst(-1.0, 1.0, tanh_of, [](long double x) { return std::tanh(x); }) < 3.0);
    CHECK(worst(-700.0, 700.0, sigmoid_of, [](long double x) { return 1.0L / (1.0L + std::exp(-x)); }) < 3.0);
    CHECK(worst(-5.0, 5.0, sigmoid_of, [](long double x) { return 1.0L / (1.0L + std::exp(-x)); }) < 3.0);
    CHECK(worst(0.0, 1.0, log1p_of, [](long double x) { return std::log1p(x); }) < 3.0);
    CHECK(worst(-700.0, 30.0, softplus_of, [](long double x) { return std::log1p(std::exp(x)); }) < 3.0);
    CHECK(worst(-3.0, 3.0, softplus_of, [](long double x) { return std::log1p(std::exp(x)); }) < 3.0);
}

TEST_CASE("the exponentials at their ends") {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(exp_to_zero(0.0) == 1.0);
    CHECK(exp_to_zero(-kInf) == 0.0);
    CHECK(exp_to_zero(-1e300) == 0.0);
    CHECK(exp_to_zero(-740.0) > 0.0);
    CHECK(close(exp_to_zero(-720.0), std::exp(-720.0), 1e-9));
    CHECK(tanh_of(kInf) == 1.0);
    CHECK(tanh_of(-kInf) == -1.0);
    CHECK(tanh_of(19.5) == 1.0);
    CHECK(std::signbit(tanh_of(-0.0)));
    CHECK_FALSE(std::signbit(tanh_of(0.0)));
    CHECK(tanh_of(1e-300) == 1e-300);
    CHECK(tanh_of(5e-324) == 5e-324);
    CHECK(sigmoid_of(0.0) == 0.5);
    CHECK(sigmoid_of(kInf) == 1.0);
    CHECK(sigmoid_of(-kInf) == 0.0);
    CHECK(softplus_of(-kInf) == 0.0);
    CHECK(expm1_of(-kInf) == -1.0);
    for (const double value :
         {exp_to_zero(nan), expm1_of(nan), tanh_of(nan), sigmoid_of(nan), log1p_of(nan), softplus_of(nan)}) {
        CHECK(std::isnan(value));
    }
}

TEST_CASE("every activation has the same bits alone as in a row of many, and keeps NaN") {
    Random random(9, Stream::data);
    for (std::size_t k = 0; k < activation_names().size(); ++k) {
        const auto f = static_cast<Activation>(k);
        CAPTURE(activation_names()[k]);
        std::vector<double> z(37);
        for (double& each : z) each = 30.0 * (2.0 * random.uniform() - 1.0);
        z[5] = std::numeric_limits<double>::quiet_NaN();
        z[6] = 0.0;
        z[7] = 1e300;
        z[8] = -1e300;
        std::vector<double> a(z.size());
        std::vector<double> slope(z.size());
        std::vector<double> bend(z.size());
        const auto n = static_cast<Index>(z.size());
        activate(f, z.data(), a.data(), n);
        activation_slope(f, z.data(), a.data(), slope.data(), n);
        activation_bend(f, z.data(), a.data(), bend.data(), n);
        for (std::size_t i = 0; i < z.size(); ++i) {
            double one = 0.0;
            activate(f, &z[i], &one, 1);
            CHECK(same_bits(one, a[i]));
            activation_slope(f, &z[i], &a[i], &one, 1);
            CHECK(same_bits(one, slope[i]));
            activation_bend(f, &z[i], &a[i], &one, 1);
            CHECK(same_bits(one, bend[i]));
        }
        CHECK(std::isnan(a[5]));
    }
}
