// Colour maps: a few key colours joined in Oklab and spaced for even steps of lightness.
#include "app/plot/colormap.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace talweg {

namespace {

constexpr std::size_t kEntries = 256;

/// Oklab (Björn Ottosson, 2020): L is the lightness that eyes see, a and b carry the hue.
struct Lab {
    double L, a, b;
};

double to_linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double to_srgb(double c) { return c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1.0 / 2.4) - 0.055; }

Lab to_lab(Rgba color) {
    const double r = to_linear(color.r / 255.0);
    const double g = to_linear(color.g / 255.0);
    const double b = to_linear(color.b / 255.0);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Rgba to_rgba(Lab c) {
    const double l = std::pow(c.L + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
    const double m = std::pow(c.L - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
    const double s = std::pow(c.L - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
    const auto channel = [](double linear) {
        return static_cast<std::uint8_t>(std::clamp(to_srgb(std::max(linear, 0.0)), 0.0, 1.0) * 255.0 + 0.5);
    };
    return {channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255};
}

/// Keys must rise in lightness; entry i takes the colour of the path where its lightness is reached.
std::array<Rgba, kEntries> table_through(std::span<const Lab> keys) {
    std::array<Rgba, kEntries> table;
    std::size_t k = 0;
    for (std::size_t i = 0; i < kEntries; ++i) {
        const double t = static_cast<double>(i) / (kEntries - 1);
        const double L = keys.front().L + t * (keys.back().L - keys.front().L);
        while (k + 2 < keys.size() && keys[k + 1].L < L) ++k;
        const Lab& p = keys[k];
        const Lab& q = keys[k + 1];
        const double u = std::clamp((L - p.L) / (q.L - p.L), 0.0, 1.0);
        table[i] = to_rgba({L, p.a + u * (q.a - p.a), p.b + u * (q.b - p.b)});
    }
    return table;
}

/// Key colours of the published maps (viridis: van der Walt and Smith 2015; cividis: Nuñez et al. 2018).
constexpr std::array<Rgba, 8> kViridis{rgb(0x440154), rgb(0x46327E), rgb(0x365C8D), rgb(0x277F8E),
                                       rgb(0x1FA187), rgb(0x4AC16D), rgb(0xA0DA39), rgb(0xFDE725)};
constexpr std::array<Rgba, 8> kCividis{rgb(0x00224E), rgb(0x2A3F6D), rgb(0x575D6D), rgb(0x707173),
                                       rgb(0x8A8678), rgb(0xA59C74), rgb(0xC3B369), rgb(0xFEE838)};

std::array<Rgba, kEntries> table_of(std::span<const Rgba> colors) {
    std::array<Lab, 8> keys{};
    for (std::size_t i = 0; i < colors.size(); ++i) keys[i] = to_lab(colors[i]);
    return table_through({keys.data(), colors.size()});
}

// Low loss is a soft slate blue and high loss a pale sand (dark: night blue to moss): cividis' hues, narrow
// in lightness and chroma, so that the saturated paths and the text stand out everywhere.
constexpr std::array<Lab, 4> kSurfaceLight{
    {{0.790, -0.014, -0.048}, {0.850, -0.014, -0.020}, {0.910, -0.010, 0.018}, {0.968, -0.006, 0.030}}};
constexpr std::array<Lab, 4> kSurfaceDark{
    {{0.215, -0.006, -0.040}, {0.290, -0.014, -0.034}, {0.360, -0.020, -0.008}, {0.435, -0.014, 0.032}}};

}  // namespace

const std::array<Rgba, 256>& color_table(Map map) {
    static const auto surface_light = table_through(kSurfaceLight);
    static const auto surface_dark = table_through(kSurfaceDark);
    static const auto viridis = table_of(kViridis);
    static const auto cividis = table_of(kCividis);
    switch (map) {
        case Map::surface_light:
            return surface_light;
        case Map::surface_dark:
            return surface_dark;
        case Map::viridis:
            return viridis;
        case Map::cividis:
            return cividis;
    }
    return surface_light;
}

Rgba color_at(Map map, double t, Rgba nan) {
    if (std::isnan(t)) return nan;
    const double place = std::clamp(t, 0.0, 1.0) * (kEntries - 1) + 0.5;
    return color_table(map)[static_cast<std::size_t>(place)];
}

}  // namespace talweg
