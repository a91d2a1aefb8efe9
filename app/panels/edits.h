// Edits of the experiment that more than one panel or key can ask for. All go through undo.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Another run like the last one, at a third of its learning rate, with a name that is free.
void add_run(UiState& ui);
void duplicate_run(UiState& ui, std::uint64_t id);
/// The last run cannot be deleted: an experiment has at least one.
void delete_run(UiState& ui, std::uint64_t id);
void set_run_shown(UiState& ui, std::uint64_t id, bool shown);
void new_seed(UiState& ui);
/// All runs start at (x, y): a click on the surface.
void move_start(UiState& ui, double x, double y);

/// All samples in every step, and nothing of how batches are drawn.
void set_full_batch(RunSpec& run);

/// Another optimizer with its defaults. The learning rate stays unless the two begin at rates of another
/// size. One that needs the full batch gets it in the same edit, and the status line says so.
void set_optimizer(UiState& ui, std::size_t run_index, std::string_view kind);

/// After another model, loss or setting of these: starts that no longer suit give way to the model's own.
/// Those are numbers that do not count its parameters, and the scheme that was the old model's own.
void fit_starts(const Experiment& before, Experiment& after);

/// After another number of points: a batch is at most what is left to train on.
void fit_batches(Experiment& experiment);

/// The shares of points held back for validation and test. Batches shrink to what is left to train on.
void set_shares(UiState& ui, double validation, double test);

}  // namespace talweg
