// Gradient descent with the step length of Barzilai and Borwein.
#include "core/optim/barzilai_borwein.h"

#include "core/base/sum.h"

#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kVariants[] = {"bb1", "bb2"};

constexpr Knob kKnobs[] = {
    {.name = "variant",
     .title = "Variant",
     .type = KnobType::choice,
     .initial = 0,
     .help = "bb1 takes the long step s·s / s·y, bb2 the short one s·y / y·y.",
     .choices = kVariants},
};

class BarzilaiBorwein final : public Optimizer {
  public:
    BarzilaiBorwein(const Settings& settings, Index n)
        : last_theta_(Vector::Zero(n)), last_gradient_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override { long_ = settings.choice("variant") == "bb1"; }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(last_theta_);
        archive.field(last_gradient_);
        archive.field(stride_);
        archive.field(started_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"q", last_theta_.data(), last_theta_.size()});
        out.push_back({"p", last_gradient_.data(), last_gradient_.size()});
        out.push_back({"α", &stride_, 1});
    }

  private:
    bool long_ = true;
    Vector last_theta_;          ///< q
    Vector last_gradient_;       ///< p
    double stride_ = 0.0;        ///< alpha of the last step
    std::uint64_t started_ = 0;  ///< 1 once there is a step before
};

// theta, gradient: (n).  rate: this step's learning rate.
//   s <- theta - theta of the step before;  y <- g - g of the step before
//   alpha <- bb1: s's / s'y;  bb2: s'y / y'y      rate: in the first step, and where s'y is not above 0
//   theta <- theta - alpha g
// Source: Barzilai and Borwein 1988, who give both lengths but no answer to s'y <= 0, where the curvature
// along s is not upwards.
void BarzilaiBorwein::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    double* t = theta.data();
    double* q = last_theta_.data();
    double* p = last_gradient_.data();
    const double* g = gradient.data();
    // s and y take the places of what they are made of, which is not needed again.
    for (Index i = 0; i < n; ++i) {
        q[i] = t[i] - q[i];
        p[i] = g[i] - p[i];
    }
    const double curvature = started_ != 0 ? dot(q, p, n) : 0.0;
    double stride = rate;
    if (curvature > 0.0) {
        stride = long_ ? squared_norm(q, n) / curvature : curvature / squared_norm(p, n);
        if (!std::isfinite(stride)) stride = rate;
    }
    for (Index i = 0; i < n; ++i) {
        q[i] = t[i];
        p[i] = g[i];
        t[i] -= stride * g[i];
    }
    stride_ = stride;
    started_ = 1;
}

}  // namespace

OptimizerPart barzilai_borwein_part() {
    return {
        .info = {"barzilai_borwein", "Barzilai-Borwein",
                 "Gradient descent whose step length follows from how the gradient changed over the last "
                 "step, as one number in place of the Hessian.",
                 "g ← ∇L(θ)\n"
                 "s ← θ - q                       if t > 1\n"
                 "y ← g - p                       if t > 1\n"
                 "c ← 0                           if t = 1\n"
                 "c ← mean(s y)                   if t > 1\n"
                 "α ← η                           if c <= 0\n"
                 "α ← mean(s²) / c                if c > 0 and variant = bb1\n"
                 "α ← c / mean(y²)                if c > 0 and variant = bb2\n"
                 "q ← θ\n"
                 "p ← g\n"
                 "θ ← θ - α g",
                 "Barzilai and Borwein 1988", kKnobs, "Line search"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<BarzilaiBorwein>(settings, parameters.count);
        },
        .default_rate = 0.01,
        .full_batch = "its step length comes from how the gradient changes, which differs between batches"};
}

}  // namespace talweg
