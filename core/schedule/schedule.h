// A schedule: the learning rate as a pure function of the step, so that seeking works.
#pragma once

#include "core/base/archive.h"
#include "core/base/part.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace talweg {

class Schedule {
  public:
    virtual ~Schedule() = default;
    /// The rate of update t (t = 0 for the first; steps or epochs, as the experiment chose) from the base
    /// rate.
    virtual double rate(double base_rate, std::uint64_t t) const = 0;
    /// Whether it moves the optimizer's momentum (or beta1), too.
    virtual bool cycles_momentum() const { return false; }
    /// The momentum of update t: of one that cycles it a number for every t, otherwise NaN.
    virtual double momentum(std::uint64_t) const { return std::numeric_limits<double>::quiet_NaN(); }
    /// Whether it listens to losses; then observe() and archive() matter.
    virtual bool observes() const { return false; }
    /// Whether the loss that it listens to is that of the validation samples.
    virtual bool observes_validation() const { return false; }
    /// A loss, in the order of steps. `per` = "step": that of state k, before rate(k + 1) is asked. With
    /// mini-batches and `per` = "epoch": that of all samples at the state that begins epoch k + 1, before
    /// rate(k + 1) is asked.
    virtual void observe(double) {}
    virtual void archive(Archive&) {}
    /// In a chain: the rate of update t where the parts before it have come to `found`; t = 0 finds the base
    /// rate. Most multiply by what their own rate is multiplied by from t - 1 to t.
    virtual double follow(double found, double base_rate, std::uint64_t t) const;
    /// In a chain: how many updates back `found` may matter beyond a factor; 0: it only ever multiplies.
    virtual std::uint64_t memory() const { return 0; }
    /// The last update up to t at which follow() is the same whatever was found; 0: none but the first.
    virtual std::uint64_t forgets_at(std::uint64_t) const { return 0; }
    /// After this update follow() is `found`.
    virtual std::uint64_t settled_at() const { return kNeverSettled; }
    static constexpr std::uint64_t kNeverSettled = std::numeric_limits<std::uint64_t>::max();
    /// In a sequence: the rate of update t where it comes first, has `base_rate` as its base and finds
    /// `found` before update 0.
    virtual double rate_from(double found, double /*base_rate*/, std::uint64_t t) const {
        return rate(found, t);
    }
    /// In a sequence: whether, as a later part, it takes its first step away from the rate that it finds.
    virtual bool leaves_what_it_finds() const { return false; }
    /// In a sequence: the base rate that it leaves to the parts after it, where those before it left
    /// `base_rate` (NaN: that of the run). first: it is the first of all. Only one_cycle sets one wherever it
    /// stands.
    virtual double left_base(double base_rate, bool /*first*/) const { return base_rate; }
    /// About how many updates show its whole shape; 0: it has no length of its own.
    virtual std::uint64_t horizon() const { return 0; }
};

inline double Schedule::follow(double found, double base_rate, std::uint64_t t) const {
    const double before = t == 0 ? base_rate : rate(base_rate, t - 1);
    return before == 0.0 ? found : found * (rate(base_rate, t) / before);
}

using Schedules = std::vector<std::unique_ptr<Schedule>>;

/// `parts`: what a composition is made of; empty for all others. Throws Error for settings that are not
/// possible together.
using MakeSchedule = std::unique_ptr<Schedule> (*)(const Settings& settings, Schedules&& parts);

/// Every schedule also takes the knob `per` ("step" or "epoch"), which the trainer reads.
struct SchedulePart {
    PartInfo info;
    MakeSchedule make = nullptr;
    bool composes = false;   ///< made of other schedules: the key `schedules`, a list of tables
    bool owns_rate = false;  ///< its own knobs set the rate: the run's lr plays no part
    bool observes = false;   ///< a function of the recorded losses, too
    /// A run's `schedule` as it may stand in a file, for one that is made of others.
    std::string_view example = {};
};

}  // namespace talweg
