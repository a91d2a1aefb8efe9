// BFGS: quasi-Newton steps with the whole inverse Hessian.
#include "core/optim/bfgs.h"

#include "core/base/sum.h"
#include "core/optim/dense.h"
#include "core/optim/line_search.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {c1_knob(), c2_knob(0.9), max_ls_knob()};

class Bfgs final : public Optimizer {
  public:
    Bfgs(const Settings& settings, Index n)
        : n_(n),
          direction_(Vector::Zero(n)),
          inverse_(Vector::Zero(n * n)),
          move_(Vector::Zero(n)),
          change_(Vector::Zero(n)),
          bent_(Vector::Zero(n)),
          search_(n) {
        set_inverse(1.0);
        configure(settings);
    }

    void configure(const Settings& settings) override { rules_ = wolfe_rules(settings); }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        archive.field(direction_);
        archive.field(inverse_);
        archive.field(stride_);
        archive.field(started_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"d", direction_.data(), n_});
        out.push_back({"α", &stride_, 1});
    }

  private:
    void set_inverse(double diagonal);
    void learn(const Vector& before, const Vector& after);

    WolfeRules rules_;
    Index n_;
    Vector direction_;           ///< d
    Vector inverse_;             ///< H, n x n, symmetric to the last bit
    double stride_ = 0.0;        ///< alpha of the last step
    std::uint64_t started_ = 0;  ///< 1 once H has learned from a step
    Vector move_;                ///< s; scratch, as are all below
    Vector change_;              ///< y
    Vector bent_;                ///< H y
    StrongWolfe search_;
};

void Bfgs::set_inverse(double diagonal) {
    std::fill_n(inverse_.data(), n_ * n_, 0.0);
    for (Index i = 0; i < n_; ++i) inverse_[i * n_ + i] = diagonal;
}

// H <- (I - r s y') H (I - r y s') + r s s', r = 1 / y's, multiplied out. Before the first time H = y's / y'y
// I. A pair that is at right angles to rounding teaches nothing, and one with y's < 0 would break H.
void Bfgs::learn(const Vector& before, const Vector& after) {
    double* s = move_.data();
    double* y = change_.data();
    for (Index i = 0; i < n_; ++i) {
        s[i] = stride_ * direction_.data()[i];
        y[i] = after.data()[i] - before.data()[i];
    }
    const double curvature = dot(y, s, n_);
    const double square = squared_norm(y, n_);
    if (!(curvature > 1e-10 * std::sqrt(square) * std::sqrt(squared_norm(s, n_)))) return;
    if (started_ == 0) set_inverse(curvature / square);
    started_ = 1;
    double* bent = bent_.data();
    for (Index i = 0; i < n_; ++i) bent[i] = dot(inverse_.data() + i * n_, y, n_);
    const double r = 1.0 / curvature;
    const double outer = r * (1.0 + r * dot(y, bent, n_));
    for (Index i = 0; i < n_; ++i) {
        for (Index j = 0; j <= i; ++j) {
            double& entry = inverse_[i * n_ + j];
            entry += outer * (s[i] * s[j]) - r * (s[i] * bent[j] + bent[i] * s[j]);
            inverse_[j * n_ + i] = entry;
        }
    }
}

// theta, gradient: (n).  rate: this step's learning rate, the search's first trial.
//   d <- -H g                      H: an estimate of the inverse Hessian, at first I
//   theta <- theta + alpha d       alpha by the strong Wolfe conditions (line_search.h)
//   H learns from s = alpha d and y = the change of the gradient
// Where H no longer leads down, or a search along it found nothing lower, it begins again from I.
// Source: Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright 2006, algorithm 6.1 with (6.20).
void Bfgs::step(Vector& theta, const StepInput& now) {
    const double* g = now.gradient.data();
    double* d = direction_.data();
    for (Index i = 0; i < n_; ++i) d[i] = -dot(inverse_.data() + i * n_, g, n_);
    double slope = dot(g, d, n_);
    if (!(slope < 0.0)) {
        started_ = 0;
        set_inverse(1.0);
        for (Index i = 0; i < n_; ++i) d[i] = -g[i];
        slope = -squared_norm(g, n_);
    }
    stride_ = 0.0;
    if (!(slope < 0.0)) return;
    const LinePoint& found =
        search_.search(now.probe, {theta, direction_, now.loss, now.gradient, slope}, now.rate, rules_);
    stride_ = found.step;
    if (stride_ == 0.0) {
        started_ = 0;
        set_inverse(1.0);
        return;
    }
    learn(now.gradient, found.gradient);
    for (Index i = 0; i < n_; ++i) theta.data()[i] += stride_ * d[i];
}

}  // namespace

OptimizerPart bfgs_part() {
    return {.info = {"bfgs", "BFGS",
                     "Builds an estimate of the inverse Hessian from how the gradient changes, and searches "
                     "along Newton's direction by it.",
                     "g ← ∇L(θ)\n"
                     "d = -H g, where H is the identity at first\n"
                     "α is searched along d from η on, by the strong Wolfe conditions\n"
                     "θ ← θ + α d\n"
                     "H learns from s = α d and the change y of the gradient, so that H y = s",
                     "Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright 2006, algorithm 6.1",
                     kKnobs, "Quasi-Newton"},
            .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                check_dense("bfgs", parameters.count);
                return std::make_unique<Bfgs>(settings, parameters.count);
            },
            .default_rate = 1.0,
            .full_batch =
                "it learns the curvature from how the gradient changes, which differs between "
                "batches"};
}

}  // namespace talweg
