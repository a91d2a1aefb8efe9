// Missing inputs filled with what the points to train on tell.
#pragma once

#include "core/data/csv_choice.h"
#include "core/data/dataset.h"

namespace talweg {

enum class Fill { none, mean, median };

/// What a choice about a file asks for.
inline Fill fill_of(const CsvChoice& choice) {
    return choice.missing == CsvMissing::mean     ? Fill::mean
           : choice.missing == CsvMissing::median ? Fill::median
                                                  : Fill::none;
}

/// Puts a number in place of every NaN of the inputs, in all parts of a split data set that is not scaled
/// yet: the column's mean or median over the points to train on that have one, so that nothing of the others
/// leaks in (scikit-learn's SimpleImputer, fitted on the training rows). The median of an even number is the
/// middle between the two. Fill::none, or no NaN: the data set as it is. Throws Error naming the column: none
/// of the points to train on has a number there; a mean that no double holds.
Dataset fill_inputs(Dataset data, Fill how);

}  // namespace talweg
