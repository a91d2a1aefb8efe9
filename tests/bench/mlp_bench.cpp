// A small network beside a plain Eigen loop of the same arithmetic.
#include "core/base/random.h"
#include "core/history/layer_recorder.h"
#include "core/train/layer_norms.h"
#include "core/worker/session.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <numeric>

namespace {

using namespace talweg;

constexpr int kPoints = 500;
constexpr int kSteps = 100;
constexpr double kRate = 0.05;

/// 2-8-8-1 with tanh on 500 points of a saddle, by SGD.
Experiment network_experiment(std::uint64_t batch) {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{8, 8}}}};
    experiment.init.scheme = "torch_linear";
    Random random(1, Stream::data);
    experiment.data.table.inputs = 2;
    for (int i = 0; i < kPoints; ++i) {
        const double a = 2.0 * random.uniform() - 1.0;
        const double b = 2.0 * random.uniform() - 1.0;
        experiment.data.table.x.insert(experiment.data.table.x.end(), {a, b});
        experiment.data.table.y.push_back(a * b);
    }
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    run.lr = kRate;
    run.batch = batch;
    experiment.runs.push_back(run);
    return experiment;
}

/// The same network as one would write it with Eigen, its tanh by Eigen's vector exponential.
struct Plain {
    Matrix w1, w2, w3;
    Eigen::RowVectorXd b1, b2, b3;
    Matrix a1, a2, out, d1, d2, d3, g1, g2, g3;
    Eigen::RowVectorXd h1, h2, h3;

    explicit Plain(const Vector& theta) {
        const double* next = theta.data();
        const auto take = [&next](Matrix& w, Eigen::RowVectorXd& b, Index outputs, Index inputs) {
            w.resize(outputs, inputs);
            for (Index o = 0; o < outputs; ++o) {
                for (Index i = 0; i < inputs; ++i) w(o, i) = *next++;
            }
            b.resize(outputs);
            for (Index o = 0; o < outputs; ++o) b[o] = *next++;
        };
        take(w1, b1, 8, 2);
        take(w2, b2, 8, 8);
        take(w3, b3, 1, 8);
    }

    static void bend(Matrix& a) { a.array() = 1.0 - 2.0 / ((2.0 * a.array()).exp() + 1.0); }

    double step(const Matrix& x, const Matrix& y) {
        a1.noalias() = x * w1.transpose();
        a1.rowwise() += b1;
        bend(a1);
        a2.noalias() = a1 * w2.transpose();
        a2.rowwise() += b2;
        bend(a2);
        out.noalias() = a2 * w3.transpose();
        out.rowwise() += b3;
        const auto n = static_cast<double>(x.rows());
        d3 = out - y;
        const double loss = d3.squaredNorm() / n;
        d3 *= 2.0 / n;
        g3.noalias() = d3.transpose() * a2;
        h3 = d3.colwise().sum();
        d2.noalias() = d3 * w3;
        d2.array() *= 1.0 - a2.array().square();
        g2.noalias() = d2.transpose() * a1;
        h2 = d2.colwise().sum();
        d1.noalias() = d2 * w2;
        d1.array() *= 1.0 - a1.array().square();
        g1.noalias() = d1.transpose() * x;
        h1 = d1.colwise().sum();
        w1 -= kRate * g1;
        w2 -= kRate * g2;
        w3 -= kRate * g3;
        b1 -= kRate * h1;
        b2 -= kRate * h2;
        b3 -= kRate * h3;
        return loss;
    }
};

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
