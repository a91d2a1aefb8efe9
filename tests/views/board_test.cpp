// Pages for export: one view alone, or the three under a heading.
#include "app/views/board.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::marks_of;
using test::two_runs;

LossSurface bowl() {
    LossSurface surface =
        test::surface_of({-1, 3, -2, 2}, 33, 33, [](double w, double b) { return w * w + b * b; });
    return surface;
}

bool apart(const Box& a, const Box& b) {
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

TEST_CASE("the board has a heading and three views that do not overlap with the surface the largest") {
    for (const auto& [width, height] : {std::pair{1600.0, 1000.0}, std::pair{1280.0, 720.0}}) {
        const Page page = make_page(two_runs(), bowl(), {}, light_theme(), std::nullopt, width, height);
        REQUIRE(page.figures.size() == 4);
        CHECK(page.title == "Four points");
        const Figure& heading = page.figures[0].figure;
        CHECK(heading.bare);
        CHECK(heading.title == "Four points");
        REQUIRE(marks_of<Line>(heading).size() == 2);
        CHECK(marks_of<Line>(heading)[1]->info.legend.find("lr 0.1") != std::string::npos);
        CHECK(page.figures[1].figure.title == view_title(ViewId::surface));
        CHECK(page.figures[2].figure.title == view_title(ViewId::data));
        CHECK(page.figures[3].figure.title == view_title(ViewId::curves));
        const auto area = [&](std::size_t i) {
            return page.figures[i].box.width() * page.figures[i].box.height();
        };
        CHECK(area(1) > area(2));
        CHECK(area(1) > area(3));
        for (std::size_t i = 0; i < 4; ++i) {
            const Box& box = page.figures[i].box;
            CHECK(box.left >= 0.0);
            CHECK(box.right <= width);
            CHECK(box.bottom <= height);
            for (std::size_t k = 0; k < i; ++k) CHECK(apart(box, page.figures[k].box));
        }
    }
}

TEST_CASE("a view alone fills its page and says what it shows") {
    for (const ViewId view : {ViewId::data, ViewId::curves, ViewId::surface}) {
        const Page page = make_page(two_runs(), bowl(), {}, dark_theme(), view, 800, 600, 192.0);
        REQUIRE(page.figures.size() == 1);
        CHECK(page.figures[0].figure.title == view_title(view));
        CHECK(page.figures[0].figure.subtitle.find("step 4") != std::string::npos);
        CHECK(page.figures[0].box.width() > 760.0);
        CHECK(page.dpi == 192.0);
        CHECK(page.ground == dark_theme().panel);
    }
}

TEST_CASE("hovering marks the step in all three views") {
    ViewOptions options;
    options.hover = Hover{1, 0};
    const Page page = make_page(two_runs(), bowl(), options, light_theme(), std::nullopt, 1600, 1000);
    for (std::size_t i = 1; i < 4; ++i) {
        bool said = false;
        for (const Note* note : marks_of<Note>(page.figures[i].figure)) {
            said = said || note->text.starts_with("step 1");
        }
        CHECK(said);
    }
}

TEST_CASE("a run's own colour is its colour everywhere") {
    Snapshot now = two_runs();
    now.experiment.runs[0].color = "#123456";
    CHECK(run_style(now.experiment, 0, light_theme()).color == rgb(0x123456));
    CHECK(run_style(now.experiment, 1, light_theme()).color == series_style(1, light_theme()).color);
    now.experiment.runs[0].color = "no colour";
    CHECK(run_style(now.experiment, 0, light_theme()).color == series_style(0, light_theme()).color);
}

}  // namespace
}  // namespace talweg
