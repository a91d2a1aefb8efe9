// How long each run's own steps take.
#pragma once

#include "core/train/trainer.h"

#include <vector>

namespace talweg {

/// All runs are stepped together, and a step may take less time than a look at the clock. So time is measured
/// in blocks of steps: one step of each block, the first, is watched run by run, and the block's time is
/// shared out by what the runs' watched steps usually take and how many steps each of them made. A block of a
/// single step (slow steps always stand alone) is shared out by what was watched in it. No number of the
/// training depends on it, and no two measurements agree.
class Stopwatch final : public StepWatch {
  public:
    using Now = double (*)();  ///< seconds since some moment; never falls

    explicit Stopwatch(Now now = steady_seconds) : now_(now) {}
    void set_clock(Now now) { now_ = now; }

    /// Another set of runs, of which nothing is known.
    void reset(std::size_t runs);
    /// A block begins; its first step is to be watched.
    void start();
    void run_moved(std::size_t run) override;
    /// So many steps of a run were made in the block under way.
    void made(std::size_t run, Step steps) { runs_[run].made = steps; }
    /// The block ends and the next one begins; seconds() of each run are known.
    void lap();
    double seconds(std::size_t run) const { return runs_[run].seconds; }

    static double steady_seconds();

    /// Steps in a block, at most: the clock is looked at so seldom that it costs next to nothing.
    static constexpr Step kBlock = 256;

  private:
    struct One {
        double watched = 0.0;  ///< in this block; 0: not
        double usual = 0.0;    ///< a running mean; 0: not known
        Step made = 0;
        double seconds = 0.0;
    };

    Now now_;
    double begun_ = 0.0;
    double seen_ = 0.0;
    std::vector<One> runs_;
};

}  // namespace talweg
