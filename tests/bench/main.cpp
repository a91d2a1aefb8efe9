// Runs every benchmark a few times, interleaved, and prints the ratios that matter.
#include "tests/bench/table.h"

#include <vector>

int main(int argc, char** argv) {
    using namespace talweg::bench;
    // Interleaved repetitions: whatever else the machine does meets both sides of a ratio alike.
    static char repetitions[] = "--benchmark_repetitions=9";
    static char interleaved[] = "--benchmark_enable_random_interleaving=true";
    static char aggregates[] = "--benchmark_report_aggregates_only=true";
    static char seconds[] = "--benchmark_min_time=0.1";
    std::vector<char*> arguments{argv[0], repetitions, interleaved, aggregates, seconds};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

    Medians medians;
    benchmark::RunSpecifiedBenchmarks(&medians);
    const auto ratio = [&](const char* over, const char* under) {
        return medians.of(over) / medians.of(under);
    };
    std::vector<Line> lines{
        {"trainer with all recording, n = 100, of a plain loop's speed", ratio("plain_100", "trainer_100"),
         "x", "at least 0.6, aim 0.8"},
        {"trainer with all recording, n = 4, of a plain loop's speed", ratio("plain_4", "trainer_4"), "x",
         "at least 0.25"},
        {"mlp 2-8-8-1 recorded, n = 500, full batch, of a plain Eigen loop's speed",
         ratio("eigen_mlp_full", "mlp_full"), "x", "at least 0.8"},
        {"mlp 2-8-8-1 recorded, n = 500, batch 10, of a plain Eigen loop's speed",
         ratio("eigen_mlp_10", "mlp_10"), "x", "at least 0.8"},
        {"gradient norms by layer, measured and kept, of a step of batch 10", ratio("layer_norms", "mlp_10"),
         "x", "at most 0.05"},
        {"quadratic loss grid 512 x 512, time of a plain loop's of the same sums",
         ratio("quadratic_grid", "plain_quadratic_grid"), "x", "at most 1.5"},
        {"mae grid 256 x 256, n = 100, time of a plain Eigen loop's",
         ratio("absolute_grid", "eigen_absolute_grid"), "x", "at most 2"},
        {"huber grid 256 x 256, n = 100, time of a plain Eigen loop's",
         ratio("huber_grid", "eigen_huber_grid"), "x", "at most 2"},
        {"mlp 2-8-8-1 plane 128 x 128, n = 500, time of a plain Eigen loop's",
         ratio("network_grid_1", "eigen_network_grid"), "x", "at most 1.3"},
        {"the same plane by two cores, of one core's speed",
         medians.wall_of("network_grid_1") / medians.wall_of("network_grid_2"), "x", "at least 1.8"},
        {"Rosenbrock typed as a formula, time of a recorded step beside the built-in",
         ratio("typed_steps", "built_steps"), "x", "at most 2"},
        {"Rosenbrock typed as a formula, loss grid 256 x 256, time beside the built-in",
         ratio("typed_grid", "built_grid"), "x", "at most 2"},
        {"Ackley typed as a formula, loss grid 256 x 256, time beside the built-in",
         ratio("typed_ackley_grid", "built_ackley_grid"), "x", "at most 2"},
        {"Rosenbrock typed as a formula, value and gradient alone, time beside the built-in",
         ratio("typed_gradient", "built_gradient"), "x", ""},
    };
#ifdef TALWEG_BENCH_FRAME
    lines.push_back({"one frame, 4 runs of 10^6 steps, 1920 x 1080", medians.of("frame_1000000") * 1e-6, "ms",
                     "at most 4"});
    lines.push_back(
        {"one frame, 10^6 steps beside 10^3 steps", ratio("frame_1000000", "frame_1000"), "x", "at most 2"});
    lines.push_back({"one frame, 10^6 points beside 10^3 points", ratio("points_1000000", "points_1000"), "x",
                     "at most 2"});
    lines.push_back({"one frame, 10^6 points of two classes beside 10^3",
                     ratio("classes_1000000", "classes_1000"), "x", "at most 2"});
    lines.push_back(
        {"one frame while 10^6 points are panned", medians.of("panned_1000000") * 1e-6, "ms", "at most 100"});
    lines.push_back({"one frame with the pointer among 10^5 points", medians.of("hovered_100000") * 1e-6,
                     "ms", "at most 8"});
    lines.push_back({"one frame while 10^5 points are dragged by hand", medians.of("dragged_100000") * 1e-6,
                     "ms", "at most 33"});
    lines.push_back({"regions and boundaries of 100 classes drawn anew beside 3",
                     ratio("regions_100", "regions_3"), "x", "at most 2"});
    lines.push_back({"one frame with the widest and deepest network drawn, 1920 x 1080",
                     medians.of("frame_network") * 1e-6, "ms", "at most 8"});
#endif
    print(lines);
    benchmark::Shutdown();
    return 0;
}
