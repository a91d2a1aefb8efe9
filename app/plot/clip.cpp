// Cutting segments and convex polygons.
#include "app/plot/clip.h"

#include <algorithm>
#include <limits>

namespace talweg {

namespace {

bool finite(Pt p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// The point at `t`, without overflow for ends of opposite sign near the largest doubles.
Pt between(Pt a, Pt b, double t) { return {a.x * (1.0 - t) + b.x * t, a.y * (1.0 - t) + b.y * t}; }

constexpr double kBlurred = 0.5;  ///< px

/// How far from the line a-b its point at `t` may lie because the ends are rounded, px: to_pixel() rounds
/// three times, and an end counts by its share at `t`. Only what lies across the line matters, so that a
/// horizontal one is sharp however far it reaches.
double blur(Pt a, Pt b, double t) {
    constexpr double kRounding = 2.0 * std::numeric_limits<double>::epsilon();
    const double dx = b.x / 2 - a.x / 2;
    const double dy = b.y / 2 - a.y / 2;
    const double length = std::hypot(dx, dy);
    if (!(length > 0.0)) return 0.0;
    const double x = std::fabs(a.x) * (1.0 - t) + std::fabs(b.x) * t;
    const double y = std::fabs(a.y) * (1.0 - t) + std::fabs(b.y) * t;
    return kRounding * x * (std::fabs(dy) / length) + kRounding * y * (std::fabs(dx) / length);
}

}  // namespace

std::optional<ClippedSegment> clip_segment(Pt from, Pt to, const Box& box) {
    if (!finite(from) || !finite(to)) return std::nullopt;
    // Halves: differences of the largest doubles would overflow.
    const double dx = to.x / 2 - from.x / 2;
    const double dy = to.y / 2 - from.y / 2;
    double enter = 0.0;
    double leave = 1.0;
    enum class Side { none, left, right, top, bottom };
    Side entered = Side::none;
    Side left = Side::none;
    // direction * t <= distance, for each of the four sides.
    const auto meets = [&](Side side, double direction, double distance) {
        if (direction == 0.0) return distance >= 0.0;
        const double t = distance / direction;
        if (direction < 0.0 && t > enter) {
            enter = t;
            entered = side;
        } else if (direction > 0.0 && t < leave) {
            leave = t;
            left = side;
        }
        return enter <= leave;
    };
    const bool seen = meets(Side::left, -dx, from.x / 2 - box.left / 2) &&
                      meets(Side::right, dx, box.right / 2 - from.x / 2) &&
                      meets(Side::top, -dy, from.y / 2 - box.top / 2) &&
                      meets(Side::bottom, dy, box.bottom / 2 - from.y / 2);
    if (!seen || blur(from, to, enter) > kBlurred || blur(from, to, leave) > kBlurred) return std::nullopt;
    // The coordinate of the side itself is exact, however far away the ends are.
    const auto cut = [&](Side side, double t) {
        Pt p = between(from, to, t);
        p = {std::clamp(p.x, box.left, box.right), std::clamp(p.y, box.top, box.bottom)};
        if (side == Side::left) p.x = box.left;
        if (side == Side::right) p.x = box.right;
        if (side == Side::top) p.y = box.top;
        if (side == Side::bottom) p.y = box.bottom;
        return p;
    };
    return ClippedSegment{entered == Side::none ? from : cut(entered, enter),
                          left == Side::none ? to : cut(left, leave)};
}

void clip_polygon(std::span<const Pt> polygon, const Box& box, std::vector<Pt>& inside) {
    inside.clear();
    if (polygon.size() < 3 || !std::all_of(polygon.begin(), polygon.end(), finite)) return;
    inside.assign(polygon.begin(), polygon.end());
    if (std::all_of(polygon.begin(), polygon.end(), [&](Pt p) { return box.contains(p); })) return;
    std::vector<Pt> next;
    // Signed distance to each side, positive inside.
    const auto cut = [&](auto distance, auto snap) {
        next.clear();
        for (std::size_t i = 0; i < inside.size(); ++i) {
            const Pt a = inside[i];
            const Pt b = inside[(i + 1) % inside.size()];
            const double da = distance(a);
            const double db = distance(b);
            if (da >= 0.0) next.push_back(a);
            if ((da >= 0.0) != (db >= 0.0)) {
                Pt p = between(a, b, da / (da - db));
                snap(p);
                next.push_back(p);
            }
        }
        std::swap(inside, next);
    };
    cut([&](Pt p) { return p.x / 2 - box.left / 2; }, [&](Pt& p) { p.x = box.left; });
    cut([&](Pt p) { return box.right / 2 - p.x / 2; }, [&](Pt& p) { p.x = box.right; });
    cut([&](Pt p) { return p.y / 2 - box.top / 2; }, [&](Pt& p) { p.y = box.top; });
    cut([&](Pt p) { return box.bottom / 2 - p.y / 2; }, [&](Pt& p) { p.y = box.bottom; });
    if (inside.size() < 3) inside.clear();
}

}  // namespace talweg
