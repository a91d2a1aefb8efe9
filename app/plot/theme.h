// Colours, sizes and the styles of runs, light and dark.
#pragma once

#include "app/plot/geometry.h"

#include <cstddef>
#include <string_view>

namespace talweg {

enum class Dash { solid, dashed, dotted, dash_dot };
enum class MarkerShape { circle, square, triangle, diamond, cross, plus, ring };

struct Theme {
    std::string_view name;  ///< "light" or "dark"
    bool dark = false;
    Rgba ground;
    Rgba panel;
    Rgba text;
    Rgba quiet_text;
    Rgba hairline;
    Rgba accent;
    Rgba warning;
    /// Multiplies type and strokes: 1, or 1.6 in projector mode, times the screen's scale.
    double scale = 1.0;
    double text_size = 15.0;  ///< px, before `scale`
    double caption_size = 13.0;
    double tick_size = 12.0;
    double number_size = 20.0;
};

Theme light_theme();
Theme dark_theme();
/// "light" or "dark"; throws Error for another name.
Theme theme_named(std::string_view name);

/// How a run looks everywhere: Okabe-Ito in a fixed order, then the same with dashes; a marker of its own.
struct SeriesStyle {
    Rgba color;
    Dash dash = Dash::solid;
    MarkerShape marker = MarkerShape::circle;
};

/// The style of the run at place `index`; in the dark theme the colours are lightened for contrast.
SeriesStyle series_style(std::size_t index, const Theme& theme);

/// "#rrggbb" as a colour; throws Error for anything else.
Rgba parse_color(std::string_view text);

/// a at t = 0, b at t = 1, channel by channel.
Rgba mixed(Rgba a, Rgba b, double t);

/// 1 to 21: how far `color`, laid over `ground`, stands out from it. Source: WCAG 2.1, "contrast ratio".
double contrast_ratio(Rgba color, Rgba ground);

/// `color` moved towards black or white, no further than needed for `ratio` on `ground`.
Rgba legible(Rgba color, Rgba ground, double ratio = 4.5);

}  // namespace talweg
