// The loss over a plane, beside a plain vectorised loop.
#include "core/surface/loss_surface.h"
#include "core/worker/surface_tiles.h"
#include "tests/bench/plain_network.h"

#include <benchmark/benchmark.h>

namespace {

using namespace talweg;
using bench::network_experiment;
using bench::Plain;

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

constexpr int kFineSide = 512;
constexpr int kNetworkSide = 128;

std::vector<double> room(int side) {
    return std::vector<double>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
}

/// z(i, j) = loss(w, b) over the window.
template <class Value>
void fill_plainly(std::vector<double>& z, int side, Value&& loss) {
    const double dx = (kWindow.x_high - kWindow.x_low) / (side - 1);
    const double dy = (kWindow.y_high - kWindow.y_low) / (side - 1);
    double* out = z.data();
    for (int j = 0; j < side; ++j) {
        const double b = kWindow.y_low + j * dy;
        for (int i = 0; i < side; ++i) *out++ = loss(kWindow.x_low + i * dx, b);
    }
    benchmark::DoNotOptimize(z.data());
}

void quadratic_grid(benchmark::State& state) {
    const auto objective = make_objective(line_experiment());
    LossSurface surface;
    for (auto _ : state) {
        compute_surface(*objective, kWindow, kFineSide, kFineSide, surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

/// The same six sums, once, and the quadratic form made of them.
void plain_quadratic_grid(benchmark::State& state) {
    const Dataset data = make_dataset(line_experiment());
    const auto x = data.x.col(0).array();
    const auto y = data.y.col(0).array();
    std::vector<double> z = room(kFineSide);
    for (auto _ : state) {
        const double n = kPoints;
        const double xx = x.square().sum() / n;
        const double xm = x.sum() / n;
        const double xy = (x * y).sum() / n;
        const double ym = y.sum() / n;
        const double yy = y.square().sum() / n;
        const double w0 = (xy - xm * ym) / (xx - xm * xm);
        const double b0 = ym - w0 * xm;
        const double least = yy - w0 * xy - b0 * ym;
        fill_plainly(z, kFineSide, [=](double w, double b) {
            const double s = w - w0;
            const double t = b - b0;
            return least + (xx * s * s + 2.0 * xm * s * t + t * t);
        });
    }
}

Experiment absolute_experiment() {
    Experiment experiment = line_experiment();
    experiment.loss.kind = "mae";
    return experiment;
}

void absolute_grid(benchmark::State& state) {
    const auto objective = make_objective(absolute_experiment());
    LossSurface surface;
    for (auto _ : state) {
        compute_surface(*objective, kWindow, kSide, kSide, surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

void eigen_absolute_grid(benchmark::State& state) {
    const Dataset data = make_dataset(absolute_experiment());
    const Vector x = data.x.col(0);
    const Vector y = data.y.col(0);
    std::vector<double> z = room(kSide);
    for (auto _ : state) {
        fill_plainly(z, kSide, [&](double w, double b) {
            return (w * x.array() + b - y.array()).abs().sum() / kPoints;
        });
    }
}

Experiment huber_experiment() {
    Experiment experiment = line_experiment();
    experiment.loss.kind = "huber";
    return experiment;
}

void huber_grid(benchmark::State& state) {
    const auto objective = make_objective(huber_experiment());
    LossSurface surface;
    for (auto _ : state) {
        compute_surface(*objective, kWindow, kSide, kSide, surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

void eigen_huber_grid(benchmark::State& state) {
    const Dataset data = make_dataset(huber_experiment());
    const Vector x = data.x.col(0);
    const Vector y = data.y.col(0);
    std::vector<double> z = room(kSide);
    Eigen::ArrayXd size(x.size());
    for (auto _ : state) {
        fill_plainly(z, kSide, [&](double w, double b) {
            size = (w * x.array() + b - y.array()).abs();
            return (size <= 1.0).select(0.5 * size.square(), size - 0.5).sum() / kPoints;
        });
    }
}

/// Two directions of a network's parameters, of the length of theta.
ThetaPlane network_plane(const Experiment& experiment, const Objective& objective) {
    ThetaPlane plane;
    plane.origin = make_start(experiment, 0, objective);
    Random random(3, Stream::init);
    for (Vector* direction : {&plane.u, &plane.v}) {
        direction->resize(plane.origin.size());
        for (double& entry : *direction) entry = random.normal();
        *direction *= plane.origin.norm() / direction->norm();
    }
    return plane;
}

void network_grid(benchmark::State& state, unsigned members) {
    const Experiment experiment = network_experiment(0);
    const auto objective = make_objective(experiment);
    SurfaceTiles tiles(*objective, network_plane(experiment, *objective), members);
    LossSurface surface;
    for (auto _ : state) {
        begin_surface({-1.0, 1.0, -1.0, 1.0}, kNetworkSide, kNetworkSide, surface);
        tiles.fill(surface);
        benchmark::DoNotOptimize(surface.z.data());
    }
}

void eigen_network_grid(benchmark::State& state) {
    const Experiment experiment = network_experiment(0);
    const Dataset data = make_dataset(experiment);
    const auto objective = make_objective(experiment);
    const ThetaPlane plane = network_plane(experiment, *objective);
    Plain network(plane.origin);
    Vector theta(plane.origin.size());
    std::vector<double> z = room(kNetworkSide);
    for (auto _ : state) {
        double* out = z.data();
        for (int j = 0; j < kNetworkSide; ++j) {
            for (int i = 0; i < kNetworkSide; ++i) {
                theta = plane.origin + (2.0 * i / (kNetworkSide - 1) - 1.0) * plane.u +
                        (2.0 * j / (kNetworkSide - 1) - 1.0) * plane.v;
                network.set(theta);
                *out++ = network.value(data.x, data.y);
            }
        }
        benchmark::DoNotOptimize(z.data());
    }
}

void network_grid_1(benchmark::State& state) { network_grid(state, 1); }
void network_grid_2(benchmark::State& state) { network_grid(state, 2); }

}  // namespace

BENCHMARK(plain_quadratic_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(quadratic_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(eigen_absolute_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(absolute_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(eigen_huber_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(huber_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(eigen_network_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(network_grid_1)->Unit(benchmark::kMillisecond);
BENCHMARK(network_grid_2)->Unit(benchmark::kMillisecond)->UseRealTime();
