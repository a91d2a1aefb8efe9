// A small network beside a plain Eigen loop of the same arithmetic.
#include "core/base/random.h"
#include "core/history/layer_recorder.h"
#include "core/train/layer_norms.h"
#include "core/worker/session.h"
#include "tests/bench/plain_network.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <numeric>

namespace {

using namespace talweg;
using namespace talweg::bench;

constexpr int kSteps = 100;

void plain_network(benchmark::State& state, Index batch) {
    const Experiment experiment = network_experiment(0);
    const Dataset data = make_dataset(experiment);
    Plain network(make_start(experiment, 0, *make_objective(experiment)));
    std::vector<Index> order(kPoints);
    std::iota(order.begin(), order.end(), Index{0});
    Random random(1, Stream::batch);
    Matrix x(batch, 2);
    Matrix y(batch, 1);
    Index next = kPoints;
    while (state.KeepRunningBatch(kSteps)) {
        for (int step = 0; step < kSteps; ++step) {
            if (batch == kPoints) {
                benchmark::DoNotOptimize(network.step(data.x, data.y));
                continue;
            }
            if (next + batch > kPoints) {
                for (Index i = kPoints - 1; i > 0; --i) {
                    const auto other = random.below(static_cast<std::uint64_t>(i) + 1);
                    std::swap(order[static_cast<std::size_t>(i)], order[other]);
                }
                next = 0;
            }
            for (Index i = 0; i < batch; ++i) {
                const Index row = order[static_cast<std::size_t>(next + i)];
                x.row(i) = data.x.row(row);
                y.row(i) = data.y.row(row);
            }
            next += batch;
            benchmark::DoNotOptimize(network.step(x, y));
        }
    }
}

/// As the worker does it: steps, their record, checkpoints, and a way back.
void recorded_network(benchmark::State& state, std::uint64_t batch) {
    Session session(network_experiment(batch), 0, 64 << 20);
    const std::atomic<bool> never{false};
    while (state.KeepRunningBatch(kSteps)) session.advance(kSteps, never);
    benchmark::DoNotOptimize(session.walker().state(0).loss);
}

/// What a step of that network costs for its gradient's norms by layer: measured, and kept.
void layer_norms(benchmark::State& state) {
    const Experiment experiment = network_experiment(10);
    const std::unique_ptr<Objective> objective = make_objective(experiment);
    RunState run;
    run.gradient = make_start(experiment, 0, *objective);
    const LayerNorms norms(objective->parameters());
    run.layer_norms = Vector::Zero(norms.count());
    LayerRecorder recorder;
    recorder.reserve(run);
    Step step = 0;
    while (state.KeepRunningBatch(kSteps)) {
        for (int i = 0; i < kSteps; ++i) {
            norms.measure(run.gradient, run.layer_norms);
            recorder.write(run, step++);
        }
        recorder.fold(step - 1);
    }
    benchmark::DoNotOptimize(recorder.bytes());
}

void eigen_mlp_full(benchmark::State& state) { plain_network(state, kPoints); }
void mlp_full(benchmark::State& state) { recorded_network(state, 0); }
void eigen_mlp_10(benchmark::State& state) { plain_network(state, 10); }
void mlp_10(benchmark::State& state) { recorded_network(state, 10); }

}  // namespace

BENCHMARK(eigen_mlp_full);
BENCHMARK(mlp_full);
BENCHMARK(eigen_mlp_10);
BENCHMARK(mlp_10);
BENCHMARK(layer_norms);
