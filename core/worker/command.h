// What the user interface may ask of the worker. Values only: they can be logged, replayed and tested.
#pragma once

#include "core/surface/plane_choice.h"
#include "core/train/experiment.h"

#include <optional>
#include <variant>
#include <vector>

namespace talweg {

struct Play {};
/// Also ends a walk to a step that was not taken yet (SeekTo, StepBy) where it is.
struct Pause {};
/// Runs `count` steps, then pauses.
struct StepBy {
    std::uint64_t count = 1;
};
/// Shows the state `count` steps earlier, and pauses.
struct StepBack {
    std::uint64_t count = 1;
};
/// Shows step `step` exactly as it was; beyond the head it is computed. A newer one replaces it. Play/pause
/// stays.
struct SeekTo {
    Step step = 0;
};
/// Back to step 0 with the present experiment: same start, same seed, journal empty. Pauses.
struct Reset {};
/// Steps per second; 0: as fast as it goes.
struct SetSpeed {
    double steps_per_second = 0.0;
};
/// The experiment after an edit. The worker finds out what kind it is (classify_edit): a live edit goes into
/// the journal with its step and keeps the state; a restart begins again and goes to the step one was at.
/// With the cursor before the head, a live edit cuts the future off, which stays as a pale ghost.
struct Edit {
    Experiment experiment;
    std::uint64_t generation = 0;  ///< the editor's number for it; snapshots carry it back
};
/// Another experiment altogether: from step 0, paused.
struct Load {
    Experiment experiment;
    std::uint64_t generation = 0;
};
/// Wants the exact numbers of steps [first, last] of the past; the answer comes in Snapshot::detail.
struct Inspect {
    Step first = 0;
    Step last = 0;
};
/// The window of the loss surface that one looks at, or the natural one.
struct ShowSurface {
    bool natural = true;
    double x_low = 0.0;
    double x_high = 0.0;
    double y_low = 0.0;
    double y_high = 0.0;
};
/// The plane of more than two parameters whose loss one looks at; nothing: none. `id` comes back in
/// LossSurface::wish.
struct ShowPlane {
    std::optional<PlaneWish> wish;
    std::uint64_t id = 0;
};
/// Wants to know what the update after the step shown does to theta[parameter] of a run; the answer comes in
/// every Snapshot::explanation from then on. run 0: no more.
struct Explain {
    std::uint64_t run = 0;
    Index parameter = 0;
};
struct Quit {};

using Command = std::variant<Play, Pause, StepBy, StepBack, SeekTo, Reset, SetSpeed, Edit, Load, Inspect,
                             ShowSurface, ShowPlane, Explain, Quit>;
using Commands = std::vector<Command>;

}  // namespace talweg
