// The schedule that leaves the rate alone, or holds it back by a factor at first.
#include "core/schedule/constant.h"

#include "core/schedule/knobs.h"

namespace talweg {
namespace {

// A rate that stays as it is has nothing to count.
constexpr Knob counted() {
    Knob knob = kPerKnob;
    knob.needs = "factor < 1";
    return knob;
}

constexpr Knob kKnobs[] = {
    {.name = "factor",
     .title = "At first",
     .symbol = "f",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .initial = 1.0,
     .help = "What the learning rate is multiplied by until the given step; 1 leaves it alone.",
     .why_low = "at 0 nothing would move",
     .why_high = "above 1 the learning rate would be above lr"},
    {.name = "total_iters",
     .title = "Until",
     .symbol = "T",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 5,
     .logarithmic = true,
     .slider_low = 1,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs the factor holds.",
     .needs = "factor < 1",
     .why_low = "it has to last at least one step"},
    counted(),
};

/// t < total_iters ? base factor : base.
/// Source: PyTorch's ConstantLR, whose own factor is 1/3 unless one says otherwise; here it is 1, so that
/// `constant` without knobs is what its name says.
class Constant final : public Schedule {
  public:
    Constant(double factor, std::uint64_t total) : factor_(factor), total_(total) {}

    double rate(double base_rate, std::uint64_t t) const override {
        return t < total_ ? base_rate * factor_ : base_rate;
    }
    double follow(double found, double, std::uint64_t t) const override {
        if (t == 0) return found * factor_;
        return t == total_ ? found * (1.0 / factor_) : found;
    }
    std::uint64_t settled_at() const override { return total_; }
    std::uint64_t horizon() const override { return factor_ == 1.0 ? 0 : 2 * total_; }

  private:
    double factor_;
    std::uint64_t total_;
};

}  // namespace

SchedulePart constant_part() {
    return {{"constant", "Constant", "The same learning rate at every step, or a smaller one at first.",
             "ηₜ = η f   if t < T\nηₜ = η     if t ≥ T",
             "as torch.optim.lr_scheduler.ConstantLR, with factor 1 as default", kKnobs, "Steady"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Constant>(settings.real("factor"), count(settings, "total_iters"));
            }};
}

}  // namespace talweg
