// Direct labels: a line's name beside its last visible point.
#include "app/plot/layout_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace talweg {

namespace {

double gap_of(const Measures& m) { return 8.0 * m.s; }

/// A line counts as ending at the right when it comes this near, as a share of the plot's width.
constexpr double kAtRight = 0.8;

/// An end is just short of the last one by so many gaps at most.
constexpr double kShort = 4.0;

/// Middles as near to `wanted` (ascending) as they can be with `apart` between neighbours and all in [low,
/// high]: neighbours that would touch are merged into groups that keep their mean.
std::vector<double> spread(const std::vector<double>& wanted, double apart, double low, double high) {
    struct Group {
        double sum;
        std::size_t count;
        double first(double distance) const {
            return sum / static_cast<double>(count) - distance * static_cast<double>(count - 1) / 2;
        }
        double last(double distance) const {
            return first(distance) + distance * static_cast<double>(count - 1);
        }
    };
    std::vector<Group> groups;
    for (const double w : wanted) {
        groups.push_back({w, 1});
        const auto held = [&](Group& g) {
            const double half = apart * static_cast<double>(g.count - 1) / 2;
            const double middle =
                std::max(std::min(g.sum / static_cast<double>(g.count), high - half), low + half);
            g.sum = middle * static_cast<double>(g.count);
        };
        held(groups.back());
        while (groups.size() > 1 &&
               groups[groups.size() - 2].last(apart) + apart > groups.back().first(apart)) {
            const Group tail = groups.back();
            groups.pop_back();
            groups.back().sum += tail.sum;
            groups.back().count += tail.count;
            held(groups.back());
        }
    }
    std::vector<double> placed;
    for (const Group& g : groups) {
        for (std::size_t i = 0; i < g.count; ++i)
            placed.push_back(g.first(apart) + apart * static_cast<double>(i));
    }
    return placed;
}

bool overlap(const Box& a, const Box& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// Beside an end inside the plot: right of it, or above or below, where nothing else stands.
bool place_inside(const EndWish& wish, Pt end, double height, const Measures& m, Layout& out) {
    const double gap = gap_of(m);
    const Pt tries[] = {{end.x + gap, end.y - height / 2},
                        {end.x + gap / 2, end.y - height - gap / 4},
                        {end.x + gap / 2, end.y + gap / 4},
                        {end.x - gap - wish.width, end.y - height / 2}};
    for (const Pt& at : tries) {
        const Box box{at.x, at.y, at.x + wish.width, at.y + height};
        const bool inside = box.left >= out.plot.left && box.right <= out.plot.right &&
                            box.top >= out.plot.top - height / 2 && box.bottom <= out.plot.bottom;
        const bool free = std::none_of(out.end_labels.begin(), out.end_labels.end(),
                                       [&](const EndLabel& other) { return overlap(other.box, box); });
        if (!inside || !free) continue;
        out.end_labels.push_back({wish.mark, end, box, wish.text});
        return true;
    }
    return false;
}

/// The marks of those names that are more than `most`: the last ones by their place in the legend.
std::vector<std::size_t> beyond(const Figure& figure, const std::vector<std::pair<EndWish, Pt>>& names,
                                double most) {
    std::vector<std::size_t> marks;
    for (const auto& [wish, end] : names) marks.push_back(wish.mark);
    std::sort(marks.begin(), marks.end(), [&figure](std::size_t a, std::size_t b) {
        const std::size_t rank_a = info_of(figure.marks[a]).legend_rank;
        const std::size_t rank_b = info_of(figure.marks[b]).legend_rank;
        return rank_a != rank_b ? rank_a < rank_b : a < b;
    });
    const auto kept = std::min(static_cast<std::size_t>(std::max(most, 0.0)), marks.size());
    marks.erase(marks.begin(), marks.begin() + static_cast<std::ptrdiff_t>(kept));
    return marks;
}

}  // namespace

std::vector<EndWish> end_wishes(const Figure& figure, Range x, Range y, const TextMeasure& measure) {
    std::vector<EndWish> wishes;
    const Measures m(figure.theme);
    for (std::size_t i = 0; i < figure.marks.size(); ++i) {
        const Line* line = std::get_if<Line>(&figure.marks[i]);
        if (line == nullptr || !line->label_at_end || line->info.name.empty()) continue;
        for (std::size_t k = std::min(line->x.size(), line->y.size()); k-- > 0;) {
            const double px = line->x[k];
            const double py = line->y[k];
            if (!(px >= x.low && px <= x.high && py >= y.low && py <= y.high)) continue;
            wishes.push_back({i, px, py, measure.measure(line->info.name, m.small).width, line->info.name});
            break;
        }
    }
    return wishes;
}

double end_label_room(const Figure& figure, std::span<const EndWish> wishes, Range x, double plot_width) {
    const Measures m(figure.theme);
    const AxisMap map(figure.x.scale, x, 0.0, 1.0, figure.x.symlog_constant);
    double room = 0.0;
    double last = 0.0;
    for (const EndWish& wish : wishes) last = std::max(last, map.to_pixel(wish.x));
    for (const EndWish& wish : wishes) {
        double share = map.to_pixel(wish.x);
        if (share < kAtRight) continue;
        if ((last - share) * plot_width <= kShort * gap_of(m)) share = last;
        // The plot shrinks by the room itself: share (W - room) + gap + width = W.
        const double needed = wish.width + gap_of(m) - (1.0 - share) * plot_width;
        room = std::max(room, needed / std::max(share, kAtRight));
    }
    return room;
}

std::vector<std::size_t> place_end_labels(const Figure& figure, std::span<const EndWish> wishes, double right,
                                          bool together, const TextMeasure& measure, Layout& out) {
    out.end_labels.clear();
    if (wishes.empty()) return {};
    const Measures m(figure.theme);
    const double height = measure.measure("0", m.small).height;
    std::vector<std::pair<EndWish, Pt>> at_right;
    std::vector<std::pair<EndWish, Pt>> inside;
    for (const EndWish& wish : wishes) {
        const Pt end{out.x.to_pixel(wish.x), out.y.to_pixel(wish.y)};
        const double share = (end.x - out.plot.left) / std::max(out.plot.width(), 1.0);
        const bool fits = end.x + gap_of(m) + wish.width <= right + 1.0;
        (share >= kAtRight - 0.02 && fits ? at_right : inside).emplace_back(wish, end);
    }
    std::stable_sort(at_right.begin(), at_right.end(),
                     [](const auto& a, const auto& b) { return a.second.y < b.second.y; });
    std::vector<double> wanted;
    for (const auto& [wish, end] : at_right) wanted.push_back(end.y);
    const double apart = height * 1.02;
    std::vector<std::size_t> failed;
    const double most = std::floor((out.plot.height() + height) / apart);
    const std::vector<std::size_t> crowd = beyond(figure, at_right, most);
    const std::vector<double> middles = spread(wanted, apart, out.plot.top, out.plot.bottom);
    double column = 0.0;
    bool moved = false;
    for (std::size_t i = 0; i < at_right.size(); ++i) {
        column = std::max(column, at_right[i].second.x);
        moved = moved || std::fabs(middles[i] - wanted[i]) > 0.6 * height;
    }
    for (std::size_t i = 0; i < at_right.size(); ++i) {
        const auto& [wish, end] = at_right[i];
        // Too many are first made fewer: how far the others must move is seen when they are placed anew.
        const bool crowded = std::find(crowd.begin(), crowd.end(), wish.mark) != crowd.end();
        const bool far = crowd.empty() && std::fabs(middles[i] - wanted[i]) > 3.5 * height;
        if (crowded || far) {
            failed.push_back(wish.mark);
            continue;
        }
        // Labels that had to move stand in one column, so that their leaders do not cross other names; and
        // those of ends just short of the last one, whose marker would stand on them.
        const bool aligned = moved || column - end.x <= kShort * gap_of(m);
        const double at = aligned && column + gap_of(m) + wish.width <= right + 1.0 ? column : end.x;
        const double left = at + gap_of(m);
        const Box box{left, middles[i] - height / 2, left + wish.width, middles[i] + height / 2};
        out.end_labels.push_back({wish.mark, end, box, wish.text});
    }
    if (together && !failed.empty()) {
        failed.clear();
        for (const auto& [wish, end] : at_right) failed.push_back(wish.mark);
    }
    for (const auto& [wish, end] : inside) {
        if (!place_inside(wish, end, height, m, out)) failed.push_back(wish.mark);
    }
    return failed;
}

}  // namespace talweg
