// What the thread tests share: an experiment with everything in it, hashes, and waiting for a runner.
#pragma once

#include "core/worker/runner.h"
#include "core/worker/session.h"

#include <functional>

namespace talweg {

/// Sanitizers make steps some thirty times slower: long histories are shorter there.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
inline constexpr bool kSlowBuild = true;
#else
inline constexpr bool kSlowBuild = false;
#endif

/// Forty noisy points of a line; SGD, momentum, Adam on mini-batches, Nesterov with a cosine schedule.
Experiment mixed_experiment();
/// The same after an edit that keeps the state: other rates, a dragged point.
Experiment with_other_rate(Experiment experiment, std::size_t run, double lr);
Experiment with_dragged_point(Experiment experiment, std::size_t point, double y);
/// mixed_experiment() with so many points, and small batches.
Experiment large_experiment(std::size_t points);
/// With a point where a mouse that drags one after the other has it at that step.
Experiment dragged(Experiment experiment, Step step);
/// A journal of edits that is soon full.
inline constexpr std::uint64_t kSmallJournal = 64 << 10;

/// Every column of every run over the last 65,536 steps, all buckets and path points, to the last bit.
std::uint64_t history_hash(Session& session);
/// Every number of one state.
std::uint64_t state_hash(const RunState& state, std::uint64_t seed = 0);
/// Of all runs where the session stands.
std::uint64_t cursor_hash(const Session& session);
/// What a snapshot shows of the history: series, paths, last steps.
std::uint64_t snapshot_hash(const Snapshot& snapshot);

/// A state as a run of two parameters has it, with numbers that follow from the loss.
RunState state_at(Step step, double loss, double x = 0.0, double y = 0.0);
/// Numbers with everything awkward among them.
std::vector<double> awkward_numbers(std::size_t count);
/// The same buckets to the last bit.
bool same_bits(const BucketSeries& a, const BucketSeries& b);

/// Nothing interrupts.
extern const std::atomic<bool> kNever;
/// Goes to a step, whatever it takes.
void go_to(Session& session, Step step);

/// Refreshes until the snapshot is as wished; false after ten minutes: it hangs.
bool wait_for(Runner& runner, const std::function<bool(const Snapshot&)>& wish);
/// Posts SeekTo and waits until it is there.
bool go_to(Runner& runner, Step step);

/// The number of that name in tests/golden/history.txt.
std::uint64_t golden(const std::string& name);

}  // namespace talweg
