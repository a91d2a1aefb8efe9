// Nonlinear conjugate gradients.
#include "core/optim/nonlinear_cg.h"

#include "core/base/sum.h"
#include "core/optim/line_search.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr std::string_view kFormulas[] = {"polak_ribiere_plus", "fletcher_reeves"};

constexpr Knob kKnobs[] = {
    {.name = "beta",
     .title = "Formula",
     .type = KnobType::choice,
     .initial = 0,
     .help = "How much of the last direction is kept; Polak-Ribiere+ starts afresh where that is wise.",
     .choices = kFormulas},
    c1_knob(),
    c2_knob(0.1),
    max_ls_knob(),
};

class NonlinearCg final : public Optimizer {
  public:
    NonlinearCg(const Settings& settings, Index n)
        : direction_(Vector::Zero(n)), last_gradient_(Vector::Zero(n)), search_(n) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        rules_ = wolfe_rules(settings);
        polak_ribiere_ = settings.choice("beta") == "polak_ribiere_plus";
    }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        archive.field(direction_);
        archive.field(last_gradient_);
        archive.field(kept_);
        archive.field(stride_);
        archive.field(started_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"d", direction_.data(), direction_.size()});
        out.push_back({"β", &kept_, 1});
        out.push_back({"α", &stride_, 1});
    }

  private:
    double kept_share(const Vector& gradient) const;

    WolfeRules rules_;
    bool polak_ribiere_ = true;
    Vector direction_;           ///< d
    Vector last_gradient_;       ///< where the last d was found
    double kept_ = 0.0;          ///< beta
    double stride_ = 0.0;        ///< alpha of the last step
    std::uint64_t started_ = 0;  ///< 1 once d can be gone on from
    StrongWolfe search_;
};

double NonlinearCg::kept_share(const Vector& gradient) const {
    const Index n = gradient.size();
    if (started_ == 0) return 0.0;
    const double before = squared_norm(last_gradient_.data(), n);
    if (!(before > 0.0)) return 0.0;
    const double square = squared_norm(gradient.data(), n);
    if (!polak_ribiere_) return square / before;
    return std::max(0.0, (square - dot(gradient.data(), last_gradient_.data(), n)) / before);
}

// theta, gradient: (n).  rate: this step's learning rate, the search's first trial.
//   beta <- max(0, g'(g - p) / p'p)          p: the gradient of the step before; at first 0
//                                            fletcher_reeves: g'g / p'p
//   d <- -g + beta d                         -g where that does not lead down
//   theta <- theta + alpha d                 alpha by the strong Wolfe conditions (line_search.h)
// After a search that found nothing lower the next step starts afresh.
// Source: Fletcher and Reeves 1964; Polak and Ribiere 1969; Gilbert and Nocedal 1992 (the +); Nocedal and
// Wright 2006, section 5.2, who advise c2 = 0.1.
void NonlinearCg::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    const double* g = now.gradient.data();
    double* d = direction_.data();
    kept_ = kept_share(now.gradient);
    for (Index i = 0; i < n; ++i) d[i] = kept_ * d[i] - g[i];
    double slope = dot(g, d, n);
    if (!(slope < 0.0)) {
        kept_ = 0.0;
        for (Index i = 0; i < n; ++i) d[i] = -g[i];
        slope = -squared_norm(g, n);
    }
    stride_ = 0.0;
    started_ = 0;
    if (!(slope < 0.0)) return;
    stride_ =
        search_.search(now.probe, {theta, direction_, now.loss, now.gradient, slope}, now.rate, rules_).step;
    if (stride_ == 0.0) return;
    started_ = 1;
    std::copy_n(g, n, last_gradient_.data());
    for (Index i = 0; i < n; ++i) theta.data()[i] += stride_ * d[i];
}

}  // namespace

OptimizerPart nonlinear_cg_part() {
    return {
        .info = {"nonlinear_cg", "Conjugate gradients",
                 "Searches along the gradient mixed with the last direction, so that what one step has "
                 "gained the next does not spoil.",
                 "g ← ∇L(θ)\n"
                 "p is the gradient of the step before; β = 0 in the first step\n"
                 "β = max(0, g·(g - p) / |p|²), or with fletcher_reeves |g|² / |p|²\n"
                 "d = -g + β d, or -g where that does not lead down\n"
                 "α is searched along d from η on, by the strong Wolfe conditions\n"
                 "θ ← θ + α d",
                 "Fletcher and Reeves 1964; Polak and Ribière 1969; Gilbert and Nocedal 1992; Nocedal and "
                 "Wright 2006, section 5.2",
                 kKnobs, "Line search"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<NonlinearCg>(settings, parameters.count);
        },
        .default_rate = 1.0,
        .full_batch = "its line search and its directions compare points that batches would blur"};
}

}  // namespace talweg
