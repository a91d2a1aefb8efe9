// Records one number per step into a bounded number of buckets, however many steps there are.
#pragma once

#include "core/history/series.h"

#include <cstddef>

namespace talweg {

/// Buckets of one series. When all are full, neighbours are merged in pairs and the stride doubles. The
/// result depends on the numbers alone: not on how they were grouped into calls of fold().
class SeriesRecorder {
  public:
    /// `sparse`: a NaN is a step that has no number (a loss measured once an epoch) and is passed over; first
    /// and last are then the first and last number there is (NaN: none). Otherwise NaN counts as non-finite.
    /// `most`: buckets at most, an even number.
    explicit SeriesRecorder(bool sparse = false, std::size_t most = kBuckets);

    /// Appends `count` steps. Does not allocate.
    void fold(const double* values, std::size_t count);
    /// Appends `count` steps that all have the same value, in a time that hardly depends on how many.
    void fold_same(double value, Step count);
    /// Steps recorded so far.
    Step steps() const { return steps_; }
    /// Steps in a full bucket: a power of two.
    Step stride() const { return stride_; }

    /// Forgets all steps from `steps` on, a multiple of stride() or not below steps() (TALWEG_CHECK).
    void truncate(Step steps);
    /// Forgets everything; keeps its memory.
    void reset();

    /// The series followed by `count` more steps that are not recorded yet, in at most `limit` buckets
    /// (merged while copying). limit >= 2.
    void publish(BucketSeries& out, std::size_t limit, const double* values, std::size_t count) const;

    std::uint64_t bytes() const { return buckets_.capacity() * sizeof(Bucket); }

    static constexpr std::size_t kBuckets = 16384;

  private:
    /// `take(bucket, taken)` gives that many of the `count` new steps to a bucket.
    template <class Take>
    void grow(Step count, Take take);

    std::vector<Bucket> buckets_;
    Step stride_ = 1;
    Step steps_ = 0;
    bool sparse_;
    std::size_t most_;
};

}  // namespace talweg
