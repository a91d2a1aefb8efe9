// Whole figures against reference pictures, light and dark.
#include "app/plot/export.h"
#include "tests/plot/samples.h"
#include "tests/support/image_compare.h"

#include <doctest/doctest.h>

using namespace talweg;

namespace {

std::string drawn(const Figure& figure, double width, double height) {
    Page page;
    page.width = width;
    page.height = height;
    page.ground = figure.theme.ground;
    page.figures.push_back({figure, {0, 0, width, height}});
    return render(page, FileFormat::png);
}

Theme projector(Theme theme) {
    theme.scale = 1.6;
    return theme;
}

}  // namespace

TEST_CASE("loss curves on a log axis look as they should") {
    CHECK(compare_with_reference("curves_light", drawn(samples::loss_curves(light_theme()), 640, 400)) == "");
    CHECK(compare_with_reference("curves_dark", drawn(samples::loss_curves(dark_theme()), 640, 400)) == "");
}

TEST_CASE("the surface with contours and paths looks as it should") {
    CHECK(compare_with_reference("surface_light", drawn(samples::surface(light_theme()), 640, 400)) == "");
    CHECK(compare_with_reference("surface_dark", drawn(samples::surface(dark_theme()), 640, 400)) == "");
}

TEST_CASE("points with residual squares look as they should") {
    CHECK(compare_with_reference("squares_light", drawn(samples::squares(light_theme()), 480, 400)) == "");
}

TEST_CASE("a tiny range with all markers looks as it should") {
    CHECK(compare_with_reference("tiny_range_dark", drawn(samples::tiny_range(dark_theme()), 480, 320)) ==
          "");
}

TEST_CASE("twelve runs and a projector look as they should") {
    CHECK(compare_with_reference("many_runs_light", drawn(samples::many_runs(light_theme()), 640, 400)) ==
          "");
    CHECK(compare_with_reference("curves_projector",
                                 drawn(samples::loss_curves(projector(light_theme())), 960, 600)) == "");
}

TEST_CASE("a different picture is noticed") {
    Theme wrong = light_theme();
    wrong.hairline = wrong.text;
    wrong.quiet_text = wrong.warning;
    CHECK(compare_with_reference("curves_dark", drawn(samples::loss_curves(light_theme()), 640, 400),
                                 false) != "");
    CHECK(compare_with_reference("curves_light", drawn(samples::loss_curves(wrong), 640, 400), false) != "");
}
