// Ramps between two rates: linear and polynomial.
#include "core/schedule/ramp.h"

#include "core/schedule/knobs.h"

#include <cmath>

namespace talweg {
namespace {

constexpr Knob kTotalKnob = {.name = "total_iters",
                             .title = "Length",
                             .symbol = "T",
                             .type = KnobType::integer,
                             .low = 1,
                             .high = kLongest,
                             .initial = 5,
                             .logarithmic = true,
                             .slider_low = 1,
                             .slider_high = 1e5,
                             .unit = kUpdates,
                             .help = "How many steps or epochs the ramp takes; then the rate stays.",
                             .why_low = "it has to last at least one step"};

constexpr Knob kLinearKnobs[] = {
    {.name = "start_factor",
     .title = "At first",
     .symbol = "s",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .initial = 1.0 / 3.0,
     .help = "What the learning rate is multiplied by at the first step.",
     .why_low = "at 0 the first step would not move",
     .why_high = "above 1 the learning rate would be above lr"},
    {.name = "end_factor",
     .title = "At last",
     .symbol = "e",
     .low = 0.0,
     .high = 1.0,
     .initial = 1.0,
     .help = "What the learning rate is multiplied by from the end of the ramp on.",
     .why_low = "below 0 the step would climb",
     .why_high = "above 1 the learning rate would be above lr"},
    kTotalKnob,
    kPerKnob,
};

constexpr Knob kPolynomialKnobs[] = {
    kTotalKnob,
    {.name = "power",
     .title = "Power",
     .symbol = "p",
     .low = 0.0,
     .high = 1000.0,
     .initial = 1.0,
     .slider_low = 0.0,
     .slider_high = 4.0,
     .help = "How the way down bends: 1 is a straight line, above 1 the fall comes early.",
     .why_low = "below 0 the learning rate would grow beyond all bounds"},
    kPerKnob,
};

/// base (s + (e - s) min(t, T)/T).  Source: PyTorch's LinearLR.
class Linear final : public Schedule {
  public:
    Linear(double start, double end, std::uint64_t total) : start_(start), end_(end), total_(total) {}

    double rate(double base_rate, std::uint64_t t) const override {
        if (t >= total_) return base_rate * end_;
        return base_rate * (start_ + (end_ - start_) * share_of(t, total_));
    }
    double follow(double found, double, std::uint64_t t) const override {
        if (t == 0) return found * start_;
        if (t > total_) return found;
        const double before =
            static_cast<double>(total_) * start_ + static_cast<double>(t - 1) * (end_ - start_);
        return found * (1.0 + (end_ - start_) / before);
    }
    std::uint64_t settled_at() const override { return total_; }
    std::uint64_t horizon() const override { return 2 * total_; }

  private:
    double start_;
    double end_;
    std::uint64_t total_;
};

/// base (1 - min(t, T)/T)^p: 0 from T on.  Source: PyTorch's PolynomialLR.
class Polynomial final : public Schedule {
  public:
    Polynomial(std::uint64_t total, double power) : total_(total), power_(power) {}

    double rate(double base_rate, std::uint64_t t) const override {
        return base_rate * std::pow(1.0 - share_of(t, total_), power_);
    }
    double follow(double found, double, std::uint64_t t) const override {
        if (t == 0 || t > total_) return found;
        return found * std::pow((1.0 - share_of(t, total_)) / (1.0 - share_of(t - 1, total_)), power_);
    }
    std::uint64_t settled_at() const override { return total_; }
    std::uint64_t horizon() const override { return total_ + total_ / 4; }

  private:
    std::uint64_t total_;
    double power_;
};

}  // namespace

SchedulePart linear_schedule_part() {
    return {
        {"linear", "Linear",
         "Moves the learning rate along a straight line from one share of it to another: a warm-up, or a "
         "decay.",
         "ηₜ = η (s + (e - s) min(t, T)/T)", "as torch.optim.lr_scheduler.LinearLR", kLinearKnobs, "Decay"},
        [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
            return std::make_unique<Linear>(settings.real("start_factor"), settings.real("end_factor"),
                                            count(settings, "total_iters"));
        }};
}

SchedulePart polynomial_schedule_part() {
    return {
        {"polynomial", "Polynomial", "Lowers the learning rate to 0 along a power of the way that is left.",
         "ηₜ = η (1 - min(t, T)/T)^p", "as torch.optim.lr_scheduler.PolynomialLR", kPolynomialKnobs, "Decay"},
        [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
            return std::make_unique<Polynomial>(count(settings, "total_iters"), settings.real("power"));
        }};
}

}  // namespace talweg
