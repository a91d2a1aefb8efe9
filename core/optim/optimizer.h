// An optimizer: settings, buffers, and one update that reads like the paper.
#pragma once

#include "core/base/archive.h"
#include "core/base/error.h"
#include "core/base/parameters.h"
#include "core/base/part.h"
#include "core/base/types.h"

#include <memory>
#include <string_view>
#include <vector>

namespace talweg {

/// What an optimizer may ask of the objective in the middle of a step, over the batch of that step. One
/// evaluation is what one loss or one gradient costs. Nothing here allocates once it has been called.
class Probe {
  public:
    virtual ~Probe() = default;
    /// The loss at theta (n), penalty included. Non-finite where it overflows.
    virtual double value(const Vector& theta) = 0;
    /// The same, and its gradient (n), clipped as the run's gradients are.
    virtual double value_and_gradient(const Vector& theta, Vector& gradient) = 0;
    /// The exact Hessian (n x n) at theta, counted as n: each column costs about a gradient. False: the
    /// objective does not know it (`hessian` is untouched).
    virtual bool hessian(const Vector& theta, Matrix& hessian) = 0;
    /// r (m) and its Jacobian (m x n) where the loss is |r|^2, counted as 1: its rows are the gradients of
    /// the samples, of which the gradient is the sum. False: it is no sum of squares.
    virtual bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) = 0;
};

/// Where a step begins: all at theta_k, of batch k.
struct StepInput {
    double loss;
    const Vector& gradient;  ///< (n)
    double rate;             ///< this step's learning rate, > 0
    double base_rate;        ///< the run's own, which a schedule starts from, > 0
    Probe& probe;
};

/// A buffer by the letter that the rule gives it. `values` has n numbers, or 1 that holds for all.
struct NamedBuffer {
    std::string_view symbol;
    const double* values;
    Index size;
};

/// The caller owns the loop. An optimizer never sees the step number or the clock.
class Optimizer {
  public:
    virtual ~Optimizer() = default;

    /// Moves theta (n) by one update. gradient: (n), at theta. rate: this step's learning rate, > 0.
    /// Does not allocate. Not called on those that override step().
    virtual void update(Vector& theta, const Vector& gradient, double rate);
    /// One whole step from theta (n), with as many further evaluations as it needs. Does not allocate.
    virtual void step(Vector& theta, const StepInput& now) { update(theta, now.gradient, now.rate); }
    /// Takes over new settings and keeps the buffers: a knob turned while it runs.
    virtual void configure(const Settings& settings) = 0;
    /// All buffers and counters, in a fixed order.
    virtual void archive(Archive& archive) = 0;
    /// Sets the momentum (or beta1) from now on, as schedules that cycle it do. False: there is none.
    virtual bool set_momentum(double) { return false; }
    /// The buffers that the rule names, for looking at; empty: there are none.
    virtual void buffers(std::vector<NamedBuffer>&) const {}
    /// The running average of theta that a wrapper keeps beside it; nullptr: there is none.
    virtual const Vector* average() const { return nullptr; }
};

inline void Optimizer::update(Vector&, const Vector&, double) { TALWEG_CHECK(false); }

/// Throws Error for settings that are each in range but not possible together (nesterov with dampening),
/// naming the knobs.
using MakeOptimizer = std::unique_ptr<Optimizer> (*)(const Settings& settings, const Parameters& parameters);

struct OptimizerPart {
    PartInfo info;
    MakeOptimizer make = nullptr;
    double default_rate = 1e-3;  ///< PyTorch's default lr
    /// Why it needs the full batch ("its line search compares losses, which differ between batches"); empty:
    /// mini-batches will do.
    std::string_view full_batch = {};
    bool needs_hessian = false;    ///< exact, from the objective
    bool needs_residuals = false;  ///< the loss is a sum of squares
};

/// Around any optimizer: lookahead, sam, averages. A wrapper's configure() takes its own settings, and its
/// buffers() are its own; those of what it wraps are set and looked at there. Its rule has the line "a step
/// of the optimizer" where that step is, with ", with g in place of ∇L(θ)" where it is given the gradient g.
/// No symbol of a wrapper is one of an optimizer's or of another wrapper's.
class Wrapper : public Optimizer {
  public:
    explicit Wrapper(std::unique_ptr<Optimizer> inner) : inner_(std::move(inner)) {}

    bool set_momentum(double momentum) override { return inner_->set_momentum(momentum); }
    const Vector* average() const override { return inner_->average(); }
    Optimizer& inner() { return *inner_; }

  private:
    std::unique_ptr<Optimizer> inner_;
};

using WrapOptimizer = std::unique_ptr<Wrapper> (*)(const Settings& settings, const Parameters& parameters,
                                                   std::unique_ptr<Optimizer> inner);

struct WrapperPart {
    PartInfo info;
    WrapOptimizer wrap = nullptr;
    bool averages = false;  ///< keeps an average beside theta; a run has at most one of these
};

}  // namespace talweg
