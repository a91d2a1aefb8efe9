// One frame of the whole window, without a window: all panels and the three views, four runs.
#include "app/panels/point_edits.h"
#include "app/panels/windowless.h"
#include "core/base/random.h"
#include "core/worker/plane_maker.h"
#include "core/worker/runner.h"

#include <benchmark/benchmark.h>

#include <map>

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
void frames(benchmark::State& state, const Experiment& experiment, HeadlessResult& result) {
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
void frame(benchmark::State& state, const Experiment& experiment, Step steps) {
    HeadlessResult result = run_headless(experiment, steps, {}, {});
    frames(state, experiment, result);
}

/// Sixteen hidden layers: of each as many units are drawn as of any.
Experiment deepest() {
    Experiment experiment = first_experiment();
    experiment.data = {};
    experiment.data.part = {"moons", {}};
    experiment.model = {"mlp", {{"hidden", std::vector<double>(16, 64.0)}}};
    experiment.init = default_init(experiment.model);
    experiment.loss = {"bce_with_logits", {}};
    experiment.runs.resize(1);
    return experiment;
}

void frame(benchmark::State& state, Step steps) { frame(state, four_runs(steps), steps); }
void frame_network(benchmark::State& state) { frame(state, deepest(), 50); }
void frame_1000(benchmark::State& state) { frame(state, 1'000); }
void frame_1000000(benchmark::State& state) { frame(state, 1'000'000); }

/// One full-batch run on that many points of one input, or of two with classes.
Experiment points_of(std::int64_t points, bool classes) {
    Experiment experiment = first_experiment();
    experiment.data.part = classes ? PartChoice{"two_gaussians", {{"n", points}}}
                                   : PartChoice{"line", {{"n", points}, {"noise", 1.0}}};
    if (classes) experiment.loss = {"bce_with_logits", {}};
    experiment.init = default_init(experiment.model);
    experiment.runs.resize(1);
    experiment.runs[0].lr = 0.01;
    return experiment;
}

void points_frame(benchmark::State& state, std::int64_t points, bool classes) {
    const Experiment experiment = points_of(points, classes);
    // Every repetition shows the same.
    static std::map<std::pair<std::int64_t, bool>, HeadlessResult> results;
    if (!results.contains({points, classes}))
        results[{points, classes}] = run_headless(experiment, 20, {}, {});
    frames(state, experiment, results[{points, classes}]);
}

/// The picture and the boundaries of so many classes, each around a place of its own, from a plane that is
/// new every time: what the window's thread does of them.
void regions(benchmark::State& state, Index classes) {
    PlaneQuestion question;
    question.outputs = classes;
    question.held = Vector::Zero(2);
    question.window = {0.0, 1.0, 0.0, 1.0};
    question.theta = Vector(3 * classes);
    Random random(1, Stream::data);
    for (Index c = 0; c < classes; ++c) {
        const double x = random.uniform();
        const double y = random.uniform();
        question.theta[2 * c] = 200.0 * x;
        question.theta[2 * c + 1] = 200.0 * y;
        question.theta[2 * classes + c] = -100.0 * (x * x + y * y);
    }
    PlaneMaker maker;
    PredictionPlane plane;
    maker.ask(question);
    maker.make(PlaneMaker::kFinest, plane);
    PredictionArt art;
    for (auto _ : state) {
        ++plane.revision;
        art.update(plane, {Task::classes, {}}, light_theme(), 768);
    }
}

/// The axes move in every frame, so that nothing is as it was.
void panned_1000000(benchmark::State& state) {
    const Experiment experiment = points_of(1'000'000, true);
    static HeadlessResult result = run_headless(experiment, 20, {}, {});
    Windowless window(1920.0, 1080.0, experiment);
    Commands commands;
    double low = -3.0;
    for (auto _ : state) {
        low += 1e-3;
        window.state().view.data.range = {Range{low, low + 6.0}, Range{-3.0, 3.0}};
        commands.clear();
        window.frame(result.snapshot, result.surface, commands);
    }
}

/// The pointer rests among a hundred thousand points that can be moved by hand.
void hovered_100000(benchmark::State& state) {
    const Experiment experiment = points_of(100'000, true);
    static HeadlessResult result = run_headless(experiment, 20, {}, {});
    Windowless window(1920.0, 1080.0, experiment);
    Commands commands;
    for (int i = 0; i < 3; ++i) window.frame(result.snapshot, result.surface, commands);
    const Box plot = window.marks().find("view.data.plot")->second;
    compat::feed_mouse(static_cast<float>((plot.left + plot.right) / 2),
                       static_cast<float>((plot.top + plot.bottom) / 2));
    for (auto _ : state) {
        commands.clear();
        window.frame(result.snapshot, result.surface, commands);
    }
}

/// All of a hundred thousand points are dragged at once: every frame is an edit of all.
void dragged_100000(benchmark::State& state) {
    Experiment experiment = points_of(100'000, true);
    experiment = with_table(experiment, make_dataset(experiment));
    static HeadlessResult result = run_headless(experiment, 20, {}, {});
    Windowless window(1920.0, 1080.0, experiment);
    Commands commands;
    for (auto _ : state) {
        Table table = window.state().document.experiment().data.table;
        for (double& x : table.x) x += 1e-3;
        set_table(window.state(), std::move(table), "Move points", 1);
        commands.clear();
        window.frame(result.snapshot, result.surface, commands);
    }
}

void regions_3(benchmark::State& state) { regions(state, 3); }
void regions_100(benchmark::State& state) { regions(state, 100); }
void points_1000(benchmark::State& state) { points_frame(state, 1'000, false); }
void points_1000000(benchmark::State& state) { points_frame(state, 1'000'000, false); }
void classes_1000(benchmark::State& state) { points_frame(state, 1'000, true); }
void classes_1000000(benchmark::State& state) { points_frame(state, 1'000'000, true); }

}  // namespace

BENCHMARK(panned_1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(hovered_100000)->Unit(benchmark::kMillisecond);
BENCHMARK(dragged_100000)->Unit(benchmark::kMillisecond);
BENCHMARK(regions_3)->Unit(benchmark::kMillisecond);
BENCHMARK(regions_100)->Unit(benchmark::kMillisecond);
BENCHMARK(points_1000)->Unit(benchmark::kMillisecond);
BENCHMARK(points_1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(classes_1000)->Unit(benchmark::kMillisecond);
BENCHMARK(classes_1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_network)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_1000)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_1000000)->Unit(benchmark::kMillisecond);
