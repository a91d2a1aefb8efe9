// Averaged gradient descent: a slowly falling rate, and the mean of the parameters beside them.
#include "core/optim/asgd.h"

#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "lambd",
     .title = "Decay",
     .symbol = "ζ",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-4,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "How quickly the rate falls; each step also shrinks the parameters by this share of its rate.",
     .why_low = "below 0 it would drive the parameters away from 0"},
    {.name = "alpha",
     .title = "Alpha",
     .symbol = "α",
     .low = 0.0,
     .high = 100.0,
     .initial = 0.75,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "The power by which the rate falls.",
     .why_low = "below 0 the learning rate would grow with the steps"},
    {.name = "t0",
     .title = "Average from",
     .symbol = "t₀",
     .low = 0.0,
     .high = 1e15,
     .initial = 1e6,
     .slider_low = 0.0,
     .slider_high = 1000.0,
     .unit = "steps",
     .help = "After so many steps the average begins to take in more than the present parameters.",
     .why_low = "steps are counted from 0"},
    weight_decay_knob(),
};

class Asgd final : public Optimizer {
  public:
    Asgd(const Settings& settings, Index n) : average_(Vector::Zero(n)) { configure(settings); }

    void configure(const Settings& settings) override {
        lambd_ = settings.real("lambd");
        alpha_ = settings.real("alpha");
        t0_ = settings.real("t0");
        weight_decay_ = settings.real("weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(average_);
        archive.field(rate_);
        archive.field(share_);
        archive.field(count_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"a", average_.data(), average_.size()});
        out.push_back({"h", &rate_, 1});
        out.push_back({"w", &share_, 1});
    }
    const Vector* average() const override { return &average_; }

  private:
    double lambd_ = 0.0;
    double alpha_ = 0.0;
    double t0_ = 0.0;
    double weight_decay_ = 0.0;
    Vector average_;           ///< a
    double rate_ = 0.0;        ///< h, of the next step
    double share_ = 1.0;       ///< w, of the next step's theta in the average
    std::uint64_t count_ = 0;  ///< t
};

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.  h is the rate at the first step.
//   g <- g + weight_decay theta
//   theta <- (1 - lambd h) theta - h g
//   a <- a + w (theta - a)
//   h <- rate / (1 + lambd rate t)^alpha,  w <- 1 / max(1, t - t0)       (for the next step)
// Source: Polyak and Juditsky 1992; Bottou 2010. As PyTorch: the step goes by the h that the step before
// left, so a schedule acts one step late; and the average stays beside theta, which never takes it over.
void Asgd::update(Vector& theta, const Vector& gradient, double rate) {
    if (count_ == 0) rate_ = rate;
    ++count_;
    const double step = rate_;
    const double share = share_;
    const double kept = 1.0 - lambd_ * step;
    const double decay = weight_decay_;
    const Index n = theta.size();
    double* t = theta.data();
    double* a = average_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        const double slope = g[i] + decay * t[i];
        t[i] = kept * t[i] - step * slope;
        a[i] = share == 1.0 ? t[i] : a[i] + share * (t[i] - a[i]);
    }
    const auto count = static_cast<double>(count_);
    // The base grows by a sum, and alpha is any number: no running product gives this power.
    rate_ = rate / std::pow(1.0 + lambd_ * rate * count, alpha_);
    share_ = 1.0 / std::max(1.0, count - t0_);
}

}  // namespace

OptimizerPart asgd_part() {
    return {{"asgd", "Averaged gradient descent",
             "Gradient descent with a slowly falling rate that keeps the mean of the parameters beside them, "
             "where the noise of batches averages out.",
             "g ← ∇L(θ) + λ θ\n"
             "h ← η                                      if t = 1\n"
             "θ ← (1 - ζ h) θ - h g\n"
             "a ← θ                                      if t = 1\n"
             "a ← a + w (θ - a)                          if t > 1\n"
             "h ← η/(1 + ζ η t)^(α)\n"
             "w ← 1/max(1, t - t₀)",
             "Polyak and Juditsky 1992; Bottou 2010; as torch.optim.ASGD", kKnobs, "Gradient descent"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Asgd>(settings, parameters.count);
            },
            1e-2};
}

}  // namespace talweg
