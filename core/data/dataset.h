// The points one fits: inputs, targets and what they are called.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace talweg {

/// How a column of inputs was scaled: the user's number is x * factor + shift.
struct ColumnScale {
    double factor = 1.0;
    double shift = 0.0;
    bool operator==(const ColumnScale&) const = default;
    double raw(double scaled) const { return scaled * factor + shift; }
    double scaled(double raw) const { return (raw - shift) / factor; }
};

/// x: (n x inputs), y: (n x outputs); row i is one sample to train on. validation_* and test_* may have no
/// rows: then there are none.
struct Dataset {
    Matrix x;
    Matrix y;
    Matrix validation_x;
    Matrix validation_y;
    Matrix test_x;
    Matrix test_y;
    /// Which row each point was before the split: those of x, then validation_x, then test_x. Empty: no
    /// split.
    std::vector<Index> order;
    std::vector<std::string> x_names;  ///< one per input
    std::vector<std::string> y_names;  ///< one per output
    /// Names of classes 0, 1, …, when the one column of y holds indices of classes. Empty: y is numbers.
    std::vector<std::string> classes;
    /// One per input, of x, validation_x and test_x alike. Empty: they stand as the user has them.
    std::vector<ColumnScale> x_scale;

    Index rows() const { return x.rows(); }
    /// Whether y says which class a point is of, and not a number to predict.
    bool of_classes() const { return !classes.empty(); }
    Index all_rows() const { return x.rows() + validation_x.rows() + test_x.rows(); }
    /// A value of input `column` in the user's units.
    double raw(Index column, double value) const {
        return x_scale.empty() ? value : x_scale[static_cast<std::size_t>(column)].raw(value);
    }
};

/// Points typed or dragged by hand, as a file holds them. x is row-major: x[i * inputs + j].
struct Table {
    std::size_t inputs = 1;
    std::vector<double> x;
    std::vector<double> y;
    /// Names of classes 0, 1, …, when y holds indices of classes; empty: y is numbers.
    std::vector<std::string> classes = {};
    bool operator==(const Table&) const = default;
};

/// Makes a data set from a generator's settings; pure: the same settings give the same points everywhere.
using MakeDataset = Dataset (*)(const Settings& settings);

/// A generator in the catalogue. "table" has no maker: its points stand in the experiment.
struct DatasetPart {
    PartInfo info;
    MakeDataset make = nullptr;
};

/// The table as a data set. Throws Error when x and y have different lengths, there are no points, a value is
/// not finite (naming which), a name of a class is empty or stands twice, or a point is of none of the
/// classes.
Dataset dataset_from_table(const Table& table);

}  // namespace talweg
