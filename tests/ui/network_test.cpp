// The network on the board, in the largest place or a smaller one: where it stands, what is pointed at, its
// switches and keys.
#include "tests/ui/ui_fixture.h"

#include "app/shell/settings_file.h"
#include "app/views/board.h"

#include <cmath>

namespace talweg::test {
namespace {

Experiment network_experiment() {
    Experiment experiment = first_experiment();
    experiment.data = {};
    experiment.data.part = {"moons", {{"n", std::int64_t{40}}}};
    experiment.model = {"mlp", {{"hidden", std::vector<double>{4, 3}}}};
    experiment.init = default_init(experiment.model);
    experiment.loss = {"bce_with_logits", {}};
    experiment.stop = {};
    experiment.runs.resize(2);
    return experiment;
}

/// A window on a network that has learned for 60 steps.
class NetworkUi : public Ui {
  public:
    /// large: the network has the board's largest place.
    explicit NetworkUi(double width = 1280, double height = 720, bool large = true)
        : Ui(width, height, network_experiment()) {
        if (large) state().view.large = LargeView::model;
        static const HeadlessResult result =
            run_headless(network_experiment(), 60, [](Step) { return true; }, {});
        now = result.snapshot;
        now.phase = Phase::paused;
        now.generation = 1;
        frames(3);
        commands.clear();
    }

    /// The drawing as the panel has it.
    Figure drawn() {
        const Box plot = box("view.network.plot");
        return network_figure(now, state().view, state().kit.theme, {plot.width(), plot.height()});
    }
    Pt place(double x, double y) {
        Figure figure = drawn();
        figure.title.clear();
        figure.subtitle.clear();
        const Layout placed = layout(figure, box("view.network"), *state().kit.measure);
        return {placed.x.to_pixel(x), placed.y.to_pixel(y)};
    }
};

TEST_CASE("beside a model of many parameters the data have the largest place") {
    NetworkUi ui(1280, 720, false);
    CHECK_FALSE(ui.has("view.surface"));
    CHECK(ui.box("view.data").width() > 1.2 * ui.box("view.network").width());
    CHECK(ui.box("view.data.plot").height() > 350.0);
    CHECK(ui.box("view.network").bottom < ui.box("view.curves").top);
    CHECK(ui.has("view.network.large"));
    CHECK_FALSE(ui.has("view.data.large"));
    // The drawing, or in its place the norms.
    CHECK_FALSE(ui.has("view.network.norms"));
    ui.click("view.network.norms.shown");
    CHECK(ui.has("view.network.norms.plot"));
    CHECK_FALSE(ui.has("view.network.plot"));
    ui.click("view.network.norms.shown");
    CHECK(ui.has("view.network.plot"));
}

TEST_CASE("any view gets the largest place: by its button, by a double click on its title, by the key") {
    NetworkUi ui(1280, 720, false);
    ui.click("view.network.large");
    CHECK(ui.state().view.large == LargeView::model);
    CHECK(ui.box("view.network").width() > 1.2 * ui.box("view.data").width());
    CHECK(ui.window.workbench().current_settings().large == LargeView::model);
    ui.double_click(Ui::middle(ui.box("view.curves.title")));
    CHECK(ui.state().view.large == LargeView::curves);
    CHECK(ui.box("view.curves").width() > 1.2 * ui.box("view.data").width());
    ui.double_click(Ui::middle(ui.box("view.data.title")));
    CHECK(ui.state().view.large == LargeView::best);
    // The large one fills the board, and goes back.
    ui.double_click(Ui::middle(ui.box("view.data.title")));
    CHECK(ui.state().maximised == ViewId::data);
    ui.double_click(Ui::middle(ui.box("view.data.title")));
    CHECK_FALSE(ui.state().maximised.has_value());
    ui.key(Key::l);
    CHECK(ui.state().view.large == LargeView::curves);
    ui.key(Key::l);
    CHECK(ui.state().view.large == LargeView::model);
    ui.key(Key::l);
    CHECK(ui.state().view.large == LargeView::best);
}

TEST_CASE("a model of many parameters has its network where the surface would be, on request") {
    NetworkUi ui;
    CHECK(ui.has("view.network"));
    CHECK(ui.has("view.network.norms"));
    CHECK_FALSE(ui.has("view.surface"));
    CHECK(ui.box("view.network").bottom <= ui.box("view.network.norms").top);
    CHECK(ui.box("view.network.norms").height() >= 150.0);
    ui.key(Key::four);
    CHECK(ui.state().maximised == ViewId::network);
    CHECK(ui.box("view.network").width() > 900.0);
    ui.key(Key::escape);
    CHECK_FALSE(ui.state().maximised.has_value());
    ui.click("view.network.grow");
    CHECK(ui.state().maximised == ViewId::network);
}

TEST_CASE("a small panel has the drawing alone") {
    NetworkUi ui(1100, 420);
    CHECK(ui.has("view.network"));
    CHECK_FALSE(ui.has("view.network.norms"));
}

TEST_CASE("pointing at a weight or a unit marks it until the pointer leaves") {
    NetworkUi ui;
    const Figure figure = ui.drawn();
    for (const Mark& mark : figure.marks) {
        const auto* units = std::get_if<Points>(&mark);
        if (units == nullptr || units->info.name != kUnitsMark) continue;
        ui.move(ui.place(units->x[3], units->y[3]));  // after two inputs the second of the first layer
        CHECK(ui.state().view.network.pointed == NetworkPart{1, 1, -1});
    }
    const auto* lines = [&]() -> const Segments* {
        for (const Mark& mark : figure.marks)
            if (const auto* found = std::get_if<Segments>(&mark)) return found;
        return nullptr;
    }();
    REQUIRE(lines != nullptr);
    const std::size_t widest = lines->x0.size() - 1;
    // A third of the way, where few lines cross.
    ui.move(
        ui.place(lines->x0[widest] + 0.3, lines->y0[widest] + 0.3 * (lines->y1[widest] - lines->y0[widest])));
    REQUIRE(ui.state().view.network.pointed.has_value());
    CHECK(ui.state().view.network.pointed->from >= 0);
    const Pt at =
        ui.place(lines->x0[widest] + 0.3, lines->y0[widest] + 0.3 * (lines->y1[widest] - lines->y0[widest]));
    ui.click(at);
    CHECK(ui.now.parameter_names[static_cast<std::size_t>(ui.state().inspected_parameter)] ==
          lines->items.names[widest]);
    ui.move({5.0, 5.0});
    CHECK_FALSE(ui.state().view.network.pointed.has_value());
}

TEST_CASE("a step that is pointed at among the gradients' norms is marked in all views") {
    NetworkUi ui;
    const Box plot = ui.box("view.network.norms.plot");
    ui.move({plot.left + 0.5 * plot.width(), plot.top + 0.2 * plot.height()});
    REQUIRE(ui.state().view.hover.has_value());
    CHECK(ui.state().view.hover->step == 30);
    compat::feed_modifiers(true, false);
    ui.frame();
    ui.press();
    ui.release();
    compat::feed_modifiers(false, false);
    REQUIRE(ui.last<SeekTo>().has_value());
    CHECK(ui.last<SeekTo>()->step == 30);
}

TEST_CASE("widths by layer are a switch that is remembered") {
    NetworkUi ui;
    CHECK_FALSE(ui.state().view.network.per_layer);
    ui.click("view.network.per_layer");
    CHECK(ui.state().view.network.per_layer);
    CHECK(ui.window.workbench().current_settings().each_layer);
}

TEST_CASE("where no run is shown the surface's switches are grey") {
    NetworkUi ui;
    for (RunSpec& run : ui.now.experiment.runs) run.shown = false;
    ui.surface = {};
    ui.key(Key::three);
    REQUIRE(ui.has("view.surface.contours"));
    ui.click("view.surface.contours");
    ui.click("view.surface.arrows");
    CHECK(ui.state().view.surface.contour_lines);
    CHECK(ui.state().view.surface.gradient_arrows);
}

TEST_CASE("with two parameters a switch in the head changes between surface and network") {
    Ui ui;
    CHECK(ui.has("view.surface"));
    CHECK_FALSE(ui.has("view.network"));
    ui.click("view.surface.network");
    CHECK(ui.has("view.network"));
    CHECK_FALSE(ui.has("view.surface.plot"));
    CHECK_FALSE(ui.has("view.network.norms"));  // one layer
    CHECK(ui.window.workbench().current_settings().network);
    ui.key(Key::three);
    CHECK(ui.state().maximised == ViewId::surface);
    CHECK(ui.has("view.surface.plot"));
    ui.click("view.surface.network");
    CHECK(ui.state().maximised == ViewId::network);
    ui.click("view.network.surface");
    CHECK(ui.state().maximised == ViewId::surface);
    CHECK_FALSE(ui.window.workbench().current_settings().network);
}

TEST_CASE("what is exported and how the network is drawn come back as they were written") {
    AppSettings settings;
    settings.export_settings.view = ViewId::network;
    settings.network = settings.each_layer = true;
    settings.large = LargeView::curves;
    const AppSettings read = parse_settings(settings_text(settings));
    CHECK(read.export_settings == settings.export_settings);
    CHECK(read.network);
    CHECK(read.each_layer);
    CHECK(read.large == LargeView::curves);
    CHECK(parse_settings("large = 'none'").large == LargeView::best);
    // An earlier version wrote numbers.
    CHECK(parse_settings("[export]\nwhat = 2").export_settings.view == ViewId::surface);
    CHECK_FALSE(parse_settings("[export]\nwhat = 3").export_settings.view.has_value());
    CHECK_FALSE(parse_settings("[export]\nwhat = 'board'").export_settings.view.has_value());
    CHECK_FALSE(parse_settings(settings_text({})).export_settings.view.has_value());
}

TEST_CASE("zooming into the network is undone by the head's button and by the key for all views") {
    NetworkUi ui;
    ui.move(Ui::middle(ui.box("view.network.plot")));
    compat::feed_wheel(2.0f);
    ui.frames(2);
    CHECK(ui.state().view.network.range.x.has_value());
    ui.click("view.network.fit");
    CHECK_FALSE(ui.state().view.network.range.x.has_value());
    ui.state().view.network.norms_range.y = Range{1e-3, 1e-2};
    ui.key(Key::zero);
    CHECK(ui.state().view.network.norms_range == ViewRange{});
}

}  // namespace
}  // namespace talweg::test
