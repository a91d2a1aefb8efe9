// The worker thread: takes commands between two steps, runs them, publishes what came of it.
#pragma once

#include "core/surface/loss_surface.h"
#include "core/worker/command.h"
#include "core/worker/snapshot.h"

#include <functional>
#include <memory>

namespace talweg {

struct RunnerOptions {
    /// For checkpoints, all runs together.
    std::uint64_t checkpoint_bytes = 64ull << 20;
    /// For the journal of edits.
    std::uint64_t journal_bytes = 32ull << 20;
    /// Called from the worker thread after a publication, to wake a sleeping UI. Must not block.
    std::function<void()> wake;
};

/// Owns one training thread and one surface thread. Everything public is for the UI thread and never waits
/// for the worker: post() appends under a mutex that the worker holds only while it swaps two vectors.
class Runner {
  public:
    /// Starts paused at step 0. Throws Error when the experiment is not possible.
    explicit Runner(const Experiment& experiment, RunnerOptions options = {});
    /// Ends both threads and joins them, within a few milliseconds.
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void post(Commands&& commands);
    void post(Command command);

    /// Takes the newest snapshot, if there is one; snapshot() stays the same until the next refresh.
    bool refresh();
    const Snapshot& snapshot() const;
    /// The newest surface taken by refresh(). May belong to an older generation or window: the stretched
    /// picture.
    const LossSurface& surface() const;
    /// How far the surface thread is with the next grid.
    SurfaceProgress surface_progress() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The snapshot of an experiment trained without threads, for headless export: after exactly `steps` steps or
/// when every run has ended. `progress` is called now and then with the step; returning false stops early.
/// The same code records and fills the snapshot as in Runner.
struct HeadlessResult {
    Snapshot snapshot;
    LossSurface surface;
    bool interrupted = false;
    double seconds = 0.0;  ///< wall time of the steps; all runs are stepped together
};
/// `row` is called once for every run at every step that is recorded, from step 0 to its end: what
/// history.csv holds.
HeadlessResult run_headless(const Experiment& experiment, Step steps,
                            const std::function<bool(Step)>& progress,
                            const std::function<void(const RunSpec&, const RunState&)>& row);

}  // namespace talweg
