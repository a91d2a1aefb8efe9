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

}  // namespace
}  // namespace talweg
