// Where a surface is level: its minima, maxima and saddles.
#include "app/views/surface_minima.h"

#include "app/views/parts.h"

#include <cmath>

namespace talweg {
namespace {

/// The minimum that is named: the exact or published one, else the least that was found.
struct NamedMinimum {
    double x, y, value;
};
std::optional<NamedMinimum> named_minimum(const LossSurface& surface) {
    if (surface.minimiser)
        return NamedMinimum{(*surface.minimiser)[0], (*surface.minimiser)[1], surface.minimum};
    if (surface.critical.empty() || surface.critical.front().kind != CriticalKind::minimum)
        return std::nullopt;
    const CriticalPoint& least = surface.critical.front();
    return NamedMinimum{least.x, least.y, least.value};
}

/// All minima beside the one that is named, the published ones and those found on the grid: of the least
/// depth, and the shallower ones smaller. Maxima and saddles, as found.
void add_level_places(const LossSurface& surface, const std::optional<NamedMinimum>& least,
                      const Theme& theme, Figure& figure) {
    /// More of a kind than anybody can tell apart would hide what they stand on.
    constexpr std::size_t kMost = 150;
    const auto kind_of = [&](std::string name, MarkerShape shape, double size, double width) {
        Points points;
        points.info = quiet_mark();
        points.info.name = std::move(name);
        points.marker = {
            .shape = shape, .size = size, .fill = theme.text, .rim = theme.text, .rim_width = width};
        return points;
    };
    Points as_deep = kind_of("further minimum", MarkerShape::cross, 10.0, 2.0);
    Points shallower = kind_of("local minimum", MarkerShape::cross, 7.0, 1.5);
    Points maxima = kind_of("maximum", MarkerShape::triangle, 7.0, 0.0);
    Points saddles = kind_of("saddle", MarkerShape::diamond, 7.0, 0.0);
    const auto put = [](Points& to, double x, double y) {
        to.x.push_back(x);
        to.y.push_back(y);
    };
    for (std::size_t i = 1; i < surface.minima.size(); ++i) {
        const KnownMinimum& each = surface.minima[i];
        put(each.value > surface.minima[0].value ? shallower : as_deep, each.x, each.y);
    }
    const double near_x = 1e-3 * (surface.window.x_high - surface.window.x_low);
    const double near_y = 1e-3 * (surface.window.y_high - surface.window.y_low);
    for (const CriticalPoint& point : surface.critical) {
        const auto is_here = [&](double x, double y) {
            return std::abs(x - point.x) < near_x && std::abs(y - point.y) < near_y;
        };
        bool named = least && is_here(least->x, least->y);
        for (const KnownMinimum& each : surface.minima) named = named || is_here(each.x, each.y);
        if (named) continue;
        if (point.kind == CriticalKind::saddle) put(saddles, point.x, point.y);
        if (point.kind == CriticalKind::maximum) put(maxima, point.x, point.y);
        if (point.kind == CriticalKind::minimum) put(shallower, point.x, point.y);
    }
    for (Points* points : {&as_deep, &shallower, &maxima, &saddles}) {
        if (!points->x.empty() && points->x.size() <= kMost) figure.marks.emplace_back(std::move(*points));
    }
}

}  // namespace

void add_level_marks(const LossSurface& surface, const Theme& theme, Figure& figure) {
    const std::optional<NamedMinimum> least = named_minimum(surface);
    add_level_places(surface, least, theme, figure);
    if (!least) return;
    Points cross;
    cross.info = quiet_mark();
    cross.info.name = "minimum";
    cross.x = {least->x};
    cross.y = {least->y};
    cross.marker = {
        .shape = MarkerShape::cross, .size = 10.0, .fill = theme.text, .rim = theme.text, .rim_width = 2.0};
    figure.marks.emplace_back(std::move(cross));
    Note note;
    note.info = quiet_mark();
    note.x = least->x;
    note.y = least->y;
    note.dx = 10.0;
    note.dy = 16.0;
    note.text = "minimum " + number_text(least->value);
    note.color = theme.text;
    figure.marks.emplace_back(std::move(note));
}

}  // namespace talweg
