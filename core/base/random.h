// Random numbers that are a pure function of (seed, stream, position): any step's draw can be repeated.
#pragma once

#include <array>
#include <cstdint>

namespace talweg {

/// What a sequence of random numbers is for. Streams of one seed are independent.
enum class Stream : std::uint32_t { data = 1, init = 2, batch = 3, split = 4 };

/// Philox 4x32-10 (Salmon et al. 2011) with our own distributions, since those of the standard library differ
/// between implementations. Two generators with equal keys give equal numbers on every machine.
class Random {
  public:
    /// `position` selects a subsequence, for example an epoch or a run and an epoch; each has 2^32 blocks.
    Random(std::uint64_t seed, Stream stream, std::uint64_t position = 0);

    std::uint32_t bits();
    /// Uniform in [0, 1) with 53 random bits.
    double uniform();
    /// Standard normal, by Box-Muller.
    double normal();
    /// Uniform in {0, …, count - 1}, without bias (Lemire 2019). count > 0.
    std::uint64_t below(std::uint64_t count);

  private:
    void refill();

    std::array<std::uint32_t, 4> counter_{};
    std::array<std::uint32_t, 2> key_{};
    std::array<std::uint32_t, 4> block_{};
    unsigned used_ = 4;
    double spare_normal_ = 0.0;
    bool has_spare_ = false;
};

}  // namespace talweg
