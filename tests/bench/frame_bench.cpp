// One frame of the whole window, without a window: all panels and the three views, four runs.
#include "app/panels/windowless.h"
#include "core/worker/runner.h"

#include <benchmark/benchmark.h>

namespace {

using namespace talweg;

/// Four runs that all go on to the end, on points with noise.
Experiment four_runs(Step steps) {
    Experiment experiment = first_experiment();
    experiment.stop.max_steps = steps;
    experiment.runs.clear();
    for (int i = 0; i < 4; ++i) {
        RunSpec run;
        run.id = static_cast<std::uint64_t>(i) + 1;
        run.optimizer.kind = i < 2 ? "sgd" : "adam";
        run.lr = i % 2 == 0 ? 0.01 : 0.001;
        run.batch = i % 2 == 0 ? 0 : 2;  // the noise of batches never settles: curves stay full of detail
        run.name = run.optimizer.kind + (i % 2 == 0 ? " full" : " batch 2");
        experiment.runs.push_back(run);
    }
    return experiment;
}

/// The first frames build fonts, pictures and caches. Every frame after shows a newer snapshot, as while it
/// plays.
void frame(benchmark::State& state, Step steps) {
    const Experiment experiment = four_runs(steps);
    HeadlessResult result = run_headless(experiment, steps, {}, {});
    Windowless window(1920.0, 1080.0, experiment);
    Commands commands;
    for (int i = 0; i < 5; ++i) window.frame(result.snapshot, result.surface, commands);
    for (auto _ : state) {
        ++result.snapshot.number;
        commands.clear();
        window.frame(result.snapshot, result.surface, commands);
    }
    state.counters["vertices"] = window.vertices();
}

void frame_1000(benchmark::State& state) { frame(state, 1'000); }
void frame_1000000(benchmark::State& state) { frame(state, 1'000'000); }

}  // namespace

BENCHMARK(frame_1000)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_1000000)->Unit(benchmark::kMillisecond);
