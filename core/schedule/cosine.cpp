// Cosine annealing: from the base rate down along half a cosine, and up again.
#include "core/schedule/cosine.h"

#include "core/schedule/per_knob.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "t_max",
     .title = "Half period",
     .symbol = "T",
     .type = KnobType::integer,
     .low = 1,
     .high = 1e15,
     .initial = 1000,
     .logarithmic = true,
     .slider_low = 10,
     .slider_high = 1e5,
     .unit = "steps or epochs",
     .help = "How many steps or epochs it takes to reach the lowest rate; then the rate rises again."},
    {.name = "eta_min",
     .title = "Lowest rate",
     .symbol = "η_min",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "The learning rate at the bottom of the cosine."},
    kPerKnob,
};

/// eta_min + (base - eta_min) (1 + cos(pi t / t_max)) / 2.
/// Source: Loshchilov and Hutter 2017, without restarts. PyTorch's CosineAnnealingLR computes the same by a
/// recursion, whose rounding differs in the last digits.
class Cosine final : public Schedule {
  public:
    Cosine(std::uint64_t t_max, double eta_min) : t_max_(t_max), eta_min_(eta_min) {}

    double rate(double base_rate, std::uint64_t t) const override {
        const std::uint64_t phase = t % (2 * t_max_);  // the cosine's own period, reduced without rounding
        const double share = static_cast<double>(phase) / static_cast<double>(t_max_);
        return eta_min_ + 0.5 * (base_rate - eta_min_) * (1.0 + std::cos(std::numbers::pi * share));
    }

  private:
    std::uint64_t t_max_;
    double eta_min_;
};

}  // namespace

SchedulePart cosine_part() {
    return {{"cosine", "Cosine annealing",
             "Lowers the learning rate along half a cosine: slowly, then quickly, then slowly to the end.",
             "ηₜ = η_min + (η - η_min) (1 + cos(π t/T)) / 2",
             "Loshchilov and Hutter 2017; as torch.optim.lr_scheduler.CosineAnnealingLR", kKnobs},
            [](const Settings& settings, Schedules) -> std::unique_ptr<Schedule> {
                return std::make_unique<Cosine>(static_cast<std::uint64_t>(settings.integer("t_max")),
                                                settings.real("eta_min"));
            }};
}

}  // namespace talweg
