// Legend rows, colour bar labels, axis titles.
#include "app/plot/layout_parts.h"
#include "app/plot/text_fit.h"
#include "app/plot/tick_text.h"

#include <algorithm>

namespace talweg {

const MarkInfo& info_of(const Mark& mark) {
    return std::visit([](const auto& m) -> const MarkInfo& { return m.info; }, mark);
}

std::string axis_title(const Axis& axis) {
    std::string text = axis.label;
    std::string unit = axis.unit;
    if (axis.scale == Scale::symlog) {
        if (!unit.empty()) unit += ", ";
        unit += "linear within \u00b1" + level_text(axis.symlog_constant);
    }
    if (unit.empty()) return text;
    if (!text.empty()) text += ' ';
    return text + '(' + unit + ')';
}

double place_legend(const Figure& figure, std::span<const std::size_t> marks, Pt at, double right,
                    std::size_t rows, const TextMeasure& measure, Layout& out) {
    const Measures m(figure.theme);
    const double height = measure.measure("0", m.small).height;
    const double pitch = height * 1.25;
    const double gap = 6.0 * m.s;
    const double between = 16.0 * m.s;
    Pt pen = at;
    std::size_t row = 1;
    double widest = at.x;
    // Moves the pen to where `width` fits; false when the last row is full.
    const auto make_room = [&](double width) {
        if (pen.x > at.x && pen.x + width > right) {
            if (row == rows) return false;
            ++row;
            pen = {at.x, pen.y + pitch};
        }
        return true;
    };
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const MarkInfo& info = info_of(figure.marks[marks[i]]);
        const std::string& wanted = info.legend.empty() ? info.name : info.legend;
        const std::string text = elided(wanted, right - at.x - m.swatch() - gap, measure, m.small);
        const double width = m.swatch() + gap + measure.measure(text, m.small).width;
        const bool last_row = row == rows;
        const std::string rest = "+ " + std::to_string(marks.size() - i) + " more";
        const double rest_width = measure.measure(rest, m.small).width;
        const bool more_follow = i + 1 < marks.size();
        const bool crowded =
            last_row && more_follow && pen.x > at.x && pen.x + width + between + rest_width > right;
        if (crowded || !make_room(width)) {
            out.legend.push_back({marks[i], {pen.x, pen.y, pen.x + rest_width, pen.y + height}, rest});
            out.legend.back().more = true;
            pen.x += rest_width + between;
            break;
        }
        out.legend.push_back({marks[i], {pen.x, pen.y, pen.x + width, pen.y + height}, text});
        pen.x += width + between;
        widest = std::max(widest, pen.x - between);
    }
    if (out.not_shown > 0) {
        out.not_shown_text = number_text(static_cast<double>(out.not_shown), 1.0, true, Notation::plain) +
                             (out.not_shown == 1 ? " point" : " points") + " \u2264 0 not shown";
        const double width = measure.measure(out.not_shown_text, m.small).width;
        if (pen.x > at.x && pen.x + width > right) pen = {at.x, pen.y + pitch};
        out.not_shown_at = pen;
        widest = std::max(widest, pen.x + width);
    }
    out.legend_box = {at.x, at.y, widest, pen.y + height};
    return pen.y + height;
}

namespace {

constexpr double kBarSpacing = 32.0;  ///< px before scale between labels of a colour bar, at least

}  // namespace

double make_bar_ticks(const Figure& figure, double height, const TextMeasure& measure, Layout& out) {
    const Measures m(figure.theme);
    const std::vector<double>& levels = figure.bar->levels;
    const auto n = levels.size();
    out.bar_ticks = {};
    for (int digits = 3; digits <= 12; ++digits) {
        out.bar_ticks.ticks.clear();
        bool distinct = true;
        for (const double level : levels) {
            out.bar_ticks.ticks.push_back({level, level_text(level, digits)});
            const auto& all = out.bar_ticks.ticks;
            distinct = distinct && (all.size() < 2 || all.back().label != all[all.size() - 2].label);
        }
        if (distinct) break;
    }
    // As far apart as the labels of an axis; the lowest and the highest are there in any case.
    const double line = measure.measure("0", m.tick).height;
    const double apart = std::max(kBarSpacing * m.s, line * 1.15);
    const double pitch = height / static_cast<double>(n - 1);
    std::size_t keep = 1;
    while (keep < n && static_cast<double>(keep) * pitch < apart) ++keep;
    const bool both = pitch * static_cast<double>(n - 1) >= line * 1.15;
    double widest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        std::string& label = out.bar_ticks.ticks[i].label;
        const bool crowded = i > 0 && static_cast<double>(n - 1 - i) * pitch < 0.7 * apart;
        if (i + 1 == n ? !both : i % keep != 0 || (both && crowded)) label.clear();
        widest = std::max(widest, measure.measure(label, m.tick).width);
    }
    return widest;
}

}  // namespace talweg
