// What the tests of generators share.
#pragma once

#include "core/train/catalogue.h"

namespace talweg::test {

inline Dataset generate(std::string_view kind, const KnobMap& knobs = {}) {
    const DatasetPart& part = dataset_part(kind);
    return part.make(Settings(part.info, knobs));
}

inline KnobValue whole(std::int64_t value) { return value; }

/// Mean and variance (over n) of a column, and how two go together.
inline double mean_of(const Vector& values) { return values.mean(); }
inline double covariance_of(const Vector& a, const Vector& b) {
    return ((a.array() - a.mean()) * (b.array() - b.mean())).mean();
}
inline double variance_of(const Vector& values) { return covariance_of(values, values); }

}  // namespace talweg::test
