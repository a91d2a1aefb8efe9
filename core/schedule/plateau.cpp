// The rate falls when the loss stops falling.
#include "core/schedule/plateau.h"

#include "core/schedule/knobs.h"

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr std::string_view kMetrics[] = {"train", "validation"};
constexpr std::string_view kModes[] = {"min", "max"};
constexpr std::string_view kThresholdModes[] = {"rel", "abs"};

constexpr Knob kKnobs[] = {
    {.name = "metric",
     .title = "Listens to",
     .type = KnobType::choice,
     .help = "Which loss it listens to: that of the steps (of all samples, where it counts epochs), or that "
             "of the validation samples wherever it is known.",
     .choices = kMetrics},
    {.name = "mode",
     .title = "Better is",
     .type = KnobType::choice,
     .help = "Whether a smaller or a larger number is better.",
     .choices = kModes},
    {.name = "factor",
     .title = "Factor",
     .symbol = "γ",
     .low = 0.0,
     .high = 1.0,
     .low_open = true,
     .high_open = true,
     .initial = 0.1,
     .help = "What the learning rate is multiplied by.",
     .why_low = "at 0 nothing would move after the first cut",
     .why_high = "at 1 the learning rate would never fall"},
    {.name = "patience",
     .title = "Patience",
     .symbol = "p",
     .type = KnobType::integer,
     .low = 0,
     .high = kLongest,
     .initial = 10,
     .slider_low = 0,
     .slider_high = 100,
     .unit = kUpdates,
     .help = "How many losses in a row may be no better; the next one lowers the rate.",
     .why_low = "it counts from 0"},
    {.name = "threshold",
     .title = "Threshold",
     .symbol = "ε",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-4,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "By how much a loss must beat the best one to count as better.",
     .why_low = "below 0 a worse loss would count as better"},
    {.name = "threshold_mode",
     .title = "Threshold is",
     .type = KnobType::choice,
     .help = "Whether the threshold is a share of the best loss or a plain difference.",
     .choices = kThresholdModes},
    {.name = "cooldown",
     .title = "Cooldown",
     .type = KnobType::integer,
     .low = 0,
     .high = kLongest,
     .initial = 0,
     .slider_low = 0,
     .slider_high = 100,
     .unit = kUpdates,
     .help = "How many losses after a fall are not counted as bad.",
     .why_low = "it counts from 0"},
    {.name = "min_lr",
     .title = "Lowest",
     .symbol = "η_min",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "The learning rate never falls below this.",
     .why_low = "below 0 the step would climb"},
    {.name = "eps",
     .title = "Smallest fall",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-8,
     .slider_low = 0.0,
     .slider_high = 1e-3,
     .help = "A fall that is not larger than this is left out.",
     .why_low = "no change is smaller than 0"},
    kPerKnob,
};

// Source: PyTorch's ReduceLROnPlateau.
//   better: loss < best (1 - threshold) or best - threshold (mode max: the mirror image)
//   better ? best = loss, bad = 0 : bad += 1;  in cooldown: cooldown -= 1, bad = 0
//   bad > patience: rate = max(rate factor, min_lr) if that is lower by more than eps; cooldown and bad begin
//   again
// PyTorch changes the rate in place; here falls are counted, and the rate follows from the base rate and
// their count, so that a new base rate moves the whole.
class Plateau final : public Schedule {
  public:
    explicit Plateau(const Settings& settings)
        : validation_(settings.choice("metric") == kMetrics[1]),
          smaller_(settings.choice("mode") == kModes[0]),
          relative_(settings.choice("threshold_mode") == kThresholdModes[0]),
          factor_(settings.real("factor")),
          patience_(count(settings, "patience")),
          threshold_(settings.real("threshold")),
          cooldown_(count(settings, "cooldown")),
          min_lr_(settings.real("min_lr")),
          eps_(settings.real("eps")) {
        const double infinity = std::numeric_limits<double>::infinity();
        best_ = smaller_ ? infinity : -infinity;
    }

    double rate(double base_rate, std::uint64_t) const override;
    bool observes() const override { return true; }
    bool observes_validation() const override { return validation_; }
    void observe(double loss) override;
    void archive(Archive& archive) override {
        archive.field(best_);
        archive.field(bad_);
        archive.field(cooling_);
        archive.field(falls_);
    }

  private:
    bool better(double loss) const {
        if (smaller_) return loss < (relative_ ? best_ * (1.0 - threshold_) : best_ - threshold_);
        return loss > (relative_ ? best_ * (threshold_ + 1.0) : best_ + threshold_);
    }

    bool validation_;
    bool smaller_;
    bool relative_;
    double factor_;
    std::uint64_t patience_;
    double threshold_;
    std::uint64_t cooldown_;
    double min_lr_;
    double eps_;
    double best_ = 0.0;
    std::uint64_t bad_ = 0;
    std::uint64_t cooling_ = 0;
    std::uint64_t falls_ = 0;

    // What rate() found last: it follows from base rate and falls, and is kept only to be fast.
    mutable double known_base_ = std::numeric_limits<double>::quiet_NaN();
    mutable double known_rate_ = 0.0;
    mutable std::uint64_t known_falls_ = 0;
};

double Plateau::rate(double base_rate, std::uint64_t) const {
    if (base_rate != known_base_ || falls_ < known_falls_) {
        known_base_ = base_rate;
        known_rate_ = base_rate;
        known_falls_ = 0;
    }
    for (; known_falls_ < falls_; ++known_falls_) {
        const double lower = std::max(known_rate_ * factor_, min_lr_);
        if (known_rate_ - lower > eps_) {
            known_rate_ = lower;
        } else {
            known_falls_ = falls_;  // no later fall is larger
            break;
        }
    }
    return known_rate_;
}

void Plateau::observe(double loss) {
    if (better(loss)) {
        best_ = loss;
        bad_ = 0;
    } else {
        ++bad_;
    }
    if (cooling_ > 0) {
        --cooling_;
        bad_ = 0;
    }
    if (bad_ <= patience_) return;
    ++falls_;
    cooling_ = cooldown_;
    bad_ = 0;
}

}  // namespace

SchedulePart plateau_part() {
    SchedulePart part;
    part.info = {"plateau",
                 "On plateau",
                 "Lowers the learning rate when the loss has not become better for a while.",
                 "η ← max(γ η, η_min)   when the loss was not better than the best by ε for more than p "
                 "steps",
                 "as torch.optim.lr_scheduler.ReduceLROnPlateau",
                 kKnobs,
                 "Listening"};
    part.make = [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
        return std::make_unique<Plateau>(settings);
    };
    part.observes = true;
    return part;
}

}  // namespace talweg
