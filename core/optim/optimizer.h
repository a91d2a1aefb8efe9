// An optimizer: settings, buffers, and one update that reads like the paper.
#pragma once

#include "core/base/archive.h"
#include "core/base/part.h"
#include "core/base/types.h"

#include <memory>

namespace talweg {

/// The caller owns the loop. An optimizer never sees the step number, the clock or the loss.
class Optimizer {
  public:
    virtual ~Optimizer() = default;

    /// Moves theta (n) by one update. gradient: (n), at theta. rate: this step's learning rate, > 0.
    /// Does not allocate.
    virtual void update(Vector& theta, const Vector& gradient, double rate) = 0;
    /// Takes over new settings and keeps the buffers: a knob turned while it runs.
    virtual void configure(const Settings& settings) = 0;
    /// All buffers and counters, in a fixed order.
    virtual void archive(Archive& archive) = 0;
};

/// n: number of parameters. Throws Error for settings that are each in range but not possible together
/// (nesterov with dampening), naming the knobs.
using MakeOptimizer = std::unique_ptr<Optimizer> (*)(const Settings& settings, Index n);

struct OptimizerPart {
    PartInfo info;
    MakeOptimizer make = nullptr;
    double default_rate = 1e-3;  ///< PyTorch's default lr
};

}  // namespace talweg
