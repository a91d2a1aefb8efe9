// The rate times a factor, again and again: step, multistep and exponential.
#include "core/schedule/geometric.h"

#include "core/schedule/knobs.h"
#include "core/schedule/power.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Knob gamma_knob(double initial, double slider_low) {
    return {.name = "gamma",
            .title = "Factor",
            .symbol = "γ",
            .low = 0.0,
            .high = 1000.0,
            .low_open = true,
            .initial = initial,
            .slider_low = slider_low,
            .slider_high = 1.0,
            .help = "What the learning rate is multiplied by each time; above 1 it grows.",
            .why_low = "at 0 the learning rate would fall to 0 at once"};
}

constexpr Knob kStepKnobs[] = {
    {.name = "step_size",
     .title = "Every",
     .symbol = "s",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 100,
     .logarithmic = true,
     .slider_low = 1,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs pass from one fall to the next.",
     .why_low = "it has to last at least one step"},
    gamma_knob(0.1, 0.01),
    kPerKnob,
};

constexpr double kMilestones[] = {300, 600};
constexpr Knob kMultistepKnobs[] = {
    {.name = "milestones",
     .title = "At",
     .type = KnobType::list,
     .low = 0,
     .high = kLongest,
     .unit = kUpdates,
     .help = "The steps or epochs at which the learning rate falls; one that stands twice counts twice.",
     .initial_list = kMilestones,
     .whole_items = true,
     .ascending = true,
     .why_low = "it counts from 0",
     .why_order = "the rate falls at one after another"},
    gamma_knob(0.1, 0.01),
    kPerKnob,
};

constexpr Knob kExponentialKnobs[] = {gamma_knob(0.99, 0.9), kPerKnob};

/// base gamma^floor(t/s); s = 1 is the exponential schedule.  Source: PyTorch's StepLR and ExponentialLR,
/// which multiply from step to step and so gather a rounding error at each.
class Stairs final : public Schedule {
  public:
    Stairs(std::uint64_t step_size, double gamma) : step_size_(step_size), gamma_(gamma) {}

    double rate(double base_rate, std::uint64_t t) const override {
        return base_rate * power(gamma_, t / step_size_);
    }
    double follow(double found, double, std::uint64_t t) const override {
        return t == 0 || t % step_size_ != 0 ? found : found * gamma_;
    }
    std::uint64_t horizon() const override { return step_size_ == 1 ? 0 : 4 * step_size_; }

  private:
    std::uint64_t step_size_;
    double gamma_;
};

/// base gamma^(how many milestones <= t).  Source: PyTorch's MultiStepLR.
class Multistep final : public Schedule {
  public:
    Multistep(const std::vector<double>& milestones, double gamma)
        : milestones_(milestones.begin(), milestones.end()), gamma_(gamma) {}

    double rate(double base_rate, std::uint64_t t) const override {
        const auto passed = std::upper_bound(milestones_.begin(), milestones_.end(), t) - milestones_.begin();
        return base_rate * power(gamma_, static_cast<std::uint64_t>(passed));
    }
    double follow(double found, double, std::uint64_t t) const override {
        const auto [first, last] = std::equal_range(milestones_.begin(), milestones_.end(), t);
        return found * power(gamma_, static_cast<std::uint64_t>(last - first));
    }
    std::uint64_t settled_at() const override { return milestones_.empty() ? 0 : milestones_.back(); }
    std::uint64_t horizon() const override {
        return milestones_.empty() ? 0 : milestones_.back() + milestones_.back() / 2;
    }

  private:
    std::vector<std::uint64_t> milestones_;
    double gamma_;
};

}  // namespace

SchedulePart step_part() {
    return {{"step", "Step", "Multiplies the learning rate by a factor every so many steps.",
             "ηₜ = η γ^⌊t/s⌋", "as torch.optim.lr_scheduler.StepLR", kStepKnobs, "Decay"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Stairs>(count(settings, "step_size"), settings.real("gamma"));
            }};
}

SchedulePart multistep_part() {
    return {{"multistep", "Multistep", "Multiplies the learning rate by a factor at each milestone.",
             "ηₜ = η γ^(number of milestones ≤ t)", "as torch.optim.lr_scheduler.MultiStepLR",
             kMultistepKnobs, "Decay"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Multistep>(settings.list("milestones"), settings.real("gamma"));
            }};
}

SchedulePart exponential_part() {
    return {{"exponential", "Exponential", "Multiplies the learning rate by a factor at every step.",
             "ηₜ = η γᵗ", "as torch.optim.lr_scheduler.ExponentialLR", kExponentialKnobs, "Decay"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Stairs>(1, settings.real("gamma"));
            }};
}

}  // namespace talweg
