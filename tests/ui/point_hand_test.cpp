// Points by hand: several selected with the mouse, moved and deleted, each in one step of undo.
#include "tests/ui/point_hand.h"
#include "app/panels/data_kind.h"
#include "app/panels/point_edits.h"

#include <cmath>

namespace talweg::test {
namespace {

TEST_CASE("Shift+click selects points one by one and Shift+drag those in a box, Esc none") {
    Ui ui;
    shift_click(ui, place_of(ui, 1, 2));
    CHECK(ui.state().points.rows() == Rows{0});
    CHECK(ui.has("view.data.card"));
    shift_click(ui, place_of(ui, 3, 5));
    CHECK(ui.state().points.rows() == Rows{0, 2});
    shift_click(ui, place_of(ui, 1, 2));
    CHECK(ui.state().points.rows() == Rows{2});
    shift_drag(ui, place_of(ui, 0.9, 3.6), place_of(ui, 2.2, 1.6));
    CHECK(ui.state().points.rows() == Rows{0, 1, 2});
    CHECK(ui.state().view.data.range == ViewRange{});  // it is no zoom
    CHECK(ui.experiment() == first_experiment());
    ui.key(Key::one);
    ui.key(Key::escape);
    CHECK(ui.state().points.empty());
    CHECK(ui.state().maximised == ViewId::data);  // one step back at a time
    CHECK_FALSE(ui.has("view.data.card"));
}

TEST_CASE("a click selects the point alone, one beside it none, Ctrl+A all") {
    Ui ui;
    ui.key(Key::a, true);
    CHECK(ui.state().points.size() == 4);
    ui.click(place_of(ui, 2, 3));
    CHECK(ui.state().points.rows() == Rows{1});
    ui.click(place_of(ui, 3.5, 2.2));
    CHECK(ui.state().points.empty());
    CHECK(ui.experiment() == first_experiment());
}

TEST_CASE("dragging one of several moves all by as much, in one step of undo") {
    Ui ui;
    shift_drag(ui, place_of(ui, 0.9, 3.6), place_of(ui, 2.2, 1.6));
    REQUIRE(ui.state().points.rows() == Rows{0, 1});
    ui.drag(place_of(ui, 1, 2), place_of(ui, 1.5, 3));
    const Table& table = ui.experiment().data.table;
    CHECK(table.x[0] == doctest::Approx(1.5).epsilon(0.02));
    CHECK(table.x[1] == doctest::Approx(2.5).epsilon(0.02));
    CHECK(table.y[0] == doctest::Approx(3).epsilon(0.02));
    CHECK(table.y[1] == doctest::Approx(4).epsilon(0.02));
    CHECK(table.x[2] == 3);
    CHECK(ui.state().document.undo_label() == "Move 2 points");
    CHECK(ui.state().points.rows() == Rows{0, 1});
    ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
    CHECK_FALSE(ui.state().document.can_undo());
}

TEST_CASE("a point that is not selected is dragged alone") {
    Ui ui;
    shift_click(ui, place_of(ui, 1, 2));
    ui.drag(place_of(ui, 4, 7), place_of(ui, 3.5, 6));
    CHECK(ui.experiment().data.table.x[0] == 1);
    CHECK(ui.experiment().data.table.x[3] == doctest::Approx(3.5).epsilon(0.02));
    CHECK(ui.state().document.undo_label() == "Move point");
}

TEST_CASE("Delete takes all that are selected, one stays, and undo brings them back") {
    Ui ui;
    shift_drag(ui, place_of(ui, 0.9, 3.6), place_of(ui, 2.2, 1.6));
    ui.move({2, 2});  // the pointer may be anywhere
    ui.key(Key::remove);
    CHECK(ui.experiment().data.table.x == std::vector<double>{3, 4});
    CHECK(ui.experiment().data.table.y == std::vector<double>{5, 7});
    CHECK(ui.state().document.undo_label() == "Delete 2 points");
    CHECK(ui.state().points.empty());
    ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
    ui.key(Key::a, true);
    ui.key(Key::remove);
    CHECK(ui.experiment().data.table.y.size() == 1);
    CHECK(ui.state().info.find("One point stays") != std::string::npos);
}

TEST_CASE("of points that are held back as many stay as leave one to learn from") {
    struct Case {
        double validation, test;
        std::size_t stay;
    };
    // Each share is at least one point, else the nearest whole number: of 5 and 0.9 that is all of them.
    for (const Case& each : {Case{0.2, 0, 2}, Case{0, 0.3, 2}, Case{0.2, 0.2, 3}, Case{0.9, 0, 6}}) {
        Experiment held = first_experiment();
        held.data.table = {1, {1, 2, 3, 4, 5, 6, 7, 8}, {2, 3, 5, 7, 8, 8, 9, 9}, {}};
        held.data.validation = each.validation;
        held.data.test = each.test;
        if (each.validation > 0) held.stop.patience = 5;
        Ui ui;
        ui.state().edit(held, "Hold back");
        answer(ui);
        const Experiment before = ui.experiment();
        ui.key(Key::a, true);
        REQUIRE(ui.state().points.size() == 8);
        ui.key(Key::remove);
        CHECK(ui.experiment().data.table.y.size() == each.stay);
        CHECK(ui.experiment().data.table.y.back() == 9);
        CHECK(ui.experiment().data.validation == each.validation);
        CHECK(ui.state().error.empty());
        CHECK(ui.state().info.find(std::to_string(each.stay) + " points stay: one to learn from") == 0);
        // Nothing more can go, and nothing is done: the undo is still that of the deletion.
        answer(ui);
        ui.key(Key::a, true);
        ui.key(Key::remove);
        CHECK(ui.experiment().data.table.y.size() == each.stay);
        CHECK(ui.state().error.empty());
        ui.key(Key::z, true);
        CHECK(ui.experiment() == before);
    }
}

TEST_CASE("arrows move what is selected by a pixel and leave the steps alone") {
    Ui ui;
    shift_click(ui, place_of(ui, 1, 2));
    const double across = places_of(ui).across();
    const double up = places_of(ui).up();
    ui.commands.clear();
    ui.key(Key::right);
    CHECK(ui.experiment().data.table.x[0] == doctest::Approx(1 + across).epsilon(0.003));
    CHECK(ui.experiment().data.table.x[0] > 1);
    CHECK(ui.experiment().data.table.y[0] == 2);
    CHECK(ui.count<StepBy>() == 0);
    ui.key(Key::up, false, true);
    CHECK(ui.experiment().data.table.y[0] == doctest::Approx(2 + 10 * up).epsilon(0.01));
    ui.key(Key::z, true);
    CHECK(ui.experiment().data.table.y[0] == 2);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
    ui.key(Key::escape);
    ui.key(Key::right);
    CHECK(ui.count<StepBy>() == 1);
}

TEST_CASE("an arrow that is held is one step of undo") {
    Ui ui;
    shift_click(ui, place_of(ui, 1, 2));
    compat::feed_key(Key::right, true);
    ui.frames(60);
    compat::feed_key(Key::right, false);
    ui.frames(3);
    CHECK(ui.experiment().data.table.x[0] > 1.01);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
}

TEST_CASE("a hundred thousand points by hand are shown, and more are told to be too many") {
    Experiment experiment = first_experiment();
    experiment.data.table = {};
    for (int i = 0; i < 100'000; ++i) {
        experiment.data.table.x.push_back(i * 1e-5);
        experiment.data.table.y.push_back(std::sin(i * 1e-3));
    }
    experiment.runs.resize(1);
    experiment.stop.max_steps = 1;
    Ui ui(1280, 900, experiment);
    answer(ui);
    ui.click("section.data");
    ui.frames(3);
    CHECK(ui.has("point.0.x"));
    CHECK_FALSE(ui.has("point.12.x"));  // only rows that are seen are made
    // Ten of them in a box of their own: what stands below is still in sight.
    CHECK(ui.box("points.table").height() == doctest::Approx(320));
    CHECK(ui.box("data.add").bottom < 900);
    CHECK(ui.box("section.model").bottom < 900);
    CHECK(ui.box("point.0.delete").right <= ui.box("points.table").right - 10);  // beside the scroll bar
    ui.move(Ui::middle(ui.box("point.3.x")));
    compat::feed_wheel(-20.0f);
    ui.frames(10);
    CHECK_FALSE(ui.has("point.0.x"));
    CHECK(ui.has("points.table"));
    ui.key(Key::a, true);
    CHECK(ui.state().points.size() == 100'000);
    ui.key(Key::escape);
    Experiment more = experiment;
    more.data.table.x.push_back(2.0);
    more.data.table.y.push_back(0.0);
    CHECK_FALSE(can_edit_points(more, {}));
    Dataset many;
    many.x = Matrix::Zero(100'001, 1);
    many.y = many.x;
    set_data_kind(ui.state(), "line", ui.now.data);
    set_data_kind(ui.state(), "table", many);
    CHECK(ui.experiment().data.part.kind == "line");
    const std::string words = "100,001 points, and by hand at most 100,000 are added, moved or deleted. ";
    CHECK(ui.state().error == words + "Let 'Points' make fewer, and they can be moved");
    CHECK(edit_trouble(more, {}) == words + "Change these numbers in the experiment's file");
    more.data.part.kind = "csv";
    CHECK(edit_trouble(more, many) == words + "Change these in their file, and open it again");
    // A key that does nothing says why.
    ui.now.data = many;
    ui.state().error.clear();
    ui.key(Key::a, true);
    CHECK(ui.state().points.empty());
    CHECK(ui.state().info == words + "Let 'Points' make fewer, and they can be moved");
}

TEST_CASE("while one draws the axes stand still, until other data comes") {
    Ui ui;
    ui.key(Key::a);
    const Places before = places_of(ui);
    ui.click(before.at(4.15, 2.5));
    REQUIRE(ui.state().view.data.range.x);
    CHECK(ui.state().view.data.range.x->high == doctest::Approx(before.x.high));
    ui.click("view.data.fit");
    CHECK(ui.state().view.data.range == ViewRange{});
    ui.click(before.at(2.5, 6.0));
    REQUIRE(ui.state().view.data.range.x);
    set_data_kind(ui.state(), "line", ui.now.data);
    CHECK(ui.state().view.data.range == ViewRange{});
}

TEST_CASE("a selection does not outlive its points") {
    Ui ui;
    ui.key(Key::a, true);
    set_data_kind(ui.state(), "line", ui.now.data);
    ui.frames(2);
    CHECK(ui.state().points.empty());
}

}  // namespace
}  // namespace talweg::test
