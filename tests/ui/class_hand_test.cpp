// Points by hand over two inputs and of classes: drawn, recoloured, renamed; tables with other columns.
#include "tests/ui/point_hand.h"

#include "app/panels/data_kind.h"
#include "app/panels/hand_classes.h"
#include "app/panels/point_edits.h"

namespace talweg::test {
namespace {

TEST_CASE("in a plane a click adds a point of the class in hand and Shift+digit chooses it") {
    Ui ui(1280, 720, plane());
    answer(ui);
    ui.key(Key::a);
    REQUIRE(ui.has("view.data.class.1"));
    ui.key(Key::two, false, true);
    CHECK(ui.state().point_class == 1);
    ui.click(place_of(ui, 2, 1.5));
    const Table& table = ui.experiment().data.table;
    REQUIRE(table.y.size() == 5);
    CHECK(table.y[4] == 1);
    CHECK(table.x[8] == doctest::Approx(2).epsilon(0.02));
    CHECK(table.x[9] == doctest::Approx(1.5).epsilon(0.02));
    CHECK(table.classes == std::vector<std::string>{"left", "right"});
    answer(ui);
    ui.click("view.data.class.0");
    CHECK(ui.state().point_class == 0);
    ui.click(place_of(ui, 3.3, 0.4));
    CHECK(ui.experiment().data.table.y.back() == 0);
}

TEST_CASE("selected points become the class whose button is pressed, in one step of undo") {
    Ui ui(1280, 720, plane());
    answer(ui);
    ui.key(Key::a, true);
    ui.key(Key::one, false, true);
    CHECK(ui.experiment().data.table.y == std::vector<double>{0, 0, 0, 0});
    CHECK(ui.state().points.size() == 4);
    ui.click("view.data.class.1");
    CHECK(ui.experiment().data.table.y == std::vector<double>{1, 1, 1, 1});
    ui.key(Key::z, true);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == plane());
}

TEST_CASE("a right click on a selected point asks what to do with all") {
    Ui ui(1280, 720, plane());
    answer(ui);
    shift_drag(ui, place_of(ui, -0.2, 2.3), place_of(ui, 1.3, -0.2));
    REQUIRE(ui.state().points.rows() == Rows{0, 1});
    ui.click(place_of(ui, 0, 0), 1);
    REQUIRE(ui.has("points.class.1"));
    ui.click("points.class.1");
    CHECK(ui.experiment().data.table.y == std::vector<double>{1, 1, 1, 1});
    ui.click(place_of(ui, 0, 0), 1);
    ui.click("points.delete");
    CHECK(ui.experiment().data.table.x == std::vector<double>{3, 1, 4, 3});
}

TEST_CASE("a third class brings a loss that knows three, and classes are renamed") {
    Ui ui(1280, 1100, plane());
    answer(ui);
    ui.click("section.data");
    REQUIRE(ui.has("data.class.add"));
    ui.click("data.class.add");
    CHECK(ui.experiment().data.table.classes == std::vector<std::string>{"left", "right", "class 2"});
    CHECK(ui.experiment().loss.kind == "cross_entropy");
    CHECK(ui.state().point_class == 2);
    CHECK_NOTHROW(make_objective(ui.experiment()));
    ui.type("data.class.2.name", "above");
    CHECK(ui.experiment().data.table.classes[2] == "above");
    ui.type("data.class.2.name", "left");
    CHECK(ui.state().error.find("'left' twice") != std::string::npos);
    CHECK(ui.experiment().data.table.classes[2] == "above");
    ui.key(Key::z, true);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == plane());
}

TEST_CASE("along one input a dragged point goes from class to class") {
    for (const char* loss : {"bce_with_logits", "hinge"}) {
        CAPTURE(loss);
        Experiment experiment = plane();
        experiment.data.table = {1, {0, 1, 3, 4}, {0, 0, 1, 1}, {"no", "yes"}};
        experiment.loss = {loss, {}};
        Ui ui(1280, 720, experiment);
        answer(ui);
        const double low = loss[0] == 'h' ? -1.0 : 0.0;
        ui.drag(place_of(ui, 1, low), place_of(ui, 1.5, 0.8));
        CHECK(ui.experiment().data.table.y == std::vector<double>{0, 1, 1, 1});
        CHECK(ui.experiment().data.table.x[1] == doctest::Approx(1.5).epsilon(0.02));
    }
}

TEST_CASE("a generated point that is dragged turns all into a table with inputs, classes and split") {
    Experiment experiment = plane();
    experiment.data = {};
    experiment.data.part = {"moons", {{"n", std::int64_t{40}}}};
    experiment.data.validation = 0.25;
    Ui ui(1280, 720, experiment);
    answer(ui);
    const Dataset all = make_dataset([&] {
        Experiment whole = experiment;
        whole.data.validation = 0.0;
        return whole;
    }());
    // The lowest point of all has no neighbour to be mistaken for.
    Index lowest = 0;
    all.x.col(1).minCoeff(&lowest);
    const double x = all.x(lowest, 0);
    const double y = all.x(lowest, 1);
    ui.drag(place_of(ui, x, y), place_of(ui, x + 0.5, y + 0.1));
    const Table& table = ui.experiment().data.table;
    CHECK(ui.experiment().data.part.kind == "table");
    CHECK(table.inputs == 2);
    CHECK(table.classes == all.classes);
    REQUIRE(table.y.size() == 40);
    for (Index row = 0; row < 40; ++row) {
        const auto at = static_cast<std::size_t>(row);
        CHECK(table.y[at] == all.y(row, 0));
        if (row == lowest) {
            CHECK(table.x[2 * at] == doctest::Approx(x + 0.5).epsilon(0.02));
            continue;
        }
        CHECK(table.x[2 * at] == all.x(row, 0));
        CHECK(table.x[2 * at + 1] == all.x(row, 1));
    }
    CHECK(ui.experiment().data.validation == 0.25);
    ui.key(Key::z, true);
    CHECK(ui.experiment() == experiment);
}

TEST_CASE("a table gets other columns with its points where they were, in one step of undo") {
    Ui ui(1280, 1100);
    ui.click("section.data");
    ui.click("data.columns");
    ui.click("data.columns.3");
    const Experiment& now = ui.experiment();
    CHECK(now.data.table.inputs == 2);
    CHECK(now.data.table.x == std::vector<double>{1, 2, 2, 3, 3, 5, 4, 7});
    CHECK(now.data.table.y == std::vector<double>{0, 0, 1, 1});  // at or above the middle one
    CHECK(now.data.table.classes == std::vector<std::string>{"A", "B"});
    CHECK(now.loss.kind == "bce_with_logits");
    CHECK_NOTHROW(make_objective(now));
    answer(ui);
    CHECK(ui.has("point.0.x2"));
    CHECK(ui.has("point.0.class"));
    ui.click("point.0.class");
    ui.click("point.0.class.1");
    CHECK(ui.experiment().data.table.y[0] == 1);
    ui.type("point.1.x2", "2.5");
    CHECK(ui.experiment().data.table.x[3] == 2.5);
    for (int i = 0; i < 3; ++i) ui.key(Key::z, true);
    CHECK(ui.experiment() == first_experiment());
}

TEST_CASE("in a plane over numbers a new point has the target of the nearest") {
    Experiment experiment = plane();
    experiment.data.table.classes.clear();
    experiment.data.table.y = {0.5, 1.5, 2.5, 9.0};
    experiment.loss = {"mse", {}};
    Ui ui(1280, 720, experiment);
    answer(ui);
    ui.key(Key::a);
    ui.click(place_of(ui, 3.6, 2.6));
    REQUIRE(ui.experiment().data.table.y.size() == 5);
    CHECK(ui.experiment().data.table.y.back() == 9.0);
}

TEST_CASE("while the picture is still that of other columns a click adds nothing") {
    Ui ui(1280, 720, plane());
    answer(ui);
    ui.key(Key::a);
    const Snapshot shown = ui.now;
    const DataLook look = data_look(shown, ui.state().view);
    REQUIRE(look.picture == DataPicture::plane);
    set_table_columns(ui.state(), shown, 1, true);
    REQUIRE(ui.experiment().data.table.inputs == 1);
    const Table before = ui.experiment().data.table;
    add_point(ui.state(), shown, look, {2.0, 1.5});
    CHECK(ui.experiment().data.table == before);
}

TEST_CASE("targets that are probabilities are numbers, not classes") {
    Experiment experiment = first_experiment();
    experiment.loss = {"bce_with_logits", {}};
    experiment.data.table = {1, {1, 2, 3}, {0.2, 0.7, 1.0}};
    CHECK_FALSE(hand_classes(experiment, {}).any());
    experiment.data.table.y = {0.0, 1.0, 1.0};
    CHECK(hand_classes(experiment, {}).any());
    experiment.loss = {"hinge", {}};
    experiment.data.table.y = {-1.0, 1.0, 1.0};
    CHECK(hand_classes(experiment, {}).any());
}

}  // namespace
}  // namespace talweg::test
