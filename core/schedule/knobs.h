// Knobs that schedules share, and how they are read.
#pragma once

#include "core/base/part.h"

#include <cstdint>

namespace talweg {

inline constexpr std::string_view kPerChoices[] = {"step", "epoch"};
inline constexpr std::string_view kAnnealChoices[] = {"cos", "linear"};

/// Every schedule has it: whether it counts steps or epochs.
inline constexpr Knob kPerKnob = {.name = "per",
                                  .title = "Counts",
                                  .type = KnobType::choice,
                                  .help = "Whether the schedule moves on with every step or every epoch.",
                                  .choices = kPerChoices};

/// Knobs that count steps or epochs end here: what a double still counts exactly.
inline constexpr double kLongest = 1e15;
inline constexpr std::string_view kUpdates = "steps or epochs";

inline std::uint64_t count(const Settings& settings, std::string_view name) {
    return static_cast<std::uint64_t>(settings.integer(name));
}

/// min(t, length) / length: how much of a stretch is behind update t. length > 0.
inline double share_of(std::uint64_t t, std::uint64_t length) {
    return t >= length ? 1.0 : static_cast<double>(t) / static_cast<double>(length);
}

}  // namespace talweg
