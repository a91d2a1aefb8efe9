// Warm-up first: then half a cosine, or a plain and a decay.
#include "core/schedule/warmup.h"

#include "core/base/error.h"
#include "core/schedule/knobs.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr Knob length_knob(std::string_view name, std::string_view title, std::string_view symbol, double low,
                           double initial, std::string_view help) {
    return {.name = name,
            .title = title,
            .symbol = symbol,
            .type = KnobType::integer,
            .low = low,
            .high = kLongest,
            .initial = initial,
            .slider_low = low,
            .slider_high = 5000,
            .unit = kUpdates,
            .help = help,
            .why_low = low > 0 ? "it has to last at least one step" : "it counts from 0"};
}

constexpr Knob kWarmupKnob = length_knob("warmup_steps", "Warm-up", "W", 0, 100,
                                         "How many steps or epochs the learning rate climbs along a line.");
constexpr Knob kStartKnob = {.name = "start_factor",
                             .title = "At first",
                             .symbol = "s",
                             .low = 0.0,
                             .high = 1.0,
                             .low_open = true,
                             .initial = 0.01,
                             .help = "What the learning rate is multiplied by at the first step.",
                             .needs = "warmup_steps > 0",
                             .why_low = "at 0 the first step would not move",
                             .why_high = "above 1 the learning rate would be above lr"};

constexpr Knob kCosineKnobs[] = {
    kWarmupKnob,
    kStartKnob,
    length_knob("total_steps", "Length", "T", 1, 1000,
                "How many steps or epochs it takes in all; then the lowest rate stays."),
    {.name = "eta_min",
     .title = "Lowest",
     .symbol = "η_min",
     .low = 0.0,
     .high = 1e6,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.1,
     .help = "The learning rate at the end.",
     .why_low = "below 0 the step would climb"},
    kPerKnob,
};

constexpr std::string_view kShapes[] = {"linear", "cosine", "sqrt"};

constexpr Knob kWsdKnobs[] = {
    kWarmupKnob,
    kStartKnob,
    length_knob("stable_steps", "Plain", "S", 0, 700,
                "How many steps or epochs the whole learning rate holds."),
    length_knob("decay_steps", "Decay", "D", 1, 200,
                "How many steps or epochs the learning rate falls; then it stays."),
    {.name = "shape",
     .title = "Way down",
     .type = KnobType::choice,
     .help = "Whether it falls along a line, half a cosine, or as one minus the root of the way.",
     .choices = kShapes},
    {.name = "end_factor",
     .title = "At last",
     .symbol = "e",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.0,
     .help = "What the learning rate is multiplied by in the end.",
     .why_low = "below 0 the step would climb",
     .why_high = "above 1 the learning rate would be above lr"},
    kPerKnob,
};

/// The line from the first rate to the whole one. t < warmup.
double warm_up(double base_rate, double start, std::uint64_t t, std::uint64_t warmup) {
    return base_rate * (start + (1.0 - start) * share_of(t, warmup));
}

// t < W: base (s + (1 - s) t/W).  Then eta_min + (base - eta_min)(1 + cos(pi (t - W)/(T - W)))/2, and eta_min
// from T on.
// Source: Goyal et al. 2017 (warm-up), Loshchilov and Hutter 2017; the same as PyTorch's SequentialLR of
// LinearLR and CosineAnnealingLR up to T.
class WarmupCosine final : public Schedule {
  public:
    WarmupCosine(std::uint64_t warmup, double start, std::uint64_t total, double eta_min)
        : warmup_(warmup), start_(start), total_(total), eta_min_(eta_min) {
        if (warmup >= total) {
            throw Error("'warmup_steps' must be below 'total_steps', " + std::to_string(total) + ", not " +
                        std::to_string(warmup) + ": the way down begins where the warm-up ends");
        }
    }

    double rate(double base_rate, std::uint64_t t) const override {
        if (t < warmup_) return warm_up(base_rate, start_, t, warmup_);
        if (t >= total_) return eta_min_;
        const double share = share_of(t - warmup_, total_ - warmup_);
        return eta_min_ + 0.5 * (base_rate - eta_min_) * (1.0 + std::cos(std::numbers::pi * share));
    }
    std::uint64_t horizon() const override { return total_; }

  private:
    std::uint64_t warmup_;
    double start_;
    std::uint64_t total_;
    double eta_min_;
};

// t < W: base (s + (1 - s) t/W).  t < W + S: base.  Then base (e + (1 - e) shape(x)), x = (t - W - S)/D up
// to 1. Source: Hu et al. 2024 (MiniCPM); shapes of the decay: Haegele et al. 2024.
class WarmupStableDecay final : public Schedule {
  public:
    explicit WarmupStableDecay(const Settings& settings)
        : warmup_(count(settings, "warmup_steps")),
          start_(settings.real("start_factor")),
          decay_from_(warmup_ + count(settings, "stable_steps")),
          decay_(count(settings, "decay_steps")),
          shape_(settings.choice("shape")[0]),
          end_(settings.real("end_factor")) {}

    double rate(double base_rate, std::uint64_t t) const override {
        if (t < warmup_) return warm_up(base_rate, start_, t, warmup_);
        if (t < decay_from_) return base_rate;
        return base_rate * (end_ + (1.0 - end_) * left(share_of(t - decay_from_, decay_)));
    }
    std::uint64_t horizon() const override { return decay_from_ + decay_ + decay_ / 4; }

  private:
    double left(double share) const {
        if (share == 1.0) return 0.0;
        if (shape_ == 'l') return 1.0 - share;
        if (shape_ == 'c') return 0.5 * (1.0 + std::cos(std::numbers::pi * share));
        return 1.0 - std::sqrt(share);
    }

    std::uint64_t warmup_;
    double start_;
    std::uint64_t decay_from_;
    std::uint64_t decay_;
    char shape_;  ///< the first letter of the choice
    double end_;
};

}  // namespace

SchedulePart warmup_cosine_part() {
    return {{"warmup_cosine", "Warm-up, cosine",
             "Raises the learning rate along a line, then lowers it along half a cosine to the end.",
             "ηₜ = η (s + (1 - s) t/W)                                 if t < W\n"
             "ηₜ = η_min + (η - η_min) (1 + cos(π (t - W)/(T - W))) / 2   if t ≥ W",
             "Goyal et al. 2017; Loshchilov and Hutter 2017", kCosineKnobs, "Warm-up"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<WarmupCosine>(
                    count(settings, "warmup_steps"), settings.real("start_factor"),
                    count(settings, "total_steps"), settings.real("eta_min"));
            }};
}

SchedulePart wsd_part() {
    return {{"wsd", "Warm-up, stable, decay",
             "Raises the learning rate along a line, holds it, and lowers it only at the end.",
             "ηₜ = η (s + (1 - s) t/W)          if t < W\n"
             "ηₜ = η                            if W ≤ t < W + S\n"
             "ηₜ = η (e + (1 - e) (1 - x))      x = min(1, (t - W - S)/D); cosine: (1 + cos π x)/2; "
             "sqrt: 1 - √x",
             "Hu et al. 2024 (MiniCPM); Hägele et al. 2024", kWsdKnobs, "Warm-up"},
            [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
                return std::make_unique<WarmupStableDecay>(settings);
            }};
}

}  // namespace talweg
