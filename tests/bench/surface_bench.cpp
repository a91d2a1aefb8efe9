// The loss over a plane, beside a plain vectorised loop.
#include "core/surface/loss_surface.h"
#include "core/train/experiment.h"

#include <benchmark/benchmark.h>

namespace {

using namespace talweg;

constexpr int kSide = 256;
constexpr int kPoints = 100;
constexpr PlaneWindow kWindow{-1.0, 3.0, -2.0, 2.0};

Experiment line_experiment() {
    Experiment experiment;
    experiment.data.part.kind = "line";
    experiment.data.part.knobs["n"] = std::int64_t{kPoints};
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    experiment.runs.push_back(run);
    return experiment;
}

void surface_grid(benchmark::State& state) {
    const auto objective = make_objective(line_experiment());
    LossSurface surface;
    for (auto _ : state) {
        compute_surface(*objective, kWindow, kSide, kSide, surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

void eigen_grid(benchmark::State& state) {
    const Dataset data = make_dataset(line_experiment());
    const Vector x = data.x.col(0);
    const Vector y = data.y.col(0);
    std::vector<double> z(static_cast<std::size_t>(kSide) * kSide);
    const double dx = (kWindow.x_high - kWindow.x_low) / (kSide - 1);
    const double dy = (kWindow.y_high - kWindow.y_low) / (kSide - 1);
    for (auto _ : state) {
        double* out = z.data();
        for (int j = 0; j < kSide; ++j) {
            const double b = kWindow.y_low + j * dy;
            for (int i = 0; i < kSide; ++i) {
                const double w = kWindow.x_low + i * dx;
                *out++ = (w * x.array() + b - y.array()).square().sum() / kPoints;
            }
        }
        benchmark::DoNotOptimize(z.data());
    }
}

}  // namespace

BENCHMARK(eigen_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(surface_grid)->Unit(benchmark::kMillisecond);
