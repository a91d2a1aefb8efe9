// Paths over planes of more than two parameters: where they are drawn, and what is said of them.
#include "app/views/surface_track.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::named;
using test::surface_of;
using test::two_runs;

/// Three parameters; "slow" went from (0, 0, 0) by (1, 2, 5) and (2, 2, 3) to (4, 1, 2), "fast" stands still.
Snapshot three_parameters() {
    Snapshot now = two_runs();
    now.parameter_names = {"p", "q", "r"};
    now.parameters = Parameters::vector(3);
    RunSnapshot& slow = now.runs[0];
    slow.way.parameters = 3;
    slow.way.count = 3;
    slow.way.values = {0.0, 0.0, 0.0, 1.0, 2.0, 5.0, 2.0, 2.0, 3.0};
    slow.state.theta = Vector{{4.0, 1.0, 2.0}};
    slow.state.gradient = Vector{{1.0, -2.0, 8.0}};
    now.runs[1].state.theta = Vector{{1.0, 1.0, 0.0}};
    now.runs[1].state.gradient = Vector::Zero(3);
    return now;
}

/// z = x + 10 y over the plane of q and p (up) at r = 0.
LossSurface tilted(const Snapshot& now) {
    LossSurface surface =
        surface_of({-1.0, 5.0, -1.0, 5.0}, 7, 7, [](double x, double y) { return x + 10.0 * y; });
    PlaneWish wish;
    wish.through = Vector::Zero(3);
    wish.across = 1;
    wish.up = 0;
    surface.plane = choose_plane(wish, now.parameters, now.parameter_names);
    return surface;
}

TEST_CASE("a path is projected onto the plane, with its distance from it") {
    const Snapshot now = three_parameters();
    const LossSurface surface = tilted(now);
    const Tracks tracks(now, surface);
    REQUIRE(tracks.projected());
    const Track track = tracks.of(now.runs[0]);
    CHECK(track.x == std::vector<double>{0.0, 2.0, 2.0});
    CHECK(track.y == std::vector<double>{0.0, 1.0, 2.0});
    CHECK(track.away == std::vector<double>{0.0, 5.0, 3.0});
    REQUIRE(track.here);
    CHECK(*track.here == std::array{1.0, 4.0});
    CHECK(track.here_away == 2.0);
    CHECK(*track.downhill == std::array{2.0, -1.0});
    CHECK(track.until(1) == 2);
    // A plane of another number of parameters is none of theirs.
    LossSurface other = surface;
    other.plane.plane.origin.conservativeResize(2);
    CHECK_FALSE(Tracks(now, other).possible());
    CHECK_FALSE(Tracks(now, LossSurface{}).possible());
}

TEST_CASE("a view of a plane says that paths are projected and what the plane has under them") {
    const Snapshot now = three_parameters();
    const LossSurface surface = tilted(now);
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    const Figure figure = surface_figure(now, surface, art, {}, light_theme());
    CHECK(figure.empty_text.empty());
    CHECK(figure.x.label == "q");
    CHECK(figure.y.label == "p");
    // "slow" is 2 away, at its own loss 1.25; under it, at q = 1 and p = 4, the plane has 41.
    CHECK(figure.caption ==
          "Paths are projected onto this plane: slow stands 2 away from it, at loss 1.25; under it the plane "
          "has 41.");
    const Line* path = named<Line>(figure, "slow");
    REQUIRE(path != nullptr);

    LossSurface early = surface;
    early.plane.kind = PlaneKind::main;
    early.plane.degenerate = true;
    CHECK(surface_figure(now, early, art, {}, light_theme()).caption.find("arbitrary") != std::string::npos);
    Snapshot level = now;
    level.runs[0].state.theta[2] = 0.0;
    CHECK(surface_figure(level, surface, art, {}, light_theme()).caption ==
          "Paths are projected onto this plane, in which all runs stand now.");
    CHECK(surface_figure(now, LossSurface{}, art, {}, light_theme()).empty_text.find("3") !=
          std::string::npos);
}

TEST_CASE("the plane asked for follows the runs shown") {
    Snapshot now = three_parameters();
    ViewOptions options;
    options.surface.across = 2;
    options.surface.up = 1;
    auto wish = plane_wish(now, options);
    REQUIRE(wish);
    CHECK(wish->across == 2);
    CHECK(wish->up == 1);
    // Along the axes the start's, else where the run is.
    CHECK(wish->through == Vector{{4.0, 0.0, 0.0}});
    // Both runs are below where they began; the second one is not any more.
    CHECK(wish->points.cols() == 2);
    CHECK(wish->points.col(1) == now.runs[1].state.theta);
    now.runs[1].state.loss = 1e3;
    CHECK(plane_wish(now, options)->points.cols() == 1);
    now.runs[1].state.loss = 0.75;
    options.surface.across = 7;
    CHECK(plane_wish(now, options)->across == 0);

    options.surface.plane = PlaneKind::points;
    wish = plane_wish(now, options);
    CHECK(wish->points.col(0) == Vector::Zero(3));
    CHECK(wish->points.col(1) == now.runs[0].state.theta);
    CHECK(wish->points.col(2) == now.runs[1].state.theta);
    options.surface.first = 2;
    options.surface.second = 1;
    CHECK(plane_wish(now, options)->points.col(1) == now.runs[1].state.theta);
    CHECK(plane_wish(now, options)->points.col(2) == now.runs[0].state.theta);

    options.surface.plane = PlaneKind::main;
    wish = plane_wish(now, options);
    // Three points of the way, the other run's place, and the chosen one's last.
    CHECK(wish->points.cols() == 5);
    CHECK(wish->points.col(4) == now.runs[0].state.theta);
    CHECK(wish->through == now.runs[0].state.theta);

    // A run that flew away is no place to look from, as long as there is another.
    now.runs[0].state.status = RunStatus::diverged;
    CHECK(plane_wish(now, options)->through == now.runs[1].state.theta);
    now.runs[1].state.status = RunStatus::diverged;
    CHECK(plane_wish(now, options)->through == now.runs[0].state.theta);

    now.experiment.runs[0].shown = false;
    CHECK(plane_wish(now, options)->through == now.runs[1].state.theta);
    now.experiment.runs[1].shown = false;
    CHECK_FALSE(plane_wish(now, options));
    CHECK_FALSE(plane_wish(two_runs(), options));
}

}  // namespace
}  // namespace talweg
