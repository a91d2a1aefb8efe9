// One step of a run, recorded, beside a plain loop of the same arithmetic.
#include "core/worker/session.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <vector>

namespace {

using namespace talweg;

constexpr int kSteps = 1000;

/// Points near y = 2 x + 1 on [0, 1].
Experiment line_experiment(int n) {
    Experiment experiment;
    experiment.data.part.kind = "table";
    for (int i = 0; i < n; ++i) {
        const double x = (i + 0.5) / n;
        experiment.data.table.x.push_back(x);
        experiment.data.table.y.push_back(2.0 * x + 1.0 + 0.1 * ((i * 37) % 11 - 5) / 5.0);
    }
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    run.lr = 0.01;
    experiment.runs.push_back(run);
    return experiment;
}

void plain_steps(benchmark::State& state, int n) {
    const Experiment experiment = line_experiment(n);
    const std::vector<double>& x = experiment.data.table.x;
    const std::vector<double>& y = experiment.data.table.y;
    double w = 0.0;
    double b = 0.0;
    while (state.KeepRunningBatch(kSteps)) {
        for (int step = 0; step < kSteps; ++step) {
            double squares = 0.0;
            double dw = 0.0;
            double db = 0.0;
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double residual = w * x[i] + b - y[i];
                squares += residual * residual;
                dw += residual * x[i];
                db += residual;
            }
            const double loss = squares / n;
            w -= 0.01 * (2.0 / n * dw);
            b -= 0.01 * (2.0 / n * db);
            benchmark::DoNotOptimize(loss);
            benchmark::DoNotOptimize(w);
            benchmark::DoNotOptimize(b);
        }
    }
}

/// As the worker does it: steps, their record, checkpoints, and a way back.
void trainer_steps(benchmark::State& state, int n) {
    Session session(line_experiment(n), 0, 64 << 20);
    const std::atomic<bool> never{false};
    while (state.KeepRunningBatch(kSteps)) session.advance(kSteps, never);
    benchmark::DoNotOptimize(session.walker().state(0).loss);
}

void plain_100(benchmark::State& state) { plain_steps(state, 100); }
void trainer_100(benchmark::State& state) { trainer_steps(state, 100); }
void plain_4(benchmark::State& state) { plain_steps(state, 4); }
void trainer_4(benchmark::State& state) { trainer_steps(state, 4); }

}  // namespace

BENCHMARK(plain_100);
BENCHMARK(trainer_100);
BENCHMARK(plain_4);
BENCHMARK(trainer_4);
