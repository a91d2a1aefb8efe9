// Half a cosine down: once and up again, or with warm restarts.
#include "core/schedule/cosine.h"

#include "core/schedule/knobs.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace talweg {
namespace {

constexpr Knob kLowestKnob = {.name = "eta_min",
                              .title = "Lowest",
                              .symbol = "η_min",
                              .low = 0.0,
                              .high = 1e6,
                              .initial = 0.0,
                              .slider_low = 0.0,
                              .slider_high = 0.1,
                              .help = "The learning rate at the bottom of the cosine.",
                              .why_low = "below 0 the step would climb"};

constexpr Knob kKnobs[] = {
    {.name = "t_max",
     .title = "Half period",
     .symbol = "T",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 1000,
     .logarithmic = true,
     .slider_low = 10,
     .slider_high = 1e5,
     .unit = kUpdates,
     .help = "How many steps or epochs it takes to reach the lowest rate; then the rate rises again.",
     .why_low = "at 0 the cosine would have no length to fall along"},
    kLowestKnob,
    kPerKnob,
};

constexpr Knob kRestartKnobs[] = {
    {.name = "t_0",
     .title = "First cycle",
     .symbol = "T₀",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 100,
     .logarithmic = true,
     .slider_low = 1,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs pass before the first restart.",
     .why_low = "at 0 the first cycle would have no length"},
    {.name = "t_mult",
     .title = "Growth",
     .symbol = "m",
     .type = KnobType::integer,
     .low = 1,
     .high = 1000,
     .initial = 1,
     .slider_low = 1,
     .slider_high = 4,
     .help = "How many times as long as the last each cycle is.",
     .why_low = "at 0 the second cycle would have no length"},
    kLowestKnob,
    kPerKnob,
};

double along_cosine(double top, double bottom, double share) {
    return bottom + 0.5 * (top - bottom) * (1.0 + std::cos(std::numbers::pi * share));
}

/// eta_min + (base - eta_min) (1 + cos(pi t / t_max)) / 2.
/// Source: Loshchilov and Hutter 2017, without restarts. PyTorch's CosineAnnealingLR computes the same by a
/// recursion, whose rounding differs in the last digits; in a chain that recursion is what counts.
class Cosine final : public Schedule {
  public:
    Cosine(std::uint64_t t_max, double eta_min) : t_max_(t_max), eta_min_(eta_min) {}

    double rate(double base_rate, std::uint64_t t) const override {
        const std::uint64_t phase = t % (2 * t_max_);  // the cosine's own period, reduced without rounding
        const double share = static_cast<double>(phase) / static_cast<double>(t_max_);
        return along_cosine(base_rate, eta_min_, share);
    }
    double follow(double found, double base_rate, std::uint64_t t) const override;
    double rate_from(double found, double base_rate, std::uint64_t t) const override {
        return rate(t < t_max_ ? found : base_rate, t);  // it forgets at the bottom
    }
    std::uint64_t memory() const override { return 2 * t_max_; }
    std::uint64_t forgets_at(std::uint64_t t) const override {
        return t < t_max_ ? 0 : t - (t - t_max_) % (2 * t_max_);  // the last bottom
    }
    std::uint64_t horizon() const override { return t_max_; }

  private:
    // Twice the height above the lowest rate, as a share, at update t.
    double height(std::uint64_t t) const {
        const double share = static_cast<double>(t % (2 * t_max_)) / static_cast<double>(t_max_);
        return 1.0 + std::cos(std::numbers::pi * share);
    }

    std::uint64_t t_max_;
    double eta_min_;
};

// The distance from the lowest rate is multiplied, as PyTorch's recursion has it. At the bottom that leaves
// none, so the way up begins from the base rate and not from what was found.
double Cosine::follow(double found, double base_rate, std::uint64_t t) const {
    if (t == 0) return found;
    const std::uint64_t phase = t % (2 * t_max_);
    if (phase == t_max_) return eta_min_;
    if (phase == t_max_ + 1 || (t_max_ == 1 && phase == 0)) {
        return found + (base_rate - eta_min_) * height(t) / 2.0;
    }
    return height(t) / height(t - 1) * (found - eta_min_) + eta_min_;
}

/// The same half cosine from the top again after t_0 updates, then after t_0 m, t_0 m^2, …
/// Source: Loshchilov and Hutter 2017; PyTorch's CosineAnnealingWarmRestarts.
class WarmRestarts final : public Schedule {
  public:
    WarmRestarts(std::uint64_t first, std::uint64_t growth, double eta_min)
        : first_(first), growth_(growth), eta_min_(eta_min) {}

    double rate(double base_rate, std::uint64_t t) const override {
        std::uint64_t length = first_;
        if (growth_ == 1) {
            t %= length;
        } else {
            // At most 64 cycles, since each is at least twice as long as the one before.
            while (t >= length) {
                t -= length;
                if (length > std::numeric_limits<std::uint64_t>::max() / growth_) break;
                length *= growth_;
            }
        }
        return along_cosine(base_rate, eta_min_, share_of(t, length));
    }
    double follow(double, double base_rate, std::uint64_t t) const override { return rate(base_rate, t); }
    double rate_from(double, double base_rate, std::uint64_t t) const override { return rate(base_rate, t); }
    std::uint64_t memory() const override { return 1; }
    std::uint64_t forgets_at(std::uint64_t t) const override { return t; }
    std::uint64_t horizon() const override {
        const auto growth = static_cast<double>(growth_);
        const double three = static_cast<double>(first_) * (1.0 + growth + growth * growth);
        return static_cast<std::uint64_t>(std::fmin(three, 10.0 * kLongest));
    }

  private:
    std::uint64_t first_;
    std::uint64_t growth_;
    double eta_min_;
};

}  // namespace

SchedulePart cosine_part() {
    return {{"cosine", "Cosine annealing",
             "Lowers the learning rate along half a cosine: slowly, then quickly, then slowly to the end.",
             "ηₜ = η_min + (η - η_min) (1 + cos(π t/T)) / 2",
             "Loshchilov and Hutter 2017; as torch.optim.lr_scheduler.CosineAnnealingLR", kKnobs, "Cosines"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<Cosine>(count(settings, "t_max"), settings.real("eta_min"));
            }};
}

SchedulePart cosine_warm_restarts_part() {
    return {{"cosine_warm_restarts", "Warm restarts",
             "Lowers the learning rate along half a cosine and begins again at the top, in cycles that may "
             "grow.",
             "ηₜ = η_min + (η - η_min) (1 + cos(π t'/Tᵢ)) / 2   (t' steps into cycle i, Tᵢ = T₀ mⁱ)",
             "Loshchilov and Hutter 2017 (SGDR); as torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
             kRestartKnobs, "Cosines"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<WarmRestarts>(count(settings, "t_0"), count(settings, "t_mult"),
                                                      settings.real("eta_min"));
            }};
}

}  // namespace talweg
