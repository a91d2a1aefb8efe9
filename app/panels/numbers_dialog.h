// Help, Are these numbers right?: every optimizer, schedule, loss and model, checked in front of the user.
#pragma once

#include "app/panels/ui_state.h"
#include "core/worker/self_check_worker.h"

namespace talweg {

class NumbersDialog {
  public:
    /// `wanted`: opens it and begins the check, which ends with the dialog.
    void draw(UiState& ui, bool wanted);
    /// Whether a check is under way.
    bool checking() const { return worker_.running(); }

  private:
    void table(UiState& ui, const SelfCheckResult& result);

    SelfCheckWorker worker_;
};

}  // namespace talweg
