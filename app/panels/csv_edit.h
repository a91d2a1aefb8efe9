// Points of a file, or of the clipboard, taken into an experiment.
#pragma once

#include "app/panels/ui_state.h"
#include "core/data/csv_read.h"
#include "core/train/csv_source.h"

#include <memory>

namespace talweg {

/// Points that were read and chosen. In a file: `choice` names it and has its checksum. Without a path they
/// are to stand in the experiment itself (fits_table).
struct TakenData {
    CsvChoice choice;
    std::shared_ptr<const CsvData> csv;
    std::string title;    ///< of an experiment that begins with them
    CsvStamp stamp = {};  ///< of the file when it was read
};

/// Most rows that are taken into an experiment's own table.
inline constexpr Index kMostTableRows = 10'000;

/// Whether the points can stand in the experiment's own table, where they are moved by hand: one or two
/// inputs of numbers, none missing, not too many.
bool fits_table(const CsvData& csv);

/// As the experiment names them.
DataChoice data_of(const TakenData& taken);

/// An experiment that begins with these points. Throws Error.
Experiment fresh_experiment(const TakenData& taken);

/// `before` with these points in place of its own, and what no longer suits them mended: the loss, batches,
/// starts, a stratified split of numbers. `said`: what changed besides, for the status line. Throws Error
/// where its model cannot take them.
Experiment with_points(const Experiment& before, const TakenData& taken, std::string& said);

}  // namespace talweg
