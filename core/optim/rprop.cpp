// Rprop: a step of its own for every parameter, which looks only at the gradient's sign.
#include "core/optim/rprop.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "etaminus",
     .title = "Shrink factor",
     .symbol = "η₁",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .high_open = true,
     .initial = 0.5,
     .slider_low = 0.05,
     .slider_high = 0.95,
     .help = "What a parameter's step is multiplied by when its gradient has changed sign.",
     .why_low = "at 0 the step would shrink to nothing",
     .why_high = "at 1 the step would not shrink"},
    {.name = "etaplus",
     .title = "Growth factor",
     .symbol = "η₂",
     .low = 1.0,
     .high = 1e6,
     .low_open = true,
     .initial = 1.2,
     .slider_low = 1.01,
     .slider_high = 3.0,
     .help = "What a parameter's step is multiplied by when its gradient has kept its sign.",
     .why_low = "at 1 the step would not grow"},
    {.name = "step_size_min",
     .title = "Shortest step",
     .symbol = "Δ₁",
     .low = 0.0,
     .high = 1e300,
     .initial = 1e-6,
     .logarithmic = true,
     .slider_low = 1e-12,
     .slider_high = 1.0,
     .help = "No parameter's step gets shorter than this.",
     .why_low = "no step is shorter than 0"},
    {.name = "step_size_max",
     .title = "Longest step",
     .symbol = "Δ₂",
     .low = 0.0,
     .high = 1e300,
     .low_open = true,
     .initial = 50.0,
     .logarithmic = true,
     .slider_low = 1e-3,
     .slider_high = 1e3,
     .help = "No parameter's step gets longer than this.",
     .why_low = "at 0 nothing would move"},
};

class Rprop final : public Optimizer {
  public:
    Rprop(const Settings& settings, Index n) : last_(Vector::Zero(n)), steps_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        const double shortest = settings.real("step_size_min");
        const double longest = settings.real("step_size_max");
        if (shortest > longest) {
            throw Error("'step_size_min' must be at most 'step_size_max', " + exact_text(longest) + ", not " +
                        exact_text(shortest) + ": else no step would fit between them");
        }
        shrink_ = settings.real("etaminus");
        grow_ = settings.real("etaplus");
        shortest_ = shortest;
        longest_ = longest;
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(last_);
        archive.field(steps_);
        archive.field(started_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"p", last_.data(), last_.size()});
        out.push_back({"s", steps_.data(), steps_.size()});
    }

  private:
    double shrink_ = 0.0;
    double grow_ = 0.0;
    double shortest_ = 0.0;
    double longest_ = 0.0;
    Vector last_;                ///< p, the last gradient, 0 where the last step was taken back
    Vector steps_;               ///< s
    std::uint64_t started_ = 0;  ///< 1 once s holds steps
};

// theta, gradient: (n).  rate: the first step's learning rate is the first step's length; later ones play no
// part. p is the last gradient, from 0.
//   g p > 0: s <- min(etaplus s, step_size_max)
//   g p < 0: s <- max(etaminus s, step_size_min),  g <- 0
//   theta <- theta - s sign(g)
//   p <- g
// Source: Riedmiller and Braun 1993, in the form without going back (iRprop- of Igel and Huesken 2000), as
// PyTorch. As there, s is kept between both bounds at every step, also where g p = 0.
void Rprop::update(Vector& theta, const Vector& gradient, double rate) {
    const Index n = theta.size();
    double* t = theta.data();
    double* p = last_.data();
    double* s = steps_.data();
    const double* g = gradient.data();
    if (started_ == 0) std::fill_n(s, n, rate);
    started_ = 1;
    for (Index i = 0; i < n; ++i) {
        const double agreement = g[i] * p[i];
        const double factor = agreement > 0.0 ? grow_ : (agreement < 0.0 ? shrink_ : 1.0);
        s[i] = std::min(std::max(s[i] * factor, shortest_), longest_);
        const double slope = agreement < 0.0 ? 0.0 : g[i];
        if (slope > 0.0) t[i] -= s[i];
        if (slope < 0.0) t[i] += s[i];
        p[i] = slope;
    }
}

}  // namespace

OptimizerPart rprop_part() {
    return {
        {"rprop", "Rprop",
         "Gives every parameter a step of its own that grows while the gradient keeps its sign and shrinks "
         "when it changes; the learning rate is the first step's length.",
         "g ← ∇L(θ)\n"
         "s ← η                                                            if t = 1\n"
         "a ← sign(g p)\n"
         "s ← s (1 + (η₂ - 1) max(a, 0) - (1 - η₁) max(-a, 0))\n"
         "s ← min(max(s, Δ₁), Δ₂)\n"
         "g ← g min(1 + a, 1)\n"
         "θ ← θ - s sign(g)\n"
         "p ← g",
         "Riedmiller and Braun 1993; Igel and Hüsken 2000; as torch.optim.Rprop", kKnobs, "Signs"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<Rprop>(settings, parameters.count);
        },
        1e-2,
        "it compares the signs of gradients, which differ between batches"};
}

}  // namespace talweg
