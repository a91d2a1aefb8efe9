// Steps of every optimizer, recorded, beside a plain loop of the same arithmetic: objective and update alone.
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/wrapped_optimizer.h"
#include "core/worker/session.h"
#include "tests/bench/table.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>

namespace {

using namespace talweg;

/// Steps between two beginnings, so many that beginning again costs neither side anything.
constexpr int kSteps = 4096;

enum class Problem { four_points, hundred_points, rosenbrock };
constexpr std::pair<Problem, const char*> kProblems[] = {{Problem::four_points, "four"},
                                                         {Problem::hundred_points, "hundred"},
                                                         {Problem::rosenbrock, "rosenbrock"}};

Experiment experiment_of(Problem problem, const OptimizerPart& part) {
    Experiment experiment;
    const int n = problem == Problem::four_points ? 4 : 100;
    for (int i = 0; i < n; ++i) {
        const double x = (i + 0.5) / n;
        experiment.data.table.x.push_back(x);
        experiment.data.table.y.push_back(2.0 * x + 1.0 + 0.1 * ((i * 37) % 11 - 5) / 5.0);
    }
    if (problem == Problem::rosenbrock) experiment.function = PartChoice{"rosenbrock", {}};
    RunSpec run;
    run.id = 1;
    run.name = std::string(part.info.id);
    run.optimizer.kind = part.info.id;
    run.lr = std::min(part.default_rate, 1e-3);
    experiment.runs.push_back(run);
    return experiment;
}

/// The objective alone, without clipping or counting.
class PlainProbe final : public Probe {
  public:
    explicit PlainProbe(Objective& objective) : objective_(objective) {}
    double value(const Vector& theta) override { return objective_.value(theta); }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        return objective_.value_and_gradient(theta, gradient);
    }
    bool hessian(const Vector& theta, Matrix& hessian) override { return objective_.hessian(theta, hessian); }
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        return objective_.residuals(theta, residual, jacobian);
    }

  private:
    Objective& objective_;
};

/// Begins again now and then, so that what has converged does not make the steps cheaper than they are.
void plain_loop(benchmark::State& state, const Experiment& experiment) {
    const std::unique_ptr<Objective> objective = make_objective(experiment);
    const RunSpec& run = experiment.runs[0];
    const Vector start = make_start(experiment, 0, *objective);
    Vector theta = start;
    Vector gradient = Vector::Zero(theta.size());
    PlainProbe probe(*objective);
    while (state.KeepRunningBatch(kSteps)) {
        const WrappedOptimizer optimizer = make_optimizer(run, objective->parameters());
        theta = start;
        double loss = objective->value_and_gradient(theta, gradient);
        for (int step = 0; step < kSteps; ++step) {
            optimizer.outermost->step(theta, {loss, gradient, run.lr, run.lr, probe});
            loss = objective->value_and_gradient(theta, gradient);
        }
        benchmark::DoNotOptimize(loss);
    }
}

/// As the worker does it: steps, their record, checkpoints, and a way back.
void recorded(benchmark::State& state, const Experiment& experiment) {
    Session session(experiment, 0, 64 << 20);
    const std::atomic<bool> never{false};
    while (state.KeepRunningBatch(kSteps)) {
        session.reset();
        session.advance(kSteps, never);
    }
    benchmark::DoNotOptimize(session.walker().state(0).loss);
}

/// Adam by hand on a line, as one would write it without a library.
void adam_by_hand(benchmark::State& state, const Experiment& experiment) {
    const std::vector<double>& x = experiment.data.table.x;
    const std::vector<double>& y = experiment.data.table.y;
    const auto n = static_cast<double>(x.size());
    while (state.KeepRunningBatch(kSteps)) {
        double theta[2] = {};
        double m[2] = {};
        double v[2] = {};
        double power1 = 1.0;
        double power2 = 1.0;
        for (int step = 0; step < kSteps; ++step) {
            double gradient[2] = {};
            double squares = 0.0;
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double residual = theta[0] * x[i] + theta[1] - y[i];
                squares += residual * residual;
                gradient[0] += residual * x[i];
                gradient[1] += residual;
            }
            power1 *= 0.9;
            power2 *= 0.999;
            for (int p = 0; p < 2; ++p) {
                const double g = 2.0 / n * gradient[p];
                m[p] = 0.9 * m[p] + 0.1 * g;
                v[p] = 0.999 * v[p] + 0.001 * g * g;
                theta[p] -= 1e-3 / (1.0 - power1) * m[p] / (std::sqrt(v[p]) / std::sqrt(1.0 - power2) + 1e-8);
            }
            const double loss = squares / n;
            benchmark::DoNotOptimize(loss);
            benchmark::DoNotOptimize(theta);
        }
    }
}

std::string name_of(const char* side, const OptimizerPart& part, const char* problem) {
    return std::string(side) + "_" + std::string(part.info.id) + "_" + problem;
}

void print_table(const bench::Medians& medians) {
    std::printf("\n%-22s %36s   %36s\n", "", "million recorded steps a second", "of the plain loop's speed");
    std::printf("%-22s %12s%12s%12s   %12s%12s%12s\n", "", "4 points", "100 points", "Rosenbrock", "4 points",
                "100 points", "Rosenbrock");
    for (const OptimizerPart& part : optimizers()) {
        std::printf("%-22s", std::string(part.info.id).c_str());
        for (const auto& [problem, name] : kProblems) {
            std::printf(" %11.3f", 1e3 / medians.of(name_of("recorded", part, name)));
        }
        std::printf("  ");
        for (const auto& [problem, name] : kProblems) {
            std::printf(" %10.3fx", medians.of(name_of("plain", part, name)) /
                                        medians.of(name_of("recorded", part, name)));
        }
        std::printf("\n");
    }
    std::printf("\nadam with all recording, n = 100, of a loop written by hand: %.3f x   (aim 0.7)\n",
                medians.of("adam_by_hand") / medians.of("recorded_adam_hundred"));
}

}  // namespace

int main(int argc, char** argv) {
    static char repetitions[] = "--benchmark_repetitions=3";
    static char interleaved[] = "--benchmark_enable_random_interleaving=true";
    static char aggregates[] = "--benchmark_report_aggregates_only=true";
    static char seconds[] = "--benchmark_min_time=0.02";
    std::vector<char*> arguments{argv[0], repetitions, interleaved, aggregates, seconds};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
    for (const OptimizerPart& part : optimizers()) {
        for (const auto& [problem, name] : kProblems) {
            const Experiment experiment = experiment_of(problem, part);
            benchmark::RegisterBenchmark(
                name_of("plain", part, name).c_str(),
                [experiment](benchmark::State& state) { plain_loop(state, experiment); });
            benchmark::RegisterBenchmark(
                name_of("recorded", part, name).c_str(),
                [experiment](benchmark::State& state) { recorded(state, experiment); });
        }
    }
    const Experiment hundred = experiment_of(Problem::hundred_points, optimizer_part("adam"));
    benchmark::RegisterBenchmark("adam_by_hand",
                                 [hundred](benchmark::State& state) { adam_by_hand(state, hundred); });
    bench::Medians medians;
    benchmark::RunSpecifiedBenchmarks(&medians);
    print_table(medians);
    benchmark::Shutdown();
    return 0;
}
