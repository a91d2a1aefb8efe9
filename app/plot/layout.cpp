// Ranges, margins and boxes of a figure.
#include "app/plot/layout.h"

#include "app/plot/extent.h"
#include "app/plot/layout_parts.h"
#include "app/plot/text_fit.h"

#include <algorithm>
#include <cmath>

namespace talweg {

namespace {

/// What is shown beside the plot; small figures leave things out.
struct Detail {
    bool caption = true;
    bool subtitle = true;
    bool legend = true;
    bool axis_titles = true;
    bool title = true;
};

Detail detail_at(int level) { return {level < 1, level < 2, level < 3, level < 4, level < 5}; }
constexpr int kLeastDetail = 5;

/// Large plots get no more ticks than this, about.
constexpr double kMostTicks = 11.0;

/// Of the figure's width, for a name beside the y axis.
constexpr double kMostName = 0.22;

/// Whether a plot is too small beside its words: then some of these go.
bool cramped(const Layout& result, double s, int level) {
    const Box& plot = result.plot;
    if (plot.width() < 90.0 * s || plot.height() < 70.0 * s) return level < kLeastDetail;
    return level < 1 && plot.height() < 0.4 * result.figure.height();
}

/// A title as it fits: without the unit rather than cut short.
std::string fitted_title(const std::string& text, double room, const TextMeasure& measure, double size) {
    if (measure.measure(text, size).width <= room) return text;
    return elided(std::string_view(text).substr(0, text.rfind(" (")), room, measure, size);
}

/// Makes one unit as long in x as in y by showing more of the axis that is stretched.
void equalise(Fit& fit, double width, double height) {
    const double x_per_px = fit.x.span() / width;
    const double y_per_px = fit.y.span() / height;
    const auto grow = [](Range& r, double span) {
        const double center = r.low / 2 + r.high / 2;
        if (std::isfinite(span)) r = {center - span / 2, center + span / 2};
    };
    if (x_per_px > y_per_px) {
        grow(fit.y, x_per_px * height);
    } else {
        grow(fit.x, y_per_px * width);
    }
}

class Builder {
  public:
    Builder(const Figure& figure, Box box, const TextMeasure& measure, Fit fit)
        : figure_(figure), measure_(measure), m_(figure.theme), box_(box), fit_(fit) {}

    Layout build(const Detail& detail, std::span<const std::size_t> unlabelled) {
        out_ = Layout{};
        out_.figure = box_;
        out_.empty = fit_.empty;
        out_.not_shown = fit_.not_shown;
        detail_ = detail;
        const double pad = std::min(12.0 * m_.s, 0.1 * std::min(box_.width(), box_.height()));
        inner_ = {box_.left + pad, box_.top + pad, box_.right - pad, box_.bottom - pad};
        choose_wishes(unlabelled);
        top_ = inner_.top;
        head();
        foot();
        sides();
        finish();
        return std::move(out_);
    }

    std::vector<std::size_t> place_labels(Layout& layout) const {
        return place_end_labels(figure_, wishes_, label_right_, detail_.legend, measure_, layout);
    }

  private:
    /// With a legend to go to, lines at the right have their names all there or none: a mixture is hard to
    /// read. Without one a name is shortened before it is given up.
    void choose_wishes(std::span<const std::size_t> unlabelled) {
        wishes_ = end_wishes(figure_, fit_.x, fit_.y, measure_);
        const double most = 0.3 * box_.width();
        const auto too_wide = [most](const EndWish& w) { return w.width > most; };
        if (detail_.legend && std::any_of(wishes_.begin(), wishes_.end(), too_wide)) wishes_.clear();
        for (EndWish& w : wishes_) {
            if (!too_wide(w)) continue;
            w.text = elided(w.text, most, measure_, m_.small);
            w.width = measure_.measure(w.text, m_.small).width;
        }
        std::erase_if(wishes_, [&](const EndWish& w) {
            return w.text.empty() ||
                   std::find(unlabelled.begin(), unlabelled.end(), w.mark) != unlabelled.end();
        });
    }

    double line(double size) const { return measure_.measure("0", size).height; }

    void head() {
        const double width = inner_.width();
        if (detail_.title && !figure_.title.empty()) {
            out_.title = elided(figure_.title, width, measure_, m_.title, true);
            out_.title_at = {inner_.left, top_};
            top_ += line(m_.title) + 2.0 * m_.s;
        }
        if (detail_.subtitle && !figure_.subtitle.empty()) {
            out_.subtitle = elided(figure_.subtitle, width, measure_, m_.small);
            out_.subtitle_at = {inner_.left, top_};
            top_ += line(m_.small) + 2.0 * m_.s;
        }
        if (!detail_.legend) return;
        std::vector<std::size_t> marks;
        for (std::size_t i = 0; i < figure_.marks.size(); ++i) {
            const MarkInfo& info = info_of(figure_.marks[i]);
            const Line* as_line = std::get_if<Line>(&figure_.marks[i]);
            const bool wanted = info.in_legend || (as_line != nullptr && as_line->label_at_end);
            const bool direct =
                std::any_of(wishes_.begin(), wishes_.end(), [i](const EndWish& w) { return w.mark == i; });
            if (wanted && !direct && !info.name.empty() && figure_.legend.shown) marks.push_back(i);
        }
        std::stable_sort(marks.begin(), marks.end(), [this](std::size_t a, std::size_t b) {
            return info_of(figure_.marks[a]).legend_rank < info_of(figure_.marks[b]).legend_rank;
        });
        if (marks.empty() && fit_.not_shown == 0) return;
        if (top_ > inner_.top) top_ += 2.0 * m_.s;
        const double row = line(m_.small) * 1.25;
        const double rows = figure_.bare ? std::max(1.0, std::floor((inner_.bottom - top_) / row))
                                         : std::clamp(std::floor(0.25 * box_.height() / row), 1.0, 4.0);
        top_ = place_legend(figure_, marks, {inner_.left, top_}, inner_.right, static_cast<std::size_t>(rows),
                            measure_, out_);
    }

    void foot() {
        bottom_ = inner_.bottom;
        if (detail_.caption && !figure_.caption.empty()) {
            out_.caption = wrapped(figure_.caption, inner_.width(), 3, measure_, m_.small);
            const auto room = wrapped(figure_.caption_room, inner_.width(), 3, measure_, m_.small);
            bottom_ -= line(m_.small) * static_cast<double>(std::max(out_.caption.size(), room.size()));
            out_.caption_at = {inner_.left, bottom_};
            bottom_ -= 6.0 * m_.s;
        }
        if (detail_.axis_titles && !axis_title(figure_.x).empty()) {
            bottom_ -= line(m_.small);
            out_.x_label_at.y = bottom_ + line(m_.small) / 2;
            bottom_ -= 2.0 * m_.s;
        }
        if (figure_.axes) bottom_ -= line(m_.tick) + m_.tick_length() + 3.0 * m_.s;
        top_ += top_ > inner_.top ? 10.0 * m_.s : line(m_.tick) / 2;
        bottom_ = std::max(bottom_, top_ + 1.0);
    }

    double y_label_width() const {
        double widest = 0.0;
        for (const Tick& tick : out_.y_ticks.ticks) {
            if (!tick.label.empty()) widest = std::max(widest, measure_.measure(tick.label, m_.tick).width);
        }
        return widest;
    }

    /// Names as they fit: `room` px each, or what lies between them and their neighbours.
    void fit_names(Ticks& ticks, const AxisMap& map, std::optional<double> room) const {
        const auto at = [&](std::size_t i) { return map.to_pixel(ticks.ticks[i].value); };
        const std::size_t n = ticks.ticks.size();
        std::vector<std::string> fitted(n);
        for (std::size_t i = 0; i < n; ++i) {
            double width = room.value_or(box_.width());
            for (const std::size_t other : {i - 1, i + 1}) {
                if (!room && other < n) width = std::min(width, std::fabs(at(i) - at(other)) - 0.4 * m_.tick);
            }
            fitted[i] = elided(ticks.ticks[i].label, width, measure_, m_.tick);
        }
        for (std::size_t i = 0; i < n; ++i) ticks.ticks[i].label = std::move(fitted[i]);
    }

    void make_y_ticks() {
        out_.y = AxisMap(figure_.y.scale, fit_.y, bottom_, top_, figure_.y.symlog_constant);
        if (!figure_.axes) return;
        out_.y_ticks = make_ticks(figure_.y, fit_.y, bottom_ - top_,
                                  std::max(45.0 * m_.s, (bottom_ - top_) / kMostTicks));
        if (!figure_.y.names.empty()) fit_names(out_.y_ticks, out_.y, kMostName * box_.width());
        thin_labels(out_.y_ticks, out_.y, measure_, m_.tick, false);
    }

    /// Fewer ticks until the labels stand apart by themselves; what still touches is dropped.
    void make_x_ticks(double left, double right) {
        out_.x = AxisMap(figure_.x.scale, fit_.x, left, right, figure_.x.symlog_constant);
        if (!figure_.axes) return;
        double spacing = std::max(80.0 * m_.s, (right - left) / kMostTicks);
        for (int i = 0; i < 3; ++i) {
            out_.x_ticks = make_ticks(figure_.x, fit_.x, right - left, spacing);
            double widest = 0.0;
            for (const Tick& t : out_.x_ticks.ticks) {
                if (!t.label.empty()) widest = std::max(widest, measure_.measure(t.label, m_.tick).width);
            }
            if (!figure_.x.names.empty()) {
                fit_names(out_.x_ticks, out_.x, std::nullopt);
                break;
            }
            const double needed = widest + m_.tick;
            if (figure_.x.scale != Scale::linear || needed <= spacing * 0.8) break;
            spacing = std::max(needed * 1.3, spacing * 1.2);
        }
        if (figure_.x.names.empty()) thin_labels(out_.x_ticks, out_.x, measure_, m_.tick, true);
    }

    void sides() {
        make_y_ticks();
        if (!out_.y_ticks.offset.empty() && top_ + line(m_.tick) < bottom_) {
            top_ += line(m_.tick);
            make_y_ticks();
        }
        const bool y_title = detail_.axis_titles && !axis_title(figure_.y).empty();
        const double title_width = y_title ? line(m_.small) + 4.0 * m_.s : 0.0;
        const double gap = figure_.axes ? m_.tick_length() + 4.0 * m_.s : 0.0;
        const auto left_edge = [&] {
            return std::min(inner_.left + title_width + y_label_width() + gap, box_.right - 2.0);
        };
        double left = left_edge();
        const double right = right_edge(left);
        if (figure_.equal && figure_.x.scale == Scale::linear && figure_.y.scale == Scale::linear) {
            equalise(fit_, right - left, bottom_ - top_);
            make_y_ticks();
            left = std::min(std::max(left, left_edge()), right - 1.0);
            equalise(fit_, right - left, bottom_ - top_);
            make_y_ticks();
        }
        make_x_ticks(left, right);
        out_.plot = {left, top_, right, bottom_};
        out_.y_label_at = {inner_.left + line(m_.small) / 2, 0.0};
    }

    /// Room on the right: direct labels, then the colour bar, at least half of the last tick's label.
    double right_edge(double left) {
        double right = inner_.right;
        const bool bar = figure_.bar && figure_.bar->levels.size() >= 2 && !fit_.empty;
        if (bar) {
            const double label_width = make_bar_ticks(figure_, bottom_ - top_, measure_, out_);
            if (!figure_.bar->label.empty()) {
                right -= line(m_.small);
                out_.bar_label_at = {right + line(m_.small) / 2, top_ / 2 + bottom_ / 2};
                out_.bar_label = fitted_title(figure_.bar->label, bottom_ - top_, measure_, m_.small);
                right -= 4.0 * m_.s;
            }
            right -= label_width + 6.0 * m_.s;
            out_.bar = {right - 12.0 * m_.s, top_, right, bottom_};
            right = out_.bar.left - 14.0 * m_.s;
        }
        label_right_ = right;
        const double room = end_label_room(figure_, wishes_, fit_.x, right - left);
        right -= std::max(room, bar ? 0.0 : 8.0 * m_.s);
        return std::max(right, left + 1.0);
    }

    void finish() {
        if (fit_.empty) {
            out_.x_ticks = {};
            out_.y_ticks = {};
        }
        const Box& plot = out_.plot;
        if (detail_.axis_titles) {
            const double x_room = std::min(box_.right - plot.left, 2.0 * plot.width());
            out_.x_label = fitted_title(axis_title(figure_.x), x_room, measure_, m_.small);
            const double half = measure_.measure(out_.x_label, m_.small).width / 2;
            const double center =
                figure_.x.label_at ? out_.x.to_pixel(*figure_.x.label_at) : plot.left / 2 + plot.right / 2;
            out_.x_label_at.x = std::max(std::min(center, inner_.right - half), inner_.left + half);
            out_.y_label = fitted_title(axis_title(figure_.y), plot.height(), measure_, m_.small);
            out_.y_label_at.y =
                figure_.y.label_at ? out_.y.to_pixel(*figure_.y.label_at) : plot.top / 2 + plot.bottom / 2;
        }
    }

    const Figure& figure_;
    const TextMeasure& measure_;
    Measures m_;
    Box box_;
    Fit fit_;
    Detail detail_;
    Box inner_;
    double top_ = 0.0;
    double bottom_ = 0.0;
    double label_right_ = 0.0;
    std::vector<EndWish> wishes_;
    Layout out_;
};

Box sane(Box box) {
    if (!std::isfinite(box.left) || !std::isfinite(box.top)) box.left = box.top = 0.0;
    if (!(box.right >= box.left + 4.0) || !std::isfinite(box.right)) box.right = box.left + 4.0;
    if (!(box.bottom >= box.top + 4.0) || !std::isfinite(box.bottom)) box.bottom = box.top + 4.0;
    return box;
}

}  // namespace

Layout layout(const Figure& figure, Box box, const TextMeasure& measure) {
    box = sane(box);
    const Fit fit = fit_ranges(figure);
    const double s = figure.theme.scale;
    std::vector<std::size_t> unlabelled;
    for (int level = 0;;) {
        Builder builder(figure, box, measure, fit);
        Layout result = builder.build(detail_at(level), unlabelled);
        if (!figure.bare && cramped(result, s, level)) {
            ++level;
            if (!detail_at(level).legend) unlabelled.clear();
            continue;
        }
        const std::vector<std::size_t> failed = builder.place_labels(result);
        if (failed.empty()) return result;
        unlabelled.insert(unlabelled.end(), failed.begin(), failed.end());
    }
}

}  // namespace talweg
