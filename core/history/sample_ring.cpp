// The last steps of one run, exactly: every recorded column in a ring.
#include "core/history/sample_ring.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>

namespace talweg {

// Columns one power of two apart would all fall into the same few lines of the cache: hence the padding.
SampleRing::SampleRing(std::size_t parameters, std::size_t capacity)
    : columns_(kTheta + std::min(parameters, kRecordedParameters)),
      mask_(capacity - 1),
      stride_(capacity + 24),
      values_(columns_ * stride_) {
    TALWEG_CHECK(std::has_single_bit(capacity));
}

void SampleRing::truncate(Step end) {
    if (end >= end_) return;
    if (end <= first()) {
        restart(end);
        return;
    }
    start_ = first();  // what the ring overwrote does not come back
    end_ = end;
}

std::size_t SampleRing::piece(Step step, Step end) const {
    return std::min<Step>(end - step, mask_ + 1 - (step & mask_));
}

void SampleRing::copy(Step first, std::size_t count, std::size_t capacity, SampleWindow& out) const {
    TALWEG_CHECK(count <= capacity && (count == 0 || (has(first) && has(first + count - 1))));
    out.first = first;
    out.count = count;
    out.capacity = capacity;
    out.columns = columns_;
    out.values.resize(columns_ * capacity);
    const Step end = first + count;
    for (Step step = first; step < end;) {
        const std::size_t length = piece(step, end);
        for (std::size_t column = 0; column < columns_; ++column) {
            std::copy_n(data(column, step), length, out.values.data() + column * capacity + (step - first));
        }
        step += length;
    }
}

}  // namespace talweg
