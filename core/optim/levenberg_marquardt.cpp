// Levenberg-Marquardt: between Gauss-Newton and gradient descent, for sums of squares.
#include "core/optim/levenberg_marquardt.h"

#include "core/base/sum.h"
#include "core/optim/dense.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kScales[] = {"marquardt", "levenberg"};

constexpr Knob kKnobs[] = {
    {.name = "lambda",
     .title = "Lambda",
     .symbol = "λ₀",
     .low = 0.0,
     .high = 1e12,
     .low_open = true,
     .initial = 1e-2,
     .logarithmic = true,
     .slider_low = 1e-6,
     .slider_high = 1e3,
     .help = "The damping at the start; small steps as Gauss-Newton, large as short gradient descent.",
     .why_low = "at 0 the damping could never grow"},
    {.name = "factor",
     .title = "Factor",
     .symbol = "ν",
     .low = 1.0,
     .high = 1e6,
     .low_open = true,
     .initial = 10.0,
     .slider_low = 1.5,
     .slider_high = 20.0,
     .help = "What the damping is divided by before a step, and multiplied by after each that fails.",
     .why_low = "at 1 the damping would never change"},
    {.name = "scale",
     .title = "Scale",
     .type = KnobType::choice,
     .initial = 0,
     .help = "Damping by the diagonal of JᵀJ, which no unit of a parameter changes, or by the identity.",
     .choices = kScales},
    {.name = "max_trials",
     .title = "Trials",
     .type = KnobType::integer,
     .low = 1,
     .high = 1000,
     .initial = 40,
     .slider_low = 1,
     .slider_high = 60,
     .help = "After this many trials that raise the loss theta stays where it is.",
     .why_low = "a step tries at least one damping"},
};

// Outside of these the damping says nothing more, and would be lost to under- or overflow.
constexpr double kLeastLambda = 1e-20;
constexpr double kMostLambda = 1e20;

class LevenbergMarquardt final : public Optimizer {
  public:
    LevenbergMarquardt(const Settings& settings, Index n)
        : direction_(Vector::Zero(n)),
          slope_(Vector::Zero(n)),
          normal_(Matrix::Zero(n, n)),
          damped_(Matrix::Zero(n, n)),
          trial_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override;
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        archive.field(direction_);
        archive.field(lambda_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"d", direction_.data(), direction_.size()});
        out.push_back({"λ", &lambda_, 1});
    }

  private:
    void find_normal_equations(Probe& probe, const Vector& theta);
    bool find_direction(double lambda);

    double initial_ = -1.0;
    double factor_ = 0.0;
    bool diagonal_ = true;
    std::int64_t max_trials_ = 0;
    Vector direction_;     ///< d of the last step
    double lambda_ = 0.0;  ///< lambda of the last step
    Vector slope_;         ///< J'r; scratch, as are all below
    Matrix normal_;        ///< J'J
    Matrix damped_;
    Vector trial_;
    Vector residual_;
    Matrix jacobian_;
};

// Another initial damping is taken up at once.
void LevenbergMarquardt::configure(const Settings& settings) {
    const double initial = settings.real("lambda");
    if (initial != initial_) lambda_ = initial;
    initial_ = initial;
    factor_ = settings.real("factor");
    diagonal_ = settings.choice("scale") == "marquardt";
    max_trials_ = settings.integer("max_trials");
}

void LevenbergMarquardt::find_normal_equations(Probe& probe, const Vector& theta) {
    TALWEG_CHECK(probe.residuals(theta, residual_, jacobian_));
    const Index n = theta.size();
    const Index m = residual_.size();
    for (Index i = 0; i < n; ++i) {
        const double* column = jacobian_.data() + i * m;
        slope_[i] = dot(column, residual_.data(), m);
        for (Index j = 0; j <= i; ++j) {
            normal_(i, j) = normal_(j, i) = dot(column, jacobian_.data() + j * m, m);
        }
    }
}

// A parameter that moves no residual has a zero on the diagonal, and is damped as if that were 1.
bool LevenbergMarquardt::find_direction(double lambda) {
    const Index n = slope_.size();
    std::copy_n(normal_.data(), n * n, damped_.data());
    for (Index i = 0; i < n; ++i) {
        const double curvature = normal_(i, i);
        damped_(i, i) += lambda * (diagonal_ && curvature > 0.0 ? curvature : 1.0);
        direction_[i] = -slope_[i];
    }
    return solve_dense(damped_, direction_);
}

// theta: (n), L = |r|^2 with r (m) and its Jacobian J (m x n).  rate: this step's learning rate.
//   lambda <- the first of lambda / factor, lambda, lambda factor, lambda factor^2, … whose step does not
//             raise the loss
//   d <- -(J'J + lambda D)^-1 J'r       D: the diagonal of J'J (levenberg: I)
//   theta <- theta + rate d
// A trial whose loss is not finite, or whose system is singular, raises the loss. When all do, theta and
// lambda stay. Source: Levenberg 1944; Marquardt 1963, whose rule for lambda this is; he takes rate 1.
void LevenbergMarquardt::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    find_normal_equations(now.probe, theta);
    double lambda = lambda_ / factor_;
    for (std::int64_t tries = 0; tries < max_trials_; ++tries, lambda *= factor_) {
        lambda = std::clamp(lambda, kLeastLambda, kMostLambda);
        if (!find_direction(lambda)) continue;
        for (Index i = 0; i < n; ++i) trial_[i] = theta[i] + now.rate * direction_[i];
        if (!(now.probe.value(trial_) <= now.loss)) continue;
        std::copy_n(trial_.data(), n, theta.data());
        lambda_ = lambda;
        return;
    }
    std::fill_n(direction_.data(), n, 0.0);
}

}  // namespace

OptimizerPart levenberg_marquardt_part() {
    return {
        .info = {"levenberg_marquardt", "Levenberg-Marquardt",
                 "For sums of squares: Gauss-Newton steps, damped towards gradient descent for as long as "
                 "they raise the loss.",
                 "r are the residuals with L(θ) = |r|², J is their Jacobian, D the diagonal of JᵀJ\n"
                 "λ is the first of λ/ν, λ, λ ν, λ ν², … whose step does not raise the loss\n"
                 "d solves (JᵀJ + λ D) d = -Jᵀr\n"
                 "θ ← θ + η d",
                 "Levenberg 1944; Marquardt 1963", kKnobs, "Second order"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            check_dense("levenberg_marquardt", parameters.count);
            return std::make_unique<LevenbergMarquardt>(settings, parameters.count);
        },
        .default_rate = 1.0,
        .full_batch = "its trial steps compare losses, which differ between batches",
        .needs_residuals = true};
}

}  // namespace talweg
