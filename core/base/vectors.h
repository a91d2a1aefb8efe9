// What several parts do with vectors.
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <cmath>

namespace talweg {

/// Of the same length; never allocates.
inline void copy(const Vector& from, Vector& to) { std::copy_n(from.data(), from.size(), to.data()); }

/// The largest |entry|; NaN where one is NaN, 0 of none.
inline double largest_entry(const Vector& values) {
    double largest = 0.0;
    for (Index i = 0; i < values.size(); ++i) {
        const double size = std::abs(values.data()[i]);
        // As comparisons with NaN are false, this way round it stays.
        if (!(size <= largest)) largest = size;
        if (std::isnan(largest)) break;
    }
    return largest;
}

}  // namespace talweg
