// The transport, the keys, and the table of actions.
#include "tests/ui/ui_fixture.h"

#include "app/panels/actions.h"

#include <set>

namespace talweg::test {
namespace {

TEST_CASE("play posts Play and pause posts Pause") {
    Ui ui;
    ui.click("transport.play");
    CHECK(ui.count<Play>() == 1);
    ui.now.phase = Phase::playing;
    ui.key(Key::space);
    CHECK(ui.count<Pause>() == 1);
}

TEST_CASE("on the way to a step not taken yet the button pauses") {
    Ui ui;
    ui.now.phase = Phase::seeking;
    ui.now.goal = ui.now.head + 1000;
    ui.click("transport.play");
    CHECK(ui.count<Pause>() == 1);
}

TEST_CASE("at the end of all runs play starts the film again") {
    Ui ui;
    ui.now.phase = Phase::ended;
    ui.key(Key::space);
    REQUIRE(ui.commands.size() >= 2);
    CHECK(std::holds_alternative<SeekTo>(ui.commands[0]));
    CHECK(std::holds_alternative<Play>(ui.commands[1]));
}

TEST_CASE("step and step back move by one and jumps go to the ends") {
    Ui ui;
    ui.key(Key::right);
    REQUIRE(ui.last<StepBy>());
    CHECK(ui.last<StepBy>()->count == 1);
    ui.key(Key::left);
    CHECK(ui.last<StepBack>()->count == 1);
    ui.click("transport.step");
    ui.click("transport.step_back");
    CHECK(ui.count<StepBy>() == 2);
    CHECK(ui.count<StepBack>() == 2);
    ui.key(Key::home);
    CHECK(ui.last<SeekTo>()->step == 0);
    ui.now.cursor = 10;
    ui.key(Key::end);
    CHECK(ui.last<SeekTo>()->step == ui.now.head);
    ui.key(Key::r);
    CHECK(ui.count<Reset>() == 1);
}

TEST_CASE("scrubbing pauses and seeks to the step under the hand") {
    Ui ui;
    ui.now.phase = Phase::playing;
    const Box track = ui.box("transport.scrubber");
    const double y = Ui::middle(track).y;
    ui.drag({track.right - 10, y}, {(track.left + track.right) / 2, y});
    CHECK(ui.count<Pause>() == 1);
    REQUIRE(ui.last<SeekTo>());
    CHECK(ui.last<SeekTo>()->step == ui.now.head / 2);
}

TEST_CASE("the scrubber and Home begin at the first step that is kept") {
    Ui ui;
    ui.now.earliest = 10;
    ui.now.cursor = 30;
    ui.frame();
    const Box track = ui.box("transport.scrubber");
    const double y = Ui::middle(track).y;
    ui.drag({track.right - 10, y}, {(track.left + track.right) / 2, y});
    REQUIRE(ui.last<SeekTo>());
    CHECK(ui.last<SeekTo>()->step == 10 + (ui.now.head - 10) / 2);
    ui.drag({track.right - 10, y}, {track.left, y});
    CHECK(ui.last<SeekTo>()->step == 10);
    ui.key(Key::home);
    CHECK(ui.last<SeekTo>()->step == 10);
    ui.now.cursor = 10;
    ui.commands.clear();
    ui.key(Key::home);
    CHECK(ui.commands.empty());
}

TEST_CASE("a step can be typed to jump there") {
    Ui ui;
    ui.click("transport.step_number");
    REQUIRE(ui.has("transport.jump"));
    ui.key(Key::a, true);
    ImGui::GetIO().AddInputCharactersUTF8("17");
    ui.frames(2);
    ui.key(Key::enter);
    REQUIRE(ui.last<SeekTo>());
    CHECK(ui.last<SeekTo>()->step == 17);
    CHECK_FALSE(ui.has("transport.jump"));
}

TEST_CASE("the speed goes from one step a second to as fast as it goes") {
    Ui ui;
    const Box track = ui.box("transport.speed");
    const double y = Ui::middle(track).y;
    ui.drag(Ui::middle(track), {track.left + 2, y});
    CHECK(ui.last<SetSpeed>()->steps_per_second == 1.0);
    ui.drag({track.left + 8, y}, {track.right - 2, y});
    CHECK(ui.last<SetSpeed>()->steps_per_second == 0.0);
}

TEST_CASE("keys do nothing while one types in a field") {
    Ui ui(1280, 1000);
    ui.click("run.0");
    ui.click("run.0.name");
    REQUIRE(ImGui::GetIO().WantTextInput);
    ui.key(Key::r);
    ui.key(Key::space);
    CHECK(ui.count<Reset>() == 0);
    CHECK(ui.count<Play>() == 0);
}

TEST_CASE("every action has words and no key means two things") {
    std::set<std::string> names;
    std::set<std::string> chords;
    for (const Action& entry : actions()) {
        CHECK(names.insert(std::string(entry.name)).second);
        CHECK_FALSE(entry.title.empty());
        CHECK_FALSE(entry.help.empty());
        for (const Chord& chord : entry.chords) {
            if (chord.key == Key::none) continue;
            const std::string code = std::to_string(static_cast<int>(chord.key)) + (chord.ctrl ? "c" : "") +
                                     (chord.shift ? "s" : "");
            CHECK_MESSAGE(chords.insert(code).second, std::string(entry.name));
            CHECK_FALSE(chord_text(chord).empty());
        }
    }
}

TEST_CASE("every action is reached from its menu") {
    for (const Action& entry : actions()) {
        Ui ui(1280, 900);
        ui.click("menu:" + std::string(entry.menu));
        CHECK_MESSAGE(ui.has("menu." + std::string(entry.name)), std::string(entry.name));
    }
}

TEST_CASE("the view actions change what they say") {
    Ui ui;
    ui.key(Key::t);
    CHECK(ui.state().settings.theme == "dark");
    ui.key(Key::p);
    CHECK(ui.state().settings.projector);
    CHECK_FALSE(ui.has("run.0"));
    ui.key(Key::p);
    CHECK(ui.has("run.0"));
    ui.key(Key::equal, true);
    CHECK(ui.state().settings.zoom > 1.0);
    ui.key(Key::zero, true);
    CHECK(ui.state().settings.zoom == 1.0);
    ui.key(Key::f11);
    CHECK(ui.state().toggle_full_screen);
    ui.key(Key::r, true, true);
    CHECK(ui.experiment().seed == first_experiment().seed + 1);
}

TEST_CASE("under 1100 px the side panel folds to icons that open it") {
    Ui ui(1000, 720);
    CHECK_FALSE(ui.has("run.0"));
    REQUIRE(ui.has("strip.runs"));
    ui.click("strip.runs");
    CHECK(ui.has("run.0"));
    ui.click(Pt{900, 300});
    CHECK_FALSE(ui.has("run.0"));
}

TEST_CASE("a thousand frames of random input break nothing") {
    Ui ui;
    std::uint64_t seed = 12345;
    const auto draw = [&seed](std::uint64_t below) {
        seed = seed * 6364136223846793005ull + 1442695040888963407ull;
        return (seed >> 33) % below;
    };
    constexpr Key kKeys[] = {Key::space, Key::right, Key::left, Key::a,     Key::z,      Key::n,
                             Key::t,     Key::one,   Key::two,  Key::three, Key::escape, Key::remove,
                             Key::f1,    Key::e,     Key::o,    Key::tab};
    for (int i = 0; i < 1000; ++i) {
        compat::feed_mouse(static_cast<float>(draw(1280)), static_cast<float>(draw(720)));
        if (draw(3) == 0) compat::feed_button(static_cast<int>(draw(2)), draw(2) == 0);
        if (draw(8) == 0) compat::feed_wheel(draw(2) == 0 ? 1.0f : -1.0f);
        const Key key = kKeys[draw(16)];
        const bool strike = draw(4) == 0;
        const bool ctrl = draw(3) == 0;
        if (strike) compat::feed_modifiers(ctrl, draw(4) == 0);
        if (strike) compat::feed_key(key, true);
        ui.frame();
        if (strike) compat::feed_key(key, false);
        compat::feed_modifiers(false, false);
        ui.frame();
    }
    check_experiment(ui.experiment());
    CHECK(ui.window.vertices() > 0);
}

}  // namespace
}  // namespace talweg::test
