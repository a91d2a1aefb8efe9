// The rows of the side panel that say where runs stop.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

void stop_rows(UiState& ui);

}  // namespace talweg
