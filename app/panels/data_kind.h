// Another kind of data, and what has to change with it.
#pragma once

#include "app/panels/ui_state.h"

namespace talweg {

/// Another kind of data with its defaults, in one edit with what no longer suits: batches shrink to the
/// points that there are, starts that do not count the parameters give way to the model's own, and points of
/// classes get a loss for classes, numbers one for numbers; the status line says so. To a table from a
/// generator of one input: its points stay. `shown`: the points of the present data, as a snapshot has them.
void set_data_kind(UiState& ui, std::string_view kind, const Dataset& shown);

/// Whether targets that are numbers are those of classes to the present loss: 0 and 1, -1 and 1, 0, 1, 2, …
bool numbered_classes(const Experiment& experiment, const Dataset& data);

/// Changes the loss where these points want another: classes one for classes, numbers one for numbers. What
/// to say of it, or empty.
std::string fit_loss_to(Experiment& experiment, const Dataset& data);

/// The same kind with other settings: where they make more classes than the loss knows, it changes in the
/// same edit, and so do starts that do not count the parameters any more. What is not possible is said in the
/// banner. `gesture`: of a drag, so that all of it is one edit.
void set_data_part(UiState& ui, PartChoice part, std::uint64_t gesture);

/// Other columns of a table: one or two inputs, and a class or a number as the target. Points keep their
/// places as far as there are columns for them; the loss becomes one that suits, in the same edit.
void set_table_columns(UiState& ui, const Snapshot& now, std::size_t inputs, bool classes);

}  // namespace talweg
