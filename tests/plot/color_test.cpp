// Themes, styles of runs, colour maps.
#include "app/plot/colormap.h"
#include "app/plot/theme.h"
#include "core/base/error.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <set>
#include <tuple>

using namespace talweg;

namespace {

/// CIE lightness L* of an opaque colour, from its contrast with black: Y = (ratio * 0.05) - 0.05.
double lightness(Rgba c) {
    const double y = contrast_ratio(c, rgb(0x000000)) * 0.05 - 0.05;
    return y > 0.008856 ? 116.0 * std::cbrt(y) - 16.0 : 903.3 * y;
}

}  // namespace

TEST_CASE("contrast ratios are those of the standard") {
    CHECK(contrast_ratio(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21.0));
    CHECK(contrast_ratio(rgb(0x777777), rgb(0xFFFFFF)) == doctest::Approx(4.478).epsilon(0.001));
    CHECK(contrast_ratio(rgb(0x123456), rgb(0x123456)) == doctest::Approx(1.0));
}

TEST_CASE("all text of both themes has a contrast of at least four and a half") {
    for (const Theme& t : {light_theme(), dark_theme()}) {
        for (const Rgba ground : {t.ground, t.panel}) {
            CHECK(contrast_ratio(t.text, ground) >= 4.5);
            CHECK(contrast_ratio(t.quiet_text, ground) >= 4.5);
        }
        for (const auto map : {Map::surface_light, Map::surface_dark}) {
            if ((map == Map::surface_dark) != t.dark) continue;
            for (const Rgba c : color_table(map)) CHECK(contrast_ratio(t.text, c) >= 4.5);
        }
        for (std::size_t i = 0; i < 12; ++i) {
            CHECK(contrast_ratio(legible(series_style(i, t).color, t.panel), t.panel) >= 4.5);
        }
    }
}

TEST_CASE("the first six runs are Okabe and Ito and the next six are dashed") {
    const Theme light = light_theme();
    const std::uint32_t wanted[] = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00};
    std::set<std::tuple<int, int, int, int>> looks;
    for (std::size_t i = 0; i < 24; ++i) {
        const SeriesStyle s = series_style(i, light);
        CHECK(s.color == rgb(wanted[i % 6]));
        CHECK((s.dash == Dash::solid) == (i < 6));
        looks.emplace(s.color.r, s.color.g, static_cast<int>(s.dash), static_cast<int>(s.marker));
    }
    CHECK(looks.size() == 24);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(contrast_ratio(series_style(i, dark_theme()).color, dark_theme().panel) >= 4.5);
    }
}

TEST_CASE("colours are read from six digits and nothing else") {
    CHECK(parse_color("#0072b2") == rgb(0x0072B2));
    CHECK(parse_color("#FFFFFF") == rgb(0xFFFFFF));
    for (const char* wrong : {"", "#", "0072b2", "#0072b", "#0072b2f", "#00g2b2", "red"}) {
        CHECK_THROWS_AS(parse_color(wrong), Error);
    }
    CHECK(theme_named("dark").dark);
    CHECK_THROWS_WITH_AS(theme_named("Dark"), doctest::Contains("'light' or 'dark'"), Error);
}

TEST_CASE("colour maps rise in even steps of lightness") {
    for (const Map map : {Map::surface_light, Map::surface_dark, Map::viridis, Map::cividis}) {
        const auto& table = color_table(map);
        const double first = lightness(table.front());
        const double step = (lightness(table.back()) - first) / 255.0;
        CHECK(step > 0.0);
        double worst = 0.0;
        for (std::size_t i = 0; i < 256; ++i) {
            worst = std::fmax(worst, std::fabs(lightness(table[i]) - first - step * static_cast<double>(i)));
        }
        // Oklab's lightness and CIE's differ by a few of a hundred for strong colours.
        CHECK(worst < 4.0);
    }
}

TEST_CASE("colours are looked up by nearest entry and NaN has its own") {
    const Rgba nan = rgb(0x808080);
    CHECK(color_at(Map::viridis, std::nan(""), nan) == nan);
    CHECK(color_at(Map::viridis, -3.0, nan) == color_table(Map::viridis).front());
    CHECK(color_at(Map::viridis, HUGE_VAL, nan) == color_table(Map::viridis).back());
    CHECK(color_at(Map::viridis, 100.4 / 255.0, nan) == color_table(Map::viridis)[100]);
    CHECK(color_table(Map::viridis).front() == rgb(0x440154));
    CHECK(color_table(Map::viridis).back() == rgb(0xFDE725));
}

TEST_CASE("fading multiplies opacity and mixing meets both ends") {
    CHECK(rgb(0x102030).faded(0.5).a == 128);
    CHECK(mixed(rgb(0x000000), rgb(0xFFFFFF), 0.0) == rgb(0x000000));
    CHECK(mixed(rgb(0x000000), rgb(0xFFFFFF), 1.0) == rgb(0xFFFFFF));
}
