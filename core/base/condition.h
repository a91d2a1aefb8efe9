// Conditions over settings, as Knob::needs and the lines of rules have them.
#pragma once

#include "core/base/part.h"

#include <functional>
#include <optional>
#include <string_view>

namespace talweg {

/// Looks a name up: a number (true is 1, false 0), or a text for a choice. Nothing: there is no such name.
using NameValue = std::function<std::optional<KnobValue>(std::string_view name)>;

/// Whether a condition holds: "momentum > 0", "centered", "not centered", "mode = exp_range", "t > 1",
/// several joined by "and". Comparisons: = != < <= > >=. Empty: yes. A name that `value` does not know, or a
/// condition that cannot be read, is a bug (TALWEG_CHECK).
bool holds(std::string_view condition, const NameValue& value);

/// The same over a part's settings.
bool holds(std::string_view condition, const Settings& settings);

/// Whether a knob has any effect under these settings.
bool applies(const Knob& knob, const Settings& settings);

}  // namespace talweg
