// A power that grows by one factor a step: beta^t of bias corrections, without pow().
#pragma once

#include "core/base/archive.h"

namespace talweg {

/// base^t for t = 0, 1, 2, …, as a running product, hence with the same bits everywhere.
class RunningPower {
  public:
    /// base: in [0, 1]. A new one counts as if it had been so from the start; the old one again changes
    /// nothing.
    void set_base(double base) {
        if (base == base_) return;
        base_ = base;
        value_ = power_of(base, count_);
    }
    void advance() {
        ++count_;
        value_ *= base_;
        if (value_ < kNegligible) value_ = 0.0;
    }
    /// base^t; 1 before the first advance().
    double value() const { return value_; }
    double base() const { return base_; }
    std::uint64_t count() const { return count_; }
    /// With the base, which a schedule may change at every step.
    void archive(Archive& archive) {
        archive.field(base_);
        archive.field(value_);
        archive.field(count_);
    }

  private:
    /// Below this, 1 - power is 1 to the last bit; zero also keeps the product out of the slow subnormal
    /// numbers.
    static constexpr double kNegligible = 1e-30;

    static double power_of(double base, std::uint64_t exponent) {
        double result = 1.0;
        for (double square = base; exponent != 0; exponent >>= 1, square *= square) {
            if ((exponent & 1) != 0) result *= square;
        }
        return result < kNegligible ? 0.0 : result;
    }

    double base_ = -1.0;
    double value_ = 1.0;
    std::uint64_t count_ = 0;  ///< t
};

}  // namespace talweg
