// Rates that fall as one over the step, or over its root.
#include "core/schedule/inverse.h"

#include "core/schedule/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kTimeKnobs[] = {
    {.name = "decay",
     .title = "Decay",
     .symbol = "k",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.01,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "How fast it falls: after 1/k steps or epochs half of the learning rate is left.",
     .why_low = "below 0 the divisor of the learning rate would reach 0"},
    kPerKnob,
};

constexpr Knob kRootKnobs[] = {
    {.name = "warmup_steps",
     .title = "Warm-up",
     .symbol = "W",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 1,
     .logarithmic = true,
     .slider_low = 1,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs the learning rate climbs along a line before it falls; 1 is none.",
     .why_low = "the largest rate belongs to its last step, of which there has to be one"},
    kPerKnob,
};

/// base / (1 + k t).  Source: Robbins and Monro 1951, whose conditions (the rates sum to infinity, their
/// squares do not) it meets; Keras' InverseTimeDecay with decay_steps = 1.
class InverseTime final : public Schedule {
  public:
    explicit InverseTime(double decay) : decay_(decay) {}

    double rate(double base_rate, std::uint64_t t) const override {
        return base_rate / (1.0 + decay_ * static_cast<double>(t));
    }
    std::uint64_t horizon() const override {
        return decay_ > 0.0 ? static_cast<std::uint64_t>(std::fmin(std::ceil(10.0 / decay_), kLongest)) : 0;
    }

  private:
    double decay_;
};

/// base min(n/W, sqrt(W/n)), n = t + 1: up along a line to the whole rate at update W, then as one over the
/// root. Source: Vaswani et al. 2017, whose factor 1/sqrt(d_model) is in the learning rate here.
class InverseRoot final : public Schedule {
  public:
    explicit InverseRoot(std::uint64_t warmup) : warmup_(static_cast<double>(warmup)) {}

    double rate(double base_rate, std::uint64_t t) const override {
        const double n = static_cast<double>(t) + 1.0;
        return base_rate * (n <= warmup_ ? n / warmup_ : std::sqrt(warmup_ / n));
    }
    std::uint64_t horizon() const override { return static_cast<std::uint64_t>(warmup_) * 10; }

  private:
    double warmup_;
};

}  // namespace

SchedulePart inverse_time_part() {
    return {{"inverse_time", "Inverse time",
             "Divides the learning rate by a number that grows evenly with the steps.", "ηₜ = η / (1 + k t)",
             "Robbins and Monro 1951; as Keras' InverseTimeDecay", kTimeKnobs, "Decay"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<InverseTime>(settings.real("decay"));
            }};
}

SchedulePart inverse_sqrt_part() {
    return {{"inverse_sqrt", "Inverse square root",
             "Divides the learning rate by the root of the number of steps, after a warm-up along a line.",
             "ηₜ = η min((t + 1)/W, √(W/(t + 1)))", "Vaswani et al. 2017", kRootKnobs, "Decay"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<InverseRoot>(count(settings, "warmup_steps"));
            }};
}

}  // namespace talweg
