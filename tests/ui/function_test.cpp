// Test functions by the menu of the data section, and a formula that one types there.
#include "tests/ui/ui_fixture.h"

#include "app/panels/data_kind.h"
#include "app/panels/function_rows.h"

namespace talweg::test {
namespace {

/// The data section is open and tall enough for its rows.
struct OpenData : Ui {
    explicit OpenData(Experiment experiment = first_experiment()) : Ui(1280, 1000, std::move(experiment)) {
        state().runs_open = false;
        state().data_open = true;
        frames(3);
    }
    PartChoice function() { return experiment().function.value_or(PartChoice{"none", {}}); }
};

Experiment with_formula(const std::string& text) {
    Experiment experiment = first_experiment();
    experiment.init = {};
    experiment.function = PartChoice{"formula", {{"formula", text}}};
    return experiment;
}

TEST_CASE("a test function is chosen in the menu of the data, and one undo takes it back") {
    OpenData ui;
    const Experiment before = ui.experiment();
    ui.click("data.kind");
    const auto functions = shelf("functions");
    std::size_t place = shelf("datasets").size();
    while (functions[place - shelf("datasets").size()]->id != "sphere") ++place;
    REQUIRE(ui.has("data.kind." + std::to_string(place)));
    ui.click("data.kind." + std::to_string(place));
    CHECK(ui.function().kind == "sphere");
    CHECK(ui.experiment().init == Init{});  // its own start
    CHECK_FALSE(ui.has("data.validation"));
    ui.key(Key::z, true);
    CHECK(ui.experiment() == before);
}

TEST_CASE("every test function can be chosen over batches and early stopping, and data after it") {
    for (const PartInfo* part : shelf("functions")) {
        CAPTURE(part->id);
        Experiment start = first_experiment();
        start.data.validation = 0.25;
        start.stop.patience = 5;
        start.runs[0].batch = 2;
        start.runs[0].init = Init{"normal", {}, {}};
        OpenData ui(start);
        set_function(ui.state(), part->id);
        CHECK(ui.state().error.empty());
        CHECK(ui.function().kind == part->id);
        CHECK_NOTHROW(make_objective(ui.experiment()));
        ui.frames(3);
        set_data_kind(ui.state(), "table", ui.now.data);
        CHECK(ui.state().error.empty());
        CHECK_FALSE(ui.experiment().function.has_value());
        CHECK(ui.experiment().data == start.data);
        set_function(ui.state(), part->id);
        set_data_kind(ui.state(), "sine", ui.now.data);
        CHECK(ui.experiment().data.part.kind == "sine");
        CHECK_NOTHROW(make_objective(ui.experiment()));
    }
}

TEST_CASE("a function's knobs are changed in the data section") {
    Experiment experiment = first_experiment();
    experiment.init = {};
    experiment.function = PartChoice{"quadratic", {}};
    OpenData ui(experiment);
    REQUIRE(ui.has("function.kappa"));
    ui.type("function.kappa", "50");
    CHECK(ui.function().knobs == KnobMap{{"kappa", 50.0}});
}

TEST_CASE("a formula is typed, and its parameters get sliders") {
    OpenData ui(with_formula("x^2 + a*y^2"));
    REQUIRE(ui.has("function.formula"));
    CHECK(ui.has("function.a"));
    CHECK_FALSE(ui.has("function.b"));
    ui.type("function.a", "3");
    CHECK(ui.function().knobs.at("a") == KnobValue(3.0));
    ui.type("function.formula", "x^2 + b*y^4");
    CHECK(ui.function().knobs == KnobMap{{"formula", std::string("x^2 + b*y^4")}});  // a is forgotten
    ui.frames(3);
    CHECK(ui.has("function.b"));
    CHECK_FALSE(ui.has("function.a"));
    ui.key(Key::z, true);
    CHECK(ui.function().knobs.at("a") == KnobValue(3.0));  // and comes back
}

TEST_CASE("a parameter's slider reaches as far as a number that is typed asks for") {
    OpenData ui(with_formula("x^2 + a*y^2"));
    const auto pull = [&ui] {
        const Box track = ui.box("function.a.slider");
        ui.drag({track.left + 0.7 * (track.right - track.left), Ui::middle(track).y},
                {track.right + 50.0, Ui::middle(track).y});
        return std::get<double>(ui.function().knobs.at("a"));
    };
    CHECK(pull() == 10.0);
    ui.type("function.a", "-250");
    CHECK(pull() == 1000.0);
}

TEST_CASE("a formula that is wrong stays in the field, with a mark at its character and what was expected") {
    OpenData ui(with_formula("x^2 + y^2"));
    ui.type("function.formula", "x^2 + 2y");
    CHECK(ui.function().knobs.at("formula") == KnobValue(std::string("x^2 + y^2")));
    CHECK(ui.state().kit.refused.id == "function.formula");
    CHECK(ui.state().kit.refused.typed == "x^2 + 2y");
    CHECK(ui.state().kit.refused.why ==
          "Character 8: expected an operator or the end before 'y': a product needs its '*', as in 2*x.");
    ui.frames(2);
    REQUIRE(ui.has("function.formula.caret"));
    REQUIRE(ui.has("function.formula.refused"));
    const Box field = ui.box("function.formula");
    const Box caret = ui.box("function.formula.caret");
    CHECK(caret.top >= field.bottom - 4.0);
    const double first = caret.left;
    ui.type("function.formula", "x^2 + y * 2y + x");
    ui.frames(2);
    CHECK(ui.box("function.formula.caret").left > first + 10.0);
    ui.type("function.formula", "x^2 + y*2");
    CHECK(ui.function().knobs.at("formula") == KnobValue(std::string("x^2 + y*2")));
    ui.frames(2);
    CHECK_FALSE(ui.has("function.formula.caret"));
}

TEST_CASE("a formula that is pasted and too long is told to be that, not empty") {
    OpenData ui(with_formula("x^2 + y^2"));
    std::string text;
    for (int i = 0; i < 600; ++i) text += "x^2+";
    ImGui::SetClipboardText((text + "y").c_str());
    ui.click("function.formula");
    ui.key(Key::a, true);
    ui.key(Key::v, true);
    ui.key(Key::enter);
    CHECK(ui.state().kit.refused.typed == text + "y");
    CHECK(ui.state().kit.refused.why.find("at most 1,000 characters") != std::string::npos);
    CHECK(ui.function().knobs.at("formula") == KnobValue(std::string("x^2 + y^2")));
}

TEST_CASE("a formula's domain is four numbers") {
    OpenData ui(with_formula("x^2 + y^2"));
    ui.type("function.window", "-1, 4, 0, 2");
    CHECK(ui.function().knobs.at("window") == KnobValue(std::vector<double>{-1.0, 4.0, 0.0, 2.0}));
    ui.type("function.window", "3, 1, 0, 2");
    CHECK(ui.function().knobs.at("window") == KnobValue(std::vector<double>{-1.0, 4.0, 0.0, 2.0}));
    CHECK(ui.state().error.find("'window' must be four numbers") != std::string::npos);
}

}  // namespace
}  // namespace talweg::test
