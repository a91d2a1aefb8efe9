// Schedules made of schedules: one after another, or all multiplied.
#include "core/schedule/composed.h"

#include "core/base/error.h"
#include "core/schedule/knobs.h"

#include <algorithm>

namespace talweg {
namespace {

constexpr Knob kSequentialKnobs[] = {
    {.name = "milestones",
     .title = "Changes at",
     .type = KnobType::list,
     .low = 1,
     .high = kLongest,
     .unit = kUpdates,
     .help = "The steps or epochs at which the next schedule takes over and begins at its own start.",
     .whole_items = true,
     .ascending = true},
    kPerKnob,
};

constexpr Knob kChainedKnobs[] = {kPerKnob};

void check_parts(std::string_view kind, const Schedules& parts) {
    if (parts.empty()) {
        throw Error("'" + std::string(kind) + "' needs 'schedules', a list of at least one");
    }
}

// Part i from milestone i - 1 on, as if it began there, from the same base rate.
// Source: PyTorch's SequentialLR. Where only some of the parts cycle the momentum it stays at what the last
// of them left, and before the first of them at what their constructors set, of which the last one wins.
class Sequential final : public Schedule {
  public:
    Sequential(const std::vector<double>& milestones, Schedules&& parts)
        : milestones_(milestones.begin(), milestones.end()), parts_(std::move(parts)) {
        check_parts("sequential", parts_);
        if (milestones_.size() + 1 == parts_.size()) return;
        const std::size_t needed = parts_.size() - 1;
        throw Error("'milestones' must have " + std::to_string(needed) +
                    (needed == 1 ? " number" : " numbers") + ", one fewer than there are 'schedules', not " +
                    std::to_string(milestones_.size()));
    }

    double rate(double base_rate, std::uint64_t t) const override {
        const std::size_t part = part_at(t);
        return parts_[part]->rate(base_rate, t - start(part));
    }
    bool cycles_momentum() const override {
        return std::any_of(parts_.begin(), parts_.end(),
                           [](const auto& part) { return part->cycles_momentum(); });
    }
    double momentum(std::uint64_t t) const override;
    std::uint64_t horizon() const override {
        const std::uint64_t last = start(parts_.size() - 1);
        const std::uint64_t own = parts_.back()->horizon();
        return last + (own > 0 ? own : std::max<std::uint64_t>(last, 1) / 2);
    }

  private:
    std::size_t part_at(std::uint64_t t) const {
        return static_cast<std::size_t>(std::upper_bound(milestones_.begin(), milestones_.end(), t) -
                                        milestones_.begin());
    }
    std::uint64_t start(std::size_t part) const { return part == 0 ? 0 : milestones_[part - 1]; }

    std::vector<std::uint64_t> milestones_;
    Schedules parts_;
};

double Sequential::momentum(std::uint64_t t) const {
    const std::size_t now = part_at(t);
    for (std::size_t part = now + 1; part-- > 0;) {
        if (!parts_[part]->cycles_momentum()) continue;
        if (part == now) return parts_[part]->momentum(t - start(part));
        if (milestones_[part] == start(part)) continue;  // it never had a step
        return parts_[part]->momentum(milestones_[part] - 1 - start(part));
    }
    for (std::size_t part = parts_.size(); part-- > 0;) {
        if (parts_[part]->cycles_momentum()) return parts_[part]->momentum(0);
    }
    return Schedule::momentum(t);
}

// base times every part's rate(base) / base.
// Source: PyTorch's ChainedScheduler, whose parts each multiply the rate that they find. The two agree
// wherever the parts do nothing but multiply; a part with a lowest rate of its own (eta_min) depends in
// PyTorch on the whole way so far, and cannot be asked for one step alone.
class Chained final : public Schedule {
  public:
    explicit Chained(Schedules&& parts) : parts_(std::move(parts)) { check_parts("chained", parts_); }

    double rate(double base_rate, std::uint64_t t) const override {
        double result = base_rate;
        for (const auto& part : parts_) result *= part->rate(base_rate, t) / base_rate;
        return result;
    }
    std::uint64_t horizon() const override {
        std::uint64_t longest = 0;
        for (const auto& part : parts_) longest = std::max(longest, part->horizon());
        return longest;
    }

  private:
    Schedules parts_;
};

}  // namespace

SchedulePart sequential_part() {
    SchedulePart part;
    part.info = {"sequential",
                 "Sequence",
                 "Uses one schedule after another, each from its own start.",
                 "ηₜ = the rate of part i at t - milestone i",
                 "as torch.optim.lr_scheduler.SequentialLR",
                 kSequentialKnobs,
                 "Composed"};
    part.make = [](const Settings& settings, Schedules&& parts) -> std::unique_ptr<Schedule> {
        return std::make_unique<Sequential>(settings.list("milestones"), std::move(parts));
    };
    part.composes = true;
    return part;
}

SchedulePart chained_part() {
    SchedulePart part;
    part.info = {"chained",
                 "Product",
                 "Multiplies the factors of several schedules.",
                 "ηₜ = η · (factor of part 1) · (factor of part 2) · …",
                 "as torch.optim.lr_scheduler.ChainedScheduler",
                 kChainedKnobs,
                 "Composed"};
    part.make = [](const Settings&, Schedules&& parts) -> std::unique_ptr<Schedule> {
        return std::make_unique<Chained>(std::move(parts));
    };
    part.composes = true;
    return part;
}

}  // namespace talweg
