// Losses of the residual r = prediction - target that grow slower than its square.
#include "core/loss/residuals.h"

#include "core/base/sign.h"
#include "core/loss/element_loss.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

/// |r|. Its corner at 0 has the slope 0.
struct Absolute {
    double value(double p, double t) const { return std::abs(p - t); }
    double slope(double p, double t) const { return sign(p - t); }
    double bend(double, double) const { return 0.0; }
    bool bends() const { return false; }
};

/// r^2 / 2 up to |r| = delta, beyond it the straight line delta (|r| - delta / 2) that joins without a
/// corner.
struct Huber {
    double delta;
    double value(double p, double t) const {
        const double size = std::abs(p - t);
        return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
    }
    double slope(double p, double t) const {
        const double r = p - t;
        return std::abs(r) <= delta ? r : delta * sign(r);
    }
    double bend(double p, double t) const { return std::abs(p - t) < delta ? 1.0 : 0.0; }
    bool bends() const { return true; }
};

/// Huber's loss divided by beta. beta = 0 leaves |r|, as in PyTorch (whose slope at r = 0 is -1 then, by the
/// order of its comparisons; here it is 0, as by mae).
struct SmoothAbsolute {
    double beta;
    double value(double p, double t) const {
        const double size = std::abs(p - t);
        return size < beta ? 0.5 * size * size / beta : size - 0.5 * beta;
    }
    double slope(double p, double t) const {
        const double r = p - t;
        return std::abs(r) < beta ? r / beta : sign(r);
    }
    double bend(double p, double t) const { return std::abs(p - t) < beta ? 1.0 / beta : 0.0; }
    bool bends() const { return beta > 0.0; }
};

/// log cosh r. cosh overflows from 711 on, and near 0 the logarithm of almost 1 has no digits left: hence
/// |r| + log(1 + exp(-2 |r|)) - log 2 outside and, since cosh r = 1 + 2 sinh^2(r / 2), log1p inside.
struct LogCosh {
    double value(double p, double t) const {
        const double size = std::abs(p - t);
        if (size < 1.0) {
            const double half = std::sinh(0.5 * size);
            return std::log1p(2.0 * half * half);
        }
        return size + (std::log1p(std::exp(-2.0 * size)) - std::numbers::ln2);
    }
    double slope(double p, double t) const { return std::tanh(p - t); }
    // 1 / cosh^2, without cosh
    double bend(double p, double t) const {
        const double fall = std::exp(-std::abs(p - t));
        const double secant = 2.0 * fall / (1.0 + fall * fall);
        return secant * secant;
    }
    bool bends() const { return true; }
};

/// q |r| where the prediction is too low, (1 - q) |r| where it is too high. Of the slopes that the corner at
/// 0 allows, 0 is taken, as by mae.
struct Quantile {
    double q;
    double value(double p, double t) const {
        const double r = p - t;
        return r > 0.0 ? (1.0 - q) * r : -q * r;
    }
    double slope(double p, double t) const {
        const double r = p - t;
        return r > 0.0 ? 1.0 - q : (r < 0.0 ? -q : r);
    }
    double bend(double, double) const { return 0.0; }
    bool bends() const { return false; }
};

template <class Formula>
std::unique_ptr<Loss> make(Formula formula) {
    return std::make_unique<ElementLoss<Formula>>(formula);
}

constexpr Knob kHuberKnobs[] = {
    {.name = "delta",
     .title = "Corner",
     .symbol = "δ",
     .low = 0.0,
     .high = 1e308,
     .low_open = true,
     .initial = 1.0,
     .logarithmic = true,
     .slider_low = 0.01,
     .slider_high = 100.0,
     .help = "Residuals up to this size count by their square, larger ones by their size.",
     .why_low = "at 0 the loss would be 0 everywhere"},
};

constexpr Knob kSmoothKnobs[] = {
    {.name = "beta",
     .title = "Corner",
     .symbol = "β",
     .low = 0.0,
     .high = 1e308,
     .initial = 1.0,
     .slider_low = 0.0,
     .slider_high = 10.0,
     .help = "Residuals below this size count by their square, larger ones by their size; 0 is mae.",
     .why_low = "it is a distance, which is never below 0"},
};

constexpr Knob kQuantileKnobs[] = {
    {.name = "q",
     .title = "Quantile",
     .symbol = "q",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .high_open = true,
     .initial = 0.5,
     .help = "The share of targets that should lie below the prediction; 0.5 is the median.",
     .why_low = "at 0 a prediction that is too low would cost nothing",
     .why_high = "at 1 a prediction that is too high would cost nothing"},
};

}  // namespace

LossPart mae_part() {
    return {{"mae",
             "Mean absolute error",
             "The mean size of the residuals; far outliers pull no harder than near ones.",
             "L = 1/n Σ |ŷ - y|",
             "Boscovich 1757, Laplace 1793; as torch.nn.L1Loss",
             {},
             "Regression"},
            [](const Settings&) { return make(Absolute{}); }};
}

LossPart huber_part() {
    return {{"huber", "Huber",
             "Squares for small residuals, sizes for large ones: smooth at the bottom, calm about outliers.",
             "L = 1/n Σ h(ŷ - y)\nh(r) = r²/2               if |r| ≤ δ\nh(r) = δ (|r| - δ/2)     otherwise",
             "Huber 1964; as torch.nn.HuberLoss", kHuberKnobs, "Regression"},
            [](const Settings& settings) { return make(Huber{settings.real("delta")}); }};
}

LossPart smooth_l1_part() {
    return {{"smooth_l1", "Smooth L1",
             "Mean absolute error with a round bottom; Huber's loss divided by its corner.",
             "L = 1/n Σ s(ŷ - y)\ns(r) = r²/(2 β)           if |r| < β\ns(r) = |r| - β/2         otherwise",
             "Girshick 2015; as torch.nn.SmoothL1Loss", kSmoothKnobs, "Regression"},
            [](const Settings& settings) { return make(SmoothAbsolute{settings.real("beta")}); }};
}

LossPart log_cosh_part() {
    return {
        {"log_cosh",
         "Log-cosh",
         "Like half the square for small residuals and like the size for large ones, with all derivatives.",
         "L = 1/n Σ log cosh(ŷ - y)",
         "Green 1990; as tf.keras.losses.LogCosh",
         {},
         "Regression"},
        [](const Settings&) { return make(LogCosh{}); }};
}

LossPart quantile_part() {
    return {
        {"quantile", "Quantile (pinball)",
         "Fits a quantile instead of the mean: misses above and below cost differently.",
         "L = 1/n Σ max(q (y - ŷ), (q - 1) (y - ŷ))", "Koenker & Bassett 1978", kQuantileKnobs, "Regression"},
        [](const Settings& settings) { return make(Quantile{settings.real("q")}); }};
}

}  // namespace talweg
