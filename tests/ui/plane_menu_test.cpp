// Planes through the parameters of a network: the way to them, their menu, and what the worker is asked for.
#include "app/views/surface_track.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>

namespace talweg::test {
namespace {

Experiment network_experiment() {
    Experiment experiment = first_experiment();
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3}}}};
    experiment.init = default_init(experiment.model);
    experiment.stop = {};
    experiment.runs.resize(2);
    return experiment;
}

class PlaneUi : public Ui {
  public:
    PlaneUi() : Ui(1280, 720, network_experiment()) {
        static const HeadlessResult result =
            run_headless(network_experiment(), 30, [](Step) { return true; }, {});
        now = result.snapshot;
        surface = {};
        now.phase = Phase::paused;
        now.generation = 1;
        frames(3);
        commands.clear();
    }

    /// The planes asked for since commands were cleared last.
    std::vector<ShowPlane> asked() const {
        std::vector<ShowPlane> planes;
        for (const Command& command : commands) {
            if (const auto* plane = std::get_if<ShowPlane>(&command)) planes.push_back(*plane);
        }
        return planes;
    }
};

}  // namespace

TEST_CASE("the network gives its place to a plane of its loss and gets it back") {
    PlaneUi ui;
    CHECK(ui.has("view.network"));
    CHECK(ui.asked().empty());
    ui.click("view.network.surface");
    CHECK(ui.has("view.surface"));
    CHECK_FALSE(ui.has("view.network"));
    REQUIRE(ui.asked().size() == 1);
    const PlaneWish wish = *ui.asked()[0].wish;
    CHECK(wish.kind == PlaneKind::parameters);
    CHECK(wish.across == 0);
    CHECK(wish.up == 1);
    CHECK(wish.through.size() == 10);
    // As long as nothing moves, it is not asked for again; what has not come is waited for.
    CHECK(ui.state().refining);
    ui.frames(5);
    CHECK(ui.asked().size() == 1);
    ui.surface.wish = ui.asked()[0].id;
    ui.surface.finest = true;
    ui.frames(2);
    CHECK_FALSE(ui.state().refining);
    ui.now.runs[0].state.theta[4] += 0.5;
    ui.frames(2);
    CHECK(ui.asked().size() == 2);
    ui.click("view.surface.network");
    CHECK(ui.has("view.network"));
}

TEST_CASE("a plane that nobody looks at is not asked for any longer") {
    PlaneUi ui;
    ui.click("view.network.surface");
    ui.commands.clear();
    ui.key(Key::one);  // the data fill the board
    REQUIRE(ui.asked().size() == 1);
    CHECK_FALSE(ui.asked()[0].wish);
    ui.frames(3);
    CHECK(ui.asked().size() == 1);
    ui.key(Key::escape);
    CHECK(ui.asked().back().wish);
}

TEST_CASE("over a plane the pointer means the step of the path as it is drawn") {
    PlaneUi ui;
    const RunSnapshot& run = ui.now.runs[0];
    PlaneWish wish;
    wish.through = run.state.theta;
    wish.across = 3;
    wish.up = 6;
    ui.surface.plane = choose_plane(wish, ui.now.parameters, ui.now.parameter_names);
    for (RunSpec& spec : ui.now.experiment.runs) spec.shown = spec.id == run.id;
    ui.click("view.network.surface");
    const Track track = Tracks(ui.now, ui.surface).of(run);
    REQUIRE(track.size() > 8);
    // A window about the path, to know where its points stand.
    const auto [low_x, high_x] = std::minmax_element(track.x.begin(), track.x.end());
    const auto [low_y, high_y] = std::minmax_element(track.y.begin(), track.y.end());
    const double air = 0.2 * std::max(*high_x - *low_x, *high_y - *low_y);
    ui.state().view.surface.range = {Range{*low_x - air, *high_x + air}, Range{*low_y - air, *high_y + air}};
    ui.frames(2);
    const Box plot = ui.box("view.surface.plot");
    const double x = plot.left + (track.x[5] - *low_x + air) / (*high_x - *low_x + 2 * air) * plot.width();
    const double y = plot.bottom - (track.y[5] - *low_y + air) / (*high_y - *low_y + 2 * air) * plot.height();
    ui.move({x, y});
    REQUIRE(ui.state().view.hover);
    CHECK(ui.state().view.hover->step == 5);
    CHECK(ui.state().view.hover->run == run.id);
    // A click there cannot say where all other parameters begin.
    const std::uint64_t before = ui.state().document.generation();
    ui.click({x, y});
    CHECK(ui.state().document.generation() == before);
    CHECK(ui.state().info.find("two parameters") != std::string::npos);
}

TEST_CASE("the menu of planes chooses their kind, parameters, runs and directions") {
    PlaneUi ui;
    ui.click("view.network.surface");
    ui.commands.clear();
    ui.click("view.surface.plane");
    REQUIRE(ui.has("view.surface.plane.1"));
    ui.click("view.surface.plane.1");
    CHECK(ui.state().view.surface.plane == PlaneKind::main);
    REQUIRE(ui.asked().size() == 1);
    CHECK(ui.asked()[0].wish->points.rows() == 10);
    ui.click("view.surface.plane.2");
    CHECK(ui.asked().back().wish->kind == PlaneKind::points);
    CHECK(ui.asked().back().wish->points.col(2) == ui.now.runs[1].state.theta);
    ui.click("view.surface.plane.3");
    CHECK(ui.asked().back().wish->kind == PlaneKind::random);
    CHECK(ui.asked().back().wish->seed == 0);
    ui.click("view.surface.plane.another");
    CHECK(ui.asked().back().wish->seed == 1);
    ui.click("view.surface.plane.0");
    CHECK(ui.asked().back().wish->kind == PlaneKind::parameters);
    REQUIRE(ui.has("view.surface.plane.across"));
    ui.key(Key::escape);
    CHECK_FALSE(any_popup_open());
}

}  // namespace talweg::test
