// The minima of a test function on its surface.
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::surface_of;
using test::two_runs;

Figure drawn(const LossSurface& surface) {
    SurfaceArt art;
    art.update(surface, light_theme(), 64);
    return surface_figure(two_runs(), surface, art, {}, light_theme());
}

TEST_CASE("every minimum that is known of a test function is marked, the shallower ones smaller") {
    LossSurface surface =
        surface_of({-1.0, 3.0, -2.0, 2.0}, 17, 17, [](double x, double y) { return x + y; });
    surface.minimiser = {1.7, 0.0};
    surface.minimum = 0.075;
    const std::size_t notes = marks_of<Note>(drawn(surface)).size();
    CHECK(named<Points>(drawn(surface), "further minimum") == nullptr);
    surface.minima = {{1.7, 0.0, 0.075}, {-0.5, 1.0, 0.075}, {0.5, -1.0, 2.0}, {2.5, 1.5, 3.0}};
    const Figure figure = drawn(surface);
    const Points* deep = named<Points>(figure, "further minimum");
    const Points* shallow = named<Points>(figure, "local minimum");
    REQUIRE(deep != nullptr);
    REQUIRE(shallow != nullptr);
    CHECK(deep->x == std::vector<double>{-0.5});
    CHECK(deep->y == std::vector<double>{1.0});
    CHECK(deep->marker.size == named<Points>(figure, "minimum")->marker.size);
    CHECK(shallow->x == std::vector<double>{0.5, 2.5});
    CHECK(shallow->marker.size < deep->marker.size);
    CHECK(marks_of<Note>(figure).size() == notes);  // the deepest alone has words
}

TEST_CASE("level places that were found are marked by kind, once") {
    LossSurface surface =
        surface_of({-1.0, 3.0, -2.0, 2.0}, 17, 17, [](double x, double y) { return x + y; });
    surface.minimiser = {1.7, 0.0};
    surface.minima = {{1.7, 0.0, 0.075}, {-0.5, 1.0, 0.075}};
    surface.critical = {{CriticalKind::minimum, 1.7, 1e-9, 0.075, {1.0, 2.0}},
                        {CriticalKind::minimum, -0.5, 1.0, 0.075, {1.0, 2.0}},
                        {CriticalKind::minimum, 2.0, 1.5, 3.0, {1.0, 2.0}},
                        {CriticalKind::maximum, 0.0, -1.0, 9.0, {-2.0, -1.0}},
                        {CriticalKind::saddle, 0.5, 0.5, 4.0, {-1.0, 1.0}}};
    const Figure figure = drawn(surface);
    CHECK(named<Points>(figure, "further minimum")->x == std::vector<double>{-0.5});
    CHECK(named<Points>(figure, "local minimum")->x == std::vector<double>{2.0});
    CHECK(named<Points>(figure, "maximum")->y == std::vector<double>{-1.0});
    CHECK(named<Points>(figure, "saddle")->x == std::vector<double>{0.5});
    CHECK(named<Points>(figure, "saddle")->marker.shape != named<Points>(figure, "maximum")->marker.shape);
    // Hundreds would hide the surface.
    for (int i = 0; i < 150; ++i)
        surface.critical.push_back({CriticalKind::saddle, 0.01 * i, -1.5, 4.0, {-1.0, 1.0}});
    CHECK(named<Points>(drawn(surface), "saddle") == nullptr);
}

}  // namespace
}  // namespace talweg
