// Newton's method with the exact Hessian.
#include "core/optim/newton.h"

#include "core/optim/dense.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "shift",
     .title = "Shift",
     .type = KnobType::boolean,
     .initial = 1,
     .help = "Adds to the Hessian's diagonal where it bends downwards, so that steps lead down; without it "
             "they also run to saddles and maxima."},
    {.name = "min_curvature",
     .title = "Least bend",
     .symbol = "δ",
     .low = 0.0,
     .high = 1e6,
     .low_open = true,
     .initial = 1e-8,
     .logarithmic = true,
     .slider_low = 1e-12,
     .slider_high = 1.0,
     .help = "A smallest eigenvalue below this is shifted away.",
     .needs = "shift",
     .why_low = "at 0 a step along a flat direction would have no end"},
};

class Newton final : public Optimizer {
  public:
    Newton(const Settings& settings, Index n)
        : direction_(Vector::Zero(n)), hessian_(Matrix::Zero(n, n)), eigen_(n) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        shifts_ = settings.boolean("shift");
        min_curvature_ = settings.real("min_curvature");
    }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        archive.field(direction_);
        archive.field(shift_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"d", direction_.data(), direction_.size()});
        out.push_back({"τ", &shift_, 1});
    }

  private:
    double needed_shift();

    bool shifts_ = true;
    double min_curvature_ = 0.0;
    Vector direction_;    ///< d of the last step
    double shift_ = 0.0;  ///< tau of the last step
    Matrix hessian_;      ///< scratch
    Eigen::SelfAdjointEigenSolver<Matrix> eigen_;
};

// The smallest eigenvalue l becomes max(|l|, min_curvature): so steps are about as long as where the bend
// is the same upwards, while the shift to min_curvature alone would make them arbitrarily long.
double Newton::needed_shift() {
    if (!shifts_) return 0.0;
    const double* entries = hessian_.data();
    const bool finite =
        std::all_of(entries, entries + hessian_.size(), [](double entry) { return std::isfinite(entry); });
    if (!finite) return 0.0;  // the solver of eigenvalues expects numbers
    eigen_.compute(hessian_, Eigen::EigenvaluesOnly);
    const double smallest = eigen_.eigenvalues()[0];
    if (smallest >= min_curvature_) return 0.0;
    return std::max(std::abs(smallest), min_curvature_) - smallest;
}

// theta, gradient: (n).  rate: this step's learning rate; 1 is Newton's step, less is damped.
//   tau <- 0 where the smallest eigenvalue l of H is at least min_curvature or without `shift`;
//          else max(|l|, min_curvature) - l
//   d <- -(H + tau I)^-1 g
//   theta <- theta + rate d
// A singular H (only possible without `shift`) gives no direction: theta becomes NaN, and the run diverged.
// Source: Newton 1685, Raphson 1690; the shift: Levenberg 1944, Nocedal and Wright 2006, section 3.4.
void Newton::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    TALWEG_CHECK(now.probe.hessian(theta, hessian_));
    shift_ = needed_shift();
    for (Index i = 0; i < n; ++i) hessian_(i, i) += shift_;
    double* d = direction_.data();
    for (Index i = 0; i < n; ++i) d[i] = -now.gradient.data()[i];
    if (!solve_dense(hessian_, direction_)) {
        std::fill_n(d, n, std::numeric_limits<double>::quiet_NaN());
    }
    for (Index i = 0; i < n; ++i) theta.data()[i] += now.rate * d[i];
}

}  // namespace

OptimizerPart newton_part() {
    return {
        .info = {"newton", "Newton",
                 "Jumps to where the gradient would be zero if the loss bent everywhere as it does here; "
                 "a rate below 1 damps the jump.",
                 "g ← ∇L(θ)\n"
                 "H is the Hessian of L at θ, l its smallest eigenvalue\n"
                 "τ = max(|l|, δ) - l where l is below δ, else 0; 0 without shift\n"
                 "d solves (H + τ I) d = -g\n"
                 "θ ← θ + η d",
                 "Newton 1685; Raphson 1690; Nocedal and Wright 2006, section 3.4", kKnobs, "Second order"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            check_dense("newton", parameters.count);
            return std::make_unique<Newton>(settings, parameters.count);
        },
        .default_rate = 1.0,
        .full_batch = "its Hessian is that of all samples",
        .needs_hessian = true};
}

}  // namespace talweg
