// The confusion matrix of one run: which classes are taken for which.
#pragma once

#include "app/views/data_look.h"

namespace talweg {

/// Of so many classes at most: the most frequent ones.
inline constexpr std::size_t kMostConfused = 40;
/// Of more classes there is no table beside the matrix: its rows would be too low.
inline constexpr std::size_t kMostTabled = 16;

/// The marks' names, and the series in CSV.
inline constexpr std::string_view kConfusionMark = "confusion";
inline constexpr std::string_view kClassMetricsMark = "metrics";

/// Which part of the data is judged, of those that have points: the one wished for, else validation, else
/// train. nullptr: nothing was counted.
const SplitMetrics* judged_part(const Metrics& metrics, DataViewOptions::Part wish);

/// Rows are true classes, columns predicted ones, both in the order of the data; every cell has its count and
/// its share of the row. Beside it precision, recall, F1 and points of each class, and below the sums over
/// all classes with their micro averages (the accuracy), and the means over classes (options.data.table).
void draw_confusion(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                    const std::vector<ShownRun>& runs, Figure& figure);

}  // namespace talweg
