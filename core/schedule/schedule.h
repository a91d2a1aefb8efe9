// A schedule: the learning rate as a pure function of the step, so that seeking works.
#pragma once

#include "core/base/part.h"

#include <cstdint>
#include <memory>

namespace talweg {

class Schedule {
  public:
    virtual ~Schedule() = default;
    /// The rate of update t (t = 0 for the first; steps or epochs, as the experiment chose) from the base
    /// rate.
    virtual double rate(double base_rate, std::uint64_t t) const = 0;
};

using MakeSchedule = std::unique_ptr<Schedule> (*)(const Settings& settings);

/// Every schedule also takes the knob `per` ("step" or "epoch"), which the trainer reads.
struct SchedulePart {
    PartInfo info;
    MakeSchedule make = nullptr;
};

}  // namespace talweg
