// Contour lines with their levels written along them.
#include "app/plot/clip.h"
#include "app/plot/paint_parts.h"
#include "app/plot/tick_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace talweg {

namespace {

/// The flattest stretch of a line that is as long as its label, away from the plot's edge and from other
/// labels.
std::optional<Box> place_contour_label(const Canvas& c, std::span<const Pt> line, Size text) {
    const Box& plot = c.layout.plot;
    const double pad = 3.0 * c.m.s;
    std::optional<Box> best;
    double best_cost = std::numeric_limits<double>::infinity();
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i)
        length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    if (!(length > 3.0 * text.width)) return std::nullopt;
    const std::size_t stride = std::max<std::size_t>(1, line.size() / 64);
    for (std::size_t i = 0; i < line.size(); i += stride) {
        const Pt at = line[i];
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
        const Box box{at.x - text.width / 2 - pad, at.y - text.height / 2, at.x + text.width / 2 + pad,
                      at.y + text.height / 2};
        if (box.left < plot.left + pad || box.right > plot.right - pad || box.top < plot.top + pad ||
            box.bottom > plot.bottom - pad) {
            continue;
        }
        const bool free = std::none_of(c.labels.begin(), c.labels.end(), [&](const Box& o) {
            const double apart = 10.0 * c.m.s;
            return o.left - apart < box.right && box.left < o.right + apart && o.top - apart < box.bottom &&
                   box.top < o.bottom + apart;
        });
        if (!free) continue;
        double rise = 0.0;
        for (std::size_t k = i; k < line.size() && line[k].x > box.left && line[k].x < box.right; ++k) {
            rise = std::max(rise, std::fabs(line[k].y - at.y));
            if (k - i > 200) break;
        }
        for (std::size_t k = i; k-- > 0 && line[k].x > box.left && line[k].x < box.right;) {
            rise = std::max(rise, std::fabs(line[k].y - at.y));
            if (i - k > 200) break;
        }
        // Flat, and rather in the middle of the plot than at its edge.
        const double off_x = (at.x - plot.left) / plot.width() * 2.0 - 1.0;
        const double off_y = (at.y - plot.top) / plot.height() * 2.0 - 1.0;
        const double flat = rise / box.width();
        if (flat > 0.6) continue;  // too steep for words that stay level
        const double cost = flat + 0.4 * std::max(off_x * off_x, off_y * off_y);
        if (cost < best_cost) {
            best_cost = cost;
            best = box;
        }
    }
    return best;
}

/// The line without what lies in the label's box: NaN marks the gap.
void cut_out(std::vector<Pt>& line, const Box& box) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    std::vector<Pt> kept;
    kept.reserve(line.size() + 2);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) {
            const auto inside = clip_segment(line[i - 1], line[i], box);
            if (inside) {
                if (!(inside->from == line[i - 1])) kept.push_back(inside->from);
                kept.push_back({kNan, kNan});
                if (!(inside->to == line[i])) kept.push_back(inside->to);
            }
        }
        if (!box.contains(line[i])) kept.push_back(line[i]);
    }
    line.swap(kept);
}

}  // namespace

void paint_mark(Canvas& c, const Contours& mark) {
    if (!mark.lines) return;
    const ContourSet& set = *mark.lines;
    c.painter.clip(c.layout.plot);
    std::vector<bool> labelled(set.levels.size(), false);
    const TextStyle style{c.m.tick * 0.92, c.theme.text, AlignX::center, AlignY::middle};
    for (std::size_t i = 0; i + 1 < set.starts.size(); ++i) {
        c.line.clear();
        for (std::size_t k = set.starts[i]; k < set.starts[i + 1]; ++k) {
            c.line.push_back(c.to_pixel(set.x[k], set.y[k]));
        }
        const std::size_t level = set.level_of[i];
        const bool strong = level % 5 == 0;
        if (strong && mark.labels && !labelled[level]) {
            const std::string text = level_text(set.levels[level]);
            const Size size = c.measure.measure(text, style.size);
            if (const auto box = place_contour_label(c, c.line, size)) {
                c.labels.push_back(*box);
                labelled[level] = true;
                cut_out(c.line, *box);
                c.painter.text({box->left / 2 + box->right / 2, box->top / 2 + box->bottom / 2}, text, style);
            }
        }
        stroke_line(c, c.line, c.layout.plot, strong ? mark.strong : mark.stroke);
    }
    c.painter.unclip();
}

}  // namespace talweg
