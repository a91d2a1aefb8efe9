// The schedule that leaves the rate alone.
#include "core/schedule/constant.h"

#include "core/schedule/per_knob.h"

namespace talweg {
namespace {

class Constant final : public Schedule {
  public:
    double rate(double base_rate, std::uint64_t) const override { return base_rate; }
};

constexpr Knob kKnobs[] = {kPerKnob};

}  // namespace

SchedulePart constant_part() {
    return {
        {"constant", "Constant", "The same learning rate at every step.", "ηₜ = η", "", kKnobs},
        [](const Settings&, Schedules) -> std::unique_ptr<Schedule> { return std::make_unique<Constant>(); }};
}

}  // namespace talweg
