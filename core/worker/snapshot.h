// One consistent picture of training at one moment: all that a frame may show. A plain value.
#pragma once

#include "core/base/parameters.h"
#include "core/data/dataset.h"
#include "core/data/extent.h"
#include "core/history/series.h"
#include "core/history/step_map.h"
#include "core/history/theta_path.h"
#include "core/history/theta_trail.h"
#include "core/train/closed_form.h"
#include "core/train/conditioning.h"
#include "core/train/experiment.h"
#include "core/train/metrics.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace talweg {

enum class Phase {
    paused,
    playing,
    seeking,  ///< computing towards the wished step; the picture refines
    ended,    ///< no run can go on: all finished, stopped or diverged
    failed,   ///< the worker met an error; see Snapshot::message
};

/// A run's way over the surface: (theta_0, theta_1) of the steps that core/history/path_steps.h names, and of
/// the newest. Empty when p < 2.
struct PathSeries {
    std::vector<double> x;  ///< of steps kept_step(0), kept_step(1), …, then last_step
    std::vector<double> y;
    Step last_step = 0;  ///< the step of the last point
};

/// The step of a path's point.
Step path_step(const PathSeries& path, std::size_t index);
/// How many of a path's points stand at `step` or before it.
std::size_t path_points_until(const PathSeries& path, Step step);

/// The most samples of a batch that a snapshot names.
inline constexpr std::size_t kShownBatch = 4096;

struct RunSnapshot {
    std::uint64_t id = 0;
    RunState state;                             ///< at the cursor
    RunStatus end_status = RunStatus::running;  ///< at the head: how the run ended, if it has
    Step end_step = 0;                          ///< the head of this run
    std::string reason;                         ///< why it ended, in words with numbers
    BucketSeries loss;                          ///< to the head
    BucketSeries train_loss;                    ///< no buckets: there is none apart from `loss`
    BucketSeries validation_loss;               ///< no buckets: there is none
    BucketSeries rate;                          ///< no buckets: the same at every step
    BucketSeries penalty;                       ///< no buckets: there is none
    BucketSeries data_loss;  ///< the loss over all samples without the penalty, where there is one
    /// The gradient's norm in each layer, to the head, in fewer and wider buckets; none: the model has one
    /// layer.
    std::vector<BucketSeries> layer_norms;
    StepMap evaluations;  ///< so far, at each step; empty: one a step, from 1 at step 0 on
    StepMap seconds;      ///< that the run's own steps took: measured, never the same twice
    PathSeries path;
    ThetaPath way;        ///< all of theta on the way, to the head; count 0: two parameters, or very many
    PathSeries average;   ///< of the averaged theta; empty: a run without
    SampleWindow recent;  ///< exact; ends at the head
    SampleWindow detail;  ///< exact; around what Inspect asked for; count 0: none
    SampleWindow trail;   ///< exact; the last few steps up to the cursor, for ghosts of the fitted line
    ThetaWindow thetas;  ///< of the same, where theta is longer than a trail has it; count 0: too long for it
    Step steps_per_epoch = 1;
    /// Rows of the data that the update after `state` uses; of a large batch evenly chosen kShownBatch of
    /// them. Empty: all.
    std::vector<Index> batch;
    /// Of `state`. No points: a test function, or so much data that they are worked out only at rest.
    Metrics metrics;
};

/// A future that an edit cut off: shown pale.
struct GhostRun {
    std::uint64_t id = 0;  ///< of the run it was
    BucketSeries loss;
    BucketSeries rate;
    StepMap evaluations;
    StepMap seconds;
    PathSeries path;
    Step first_step = 0;  ///< where it left
};

struct Snapshot {
    std::uint64_t number = 0;      ///< grows with every publication
    std::uint64_t generation = 0;  ///< of the newest edit seen, refused ones included (see message)
    Experiment experiment;         ///< the newest accepted
    /// The points that the numbers at the cursor belong to: before an edit of the data, the old ones, which
    /// may differ from experiment.data in number too.
    Dataset data;
    std::uint64_t data_revision = 0;  ///< another for other `data`, in this process; 0: nobody counts
    DataExtent extent;                ///< of `data`; not known where a snapshot is made by hand
    Conditioning conditioning;        ///< of `data`
    /// What the runs at the cursor head for, where they are least squares; else nothing.
    ClosedForm closed_form;
    Phase phase = Phase::paused;
    Step cursor = 0;                ///< the step shown
    Step head = 0;                  ///< the furthest step recorded
    Step goal = 0;                  ///< while seeking: where to
    Step earliest = 0;              ///< the first step one can go to; see Session::earliest()
    double steps_per_second = 0.0;  ///< measured, all runs together count as one step
    double speed = 0.0;             ///< as set; 0: as fast as it goes
    std::uint64_t history_bytes = 0;
    /// An error of the worker or of an edit, or why a step wished for was not reached, in words; empty: none.
    std::string message;
    std::vector<std::string> parameter_names;
    Parameters parameters;  ///< theta's blocks: weights and biases layer by layer
    std::vector<RunSnapshot> runs;
    std::vector<GhostRun> ghosts;
    StepExplanation explanation;  ///< of the update after the cursor, where it was asked for
};

/// The index of the run with that id, or nothing.
std::optional<std::size_t> find_run(const Snapshot& snapshot, std::uint64_t id);

/// What one run had at one step, for hovering and markers.
struct SampleAt {
    Step step = 0;
    bool exact = false;  ///< false: the nearest recorded step; ask for it by Inspect
    double rate = kAbsent;
    double loss = kAbsent;
    double gradient_norm = kAbsent;
    std::vector<double> theta;  ///< as recorded, may be empty
};

/// Looks in the cursor's state, trail, recent and detail, then in the path. A run that ended earlier gives
/// its last step. Nothing when nothing is known.
std::optional<SampleAt> sample_at(const RunSnapshot& run, Step step);

}  // namespace talweg
