// Lookahead: slow weights that follow any optimizer's fast ones.
#include "core/optim/lookahead.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "k",
     .title = "Steps ahead",
     .symbol = "k",
     .type = KnobType::integer,
     .low = 1.0,
     .high = 1e9,
     .initial = 5.0,
     .slider_low = 1.0,
     .slider_high = 50.0,
     .help = "How many steps the optimizer goes ahead before the slow weights follow.",
     .why_low = "the slow weights move after every k steps, of which there has to be one"},
    {.name = "alpha",
     .title = "Slow step",
     .symbol = "σ",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.5,
     .help = "The share of the way ahead that the slow weights take; 1 is the optimizer alone.",
     .why_low = "below 0 the slow weights would move away from the fast ones",
     .why_high = "above 1 the slow weights would move past the fast ones"},
};

class Lookahead final : public Wrapper {
  public:
    Lookahead(const Settings& settings, Index n, std::unique_ptr<Optimizer> inner)
        : Wrapper(std::move(inner)), slow_(Vector::Zero(n)) {
        configure(settings);
    }

    void configure(const Settings& settings) override {
        k_ = static_cast<double>(settings.integer("k"));
        alpha_ = settings.real("alpha");
    }
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        inner().archive(archive);
        archive.field(slow_);
        archive.field(started_);
        archive.field(ahead_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"φ", slow_.data(), slow_.size()});
        out.push_back({"j", &ahead_, 1});
    }

  private:
    double k_ = 1.0;  ///< whole, as is j
    double alpha_ = 0.0;
    Vector slow_;                ///< phi
    std::uint64_t started_ = 0;  ///< 1 once phi holds the start
    double ahead_ = 0.0;         ///< j: steps since phi last moved
};

// theta: (n), the fast weights; phi, the slow ones, begin at the start.
//   theta <- a step of what it stands around
//   after every k of them:  phi <- phi + sigma (theta - phi),  theta <- phi
// Source: Zhang et al. 2019 (sigma is its alpha). What the optimizer remembers (momentum, means of squares)
// goes on as it is, as in the paper's experiments. theta is the fast weights, so that loss and path show
// every step.
void Lookahead::step(Vector& theta, const StepInput& now) {
    const Index n = theta.size();
    double* slow = slow_.data();
    if (started_ == 0) std::copy_n(theta.data(), n, slow);
    started_ = 1;
    inner().step(theta, now);
    ahead_ += 1.0;
    if (ahead_ < k_) return;
    ahead_ = 0.0;
    double* t = theta.data();
    for (Index i = 0; i < n; ++i) {
        slow[i] += alpha_ * (t[i] - slow[i]);
        t[i] = slow[i];
    }
}

}  // namespace

WrapperPart lookahead_part() {
    return {{"lookahead", "Lookahead",
             "Lets the optimizer go ahead by k steps, then goes back to a point on the way, from where it "
             "goes on.",
             "φ ← θ                      if t = 1\n"
             "a step of the optimizer\n"
             "j: steps ahead of φ, which follows at the last of every k\n"
             "φ ← φ + σ (θ - φ)          if j = 0\n"
             "θ ← φ                      if j = 0",
             "Zhang et al. 2019", kKnobs},
            [](const Settings& settings, const Parameters& parameters,
               std::unique_ptr<Optimizer> inner) -> std::unique_ptr<Wrapper> {
                return std::make_unique<Lookahead>(settings, parameters.count, std::move(inner));
            }};
}

}  // namespace talweg
