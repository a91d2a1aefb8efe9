// The loss over a plane: its nodes, its window, its curvature, and the thread that makes it.
#include "core/base/error.h"
#include "core/surface/curvature.h"
#include "core/surface/loss_surface.h"
#include "core/worker/surface_maker.h"
#include "core/worker/surface_tiles.h"
#include "core/worker/surface_worker.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using Starts = std::vector<std::array<double, 2>>;

bool inside(const PlaneWindow& w, double x, double y) {
    const double air_x = 0.1 * (w.x_high - w.x_low);
    const double air_y = 0.1 * (w.y_high - w.y_low);
    return x > w.x_low + air_x && x < w.x_high - air_x && y > w.y_low + air_y && y < w.y_high - air_y;
}

Experiment rosenbrock() {
    Experiment experiment;
    experiment.function = PartChoice{"rosenbrock", {}};
    experiment.runs.push_back({});
    experiment.runs.back().id = 1;
    return experiment;
}

bool wait_for_finest(SurfaceWorker& worker, std::uint64_t generation) {
    for (int i = 0; i < 20'000; ++i) {
        worker.refresh();
        if (worker.surface().finest && worker.surface().generation == generation) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

}  // namespace

TEST_CASE("a surface has the loss at its nodes row by row from low y") {
    const auto objective = make_objective(first_experiment());
    LossSurface surface;
    REQUIRE(compute_surface(*objective, {0.0, 2.0, -1.0, 1.0}, 3, 5, surface));
    REQUIRE(surface.z.size() == 15);
    // At w = 0, b = -1: residuals 3, 4, 6, 8.
    CHECK(surface.z[0] == doctest::Approx((9.0 + 16.0 + 36.0 + 64.0) / 4.0).epsilon(1e-14));
    // At w = 2, b = 0 (column 2, row 2): residuals 0, 1, 1, 1.
    CHECK(surface.z[2 * 3 + 2] == doctest::Approx(0.75).epsilon(1e-14));
    for (int row = 0; row < 5; ++row) {
        for (int column = 0; column < 3; ++column) {
            const Vector theta{{1.0 * column, -1.0 + 0.5 * row}};
            // By the quadratic form instead of the four squares.
            CHECK(surface.z[static_cast<std::size_t>(row * 3 + column)] ==
                  doctest::Approx(objective->value(theta)).epsilon(1e-14));
        }
    }
}

TEST_CASE("a surface asks at least once per row whether to stop") {
    const auto objective = make_objective(first_experiment());
    const auto values = objective->plane_values(parameter_plane(Vector::Zero(2), 0, 1));
    LossSurface surface;
    begin_surface({}, 8, 8, surface);
    int asked = 0;
    CHECK(fill_rows(*values, 0, 8, surface, [&asked] { return ++asked > 8; }));
    CHECK(asked == 8);
    asked = 0;
    CHECK_FALSE(fill_rows(*values, 0, 8, surface, [&asked] { return ++asked == 3; }));
    CHECK(asked == 3);
    const std::uint64_t before = allocations();
    CHECK(fill_rows(*values, 2, 5, surface));
    CHECK(allocations() == before);

    // Of 10^5 points one value takes as long as a whole row above: asked before each.
    Experiment large;
    large.data.part = {"line", {{"n", std::int64_t{100'000}}}};
    large.loss.kind = "mae";
    large.runs.emplace_back();
    large.runs.back().id = 1;
    const auto long_values = make_objective(large)->clone();
    asked = 0;
    CHECK(fill_rows(*long_values->plane_values(parameter_plane(Vector::Zero(2), 0, 1)), 0, 2, surface,
                    [&asked] { return ++asked > 16; }));
    CHECK(asked == 16);
}

TEST_CASE("the curvature of the first experiment decides its edge") {
    const auto objective = make_objective(first_experiment());
    const auto found = curvature(*objective, Vector::Zero(2));
    REQUIRE(found);
    // Of [[15, 5], [5, 2]]: (17 +- sqrt(269)) / 2.
    CHECK(found->largest == doctest::Approx((17.0 + std::sqrt(269.0)) / 2.0).epsilon(1e-13));
    CHECK(found->smallest == doctest::Approx((17.0 - std::sqrt(269.0)) / 2.0).epsilon(1e-12));
    CHECK(edge_rate(*found) == doctest::Approx(0.11975657).epsilon(1e-6));
    CHECK(edge_rate(*found, 0.9) == doctest::Approx(1.9 * 0.11975657).epsilon(1e-6));
    CHECK(std::isinf(edge_rate({-1.0, 0.0})));
}

TEST_CASE("the natural window shows start and minimum and the long way of the bowl") {
    const auto objective = make_objective(first_experiment());
    const PlaneWindow w = natural_window(*objective, Starts{{0.0, 0.0}});
    CHECK(inside(w, 0.0, 0.0));
    CHECK(inside(w, 1.7, 0.0));
    CHECK(w.x_high - w.x_low < 4.0);
    CHECK(w.y_high - w.y_low > 1.5 * (w.x_high - w.x_low));
    CHECK(w.y_high - w.y_low < 4.0 * (w.x_high - w.x_low));
    const PlaneWindow two = natural_window(*objective, Starts{{0.0, 0.0}, {6.0, -4.0}});
    CHECK(inside(two, 0.0, 0.0));
    CHECK(inside(two, 6.0, -4.0));
    CHECK(inside(two, 1.7, 0.0));
}

TEST_CASE("a natural window has an inside whatever the starts are") {
    const auto objective = make_objective(first_experiment());
    const Starts at_minimum{{1.7, 0.0}};
    const PlaneWindow w = natural_window(*objective, at_minimum);
    CHECK(inside(w, 1.7, 0.0));
    for (const Starts& starts : {Starts{}, Starts{{NAN, 0.0}}, Starts{{1e300, -1e300}}, Starts{{1e-300, 0.0}},
                                 Starts{{1.7e308, 1.7e308}, {-1.7e308, -1.7e308}}}) {
        const PlaneWindow some = natural_window(*objective, starts);
        CHECK(some.x_low < some.x_high);
        CHECK(some.y_low < some.y_high);
        CHECK(std::isfinite(some.x_low));
        CHECK(std::isfinite(some.y_high));
    }
}

TEST_CASE("a valley with a flat floor has a natural window too") {
    Experiment one_point = first_experiment();
    one_point.data.table.x = {2.0};
    one_point.data.table.y = {3.0};
    const auto objective = make_objective(one_point);
    const PlaneWindow w = natural_window(*objective, Starts{{0.0, 0.0}});
    CHECK(inside(w, 0.0, 0.0));
    CHECK(w.x_high - w.x_low < 20.0);
}

TEST_CASE("a test function is seen from its start to its minimum") {
    SurfaceMaker maker;
    REQUIRE(maker.take(rosenbrock(), 3));
    LossSurface surface;
    REQUIRE(maker.make(64, surface));
    CHECK(surface.columns == 64);
    CHECK(surface.window.x_low < -1.2);
    CHECK(surface.window.x_high > 1.0);
    CHECK(surface.window.y_high > 1.0);
    REQUIRE(surface.minimiser);
    CHECK((*surface.minimiser)[0] == 1.0);
    CHECK(surface.minimum == 0.0);
    CHECK(surface.generation == 3);
    CHECK_FALSE(surface.finest);
}

TEST_CASE("an edit that leaves the loss alone leaves the surface alone") {
    SurfaceMaker maker;
    Experiment experiment = first_experiment();
    REQUIRE(maker.take(experiment, 1));
    experiment.runs[0].lr = 0.02;
    CHECK_FALSE(maker.take(experiment, 2));
    CHECK(maker.generation() == 2);
    experiment.data.table.y[0] = 2.5;
    CHECK(maker.take(experiment, 3));
    CHECK(maker.show({false, 0.0, 1.0, 0.0, 1.0}));
    CHECK_FALSE(maker.show({false, 0.0, 1.0, 0.0, 1.0}));
    CHECK(maker.show({false, 1.0, 1.0, NAN, 1.0}));
}

TEST_CASE("the surface thread refines what was wished for last") {
    SurfaceWorker worker(first_experiment(), 1, {});
    REQUIRE(wait_for_finest(worker, 1));
    CHECK(worker.surface().columns == 512);
    REQUIRE(worker.surface().minimiser);
    CHECK((*worker.surface().minimiser)[0] == doctest::Approx(1.7).epsilon(1e-12));
    const std::uint64_t revision = worker.surface().revision;

    Experiment edited = with_other_rate(first_experiment(), 0, 0.02);
    worker.take(edited, 2);
    REQUIRE(wait_for_finest(worker, 2));
    CHECK(worker.surface().revision == revision);

    for (std::uint64_t i = 0; i < 200; ++i) {
        edited = with_dragged_point(edited, 3, 7.0 + 0.01 * static_cast<double>(i));
        worker.take(edited, 3 + i);
        if (i % 3 == 0) worker.show({false, -1.0 - static_cast<double>(i), 3.0, -2.0, 2.0});
    }
    worker.show({false, -1.0, 3.0, -2.0, 2.0});
    REQUIRE(wait_for_finest(worker, 202));
    for (int i = 0; i < 5000 && !(worker.surface().finest && worker.surface().window.x_low == -1.0); ++i) {
        worker.refresh();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(worker.surface().window == PlaneWindow{-1.0, 3.0, -2.0, 2.0});
    const auto objective = make_objective(edited);
    CHECK(worker.surface().z[0] == doctest::Approx(objective->value(Vector{{-1.0, -2.0}})).epsilon(1e-13));
}

TEST_CASE("several threads fill the surface that one fills") {
    Experiment experiment = first_experiment();
    experiment.loss.kind = "mae";
    experiment.data.part = {"line", {{"n", std::int64_t{50}}}};
    const auto objective = make_objective(experiment);
    const ThetaPlane plane = parameter_plane(Vector::Zero(2), 0, 1);
    LossSurface alone;
    LossSurface together;
    SurfaceTiles one(*objective, plane, 1);
    SurfaceTiles four(*objective, plane, 4);
    begin_surface({-1.0, 2.0, -3.0, 4.0}, 65, 43, alone);
    begin_surface({-1.0, 2.0, -3.0, 4.0}, 65, 43, together);
    CHECK(one.fill(alone));
    std::atomic<int> done{0};
    for (int i = 0; i < 20; ++i) {
        std::fill(together.z.begin(), together.z.end(), -1.0);
        done = 0;
        CHECK(four.fill(together, {}, &done));
        CHECK(done == 43);
        REQUIRE(together.z == alone.z);
    }
    std::atomic<int> asked{0};
    CHECK_FALSE(four.fill(together, [&asked] { return ++asked > 10; }));
}

TEST_CASE("what one member of a team throws reaches its owner, and the team goes on") {
    Team team(3);
    CHECK(team.size() == 3);
    std::atomic<int> calls{0};
    for (int i = 0; i < 50; ++i) team.run([&calls](unsigned) { ++calls; });
    CHECK(calls == 150);
    CHECK_THROWS_AS(team.run([](unsigned member) {
        if (member == 2) throw Error("no");
    }),
                    Error);
    team.run([&calls](unsigned member) { calls += static_cast<int>(member); });
    CHECK(calls == 153);
}

TEST_CASE("a plane of a network is seen where one is wished for") {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3}}}};
    experiment.data.table.x = {0.0, 1.0, 2.0};
    experiment.data.table.y = {0.0, 1.0, 0.5};
    experiment.init.scheme = "torch_linear";
    experiment.runs.emplace_back();
    experiment.runs.back().id = 1;
    SurfaceWorker worker(experiment, 1, {});
    REQUIRE(wait_for_finest(worker, 1));
    CHECK(worker.surface().columns == 0);
    const auto objective = make_objective(experiment);
    PlaneWish wish;
    wish.through = make_start(experiment, 0, *objective);
    wish.across = 4;
    wish.up = 9;
    std::uint64_t asked = 0;
    worker.look({wish, ++asked});
    for (int i = 0; i < 5000 && !(worker.surface().finest && worker.surface().columns == 512); ++i) {
        worker.refresh();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const LossSurface& surface = worker.surface();
    REQUIRE(surface.columns == 512);
    CHECK(surface.wish == 1);
    CHECK(surface.plane.names[0] == objective->parameter_names()[4]);
    CHECK(surface.plane.names[1] == objective->parameter_names()[9]);
    CHECK(inside(surface.window, wish.through[4], wish.through[9]));
    Vector theta = wish.through;
    theta[4] = surface.window.x_low;
    theta[9] = surface.window.y_high;
    CHECK(surface.z[511 * 512] == doctest::Approx(objective->value(theta)).epsilon(1e-13));
    CHECK(worker.progress().nodes == 0);
    // Vectors of another network's length give no plane.
    wish.through.conservativeResize(5);
    worker.look({wish, ++asked});
    for (int i = 0; i < 5000 && worker.surface().columns != 0; ++i) {
        worker.refresh();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(worker.surface().columns == 0);
}

TEST_CASE("an experiment without a surface keeps the old one") {
    SurfaceWorker worker(first_experiment(), 1, {});
    REQUIRE(wait_for_finest(worker, 1));
    Experiment broken = first_experiment();
    broken.data.table.y.pop_back();
    worker.take(broken, 2);
    worker.take(broken, 3);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    worker.refresh();
    CHECK(worker.surface().generation == 1);
    worker.take(first_experiment(), 4);
    CHECK(wait_for_finest(worker, 4));
}

TEST_CASE("the surface of a refused experiment gives way to that of the accepted one") {
    Runner runner(mixed_experiment());
    LossSurface right;
    const auto finest = [&runner](std::uint64_t generation) {
        return [&runner, generation](const Snapshot& s) {
            const LossSurface& surface = runner.surface();
            return s.generation == generation && surface.generation == generation && surface.finest;
        };
    };
    REQUIRE(wait_for(runner, finest(0)));
    right = runner.surface();
    Experiment bad = with_dragged_point(mixed_experiment(), 0, 500.0);
    bad.runs[1].batch = 1000;  // of no concern to the surface
    // First the whole surface of the refused one may appear.
    const auto back = [&](const Snapshot& s) {
        return finest(s.generation)(s) && runner.surface().minimiser == right.minimiser;
    };
    runner.post(Edit{bad, 8});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 8; }));
    REQUIRE(wait_for(runner, back));
    CHECK(runner.surface().z == right.z);
    runner.post(Load{bad, 9});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.generation == 9; }));
    REQUIRE(wait_for(runner, back));
    CHECK(runner.surface().z == right.z);
    // A newer wish is not taken back with it.
    const Experiment good = with_dragged_point(mixed_experiment(), 0, 50.0);
    Commands commands;
    commands.push_back(Load{bad, 10});
    commands.push_back(Edit{good, 11});
    runner.post(std::move(commands));
    REQUIRE(wait_for(runner, finest(11)));
    CHECK(runner.surface().minimiser != right.minimiser);
}

}  // namespace talweg
