// The three views: points dragged, added and deleted; the start moved; pan, zoom, hover, switches.
#include "tests/ui/ui_fixture.h"

#include "app/panels/board_layout.h"

#include <cmath>

namespace talweg::test {
namespace {

// Where a point of the data stands on the screen: the figure laid out as the panel does it.
Pt place_of(Ui& ui, double x, double y) {
    Figure figure = data_figure(ui.now, ui.state().view, ui.state().kit.theme);
    figure.title.clear();
    figure.subtitle.clear();
    name_points_only(figure);
    const Layout placed = layout(figure, ui.box("view.data"), *ui.state().kit.measure);
    return {placed.x.to_pixel(x), placed.y.to_pixel(y)};
}

TEST_CASE("dragging a point moves it and is one step of undo") {
    Ui ui;
    const Pt from = place_of(ui, 2, 3);
    const Pt to = place_of(ui, 2, 5);
    ui.drag(from, to);
    CHECK(ui.experiment().data.table.x[1] == doctest::Approx(2).epsilon(0.02));
    CHECK(ui.experiment().data.table.y[1] == doctest::Approx(5).epsilon(0.02));
    CHECK(ui.experiment().data.table.y[0] == 2);
    REQUIRE(ui.last<Edit>());
    CHECK(ui.last<Edit>()->experiment.data.table == ui.experiment().data.table);
    ui.key(Key::z, true);
    CHECK(ui.experiment().data.table.y[1] == 3);
    CHECK_FALSE(ui.state().document.can_undo());
}

TEST_CASE("the view does not move while a point is dragged and fits again after") {
    Ui ui;
    ui.drag(place_of(ui, 4, 7), place_of(ui, 3.5, 6));
    CHECK(ui.state().view.data.range == ViewRange{});
}

TEST_CASE("in adding mode a click adds a point and a right click deletes it") {
    Ui ui;
    ui.key(Key::a);
    CHECK(ui.state().adding_points);
    ui.click(place_of(ui, 1.5, 5));
    REQUIRE(ui.experiment().data.table.y.size() == 5);
    CHECK(ui.experiment().data.table.x[4] == doctest::Approx(1.5).epsilon(0.02));
    ui.key(Key::a);
    CHECK_FALSE(ui.state().adding_points);
    // The picture still has four points until the worker answers: the first of them goes.
    ui.state().document.undo();
    ui.frames(2);
    ui.click(place_of(ui, 1, 2), 1);
    REQUIRE(ui.experiment().data.table.y.size() == 3);
    CHECK(ui.experiment().data.table.x[0] == 2);
}

TEST_CASE("the delete key removes the point under the pointer") {
    Ui ui;
    ui.move(place_of(ui, 3, 5));
    ui.key(Key::remove);
    REQUIRE(ui.experiment().data.table.y.size() == 3);
    CHECK(ui.experiment().data.table.x == std::vector<double>{1, 2, 4});
}

TEST_CASE("deleting points keeps batches possible") {
    Experiment experiment = first_experiment();
    experiment.runs[0].batch = 4;
    Ui ui(1280, 720, experiment);
    ui.move(place_of(ui, 3, 5));
    ui.key(Key::remove);
    CHECK(ui.experiment().data.table.y.size() == 3);
    CHECK(ui.experiment().runs[0].batch == 3);
}

TEST_CASE("a click on the surface moves the start of all runs there") {
    Ui ui;
    const Box plot = ui.box("view.surface.plot");
    ui.click({plot.left + plot.width() * 0.25, plot.top + plot.height() * 0.25});
    const PlaneWindow& window = ui.surface.window;
    REQUIRE(ui.experiment().init.numbers.size() == 2);
    const double x = window.x_low + 0.25 * (window.x_high - window.x_low);
    const double y = window.y_high - 0.25 * (window.y_high - window.y_low);
    CHECK(ui.experiment().init.numbers[0] == doctest::Approx(x).epsilon(0.01));
    CHECK(ui.experiment().init.numbers[1] == doctest::Approx(y).epsilon(0.01));
    CHECK(ui.count<Edit>() == 1);
    // What one pointed at stays under the pointer.
    REQUIRE(ui.state().view.surface.range.x);
    CHECK(ui.state().view.surface.range.x->low == doctest::Approx(window.x_low));
    CHECK(ui.state().view.surface.range.x->high == doctest::Approx(window.x_high));
}

TEST_CASE("a double click on the surface fits and leaves the start alone") {
    Ui ui;
    const std::vector<double> before = ui.experiment().init.numbers;
    const Pt middle = Ui::middle(ui.box("view.surface.plot"));
    ui.double_click(middle);
    CHECK(ui.experiment().init.numbers == before);
    CHECK_FALSE(ui.state().document.can_redo());
    CHECK(ui.state().info.empty());
    CHECK(ui.state().view.surface.range == ViewRange{});
}

TEST_CASE("dragging the surface pans it and asks the worker for that window") {
    Ui ui;
    const Pt middle = Ui::middle(ui.box("view.surface.plot"));
    ui.drag(middle, {middle.x + 60, middle.y});
    REQUIRE(ui.state().view.surface.range.x);
    CHECK(ui.state().view.surface.range.x->low < ui.surface.window.x_low);
    REQUIRE(ui.last<ShowSurface>());
    CHECK_FALSE(ui.last<ShowSurface>()->natural);
    CHECK(ui.last<ShowSurface>()->x_low == ui.state().view.surface.range.x->low);
    ui.double_click(middle);
    CHECK(ui.last<ShowSurface>()->natural);
    CHECK(ui.experiment() == first_experiment());
}

TEST_CASE("the wheel zooms about the pointer and a shifted drag zooms into a box") {
    Ui ui;
    const Box plot = ui.box("view.curves.plot");
    ui.move(Ui::middle(plot));
    compat::feed_wheel(2.0f);
    ui.frame();
    compat::feed_wheel(0.0f);
    ui.frame();
    REQUIRE(ui.state().view.curves.range.x);
    CHECK(ui.state().view.curves.range.x->span() < 40.0);
    ui.key(Key::zero);
    CHECK(ui.state().view.curves.range == ViewRange{});
    ui.drag({plot.left + 20, plot.top + 20}, {plot.left + 80, plot.top + 60}, 1);
    REQUIRE(ui.state().view.curves.range.x);
    CHECK(ui.state().view.curves.range.x->span() < 40.0);
}

TEST_CASE("the step under the pointer in the curves is marked for all views") {
    Ui ui;
    const Box plot = ui.box("view.curves.plot");
    ui.move(Ui::middle(plot));
    ui.frame();
    REQUIRE(ui.state().view.hover);
    CHECK(std::abs(static_cast<double>(ui.state().view.hover->step) - 20.0) <= 1.0);
    ui.move({2, 2});
    CHECK_FALSE(ui.state().view.hover);
}

TEST_CASE("hovering a path on the surface marks the step that stands there") {
    Ui ui;
    const PathSeries& path = ui.now.runs[3].path;
    REQUIRE(path.x.size() > 20);
    const Box plot = ui.box("view.surface.plot");
    const PlaneWindow& w = ui.surface.window;
    const Pt at{plot.left + plot.width() * (path.x[20] - w.x_low) / (w.x_high - w.x_low),
                plot.bottom - plot.height() * (path.y[20] - w.y_low) / (w.y_high - w.y_low)};
    ui.move(at);
    ui.frame();
    REQUIRE(ui.state().view.hover);
    CHECK(ui.state().view.hover->run == ui.now.runs[3].id);
    CHECK(std::abs(static_cast<double>(ui.state().view.hover->step) - 20.0) <= 3.0);
}

TEST_CASE("one click turns each axis logarithmic and steps into epochs") {
    Ui ui(1920, 1080);
    const bool log_before = ui.state().view.curves.log_x;
    ui.click("view.curves.log_x");
    CHECK(ui.state().view.curves.log_x != log_before);
    ui.click("view.curves.log_y");
    REQUIRE(ui.state().view.curves.log_y);
    const bool log_y = *ui.state().view.curves.log_y;
    ui.click("view.curves.log_y");
    CHECK(*ui.state().view.curves.log_y != log_y);
    ui.click("view.curves.unit.1");
    CHECK(ui.state().view.curves.axis == CurvesViewOptions::Axis::epochs);
    ui.click("view.curves.unit.2");
    CHECK(ui.state().view.curves.axis == CurvesViewOptions::Axis::evaluations);
    ui.click("view.curves.unit.3");
    CHECK(ui.state().view.curves.axis == CurvesViewOptions::Axis::seconds);
    CHECK(ui.state().view.curves.quantity == CurvesViewOptions::Quantity::loss);
    ui.click("view.curves.quantity.1");
    CHECK(ui.state().view.curves.quantity == CurvesViewOptions::Quantity::rate);
    ui.click("view.curves.quantity.0");
    const Box smoothing = ui.box("view.curves.smoothing");
    ui.drag(Ui::middle(smoothing), {smoothing.right - 8, Ui::middle(smoothing).y});
    CHECK(ui.state().view.curves.smoothing > 0.5);
    ui.click("view.data.residuals.2");
    CHECK(ui.state().view.data.residuals == DataViewOptions::Residuals::squares);
}

TEST_CASE("keys 1 to 3 let a view fill the board and Esc brings all back") {
    Ui ui;
    const double narrow = ui.box("view.data").width();
    ui.key(Key::one);
    CHECK(ui.box("view.data").width() > 2 * narrow);
    CHECK_FALSE(ui.has("view.surface"));
    ui.key(Key::three);
    CHECK(ui.has("view.surface"));
    CHECK_FALSE(ui.has("view.data"));
    ui.key(Key::escape);
    CHECK(ui.has("view.data"));
    CHECK(ui.has("view.curves"));
}

TEST_CASE("splitters move and no view gets smaller than it may") {
    Ui ui;
    const Pt handle = Ui::middle(ui.box("splitter.surface"));
    ui.drag(handle, {1270, handle.y});
    CHECK(ui.box("view.data").width() >= kLeastViewWidth - 2 * kGap);
    ui.drag(Ui::middle(ui.box("splitter.surface")), {5, handle.y});
    CHECK(ui.box("view.surface").width() >= kLeastViewWidth - 2 * kGap);
}

TEST_CASE("the parts of the board never overlap at any size or scale") {
    for (const double width : {640.0, 1099.0, 1100.0, 1280.0, 1920.0, 3840.0})
        for (const double scale : {1.0, 1.6, 2.0}) {
            AppSettings settings;
            settings.layout.surface_share = 0.9;
            const BoardLayout board = board_layout(width, 720, scale, settings);
            CHECK(board.folded == (width < std::round(kFoldWidth * scale)));
            CHECK(board.side.right <= board.large.left);
            CHECK(board.large.right < board.upper.left);
            CHECK(board.upper.bottom < board.lower.top);
            CHECK(board.lower.bottom <= board.transport.top);
            CHECK(board.transport.bottom <= board.status.top);
            CHECK(board.upper.right <= width);
        }
}

}  // namespace
}  // namespace talweg::test
