// Edits of points by hand. All go through undo; a generator's points become a table first.
#pragma once

#include "app/panels/hand_classes.h"
#include "app/panels/ui_state.h"

namespace talweg {

/// More points than these are not edited by hand: every edit is a copy of all.
inline constexpr std::size_t kMostHandPoints = 100'000;

/// Points with one target can be edited by hand, up to kMostHandPoints; generated ones become a table first.
bool can_edit_points(const Experiment& experiment, const Dataset& data);
/// Why not, in words for the status line; empty: they can, or there is nothing to be said.
std::string edit_trouble(const Experiment& experiment, const Dataset& data);

/// The experiment with its points as a table: all those of `data`, in the order that they were made in, where
/// a generator made them.
Experiment with_table(const Experiment& experiment, const Dataset& data);

/// A place in the data view's picture, in the user's units: along x an input; along y another one, or the
/// target.
struct PointSpot {
    double x = 0.0;
    double y = 0.0;
};

/// Where a point of a table stands in a picture.
PointSpot spot_of(const Table& table, std::size_t row, const DataLook& look, const HandClasses& classes);
/// Puts it there. On a curve over classes the target becomes that of the nearest class.
void put(Table& table, std::size_t row, const DataLook& look, const HandClasses& classes, PointSpot spot);

/// Adds a point where one clicked: of ui.point_class in a plane over classes; in a plane over numbers with
/// the target of the nearest point. Inputs that are not shown are at their means.
void add_point(UiState& ui, const Snapshot& now, const DataLook& look, PointSpot spot);
/// The table takes the place of the experiment's points; `label` is what undo says.
void set_table(UiState& ui, Table table, std::string_view label, std::uint64_t gesture = 0);
/// At least one point to learn from stays, and beside it those that the shares hold back; that is said.
/// Clears the selection.
void delete_points(UiState& ui, const Snapshot& now, const std::vector<std::size_t>& rows);
void set_class(UiState& ui, const Snapshot& now, const std::vector<std::size_t>& rows, std::size_t index);
/// Another class, which new points are of. With a loss that knows two alone the loss becomes cross_entropy.
void add_class(UiState& ui, const Snapshot& now);
void rename_class(UiState& ui, const Snapshot& now, std::size_t index, const std::string& name);

/// "1 point", "12 points".
std::string points_text(std::size_t count);

}  // namespace talweg
