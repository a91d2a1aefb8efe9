// The rate of stochastic weight averaging.
#include "core/schedule/swa.h"

#include "core/schedule/knobs.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "swa_lr",
     .title = "Last rate",
     .symbol = "η_swa",
     .low = 0.0,
     .high = 1e308,
     .low_open = true,
     .initial = 0.05,
     .logarithmic = true,
     .slider_low = 1e-5,
     .slider_high = 10.0,
     .help = "The constant learning rate at which it ends and the weights are averaged.",
     .why_low = "at 0 nothing moves, and below 0 the step climbs"},
    {.name = "anneal_epochs",
     .title = "Length",
     .symbol = "T",
     .type = KnobType::integer,
     .low = 0,
     .high = kLongest,
     .initial = 10,
     .slider_low = 0,
     .slider_high = 1000,
     .unit = kUpdates,
     .help = "How many steps or epochs it takes to get there; 0: it is there at once.",
     .why_low = "it counts from 0"},
    {.name = "anneal_strategy",
     .title = "Along",
     .type = KnobType::choice,
     .help = "Whether the learning rate moves along half a cosine or a straight line.",
     .choices = kAnnealChoices},
    kPerKnob,
};

/// swa_lr a + base (1 - a), a = (1 - cos(pi x))/2 or x, x = min(1, t/T).
/// Source: Izmailov et al. 2018; PyTorch's SWALR, which begins at whatever rate it finds: alone or first the
/// run's, in a chain and as a later part of a sequence what was there before.
class Swa final : public Schedule {
  public:
    Swa(double swa_lr, std::uint64_t length, bool along_cosine)
        : swa_lr_(swa_lr), length_(length), along_cosine_(along_cosine) {}

    double rate(double base_rate, std::uint64_t t) const override {
        if (t >= length_) return swa_lr_;
        const double a = way(t);
        return swa_lr_ * a + base_rate * (1.0 - a);
    }
    // The distance from swa_lr is multiplied.
    double follow(double found, double, std::uint64_t t) const override {
        if (t >= length_) return swa_lr_;
        if (t == 0) return found;
        return swa_lr_ + (found - swa_lr_) * ((1.0 - way(t)) / (1.0 - way(t - 1)));
    }
    bool leaves_what_it_finds() const override { return true; }
    std::uint64_t memory() const override { return length_ + 1; }
    std::uint64_t forgets_at(std::uint64_t t) const override { return t >= length_ ? t : 0; }
    std::uint64_t horizon() const override { return 2 * length_; }

  private:
    /// a at update t < length.
    double way(std::uint64_t t) const {
        const double share = share_of(t, length_);
        return along_cosine_ ? (1.0 - std::cos(std::numbers::pi * share)) / 2.0 : share;
    }

    double swa_lr_;
    std::uint64_t length_;
    bool along_cosine_;
};

}  // namespace

SchedulePart swa_schedule_part() {
    return {{"swa", "Weight averaging",
             "Moves the learning rate to a constant one, at which an average of the weights is taken.",
             "ηₜ = η_swa a + η (1 - a)\na = (1 - cos(π x))/2 or x,   x = min(1, t/T)",
             "Izmailov et al. 2018; as torch.optim.swa_utils.SWALR", kKnobs, "Averaging"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Swa>(settings.real("swa_lr"), count(settings, "anneal_epochs"),
                                             settings.choice("anneal_strategy") == kAnnealChoices[0]);
            }};
}

}  // namespace talweg
