// Cutting lines into dashes.
#include "app/plot/dash.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {

namespace {

constexpr std::array<double, 2> kDashed{4.0, 2.5};
constexpr std::array<double, 2> kDotted{1.2, 1.8};
constexpr std::array<double, 4> kDashDot{5.0, 2.0, 1.2, 2.0};

}  // namespace

std::span<const double> dash_pattern(Dash dash) {
    switch (dash) {
        case Dash::solid:
            return {};
        case Dash::dashed:
            return kDashed;
        case Dash::dotted:
            return kDotted;
        case Dash::dash_dot:
            return kDashDot;
    }
    return {};
}

void cut_dashes(std::span<const Pt> line, Dash dash, double width, DashPieces& pieces) {
    pieces.points.clear();
    pieces.starts.assign(1, 0);
    if (line.size() < 2) return;
    const auto pattern = dash_pattern(dash);
    if (pattern.empty() || !(width > 0.0)) {
        pieces.points.assign(line.begin(), line.end());
        pieces.starts.push_back(line.size());
        return;
    }
    std::size_t part = 0;
    double left = pattern[0] * width;
    pieces.points.push_back(line[0]);
    for (std::size_t i = 1; i < line.size(); ++i) {
        Pt from = line[i - 1];
        const Pt to = line[i];
        double length = std::hypot(to.x - from.x, to.y - from.y);
        while (length > left) {
            const double t = left / length;
            from = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
            length -= left;
            pieces.points.push_back(from);
            if (part % 2 == 0) pieces.starts.push_back(pieces.points.size());
            part = (part + 1) % pattern.size();
            left = pattern[part] * width;
        }
        left -= length;
        if (part % 2 == 0) pieces.points.push_back(to);
    }
    if (part % 2 == 0 && pieces.points.size() > pieces.starts.back() + 1) {
        pieces.starts.push_back(pieces.points.size());
    } else {
        pieces.points.resize(pieces.starts.back());
    }
}

}  // namespace talweg
