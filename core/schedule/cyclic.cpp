// The rate up and down in triangles, and the momentum against it.
#include "core/schedule/cyclic.h"

#include "core/schedule/knobs.h"
#include "core/schedule/momentum_knobs.h"
#include "core/schedule/power.h"

namespace talweg {
namespace {

constexpr std::string_view kModes[] = {"triangular", "triangular2", "exp_range"};

constexpr Knob kKnobs[] = {
    {.name = "base_lr",
     .title = "Lowest",
     .symbol = "η_min",
     .low = 0.0,
     .high = 1e308,
     .initial = 0.001,
     .logarithmic = true,
     .slider_low = 1e-5,
     .slider_high = 10.0,
     .help = "The learning rate at which every cycle begins and ends; the run's own lr plays no part.",
     .why_low = "below 0 the step would climb"},
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
     .help = "The learning rate at the tip of the first cycle; the run's own lr plays no part.",
     .why_low = "at 0 nothing moves, and below 0 the step climbs"},
    {.name = "step_size_up",
     .title = "Way up",
     .symbol = "u",
     .type = KnobType::integer,
     .low = 1,
     .high = kLongest,
     .initial = 2000,
     .logarithmic = true,
     .slider_low = 1,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs each cycle rises.",
     .why_low = "at 0 there would be no way up"},
    {.name = "step_size_down",
     .title = "Way down",
     .symbol = "d",
     .type = KnobType::integer,
     .low = 0,
     .high = kLongest,
     .initial = 0,
     .slider_low = 0,
     .slider_high = 1e4,
     .unit = kUpdates,
     .help = "How many steps or epochs each cycle falls; 0: as many as it rises.",
     .why_low = "it counts from 0, which is as many as the way up has"},
    {.name = "mode",
     .title = "Shape",
     .type = KnobType::choice,
     .help = "How high the cycles are: all alike, half as high each time, or lower with every step.",
     .choices = kModes},
    {.name = "gamma",
     .title = "Factor",
     .symbol = "γ",
     .low = 0.0,
     .high = 1000.0,
     .low_open = true,
     .initial = 1.0,
     .slider_low = 0.99,
     .slider_high = 1.0,
     .help = "What the height is multiplied by at every step.",
     .needs = "mode = exp_range",
     .why_low = "at 0 the cycles would have no height"},
    kCycleMomentumKnob,
    base_momentum_knob(0.8),
    max_momentum_knob(0.9),
    kPerKnob,
};

enum class Mode { triangular, triangular2, exp_range };

Mode mode_of(const std::string& name) {
    if (name == kModes[0]) return Mode::triangular;
    return name == kModes[1] ? Mode::triangular2 : Mode::exp_range;
}

// rate = base_lr + (max_lr - base_lr) h,  momentum = max_momentum - (max_momentum - base_momentum) h,
//   h = triangle(t) scale,  scale = 1, 1/2^(cycle - 1) or gamma^t.
// Source: Smith 2017; PyTorch's CyclicLR. PyTorch 1.13 cycles the momentum of SGD and the like only, later
// versions beta1 of Adam as well; so does this one.
class Cyclic final : public Schedule {
  public:
    explicit Cyclic(const Settings& settings)
        : base_lr_(settings.real("base_lr")),
          max_lr_(settings.real("max_lr")),
          up_(count(settings, "step_size_up")),
          down_(count(settings, "step_size_down")),
          mode_(mode_of(settings.choice("mode"))),
          gamma_(settings.real("gamma")),
          cycles_momentum_(settings.boolean("cycle_momentum")),
          base_momentum_(settings.real("base_momentum")),
          max_momentum_(settings.real("max_momentum")) {
        if (down_ == 0) down_ = up_;
        check_in_order(settings, "base_lr", "max_lr");
        if (cycles_momentum_) check_in_order(settings, "base_momentum", "max_momentum");
    }

    double rate(double, std::uint64_t t) const override {
        return base_lr_ + (max_lr_ - base_lr_) * height(t);
    }
    double left_base(double base_rate, bool first) const override { return first ? base_lr_ : base_rate; }
    bool cycles_momentum() const override { return cycles_momentum_; }
    double momentum(std::uint64_t t) const override {
        if (!cycles_momentum_) return Schedule::momentum(t);
        return max_momentum_ - (max_momentum_ - base_momentum_) * height(t);
    }
    std::uint64_t horizon() const override { return 3 * (up_ + down_); }

  private:
    double height(std::uint64_t t) const {
        const std::uint64_t cycle = t / (up_ + down_);
        const std::uint64_t phase = t % (up_ + down_);
        const double triangle = phase <= up_ ? share_of(phase, up_) : share_of(up_ + down_ - phase, down_);
        if (mode_ == Mode::triangular) return triangle;
        return triangle * (mode_ == Mode::triangular2 ? power(0.5, cycle) : power(gamma_, t));
    }

    double base_lr_;
    double max_lr_;
    std::uint64_t up_;
    std::uint64_t down_;
    Mode mode_;
    double gamma_;
    bool cycles_momentum_;
    double base_momentum_;
    double max_momentum_;
};

}  // namespace

SchedulePart cyclic_part() {
    SchedulePart part;
    part.info = {
        "cyclic",
        "Cyclic",
        "Moves the learning rate up and down between two bounds of its own, and the momentum against "
        "it.",
        "ηₜ = η_min + (η_max - η_min) △ₜ k\n"
        "μₜ = μ_max - (μ_max - μ_min) △ₜ k\n"
        "△ₜ: 0 to 1 in u steps, back to 0 in d\n"
        "k = 1 (triangular), 1/2^cycle (triangular2), γᵗ (exp_range)",
        "Smith 2017; as torch.optim.lr_scheduler.CyclicLR",
        kKnobs,
        "Cycles"};
    part.make = [](const Settings& settings, Schedules&&) -> std::unique_ptr<Schedule> {
        return std::make_unique<Cyclic>(settings);
    };
    part.owns_rate = true;
    return part;
}

}  // namespace talweg
