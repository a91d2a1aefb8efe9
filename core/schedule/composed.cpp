// Schedules made of schedules: one after another, or all multiplied.
#include "core/schedule/composed.h"

#include "core/base/error.h"
#include "core/schedule/knobs.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
     .ascending = true,
     .why_low = "the first schedule has at least one step",
     .why_order = "each schedule follows the one before it"},
    kPerKnob,
};

constexpr Knob kChainedKnobs[] = {kPerKnob};

/// So many updates are gone through in a few thousandths of a second.
constexpr std::uint64_t kLongestChain = 200'000;

void check_parts(std::string_view kind, const Schedules& parts) {
    if (parts.empty()) {
        throw Error("'" + std::string(kind) + "' needs 'schedules', a list of at least one");
    }
}

// Part i from milestone i - 1 on, as if it began there.
// Source: PyTorch's SequentialLR, whose parts do not all begin from the run's rate: each takes as its base
// what the constructors up to its own have left as the initial rate (one_cycle sets it to its first rate,
// cyclic to its lowest where it comes first), the first part finds what all of them have left, and swa leaves
// the rate of the step before it, whose first step it takes at the milestone itself. Where only some of the
// parts cycle the momentum it stays at what the last of them left, and before the first of them at what their
// constructors set, of which the last one wins.
class Sequential final : public Schedule {
  public:
    Sequential(const std::vector<double>& milestones, Schedules&& parts)
        : milestones_(milestones.begin(), milestones.end()), parts_(std::move(parts)) {
        check_parts("sequential", parts_);
        constexpr double kOfRun = std::numeric_limits<double>::quiet_NaN();
        double left = kOfRun;
        std::size_t one_cycles = 0;
        for (const auto& part : parts_) {
            left = part->left_base(left, left_.empty());
            left_.push_back(left);
            if (!std::isnan(part->left_base(kOfRun, false))) ++one_cycles;
        }
        const auto averaging =
            std::ranges::count_if(parts_, [](const auto& part) { return part->leaves_what_it_finds(); });
        if (averaging > 1) {
            throw Error(
                "'sequential' can hold one 'swa' only: PyTorch has every one of them end at the rate of the "
                "last");
        }
        if (one_cycles > 1) {
            throw Error(
                "'sequential' can hold one 'one_cycle' only: PyTorch has every one of them follow the "
                "numbers of the last");
        }
        if (milestones_.size() + 1 == parts_.size()) return;
        const std::size_t needed = parts_.size() - 1;
        throw Error("'milestones' must have " + std::to_string(needed) +
                    (needed == 1 ? " number" : " numbers") + ", one fewer than there are 'schedules', not " +
                    std::to_string(milestones_.size()));
    }

    double rate(double base_rate, std::uint64_t t) const override;
    double left_base(double base_rate, bool first) const override {
        for (const auto& part : parts_) {
            base_rate = part->left_base(base_rate, first);
            first = false;
        }
        return base_rate;
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

    /// What the constructors up to that part have left.
    double base_of(std::size_t part, double base_rate) const {
        return std::isnan(left_[part]) ? base_rate : left_[part];
    }

    std::vector<std::uint64_t> milestones_;
    Schedules parts_;
    std::vector<double> left_;  ///< the base of each part; NaN: that of the run
};

double Sequential::rate(double base_rate, std::uint64_t t) const {
    const std::size_t now = part_at(t);
    if (now == 0)
        return parts_[0]->rate_from(base_of(parts_.size() - 1, base_rate), base_of(0, base_rate), t);
    const std::uint64_t since = t - start(now);
    if (parts_[now]->leaves_what_it_finds()) {
        return parts_[now]->rate(rate(base_rate, start(now) - 1), since + 1);
    }
    return parts_[now]->rate(base_of(now, base_rate), since);
}

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

// Every part follows what the ones before it have made of the last rate.
// Source: PyTorch's ChainedScheduler. Parts that only multiply give base times every part's rate(base) /
// base, known at any step at once. With one that has a lowest or last rate of its own (cosine, swa) the rate
// depends on all steps since that part last forgot, which are gone through one by one; so the whole is still
// a function of the step alone. What PyTorch does not have, and a composition within this one, multiplies by
// how its own rate changes.
class Chained final : public Schedule {
  public:
    explicit Chained(Schedules&& parts);

    double rate(double base_rate, std::uint64_t t) const override;
    std::uint64_t horizon() const override {
        std::uint64_t longest = 0;
        for (const auto& part : parts_) longest = std::max(longest, part->horizon());
        return longest;
    }

  private:
    double pass(double found, double base_rate, std::uint64_t t) const {
        for (const auto& part : parts_) found = part->follow(found, base_rate, t);
        return found;
    }

    Schedules parts_;
    bool multiplies_ = true;
    const Schedule* lone_ = nullptr;  ///< the only part that never settles, if there is just one
    std::uint64_t settled_ = 0;       ///< after this update no other part does anything

    // What rate() found last: it follows from base rate and t, and is kept only to be fast.
    mutable double known_base_ = std::numeric_limits<double>::quiet_NaN();
    mutable std::uint64_t known_t_ = 0;
    mutable double known_rate_ = 0.0;
};

Chained::Chained(Schedules&& parts) : parts_(std::move(parts)) {
    check_parts("chained", parts_);
    std::size_t restless = 0;
    for (const auto& part : parts_) {
        if (part->memory() > kLongestChain) {
            throw Error(
                "'chained' goes through the steps of a 'cosine' or 'swa' one by one: 't_max' may be at "
                "most " +
                std::to_string(kLongestChain / 2) + " there, 'anneal_epochs' below " +
                std::to_string(kLongestChain) + "; 'sequential' has no such limit");
        }
        multiplies_ = multiplies_ && part->memory() == 0;
        if (part->settled_at() != kNeverSettled) {
            settled_ = std::max(settled_, part->settled_at());
        } else if (++restless == 1) {
            lone_ = part.get();
        }
    }
    if (restless != 1) lone_ = nullptr;
}

double Chained::rate(double base_rate, std::uint64_t t) const {
    if (multiplies_) {
        double result = base_rate;
        for (const auto& part : parts_) result *= part->rate(base_rate, t) / base_rate;
        return result;
    }
    std::uint64_t forgot = 0;
    for (const auto& part : parts_) forgot = std::max(forgot, part->forgets_at(t));
    if (lone_ != nullptr && forgot > settled_) return lone_->rate(base_rate, t);
    if (base_rate != known_base_ || known_t_ > t || known_t_ < forgot) {
        known_base_ = base_rate;
        known_t_ = forgot;
        known_rate_ = pass(base_rate, base_rate, forgot);
    }
    while (known_t_ < t) known_rate_ = pass(known_rate_, base_rate, ++known_t_);
    return known_rate_;
}

}  // namespace

SchedulePart sequential_part() {
    SchedulePart part;
    part.info = {
        "sequential",
        "Sequence",
        "Uses one schedule after another, each from its own start.",
        "ηₜ = the rate of part i at t - milestone i\n"
        "swa: leaves the rate that it finds; after a cyclic that comes first, and wherever there is a "
        "one_cycle, the others begin at its first rate",
        "as torch.optim.lr_scheduler.SequentialLR",
        kSequentialKnobs,
        "Composed"};
    part.make = [](const Settings& settings, Schedules&& parts) -> std::unique_ptr<Schedule> {
        return std::make_unique<Sequential>(settings.list("milestones"), std::move(parts));
    };
    part.composes = true;
    part.example =
        "{ kind = \"sequential\", milestones = [100], schedules = [{ kind = \"linear\", total_iters = 100 }, "
        "{ kind = \"cosine\", t_max = 900 }] }";
    return part;
}

SchedulePart chained_part() {
    SchedulePart part;
    part.info = {
        "chained",
        "Product",
        "Multiplies the factors of several schedules; one with a lowest rate of its own multiplies the "
        "distance from it.",
        "ηₜ = η · (factor of part 1) · (factor of part 2) · …\n"
        "cosine, swa: part i multiplies the distance of what it finds from its last rate; a cosine "
        "begins its way up from η alone, and warm restarts take no notice of what they find",
        "as torch.optim.lr_scheduler.ChainedScheduler",
        kChainedKnobs,
        "Composed"};
    part.make = [](const Settings&, Schedules&& parts) -> std::unique_ptr<Schedule> {
        return std::make_unique<Chained>(std::move(parts));
    };
    part.composes = true;
    part.example =
        "{ kind = \"chained\", schedules = [{ kind = \"linear\", total_iters = 100 }, { kind = "
        "\"exponential\", gamma = 0.99 }] }";
    return part;
}

}  // namespace talweg
