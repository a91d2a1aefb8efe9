// The knob that every schedule has: whether it counts steps or epochs.
#pragma once

#include "core/base/part.h"

namespace talweg {

inline constexpr std::string_view kPerChoices[] = {"step", "epoch"};

inline constexpr Knob kPerKnob = {.name = "per",
                                  .title = "Counts",
                                  .type = KnobType::choice,
                                  .help = "Whether the schedule moves on with every step or every epoch.",
                                  .choices = kPerChoices};

}  // namespace talweg
