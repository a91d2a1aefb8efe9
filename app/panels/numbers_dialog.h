// Help, Are these numbers right?: every optimizer, schedule, loss and model, checked in front of the user.
#pragma once

#include "app/panels/ui_state.h"
#include "core/worker/self_check_worker.h"

namespace talweg {

class NumbersDialog {
  public:
    /// `wanted`: opens it and begins the check.
    void draw(UiState& ui, bool wanted);

  private:
    void table(UiState& ui, const SelfCheckResult& result);

    SelfCheckWorker worker_;
};

}  // namespace talweg
