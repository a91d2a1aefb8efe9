// What a data set spans: worked out once, where a picture would look at all points again in every frame.
#pragma once

#include "core/data/dataset.h"

#include <limits>

namespace talweg {

/// Of numbers that are finite; others are passed over. Empty (low above high) of no points.
struct ColumnExtent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double value);
    bool empty() const { return !(low <= high); }
};

struct DataExtent {
    std::vector<ColumnExtent> inputs;  ///< as they stand in x, validation_x and test_x
    ColumnExtent target;               ///< of the first column of all parts
    Vector mean;                       ///< (inputs): over the rows of x alone, as they stand there

    /// Whether it is of data with so many inputs; false: nobody has worked it out.
    bool known(Index columns) const { return columns > 0 && std::ssize(inputs) == columns; }
};

/// One pass over all points.
DataExtent extent_of(const Dataset& data);

}  // namespace talweg
