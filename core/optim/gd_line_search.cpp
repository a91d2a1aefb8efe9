// Gradient descent that finds its own step length, by Armijo's or Wolfe's conditions.
#include "core/optim/gd_line_search.h"

#include "core/base/sum.h"
#include "core/optim/line_search.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr std::string_view kWhyFullBatch =
    "its line search compares losses at several points, which batches would blur";

constexpr Knob kArmijoKnobs[] = {
    c1_knob(),
    {.name = "shrink",
     .title = "Shrink",
     .symbol = "ρ",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .high_open = true,
     .initial = 0.5,
     .slider_low = 0.1,
     .slider_high = 0.9,
     .help = "What a step that is too long is multiplied by before it is tried again.",
     .why_low = "at 0 no step would be left to try",
     .why_high = "at 1 the steps tried would not get shorter"},
    {.name = "max_backtracks",
     .title = "Trials",
     .type = KnobType::integer,
     .low = 1,
     .high = 10000,
     .initial = 60,
     .slider_low = 1,
     .slider_high = 100,
     .help = "After this many shorter trials theta stays where it is.",
     .why_low = "at 0 no step could be shortened"},
};

constexpr Knob kWolfeKnobs[] = {c1_knob(), c2_knob(0.9), max_ls_knob()};

class GdArmijo final : public Optimizer {
  public:
    GdArmijo(const Settings& settings, Index n) : trial_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        c1_ = settings.real("c1");
        shrink_ = settings.real("shrink");
        max_backtracks_ = settings.integer("max_backtracks");
    }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override { archive.field(stride_); }
    void buffers(std::vector<NamedBuffer>& out) const override { out.push_back({"α", &stride_, 1}); }

  private:
    double c1_ = 0.0;
    double shrink_ = 0.0;
    std::int64_t max_backtracks_ = 0;
    double stride_ = 0.0;  ///< alpha of the last step; 0: none was short enough
    Vector trial_;
};

// theta, gradient: (n).  rate: this step's learning rate, the first trial.
//   alpha <- the first of rate, shrink rate, shrink^2 rate, … with L(theta - alpha g) <= L(theta) - c1 alpha
//   g'g theta <- theta - alpha g
// A loss that is not finite is never low enough.
// Source: Armijo 1966; Nocedal and Wright 2006, algorithm 3.1.
void GdArmijo::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    const double* g = now.gradient.data();
    const double* x = theta.data();
    double* trial = trial_.data();
    const double promised = c1_ * squared_norm(g, n);
    double stride = now.rate;
    for (std::int64_t tries = 0; tries <= max_backtracks_; ++tries, stride *= shrink_) {
        for (Index i = 0; i < n; ++i) trial[i] = x[i] - stride * g[i];
        if (now.probe.value(trial_) <= now.loss - stride * promised) {
            std::copy_n(trial, n, theta.data());
            stride_ = stride;
            return;
        }
    }
    stride_ = 0.0;
}

class GdWolfe final : public Optimizer {
  public:
    GdWolfe(const Settings& settings, Index n) : direction_(Vector::Zero(n)), search_(n) {
        configure(settings);
    }

    void configure(const Settings& settings) override { rules_ = wolfe_rules(settings); }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override { archive.field(stride_); }
    void buffers(std::vector<NamedBuffer>& out) const override { out.push_back({"α", &stride_, 1}); }

  private:
    WolfeRules rules_;
    double stride_ = 0.0;  ///< alpha of the last step; 0: nothing lower was found
    Vector direction_;     ///< scratch
    StrongWolfe search_;
};

// theta, gradient: (n).  rate: this step's learning rate, the first trial.
//   d <- -g
//   theta <- theta + alpha d       alpha by the strong Wolfe conditions (line_search.h)
// Source: Wolfe 1969; Nocedal and Wright 2006, section 3.1.
void GdWolfe::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    double* d = direction_.data();
    for (Index i = 0; i < n; ++i) d[i] = -now.gradient.data()[i];
    const double slope = -squared_norm(d, n);
    stride_ = 0.0;
    if (!(slope < 0.0)) return;
    stride_ =
        search_.search(now.probe, {theta, direction_, now.loss, now.gradient, slope}, now.rate, rules_).step;
    for (Index i = 0; i < n; ++i) theta.data()[i] += stride_ * d[i];
}

}  // namespace

OptimizerPart gd_armijo_part() {
    return {.info = {"gd_armijo", "Gradient descent, backtracking",
                     "Steps against the gradient, and halves the step until the loss falls enough.",
                     "g ← ∇L(θ)\n"
                     "α is the first of η, ρ η, ρ² η, … with L(θ - α g) at most L(θ) - c₁ α |g|²\n"
                     "θ ← θ - α g",
                     "Armijo 1966; Nocedal and Wright 2006, algorithm 3.1", kArmijoKnobs, "Line search"},
            .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<GdArmijo>(settings, parameters.count);
            },
            .default_rate = 1.0,
            .full_batch = kWhyFullBatch};
}

OptimizerPart gd_wolfe_part() {
    return {
        .info = {"gd_wolfe", "Gradient descent, line search",
                 "Steps against the gradient, as far as the strong Wolfe conditions ask for: the loss "
                 "falls enough and little slope is left.",
                 "g ← ∇L(θ)\n"
                 "α is searched from η on, until L(θ - α g) is at most L(θ) - c₁ α |g|²\n"
                 "    and the slope left there is at most c₂ of that at the start\n"
                 "θ ← θ - α g",
                 "Wolfe 1969; Nocedal and Wright 2006, algorithms 3.5 and 3.6", kWolfeKnobs, "Line search"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<GdWolfe>(settings, parameters.count);
        },
        .default_rate = 1.0,
        .full_batch = kWhyFullBatch};
}

}  // namespace talweg
