// Typed formulas beside the functions that are built in.
#include "core/surface/loss_surface.h"
#include "core/train/experiment.h"
#include "core/worker/session.h"

#include <benchmark/benchmark.h>

#include <atomic>

namespace {

using namespace talweg;

constexpr int kSide = 256;
constexpr int kSteps = 4096;
constexpr PlaneWindow kWindow{-2.0, 2.0, -1.0, 3.0};
constexpr const char* kRosenbrock = "(1-x)^2 + 100*(y-x^2)^2";
constexpr const char* kAckley =
    "20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))";

PartChoice built(const char* kind) { return {kind, {}}; }
PartChoice typed(const char* formula) { return {"formula", {{"formula", std::string(formula)}}}; }

Experiment experiment_of(const PartChoice& function) {
    Experiment experiment;
    experiment.function = function;
    experiment.init.numbers = {-1.2, 1.0};
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    run.lr = 1e-3;
    experiment.runs.push_back(run);
    return experiment;
}

/// As the worker does it, with record and checkpoints.
void steps(benchmark::State& state, const PartChoice& function) {
    Session session(experiment_of(function), 0, 64 << 20);
    const std::atomic<bool> never{false};
    while (state.KeepRunningBatch(kSteps)) {
        session.reset();
        session.advance(kSteps, never);
    }
    benchmark::DoNotOptimize(session.walker().state(0).loss);
}

void gradient(benchmark::State& state, const PartChoice& function) {
    const auto objective = make_objective(experiment_of(function));
    Vector theta{{-1.2, 1.0}};
    Vector slope(2);
    for (auto _ : state) {
        theta[0] += 1e-9;
        benchmark::DoNotOptimize(objective->value_and_gradient(theta, slope));
        benchmark::DoNotOptimize(slope.data());
    }
}

void grid(benchmark::State& state, const PartChoice& function) {
    const auto objective = make_objective(experiment_of(function));
    LossSurface surface;
    for (auto _ : state) {
        compute_surface(*objective, kWindow, kSide, kSide, surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

}  // namespace

BENCHMARK_CAPTURE(steps, built, built("rosenbrock"))->Name("built_steps");
BENCHMARK_CAPTURE(steps, typed, typed(kRosenbrock))->Name("typed_steps");
BENCHMARK_CAPTURE(gradient, built, built("rosenbrock"))->Name("built_gradient");
BENCHMARK_CAPTURE(gradient, typed, typed(kRosenbrock))->Name("typed_gradient");
BENCHMARK_CAPTURE(grid, built, built("rosenbrock"))->Name("built_grid");
BENCHMARK_CAPTURE(grid, typed, typed(kRosenbrock))->Name("typed_grid");
BENCHMARK_CAPTURE(grid, built_ackley, built("ackley"))->Name("built_ackley_grid");
BENCHMARK_CAPTURE(grid, typed_ackley, typed(kAckley))->Name("typed_ackley_grid");
