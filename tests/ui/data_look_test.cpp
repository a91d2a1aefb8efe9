// What the data view shows, chosen in its head: the fit, along which inputs, predictions, residuals.
#include "app/panels/widgets.h"
#include "tests/ui/ui_fixture.h"

#include <chrono>
#include <thread>

namespace talweg::test {
namespace {

using Look = DataViewOptions::Look;

/// A generator's experiment, trained for some steps.
Experiment experiment_of(const char* data, const char* loss) {
    Experiment experiment = first_experiment();
    experiment.data.part = {data, {}};
    experiment.data.table = {};
    experiment.loss = {loss, {}};
    experiment.init = {};
    return experiment;
}

struct Shown {
    explicit Shown(const Experiment& experiment) : ui(1600, 900, experiment) {
        const HeadlessResult result = run_headless(experiment, 5, [](Step) { return true; }, {});
        ui.now = result.snapshot;
        ui.surface = result.surface;
        ui.frames(3);
    }
    /// Draws until the picture of the predictions is as fine as it gets.
    void settle() {
        for (int i = 0; i < 5000; ++i) {
            ui.frame();
            if (!ui.state().refining) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        FAIL("the predictions never settled");
    }
    Ui ui;
};

TEST_CASE("predicted against true and residuals are chosen from a menu and their axes are fitted") {
    Ui ui;
    ui.state().view.data.range.x = Range{0.0, 1.0};
    ui.click("view.data.look");
    ui.click("view.data.look.1");
    CHECK(ui.state().view.data.look == Look::against);
    CHECK(ui.state().view.data.range == ViewRange{});
    CHECK_FALSE(ui.has("view.data.residuals.0"));
    ui.click("view.data.look");
    ui.click("view.data.look.2");
    CHECK(ui.state().view.data.look == Look::residuals);
    ui.click("view.data.look");
    ui.click("view.data.look.0");
    CHECK(ui.state().view.data.look == Look::fit);
    CHECK(ui.has("view.data.residuals.0"));
    CHECK(ui.has("view.data.ghosts"));
}

TEST_CASE("a key goes through all looks at the data, of numbers and of classes") {
    Ui ui;
    std::vector<Look> seen;
    for (int i = 0; i < 3; ++i) {
        ui.key(Key::d);
        seen.push_back(ui.state().view.data.look);
    }
    CHECK(seen == std::vector<Look>{Look::against, Look::residuals, Look::fit});
    // The caret beside the words says that there are more.
    CHECK(ui.box("view.data.look").width() > text_toggle_width(ui.state().kit, "Fit") + 4);
}

TEST_CASE("points are edited where they stand as they are, not where predictions do") {
    Ui ui;
    ui.state().view.data.look = Look::against;
    ui.frames(3);
    ui.key(Key::a);
    ui.click(Ui::middle(ui.box("view.data.plot")));
    CHECK(ui.experiment().data.table.y.size() == 4);
}

TEST_CASE("two inputs are a plane whose predictions a thread refines") {
    Shown shown(experiment_of("plane", "mse"));
    shown.settle();
    CHECK(plane_question(shown.ui.now, shown.ui.state().view).has_value());
    CHECK(shown.ui.has("view.data.across"));
    const std::size_t pictures = shown.ui.window.textures().seen().size();
    CHECK(pictures >= 1);
    shown.ui.frames(5);
    CHECK(shown.ui.window.textures().seen().size() == pictures);
}

TEST_CASE("one or two inputs are chosen and one cannot be chosen twice") {
    Shown shown(experiment_of("plane", "mse"));
    Ui& ui = shown.ui;
    const DataViewOptions& options = ui.state().view.data;
    ui.click("view.data.across");
    ui.click("view.data.across.1");
    CHECK(options.across == 1);
    CHECK(options.up == 0);
    ui.click("view.data.up");
    ui.click("view.data.up.0");
    CHECK(options.up == -1);
    CHECK_FALSE(plane_question(ui.now, ui.state().view));
    ui.click("view.data.up");
    ui.click("view.data.up.1");
    CHECK(options.across == 1);
    CHECK(options.up == 0);
    ui.click("view.data.up");
    ui.click("view.data.up.2");  // the one that stands along x
    CHECK(options.across == 0);
    CHECK(options.up == 1);
}

TEST_CASE("classes have no residuals to choose but inputs and their confusion") {
    Experiment experiment = experiment_of("moons", "bce_with_logits");
    experiment.data.validation = 0.2;
    Shown shown(experiment);
    Ui& ui = shown.ui;
    const DataViewOptions& options = ui.state().view.data;
    CHECK(ui.has("view.data.across"));
    shown.settle();
    ui.key(Key::d);
    CHECK(ui.state().view.data.look == Look::confusion);
    ui.key(Key::d);
    CHECK(ui.state().view.data.look == Look::fit);
    ui.click("view.data.look");
    CHECK_FALSE(ui.has("view.data.look.1"));
    CHECK_FALSE(ui.has("view.data.look.2"));
    ui.click("view.data.look.3");
    CHECK(options.look == Look::confusion);
    CHECK_FALSE(ui.has("view.data.across"));
    ui.click("view.data.part");
    ui.click("view.data.part.0");
    CHECK(options.part == DataViewOptions::Part::train);
    ui.click("view.data.part");
    CHECK_FALSE(ui.has("view.data.part.2"));
    ui.click("view.data.part.1");
    CHECK(options.part == DataViewOptions::Part::validation);
    // Points cannot be added where none stand, and a zoom there is undone by another look.
    ui.state().view.data.range.x = Range{0.0, 1.0};
    ui.click("view.data.look");
    ui.click("view.data.look.0");
    CHECK(options.look == Look::fit);
    CHECK(options.range == ViewRange{});
}

TEST_CASE("a menu opened by the mouse takes the arrow keys, Enter and Esc") {
    Shown shown(experiment_of("moons", "bce_with_logits"));
    Ui& ui = shown.ui;
    const DataViewOptions& options = ui.state().view.data;
    REQUIRE(options.across == 0);
    ui.click("view.data.across");
    REQUIRE(ui.has("view.data.across.1"));
    ui.key(Key::down);  // from the entry that is chosen to the next
    CHECK(ui.has("view.data.across.1"));
    ui.key(Key::enter);
    CHECK_FALSE(ui.has("view.data.across.1"));
    CHECK(options.across == 1);
    CHECK(ui.count<StepBack>() + ui.count<StepBy>() == 0);
    ui.click("view.data.across");
    ui.key(Key::up);
    ui.key(Key::escape);
    CHECK_FALSE(ui.has("view.data.across.1"));
    CHECK(options.across == 1);
}

TEST_CASE("beside a small matrix there is no table and on a large one there is") {
    Shown shown(experiment_of("moons", "bce_with_logits"));
    Ui& ui = shown.ui;
    ui.state().view.data.look = Look::confusion;
    ui.state().view.large = LargeView::model;
    ui.frames(3);
    CHECK_FALSE(ui.state().view.data.table);
    ui.key(Key::one);
    ui.frames(3);
    CHECK(ui.state().view.data.table);
}

TEST_CASE("the target of least squares is switched in the View menu") {
    Ui ui;
    CHECK(ui.state().view.closed_form);
    ui.click("menu:View");
    ui.click("menu.closed_form");
    CHECK_FALSE(ui.state().view.closed_form);
    ui.click("menu:View");
    ui.click("menu.closed_form");
    CHECK(ui.state().view.closed_form);
}

TEST_CASE("an open card tells how far the run is from the closed form") {
    Ui ui;
    ui.now.closed_form = {Vector{{1.7, 0.0}}, 0.075, true};
    ui.click("run.0");
    CHECK(ui.has("run.0.target"));
    ui.now.closed_form.unique = false;
    ui.frames(2);
    CHECK_FALSE(ui.has("run.0.target"));
}

TEST_CASE("the plane is of the run whose card is open") {
    Shown shown(experiment_of("plane", "mse"));
    Ui& ui = shown.ui;
    ui.state().selected_run = ui.now.runs[1].id;
    ui.frames(2);
    CHECK(plane_question(ui.now, ui.state().view)->theta == ui.now.runs[1].state.theta);
}

}  // namespace
}  // namespace talweg::test
