// The two themes, the styles of runs, and what contrast a colour has on its ground.
#include "app/plot/theme.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace talweg {

namespace {

double linear_light(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// Relative luminance of an opaque colour (WCAG 2.1).
double luminance(Rgba c) {
    return 0.2126 * linear_light(c.r) + 0.7152 * linear_light(c.g) + 0.0722 * linear_light(c.b);
}

// Okabe and Ito's colours for all kinds of colour vision, in the order in which runs take them.
constexpr std::array<Rgba, 6> kSeries{rgb(0x0072B2), rgb(0xD55E00), rgb(0x009E73),
                                      rgb(0xCC79A7), rgb(0x56B4E9), rgb(0xE69F00)};
constexpr std::array<Dash, 4> kDashes{Dash::solid, Dash::dashed, Dash::dotted, Dash::dash_dot};
constexpr std::array<MarkerShape, 6> kShapes{MarkerShape::circle,  MarkerShape::square, MarkerShape::triangle,
                                             MarkerShape::diamond, MarkerShape::cross,  MarkerShape::plus};

}  // namespace

Theme light_theme() {
    Theme t;
    t.name = "light";
    t.ground = rgb(0xF6F6F3);
    t.panel = rgb(0xFFFFFF);
    t.text = rgb(0x1F2328);
    t.quiet_text = rgb(0x636B74);
    t.hairline = rgb(0xE2E2DD);
    t.accent = rgb(0x0072B2);
    t.warning = rgb(0xD55E00);
    return t;
}

Theme dark_theme() {
    Theme t;
    t.name = "dark";
    t.dark = true;
    t.ground = rgb(0x14171A);
    t.panel = rgb(0x1B1F23);
    t.text = rgb(0xE7E9EB);
    t.quiet_text = rgb(0x9BA5AF);
    t.hairline = rgb(0x2D333A);
    t.accent = rgb(0x56B4E9);
    t.warning = rgb(0xE8743B);
    return t;
}

Theme theme_named(std::string_view name) {
    if (name == "light") return light_theme();
    if (name == "dark") return dark_theme();
    throw Error("There is no theme '" + std::string(name) + "'; it is 'light' or 'dark'.");
}

SeriesStyle series_style(std::size_t index, const Theme& theme) {
    SeriesStyle style;
    const std::size_t round = index / kSeries.size();
    style.color = kSeries[index % kSeries.size()];
    style.dash = kDashes[round % kDashes.size()];
    // Later rounds shift the shapes too, so that no two of the first 24 look the same without colour and
    // dash.
    style.marker = kShapes[(index + round) % kShapes.size()];
    if (theme.dark) style.color = legible(style.color, theme.panel, 4.5);
    return style;
}

Rgba parse_color(std::string_view text) {
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    std::uint32_t value = 0;
    bool good = text.size() == 7 && text[0] == '#';
    for (std::size_t i = 1; good && i < text.size(); ++i) {
        const int d = digit(text[i]);
        good = d >= 0;
        value = value * 16 + static_cast<std::uint32_t>(std::max(d, 0));
    }
    if (!good) {
        throw Error("'" + std::string(text.substr(0, 40)) + "' is not a colour; it is written \"#rrggbb\".");
    }
    return rgb(value);
}

Rgba mixed(Rgba a, Rgba b, double t) {
    const auto channel = [t](std::uint8_t p, std::uint8_t q) {
        return static_cast<std::uint8_t>(p + (q - p) * t + 0.5);
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

double contrast_ratio(Rgba color, Rgba ground) {
    const Rgba over = mixed(ground, {color.r, color.g, color.b, 255}, color.a / 255.0);
    const double a = luminance(over);
    const double b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Rgba legible(Rgba color, Rgba ground, double ratio) {
    const Rgba away = luminance(ground) > 0.18 ? rgb(0x000000) : rgb(0xFFFFFF);
    for (int percent = 0; percent < 100; percent += 2) {
        const Rgba tried = mixed(color, away, percent / 100.0);
        if (contrast_ratio(tried, ground) >= ratio) return tried;
    }
    return away;
}

}  // namespace talweg
