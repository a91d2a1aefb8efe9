// The side panel and its fields: width, wrapped notes, menus of choices, cards that open.
#include "tests/ui/ui_fixture.h"

#include "app/panels/board_layout.h"
#include "app/panels/edits.h"
#include "app/panels/run_form.h"
#include "app/panels/soft_text.h"
#include "app/shell/settings_file.h"

#include <algorithm>

namespace talweg::test {
namespace {

double one_each(std::string_view) { return 1.0; }

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    std::size_t line = 0;
    for (const char c : text) {
        line = c == '\n' ? 0 : line + 1;
        longest = std::max(longest, line);
    }
    return longest;
}

std::string long_notes() {
    std::string notes;
    while (notes.size() < 700) notes += "What to look at, and why: 0.15 × 16.7 is beyond 2. ";
    return notes + "\n\nThe end.";
}

void type_text(Ui& ui, std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    ui.frames(3);
}

TEST_CASE("breaks that are only seen come out again and leave the text as it was") {
    for (const std::string& text :
         {std::string(), std::string("one"), std::string("one two three four"), std::string("a  b \n c\n\n"),
          std::string("supercalifragilistic it is"), std::string("αβγδε ζηθικλμνξο"), long_notes()}) {
        const SoftText wrapped = soft_wrapped(text, 8, one_each);
        CHECK(wrapped.text() == text);
    }
    const SoftText wrapped = soft_wrapped("one two three four", 8, one_each);
    CHECK(wrapped.shown == "one two \nthree \nfour");
    CHECK(wrapped.soft == std::vector<std::size_t>{8, 15});
    CHECK(soft_wrapped("abcdefghij", 4, one_each).shown == "abcd\nefgh\nij");
    CHECK(soft_wrapped("x", 0, one_each).shown == "x");
}

TEST_CASE("an edit of wrapped text changes what was edited and no more") {
    SoftText wrapped = soft_wrapped("one two three four", 8, one_each);
    SUBCASE("a letter") {
        wrapped.follow("one two \nthrXee \nfour");
        CHECK(wrapped.text() == "one two thrXee four");
    }
    SUBCASE("the author's own break") {
        wrapped.follow("one\n two \nthree \nfour");
        CHECK(wrapped.text() == "one\n two three four");
    }
    SUBCASE("over a break") {
        wrapped.follow("one twee \nfour");
        CHECK(wrapped.text() == "one twee four");
    }
    SUBCASE("a break that was only seen, deleted") {
        wrapped.follow("one two three \nfour");
        CHECK(wrapped.text() == "one two three four");
    }
    SUBCASE("everything") {
        wrapped.follow("");
        CHECK(wrapped.text().empty());
    }
}

TEST_CASE("long notes are shown wrapped and kept as they are") {
    Experiment experiment = first_experiment();
    experiment.notes = long_notes();
    Ui ui(1280, 1000, experiment);
    ui.state().runs_open = false;
    ui.state().notes_open = true;
    ui.frames(3);
    const Box box = ui.box("notes.text");
    const SoftText shown = soft_wrapped(experiment.notes, box.width() - 20, [&](std::string_view c) {
        return static_cast<double>(text_size(ui.state().kit, c).x);
    });
    CHECK(longest_line(shown.shown) < 60);
    // A click, a key and a way out change nothing.
    ui.click("notes.text");
    REQUIRE(ImGui::GetIO().WantTextInput);
    ui.key(Key::end);
    ui.click("section.runs");
    CHECK(ui.experiment().notes == experiment.notes);
    CHECK_FALSE(ui.state().document.can_undo());
    // Typed words stand where they were typed, and the rest is as it was.
    ui.click("section.runs");
    ui.click("notes.text");
    ui.key(Key::home, true);
    type_text(ui, "First: ");
    ui.click("section.runs");
    CHECK(ui.experiment().notes == "First: " + experiment.notes);
    ui.key(Key::z, true);
    CHECK(ui.experiment().notes == experiment.notes);
}

TEST_CASE("Esc takes back what was typed into the notes") {
    Experiment experiment = first_experiment();
    experiment.notes = long_notes();
    Ui ui(1280, 1000, experiment);
    ui.state().runs_open = false;
    ui.state().notes_open = true;
    ui.frames(3);
    ui.click("notes.text");
    ui.key(Key::home, true);
    type_text(ui, "begin ");
    ui.key(Key::end, true);
    type_text(ui, " end");
    ui.key(Key::escape);
    ui.click("section.runs");
    CHECK(ui.experiment().notes == experiment.notes);
}

TEST_CASE("the side panel is widened by its edge and keeps within its limits") {
    Ui ui;
    const Box views = ui.box("view.surface");
    const Box edge = ui.box("splitter.side");
    const double y = Ui::middle(edge).y;
    const double x = Ui::middle(edge).x;
    ui.drag({x, y}, {x + 80, y});
    CHECK(ui.state().settings.layout.side_width == doctest::Approx(296 + 80));
    CHECK(ui.box("view.surface").left == doctest::Approx(views.left + 80));
    ui.drag(Ui::middle(ui.box("splitter.side")), {1200, y});
    CHECK(ui.state().settings.layout.side_width == kMostSide);
    ui.drag(Ui::middle(ui.box("splitter.side")), {2, y});
    CHECK(ui.state().settings.layout.side_width == kLeastSide);
    CHECK(parse_settings("[layout]\nside_width = 1000.0").layout.side_width == kMostSide);
    CHECK(parse_settings("[layout]\nside_width = 3.0").layout.side_width == kLeastSide);
    ui.key(Key::b, true);
    CHECK_FALSE(ui.has("splitter.side"));
}

TEST_CASE("a menu of choices is as wide as its longest entry and stays in the window") {
    for (const double height : {1000.0, 560.0}) {
        Ui ui(1280, height);
        ui.state().runs_open = false;
        ui.state().model_open = true;
        ui.frames(3);
        ui.click("loss.kind");
        REQUIRE(ui.has("loss.kind.1"));
        const Box entry = ui.box("loss.kind.1");
        const double words = text_size(ui.state().kit, "Half mean squared error").x;
        CHECK(entry.width() >= words);
        CHECK(entry.left >= 0);
        CHECK(entry.right <= 1280);
        CHECK(entry.bottom <= height);
    }
}

TEST_CASE("a menu of choices near the right edge and the bottom opens inside the window") {
    Ui ui(420, 480);
    ui.state().model_open = true;
    ui.state().side_overlay = true;
    ui.state().runs_open = false;
    ui.state().notes_open = false;
    ui.frames(3);
    REQUIRE(ui.has("loss.kind"));
    ui.click("loss.kind");
    REQUIRE(ui.has("loss.kind.1"));
    CHECK(ui.box("loss.kind.1").right <= 420);
    CHECK(ui.box("loss.kind.1").bottom <= 480);
}

TEST_CASE("a run low in the list opens with its form in view") {
    Experiment many = first_experiment();
    while (many.runs.size() < 12) {
        many.runs.push_back(many.runs.back());
        many.runs.back().id = next_run_id(many);
        many.runs.back().name += "x";
    }
    Ui ui(1280, 900, many);
    const double bottom = ui.box("transport.play").top;
    const Box low = ui.box("run.11");
    REQUIRE(low.bottom < bottom);
    ui.click("run.11");
    ui.frames(3);
    REQUIRE(ui.has("run.11.delete"));
    CHECK(ui.box("run.11.delete").bottom < bottom);
    CHECK(ui.box("run.11").top > 0);
    // Scrolled away by hand, it stays away.
    ui.move(Ui::middle(ui.box("run.11")));
    compat::feed_wheel(20.0f);
    ui.frame();
    compat::feed_wheel(0.0f);
    ui.frames(10);
    CHECK(ui.box("run.0").top ==
          doctest::Approx(low.top - 11 * (low.top - ui.box("run.10").top)).epsilon(0.5));
    CHECK(ui.box("run.11.delete").bottom > bottom);
}

TEST_CASE("the number of a run with batches says that it is the batch's") {
    Ui ui;
    CHECK(run_words(ui.now.runs[0]).unit.empty());
    Experiment batched = first_experiment();
    batched.runs[0].batch = 1;
    const HeadlessResult result = run_headless(
        batched, 10, [](Step) { return true; }, [](const RunSpec&, const RunState&) {});
    CHECK(run_words(result.snapshot.runs[0]).unit == "batch loss");
    CHECK(run_words(result.snapshot.runs[1]).unit.empty());
}

TEST_CASE("a constant rate has nothing to count, a changing one has") {
    Ui ui(1280, 1200);
    ui.click("run.0");
    CHECK_FALSE(ui.has("run.0.schedule.per"));
    Experiment next = ui.experiment();
    next.runs[0].schedule.kind = "cosine";
    ui.state().edit(std::move(next), "Change schedule");
    ui.frames(2);
    CHECK(ui.has("run.0.schedule.per"));
}

TEST_CASE("a colour is typed in hexadecimal digits") {
    Ui ui(1280, 1000);
    ui.click("run.2.color");
    ui.type("run.2.color.hex", "#12ab3F");
    CHECK(ui.experiment().runs[2].color == "#12ab3F");
    ui.click("run.2.color");
    ui.type("run.2.color.hex", "445566");
    CHECK(ui.experiment().runs[2].color == "#445566");
    ui.click("run.2.color");
    ui.type("run.2.color.hex", "#red");
    CHECK(ui.experiment().runs[2].color == "#445566");
    CHECK(ui.has("banner"));
}

TEST_CASE("the word of a moved start goes with the edit") {
    Ui ui;
    move_start(ui.state(), 1.0, 2.0);
    REQUIRE_FALSE(ui.state().info.empty());
    ui.key(Key::z, true);
    CHECK(ui.state().info.empty());
}

}  // namespace
}  // namespace talweg::test
