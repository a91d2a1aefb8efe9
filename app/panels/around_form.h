// The controls of what stands around a run's optimizer: wrappers, and how its gradients are clipped.
#pragma once

#include "app/panels/ui_state.h"

#include <optional>
#include <string>

namespace talweg {

struct AroundChange {
    std::string label;          ///< what undo will say
    std::uint64_t gesture = 0;  ///< other than 0 while a slider is dragged
};

/// Rows for `run`, whose marks start with `id`: "ID.around" adds, "ID.around.KIND.remove" removes,
/// "ID.around.KIND.KNOB" sets a knob; "ID.clip_value", "ID.clip_norm". What was changed is in `run`
/// afterwards, in the catalogue's order.
std::optional<AroundChange> around_form(UiState& ui, const std::string& id, RunSpec& run);

}  // namespace talweg
