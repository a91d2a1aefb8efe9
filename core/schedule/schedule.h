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
    /// The momentum (or beta1) of update t; NaN: the optimizer's own.
    virtual double momentum(std::uint64_t) const { return std::numeric_limits<double>::quiet_NaN(); }
    /// Whether it listens to losses; then observe() and archive() matter.
    virtual bool observes() const { return false; }
    /// The loss at the end of update t; before rate(t + 1) is asked. With mini-batches and `per` = "epoch":
    /// the train loss at the end of each epoch.
    virtual void observe(double) {}
    virtual void archive(Archive&) {}
};

using Schedules = std::vector<std::unique_ptr<Schedule>>;

/// `parts`: what a composition is made of; empty for all others. Throws Error for settings that are not
/// possible together.
using MakeSchedule = std::unique_ptr<Schedule> (*)(const Settings& settings, Schedules parts);

/// Every schedule also takes the knob `per` ("step" or "epoch"), which the trainer reads.
struct SchedulePart {
    PartInfo info;
    MakeSchedule make = nullptr;
    bool composes = false;   ///< made of other schedules
    bool owns_rate = false;  ///< its own knobs set the rate: the run's lr plays no part
    bool observes = false;   ///< a function of the recorded losses, too
};

}  // namespace talweg
