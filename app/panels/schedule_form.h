// The controls of a schedule and of all that it is made of.
#pragma once

#include "app/panels/ui_state.h"

#include <functional>
#include <optional>
#include <string>

namespace talweg {

/// Rows of a form: which schedule, what `picture` draws, its knobs, and for a composition the same of each
/// part. After a change the run's schedule is the new one, and the gesture it belongs to is returned (0:
/// none). Marks start with `id`; those of part i with "ID.partI".
std::optional<std::uint64_t> schedule_form(UiState& ui, const std::string& id, RunSpec& run,
                                           const std::function<void()>& picture);

}  // namespace talweg
