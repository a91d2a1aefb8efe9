// What the data view shows of a snapshot: which picture, along which inputs, and how predictions are read.
#pragma once

#include "app/views/parts.h"

namespace talweg {

/// curve: over one input. plane: over two. against: predicted against true. residuals: against predictions.
/// confusion: of classes, predicted against true.
enum class DataPicture { curve, plane, against, residuals, confusion };

struct DataLook {
    DataPicture picture = DataPicture::curve;
    Index across = 0;   ///< the input along x, of a curve or a plane
    Index up = -1;      ///< the input along y, of a plane
    Index outputs = 1;  ///< of the model
    Task task = Task::regression;
    bool operator==(const DataLook&) const = default;
};

/// As options.data wishes, as far as this data has it. The data has points and at least one input.
DataLook data_look(const Snapshot& now, const ViewOptions& options);

/// "x" and "y" where columns have no names.
std::string input_name(const Dataset& data, Index input);
std::string target_name(const Dataset& data);

/// (inputs): the mean of each over the points to train on, in the user's units.
Vector mean_inputs(const Snapshot& now);

/// "a 2.5, b 0.1 at their means": what the inputs that are not drawn are held at; empty when all are drawn.
std::string held_text(const Snapshot& now, const DataLook& look);

/// What the data spans: as the snapshot knows it, else worked out here.
DataExtent data_extent(const Snapshot& now);

/// The range of an input's points of all parts, with air.
Range input_range(const Snapshot& now, Index input);
/// The least and greatest target of all parts.
Span target_span(const Snapshot& now);

/// Even levels, multiples of 1, 2 or 5 powers of ten, about `count` of them, the first at or below and the
/// last at or above what is spanned. At least two.
std::vector<double> even_levels(const Span& span, int count);

/// Those of the targets: they hold still while the predictions move.
std::vector<double> value_levels(const Snapshot& now);

/// The colours between so many levels: viridis, which all kinds of colour vision can read, a little softened.
std::vector<Rgba> band_colors(std::size_t levels, const Theme& theme);

/// Class of a target as losses of the task have it: an index from 0.
std::size_t class_of(Task task, double target);
std::size_t class_count(const Dataset& data, const DataLook& look);
std::string class_name(const Dataset& data, Task task, std::size_t index);
/// The same colours as runs', each with a closed marker: where classes are drawn, no run's line is.
SeriesStyle class_style(std::size_t index, const Theme& theme);

/// The run whose predictions are drawn where only one's can be: the emphasised one, the chosen one, the first
/// shown one that has not diverged, the first shown one. nullptr: none is shown.
const ShownRun* told_run(const std::vector<ShownRun>& runs, const ViewOptions& options);

/// What of a plane's question does not move: the model and the inputs that it is drawn over.
PlaneQuestion model_question(const Snapshot& now, const DataLook& look);

}  // namespace talweg
