// Averages of theta beside any optimizer's path: exponential and equal.
#include "core/optim/averages.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Knob kEmaKnobs[] = {
    {.name = "decay",
     .title = "Decay",
     .symbol = "ξ",
     .low = 0.0,
     .high = 1.0,
     .high_open = true,
     .initial = 0.999,
     .slider_low = 0.5,
     .slider_high = 0.9999,
     .help = "The share of the average that is kept at every step; it looks back on about 1/(1 - decay) "
             "steps.",
     .why_low = "a mean cannot keep less than nothing of what it was",
     .why_high = "at 1 the average would never take in a step"},
};

constexpr Knob kSwaKnobs[] = {
    {.name = "start",
     .title = "From step",
     .type = KnobType::integer,
     .low = 1.0,
     .high = 1e9,
     .initial = 1.0,
     .logarithmic = true,
     .slider_low = 1.0,
     .slider_high = 1e5,
     .help = "The first step after which theta is averaged; until then the average is theta itself.",
     .why_low = "the first step is step 1"},
    {.name = "every",
     .title = "Every",
     .type = KnobType::integer,
     .low = 1.0,
     .high = 1e9,
     .initial = 1.0,
     .logarithmic = true,
     .slider_low = 1.0,
     .slider_high = 1e4,
     .unit = "steps",
     .help = "Steps from one averaged theta to the next.",
     .why_low = "1 is every step already"},
};

/// Lets theta alone and keeps W beside it.
class Averager : public Wrapper {
  public:
    Averager(Index n, std::unique_ptr<Optimizer> inner)
        : Wrapper(std::move(inner)), average_(Vector::Zero(n)) {}

    void step(Vector& theta, const StepInput& now) final {
        inner().step(theta, now);
        ++steps_;
        take(theta);
    }
    void archive(Archive& archive) override {
        inner().archive(archive);
        archive.field(average_);
        archive.field(steps_);
        archive.field(taken_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"W", average_.data(), average_.size()});
    }
    const Vector* average() const final { return &average_; }

  protected:
    virtual void take(const Vector& theta) = 0;
    void copy(const Vector& theta) { std::copy_n(theta.data(), theta.size(), average_.data()); }

    Vector average_;           ///< W
    std::uint64_t steps_ = 0;  ///< t
    double taken_ = 0.0;       ///< n: how many thetas are in W
};

class Ema final : public Averager {
  public:
    Ema(const Settings& settings, Index n, std::unique_ptr<Optimizer> inner) : Averager(n, std::move(inner)) {
        configure(settings);
    }
    void configure(const Settings& settings) override { decay_ = settings.real("decay"); }

  private:
    void take(const Vector& theta) override;

    double decay_ = 0.0;
};

// theta: (n), after the step.
//   W <- decay W + (1 - decay) theta          (first step: W = theta)
// Source: Polyak and Juditsky 1992 for averaging; as torch.optim.swa_utils.AveragedModel with an exponential
// average: the first theta is copied, and there is no bias correction.
void Ema::take(const Vector& theta) {
    taken_ += 1.0;
    if (taken_ == 1.0) return copy(theta);
    const double fresh = 1.0 - decay_;
    const double* t = theta.data();
    double* w = average_.data();
    for (Index i = 0; i < theta.size(); ++i) w[i] = decay_ * w[i] + fresh * t[i];
}

class Swa final : public Averager {
  public:
    Swa(const Settings& settings, Index n, std::unique_ptr<Optimizer> inner) : Averager(n, std::move(inner)) {
        configure(settings);
    }
    void configure(const Settings& settings) override {
        start_ = static_cast<std::uint64_t>(settings.integer("start"));
        every_ = static_cast<std::uint64_t>(settings.integer("every"));
    }
    void archive(Archive& archive) override {
        Averager::archive(archive);
        archive.field(waited_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        Averager::buffers(out);
        out.push_back({"n", &taken_, 1});
        out.push_back({"T", &waited_, 1});
    }

  private:
    void take(const Vector& theta) override;

    std::uint64_t start_ = 1;
    std::uint64_t every_ = 1;
    double waited_ = 0.0;  ///< T: steps since the last theta in W, or since the start
};

// theta: (n), after the step; t counts from 1.
//   at t = start, start + every, start + 2 every, …:  W <- W + (theta - W) / (n + 1),  n <- n + 1
// Source: Izmailov et al. 2018; as torch.optim.swa_utils.AveragedModel, whose update is called at those
// steps. Before the first, AveragedModel holds the start; here W goes along with theta.
void Swa::take(const Vector& theta) {
    waited_ += 1.0;
    if (steps_ < start_ || (steps_ - start_) % every_ != 0) {
        if (taken_ == 0.0) copy(theta);
        return;
    }
    waited_ = 0.0;
    taken_ += 1.0;
    if (taken_ == 1.0) return copy(theta);
    const double* t = theta.data();
    double* w = average_.data();
    for (Index i = 0; i < theta.size(); ++i) w[i] += (t[i] - w[i]) / taken_;
}

}  // namespace

WrapperPart ema_part() {
    return {
        {"ema", "Exponential average",
         "Keeps a running mean of theta beside the path, which it leaves alone; noise averages out of it.",
         "a step of the optimizer\n"
         "W ← θ                     if t = 1\n"
         "W ← ξ W + (1 - ξ) θ       if t > 1",
         "Polyak and Juditsky 1992; as torch.optim.swa_utils.AveragedModel", kEmaKnobs},
        [](const Settings& settings, const Parameters& parameters,
           std::unique_ptr<Optimizer> inner) -> std::unique_ptr<Wrapper> {
            return std::make_unique<Ema>(settings, parameters.count, std::move(inner));
        },
        true};
}

WrapperPart swa_part() {
    return {{"swa", "Equal average",
             "Keeps the mean of every so many thetas beside the path, which it leaves alone (stochastic "
             "weight averaging).",
             "a step of the optimizer\n"
             "T: steps since θ was last taken into W, which is from step start on at every so many\n"
             "W ← θ                      if n = 0\n"
             "W ← W + (θ - W)/(n + 1)    if n > 0 and T = 0\n"
             "n ← n + 1                  if T = 0",
             "Izmailov et al. 2018; as torch.optim.swa_utils.AveragedModel", kSwaKnobs},
            [](const Settings& settings, const Parameters& parameters,
               std::unique_ptr<Optimizer> inner) -> std::unique_ptr<Wrapper> {
                return std::make_unique<Swa>(settings, parameters.count, std::move(inner));
            },
            true};
}

}  // namespace talweg
