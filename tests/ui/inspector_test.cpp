// The step inspector: opened by its key, asks for the right run and parameter, and shows what it is told.
#include "tests/ui/ui_fixture.h"

namespace talweg::test {
namespace {

// One sign of sound UTF-8; moves `i` behind it.
unsigned int next_sign(std::string_view text, std::size_t& i) {
    const auto first = static_cast<unsigned char>(text[i++]);
    const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    unsigned int sign = more == 0 ? first : first & (0x3Fu >> more);
    for (int k = 0; k < more; ++k) sign = sign << 6 | (static_cast<unsigned char>(text[i++]) & 0x3Fu);
    return sign;
}

TEST_CASE("the step inspector asks for the open card's run and lets go when it is closed") {
    Ui ui;
    CHECK(ui.count<Explain>() == 0);
    ui.key(Key::i);
    REQUIRE(ui.last<Explain>());
    CHECK(ui.last<Explain>()->run == ui.experiment().runs[0].id);
    CHECK(ui.last<Explain>()->parameter == 0);
    ui.click("run.2");
    CHECK(ui.last<Explain>()->run == ui.experiment().runs[2].id);
    const int asked = ui.count<Explain>();
    ui.frames(5);
    CHECK(ui.count<Explain>() == asked);
    ui.key(Key::i);
    CHECK(ui.last<Explain>()->run == 0);
}

TEST_CASE("a click on a parameter's name looks at that parameter") {
    Ui ui;
    Trainer trainer(ui.experiment());
    ui.key(Key::i);
    ui.now.explanation = trainer.explain(0, 0);
    ui.frames(3);
    REQUIRE(ui.has("inspector.parameter.1"));
    ui.click("inspector.parameter.1");
    CHECK(ui.last<Explain>()->parameter == 1);
    ui.click("inspector.close");
    CHECK_FALSE(ui.state().inspecting);
    CHECK(ui.last<Explain>()->run == 0);
}

TEST_CASE("the views make room for the step inspector") {
    Ui ui;
    const double before = ui.box("view.surface").height();
    ui.key(Key::i);
    ui.frames(2);
    CHECK(ui.box("view.surface").height() < before - 60.0);
    CHECK(ui.box("view.surface").height() >= before / 2.0 - 16.0);
}

TEST_CASE("however much the inspector has to tell, the views keep room for the titles of their axes") {
    const AppSettings settings;
    for (const double asked : {150.0, 300.0, 900.0}) {
        const BoardLayout board = board_layout(1280, 720, 1.0, settings, false, asked);
        CHECK(board.upper.height() >= 204.0);
        CHECK(board.lower.height() >= 204.0);
        CHECK(board.inspector.height() >= 132.0);
        CHECK(board.inspector.height() <= asked);
        const BoardLayout large = board_layout(1920, 1080, 1.0, settings, false, asked);
        CHECK(large.inspector.height() == std::min(asked, std::floor((1080.0 - 120.0) / 2.0)));
        CHECK(large.lower.height() >= 204.0);
        const BoardLayout alone = board_layout(1280, 720, 1.0, settings, true, asked);
        CHECK(alone.inspector.height() == std::min(asked, 300.0));
    }
}

TEST_CASE("every sign of every rule, symbol and word of the catalogue is in the font") {
    Ui ui;
    const ImFont& font = *ui.state().kit.face(TextRole::body).font;
    const ImFont& strong = *ui.state().kit.face(TextRole::body, true).font;
    const auto check = [&](std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            const unsigned int sign = next_sign(text, i);
            if (sign == '\n') continue;
            CAPTURE(sign);
            CAPTURE(std::string(text));
            CHECK(font.FindGlyphNoFallback(static_cast<ImWchar>(sign)) != nullptr);
            CHECK(strong.FindGlyphNoFallback(static_cast<ImWchar>(sign)) != nullptr);
        }
    };
    for (const std::string_view name : shelves()) {
        for (const PartInfo* part : shelf(name)) {
            for (const std::string_view text :
                 {part->title, part->sentence, part->rule, part->source, part->family})
                check(text);
            for (const Knob& knob : part->knobs)
                for (const std::string_view text : {knob.title, knob.symbol, knob.help, knob.unit})
                    check(text);
        }
    }
}

TEST_CASE("with SAM around it, the lines of an optimizer come to where the step goes") {
    Experiment experiment = first_experiment();
    experiment.runs[0].optimizer = {"sgd", {{"momentum", 0.9}}};
    experiment.runs[0].wrappers = {{"sam", {{"rho", 0.5}}}};
    Trainer trainer(experiment);
    int lines = 0;
    for (int i = 0; i < 3; ++i) {
        const StepExplanation told = trainer.explain(0, 1);
        for (const FilledLine& line : told.lines) {
            if (!line.symbols.starts_with("θ ←") || line.numbers.empty()) continue;
            ++lines;
            CHECK(line.result == doctest::Approx(told.numbers.front().after).epsilon(1e-14));
        }
        trainer.step();
    }
    CHECK(lines == 3);
}

TEST_CASE("the inspector is as tall as what it tells, and does not jump while the numbers move") {
    Experiment experiment = first_experiment();
    experiment.runs[0].optimizer = {"adam", {{"amsgrad", true}, {"weight_decay", 0.1}}};
    experiment.runs[0].wrappers = {{"sam", {}}, {"ema", {}}};
    Ui ui(1280, 1000, experiment);
    Trainer trainer(experiment);
    ui.key(Key::i);
    ui.now.explanation = trainer.explain(0, 0);
    ui.frames(4);
    const double bottom = ui.box("transport.play").top;
    const Box numbers = ui.box("inspector.numbers");
    CHECK(numbers.bottom < bottom);
    const double views = ui.box("view.surface").height();
    for (int i = 0; i < 20; ++i) {
        trainer.step();
        ui.now.explanation = trainer.explain(0, 0);
        ui.frames(3);
        CHECK(ui.box("inspector.numbers").bottom < bottom);
        CHECK(ui.box("view.surface").height() <= views);
    }
}

}  // namespace
}  // namespace talweg::test
