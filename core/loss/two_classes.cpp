// Losses for two classes, whose predictions are logits (any number; above 0 means the second class).
#include "core/loss/two_classes.h"

#include "core/loss/element_loss.h"
#include "core/loss/targets.h"

#include <cmath>

namespace talweg {
namespace {

// log(1 + e^x) and 1 / (1 + e^-x); neither ever takes the exponential of a large number.
double softplus(double x) { return (x > 0.0 ? x : 0.0) + std::log1p(std::exp(-std::abs(x))); }
double sigmoid(double x) {
    const double fall = std::exp(-std::abs(x));
    return x >= 0.0 ? 1.0 / (1.0 + fall) : fall / (1.0 + fall);
}

/// The cross-entropy of a coin with probability sigmoid(p): w t softplus(-p) + (1 - t) softplus(p). PyTorch
/// writes the same as (1 - t) p + (1 + (w - 1) t) softplus(-p), which loses digits where p is far below 0.
struct Coin {
    double weight;
    double value(double p, double t) const { return weight * t * softplus(-p) + (1.0 - t) * softplus(p); }
    double slope(double p, double t) const { return (1.0 - t) * sigmoid(p) - weight * t * sigmoid(-p); }
    double bend(double p, double t) const { return ((1.0 - t) + weight * t) * (sigmoid(p) * sigmoid(-p)); }
    bool bends() const { return true; }
};

class BceWithLogits final : public ElementLoss<Coin> {
  public:
    using ElementLoss::ElementLoss;
    Task task() const override { return Task::binary; }
    std::string target_trouble(const Matrix& target) const override {
        return target_trouble_unless(target, "0 or 1, or a probability between",
                                     [](double t) { return t >= 0.0 && t <= 1.0; });
    }
};

/// How far the margin t p falls short of 1; a NaN stays one.
double shortfall(double p, double t) {
    const double room = 1.0 - t * p;
    return room < 0.0 ? 0.0 : room;
}

/// max(0, 1 - t p). At the corner t p = 1 the slope is 0.
struct Hinge {
    double value(double p, double t) const { return shortfall(p, t); }
    double slope(double p, double t) const { return t * p >= 1.0 ? 0.0 : -t + 0.0 * p; }
    double bend(double, double) const { return 0.0; }
    bool bends() const { return false; }
};

/// max(0, 1 - t p)^2: the slope has no jump at t p = 1, only the second derivative has.
struct SquaredHinge {
    double value(double p, double t) const {
        const double room = shortfall(p, t);
        return room * room;
    }
    double slope(double p, double t) const { return -2.0 * t * shortfall(p, t); }
    double bend(double p, double t) const { return t * p >= 1.0 ? 0.0 : 2.0 * t * t; }
    bool bends() const { return true; }
};

/// Margins are defined over targets -1 and 1 (Cortes & Vapnik 1995). Numbers 0 and 1 are refused rather than
/// taken for them: they would mean different things from one loss to the next. Classes with names are no
/// numbers, and stand for -1 and 1 in their order.
template <class Formula>
class MarginLoss final : public ElementLoss<Formula> {
  public:
    using ElementLoss<Formula>::ElementLoss;
    Task task() const override { return Task::margin; }
    double class_target(Index k) const override { return k == 0 ? -1.0 : 1.0; }
    std::string target_trouble(const Matrix& target) const override {
        return target_trouble_unless(target, "-1 or 1", [](double t) { return t == -1.0 || t == 1.0; });
    }
};

constexpr Knob kCoinKnobs[] = {
    {.name = "pos_weight",
     .title = "Weight of 1",
     .symbol = "w",
     .low = 0.0,
     .high = 1e308,
     .low_open = true,
     .initial = 1.0,
     .logarithmic = true,
     .slider_low = 0.01,
     .slider_high = 100.0,
     .help = "How often a target of 1 counts, against one of 0; above 1 misses fewer of them.",
     .why_low = "at 0 the points of class 1 would not count"},
};

}  // namespace

LossPart bce_with_logits_part() {
    return {{"bce_with_logits", "Binary cross-entropy",
             "How surprised a coin of probability σ(ŷ) is by targets 0 and 1; with a linear model: logistic "
             "regression.",
             "L = -1/n Σ (w y log σ(ŷ) + (1 - y) log(1 - σ(ŷ)))\nσ(ŷ) = 1/(1 + exp(-ŷ))",
             "Cox 1958; as torch.nn.BCEWithLogitsLoss", kCoinKnobs, "Classification"},
            [](const Settings& settings) -> std::unique_ptr<Loss> {
                return std::make_unique<BceWithLogits>(Coin{settings.real("pos_weight")});
            }};
}

LossPart hinge_part() {
    return {{"hinge",
             "Hinge",
             "For targets -1 and 1, or two classes: only points on the wrong side, or right by less than 1, "
             "cost; with a linear model and l2: a support vector machine.",
             "L = 1/n Σ max(0, 1 - y ŷ)",
             "Cortes & Vapnik 1995",
             {},
             "Classification"},
            [](const Settings&) -> std::unique_ptr<Loss> {
                return std::make_unique<MarginLoss<Hinge>>(Hinge{});
            }};
}

LossPart squared_hinge_part() {
    return {{"squared_hinge",
             "Squared hinge",
             "For targets -1 and 1, or two classes: the square of how far a point falls short of a margin of "
             "1; no corner.",
             "L = 1/n Σ max(0, 1 - y ŷ)²",
             "Cortes & Vapnik 1995",
             {},
             "Classification"},
            [](const Settings&) -> std::unique_ptr<Loss> {
                return std::make_unique<MarginLoss<SquaredHinge>>(SquaredHinge{});
            }};
}

}  // namespace talweg
