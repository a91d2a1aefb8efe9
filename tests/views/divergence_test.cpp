// The loss curves of runs that diverge: the axis, and the words where they leave the picture.
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace talweg {
namespace {

using test::marks_of;
using test::two_runs;

Figure curves(const Snapshot& now, const ViewOptions& options = {}) {
    return curves_figure(now, options, light_theme(), 400.0);
}

TEST_CASE("a run that diverged does not squash the others and is named where it leaves") {
    Snapshot now = two_runs();
    ViewOptions linear;
    linear.curves.log_y = false;
    test::diverge(now, 1, 867);
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->high < 21.75 * 10.0 * 2.0);  // a decade above the others, and air
    CHECK(figure.y.range->high > 21.75 * 5.0);
    CHECK(figure.y.range->low < 1.25);
    CHECK(curves(now, linear).y.range->high < 21.75 * 1.7);

    REQUIRE(marks_of<Note>(figure).size() == 1);
    const Note& note = *marks_of<Note>(figure)[0];
    CHECK(note.text == "fast: diverged at step 867");
    CHECK(note.color == light_theme().warning);
    CHECK(note.y == figure.y.range->high);
    CHECK(note.x == 2.0);  // 2175 at step 2 is the first above the axis
}

TEST_CASE("where every run diverges the axis shows how they grow") {
    Snapshot now = two_runs();
    test::diverge(now, 0, 300);
    test::diverge(now, 1, 200);
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low < 21.75);
    CHECK(figure.y.range->low > 1e-15);
    CHECK(figure.y.range->high >= 1e300);
    CHECK(marks_of<Note>(figure).size() == 2);
    ViewOptions linear;  // chosen by hand: about where they began
    linear.curves.log_y = false;
    CHECK(curves(now, linear).y.scale == Scale::linear);
    CHECK(curves(now, linear).y.range->high < 1e4);
}

TEST_CASE("where every run is on its way to infinity the axis shows how they grow") {
    Snapshot now = two_runs();
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}}) {
        test::diverge(now, index, 60);
        now.runs[index].end_status = now.runs[index].state.status = RunStatus::finished;
    }
    const Figure figure = curves(now);
    CHECK(figure.y.scale == Scale::log10);
    CHECK(figure.y.range->low < 21.75);
    CHECK(figure.y.range->high > 1e60);
}

/// The boxes of the cards that a run's divergence is told on, as they are painted, and the plot's.
struct Cards {
    std::vector<Box> boxes;
    std::vector<std::string> texts;
    Box plot;
};

Cards cards_of(const Figure& figure, double width, double height) {
    const FixedMeasure measure;
    LogPainter log;
    const Layout placed = layout(figure, {0, 0, width, height}, measure);
    paint(figure, placed, measure, log);
    Cards cards;
    cards.plot = placed.plot;
    for (std::size_t i = 2; i < log.calls.size(); ++i) {  // a card is its ground, its rim and its words
        if (log.calls[i].kind != LogPainter::Kind::text) continue;
        if (log.calls[i - 2].kind != LogPainter::Kind::fill || log.calls[i].mark == 0) continue;
        Box box{1e9, 1e9, -1e9, -1e9};
        for (const Pt at : log.calls[i - 2].points) {
            box = {std::min(box.left, at.x), std::min(box.top, at.y), std::max(box.right, at.x),
                   std::max(box.bottom, at.y)};
        }
        cards.boxes.push_back(box);
        cards.texts.push_back(log.calls[i].text);
        const Pt at = log.calls[i].points[0];
        CHECK(at.x + measure.measure(log.calls[i].text, log.calls[i].style.size).width <= box.right);
    }
    return cards;
}

TEST_CASE("words about runs that diverged stand apart and inside the plot") {
    Snapshot now = two_runs();
    RunSpec third = now.experiment.runs[1];
    third.id = 3;
    third.name = "A rather long but not absurd run name here, and then some more of it";
    now.experiment.runs.push_back(third);
    now.runs.push_back(now.runs[1]);
    now.runs[2].id = 3;
    test::diverge(now, 0, 300);
    test::diverge(now, 2, 280);
    for (const bool all : {false, true}) {
        if (all) test::diverge(now, 1, 260);
        for (const auto& [width, height] : {std::pair{420.0, 300.0}, {800.0, 500.0}}) {
            const Cards cards = cards_of(curves(now), width, height);
            REQUIRE(cards.boxes.size() == (all ? 3 : 2));
            for (std::size_t i = 0; i < cards.boxes.size(); ++i) {
                const Box& box = cards.boxes[i];
                CHECK(box.left >= cards.plot.left);
                CHECK(box.right <= cards.plot.right);
                CHECK(box.top >= cards.plot.top);
                CHECK(box.bottom <= cards.plot.bottom);
                CHECK(cards.texts[i].find(": diverged at step ") != std::string::npos);
                for (std::size_t k = 0; k < i; ++k) {
                    const Box& other = cards.boxes[k];
                    CHECK((box.top >= other.bottom || other.top >= box.bottom || box.left >= other.right ||
                           other.left >= box.right));
                }
            }
        }
    }
}

TEST_CASE("a run on its way to infinity does not squash the others either") {
    Snapshot now = two_runs();
    test::diverge(now, 1, 50);
    now.runs[1].end_status = now.runs[1].state.status = RunStatus::running;
    const Figure figure = curves(now);
    CHECK(figure.y.range->high < 21.75 * 20.0);
    CHECK(marks_of<Note>(figure).empty());
}

}  // namespace
}  // namespace talweg
