// signSGD: the sign of the gradient, or of its running mean.
#include "core/optim/signsgd.h"

#include "core/base/sign.h"
#include "core/optim/knobs.h"

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    momentum_knob(0.0,
                  "How slowly the running mean of the gradient forgets; 0 takes the gradient's own sign, "
                  "above it is Signum."),
};

class SignSgd final : public Optimizer {
  public:
    SignSgd(const Settings& settings, Index n) : mean_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override { momentum_ = settings.real("momentum"); }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override { archive.field(mean_); }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"m", mean_.data(), mean_.size()});
    }

  private:
    double momentum_ = 0.0;
    Vector mean_;  ///< m
};

// theta, gradient: (n).  rate: this step's learning rate.  sign(0) = 0; m begins at 0, which no sign shows.
//   m <- momentum m + (1 - momentum) g
//   theta <- theta - rate sign(m)
// Source: Bernstein et al. 2018: signSGD (momentum 0) and Signum.
void SignSgd::update(Vector& theta, const Vector& gradient, double rate) {
    const double fresh = 1.0 - momentum_;
    const Index n = theta.size();
    double* t = theta.data();
    double* m = mean_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        m[i] = momentum_ * m[i] + fresh * g[i];
        t[i] -= rate * sign(m[i]);
    }
}

}  // namespace

OptimizerPart signsgd_part() {
    return {
        {"signsgd", "signSGD",
         "Moves every parameter by exactly the learning rate, against the sign of its gradient, or of the "
         "gradient's running mean (Signum).",
         "g ← ∇L(θ)\n"
         "m ← μ m + (1 - μ) g\n"
         "θ ← θ - η sign(m)",
         "Bernstein et al. 2018", kKnobs, "Signs"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<SignSgd>(settings, parameters.count);
        },
        1e-3};
}

}  // namespace talweg
