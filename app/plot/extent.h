// What a figure's marks cover, and the ranges that fit them.
#pragma once

#include "app/plot/figure.h"

#include <cstddef>

namespace talweg {

struct Fit {
    Range x;
    Range y;
    bool empty = true;          ///< no mark has anything finite to show
    std::size_t not_shown = 0;  ///< points with values <= 0 on a log axis
};

/// The ranges to show: an axis' own where it has a usable one, else fitted to the marks in the extent, with
/// air. Only points within a given range of one axis count for fitting the other. Non-finite values, and
/// values <= 0 on a log axis, are left out.
Fit fit_ranges(const Figure& figure);

}  // namespace talweg
