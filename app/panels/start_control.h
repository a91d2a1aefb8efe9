// Where theta begins: typed numbers, or a scheme that draws them.
#pragma once

#include "app/panels/ui_state.h"

#include <optional>

namespace talweg {

/// Rows of a form. Returns the start after a change. `names`: of the parameters, in theta's order.
std::optional<Init> start_control(UiState& ui, std::string_view id, const Init& init,
                                  const std::vector<std::string>& names);

}  // namespace talweg
