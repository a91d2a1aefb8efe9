// One cycle: up to the largest rate, down to almost nothing, and the momentum against it.
#include "core/schedule/one_cycle.h"

#include "core/schedule/knobs.h"
#include "core/schedule/momentum_knobs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "max_lr",
     .title = "Largest",
     .symbol = "η_max",
     .low = 0.0,
     .high = 1e308,
     .low_open = true,
     .initial = 0.1,
     .logarithmic = true,
     .slider_low = 1e-5,
     .slider_high = 10.0,
     .help = "The learning rate at the tip of the cycle; the run's own lr plays no part.",
     .why_low = "at 0 nothing moves, and below 0 the step climbs"},
    {.name = "total_steps",
     .title = "Length",
     .symbol = "T",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 1000,
     .logarithmic = true,
     .slider_low = 10,
     .slider_high = 1e5,
     .unit = kUpdates,
     .help = "How many steps or epochs the cycle takes; after them the last learning rate stays.",
     .why_low = "it has to last at least one step"},
    {.name = "pct_start",
     .title = "Way up",
     .symbol = "p",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.3,
     .help = "Which part of the cycle the learning rate rises.",
     .why_low = "it is a share, from none to all",
     .why_high = "it is a share, from none to all"},
    {.name = "anneal_strategy",
     .title = "Along",
     .type = KnobType::choice,
     .help = "Whether the learning rate moves along half cosines or straight lines.",
     .choices = kAnnealChoices},
    kCycleMomentumKnob,
    base_momentum_knob(0.85),
    max_momentum_knob(0.95),
    {.name = "div_factor",
     .title = "First divisor",
     .low = 0.0,
     .high = 1e300,
     .low_open = true,
     .initial = 25.0,
     .logarithmic = true,
     .slider_low = 1.0,
     .slider_high = 1000.0,
     .help = "The cycle begins at the largest rate divided by this.",
     .why_low = "at 0 the first rate would be infinite"},
    {.name = "final_div_factor",
     .title = "Last divisor",
     .low = 0.0,
     .high = 1e300,
     .low_open = true,
     .initial = 1e4,
     .logarithmic = true,
     .slider_low = 1.0,
     .slider_high = 1e6,
     .help = "The cycle ends at the rate at which it began, divided by this.",
     .why_low = "at 0 the last rate would be infinite"},
    {.name = "three_phase",
     .title = "Three phases",
     .type = KnobType::boolean,
     .help = "Falls back to the first rate as it rose, and only then to the last."},
    kPerKnob,
};

// From one step to another, between two rates and two momenta.
struct Phase {
    double end;  ///< the step at which it ends; it begins where the one before ends
    double from_rate, to_rate;
    double from_momentum, to_momentum;
};

// Source: Smith and Topin 2019; PyTorch's OneCycleLR, whose phases end a fraction of a step early (at
// pct_start T - 1) and which refuses steps past T. Here t stays at the last update, T - 1, for ever: the rate
// no longer changes.
class OneCycle final : public Schedule {
  public:
    explicit OneCycle(const Settings& settings)
        : total_(count(settings, "total_steps")),
          along_cosine_(settings.choice("anneal_strategy") == kAnnealChoices[0]),
          cycles_momentum_(settings.boolean("cycle_momentum")) {
        const double top = settings.real("max_lr");
        const double first = top / settings.real("div_factor");
        const double last = first / settings.real("final_div_factor");
        const double most = settings.real("max_momentum");
        const double least = settings.real("base_momentum");
        if (cycles_momentum_) check_in_order(settings, "base_momentum", "max_momentum");
        if (settings.boolean("three_phase") && settings.real("pct_start") > 0.5) {
            throw Error("'pct_start' must be at most 0.5 with 'three_phase', not " +
                        exact_text(settings.real("pct_start")) +
                        ": the way down is as long as the way up, and the end follows both");
        }
        const auto total = static_cast<double>(total_);
        const double rise = settings.real("pct_start") * total;
        phases_[0] = {rise - 1.0, first, top, most, least};
        if (settings.boolean("three_phase")) {
            phases_[1] = {2.0 * rise - 2.0, top, first, least, most};
            phases_[2] = {total - 1.0, first, last, most, most};
            phase_count_ = 3;
        } else {
            phases_[1] = {total - 1.0, top, last, least, most};
            phase_count_ = 2;
        }
    }

    double rate(double, std::uint64_t t) const override {
        const auto [phase, share] = place(t);
        return between(phase.from_rate, phase.to_rate, share);
    }
    double left_base(double, bool) const override { return phases_[0].from_rate; }
    bool cycles_momentum() const override { return cycles_momentum_; }
    double momentum(std::uint64_t t) const override {
        if (!cycles_momentum_) return Schedule::momentum(t);
        const auto [phase, share] = place(t);
        return between(phase.from_momentum, phase.to_momentum, share);
    }
    std::uint64_t horizon() const override { return total_; }

  private:
    struct Place {
        const Phase& phase;
        double share;
    };

    Place place(std::uint64_t t) const {
        const auto step = static_cast<double>(std::min(t, total_ - 1));
        double start = 0.0;
        std::size_t at = 0;
        while (at + 1 < phase_count_ && step > phases_[at].end) start = phases_[at++].end;
        // A phase without length, where PyTorch divides by zero, is at its end.
        const double length = phases_[at].end - start;
        return {phases_[at], length == 0.0 ? 1.0 : (step - start) / length};
    }

    double between(double from, double to, double share) const {
        if (!along_cosine_) return (to - from) * share + from;
        return to + (from - to) / 2.0 * (1.0 + std::cos(std::numbers::pi * share));
    }

    std::uint64_t total_;
    bool along_cosine_;
    bool cycles_momentum_;
    Phase phases_[3] = {};
    std::size_t phase_count_ = 0;
};

}  // namespace

SchedulePart one_cycle_part() {
    SchedulePart part;
    part.info = {"one_cycle",
                 "One cycle",
                 "Raises the learning rate to a largest of its own, lowers it to almost nothing, and moves "
                 "the momentum against it; past its end the last rate stays.",
                 "ηₜ: η_max/div_factor → η_max in p T steps → η_max/div_factor/final_div_factor at T\n"
                 "μₜ: μ_max → μ_min → μ_max",
                 "Smith and Topin 2019; as torch.optim.lr_scheduler.OneCycleLR",
                 kKnobs,
                 "Cycles"};
    part.make = [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
        return std::make_unique<OneCycle>(settings);
    };
    part.owns_rate = true;
    return part;
}

}  // namespace talweg
