// The closed form of least squares in the views.
#include "app/views/closed_form_marks.h"

#include <limits>

namespace talweg {
namespace {

constexpr double kWidth = 1.25;  ///< px, of its lines

Stroke thin_stroke(const Theme& theme) {
    return {.color = theme.quiet_text, .width = kWidth, .dash = Dash::dashed, .halo = {}};
}

bool in_sight(const Snapshot& now, const ViewOptions& options, const Figure& figure) {
    if (!shows_closed_form(now, options)) return false;
    const double loss = now.closed_form.loss;
    return loss >= figure.y.range->low && loss <= figure.y.range->high;
}

}  // namespace

bool shows_closed_form(const Snapshot& now, const ViewOptions& options) {
    return options.closed_form && now.closed_form.known() && !now.experiment.function;
}

std::string_view closed_form_title(const Experiment& experiment) {
    return experiment.penalty.l2 > 0.0 ? "ridge" : "least squares";
}

void add_closed_form_curve(const Snapshot& now, const ViewOptions& options, Predictor& predictor,
                           Figure& figure) {
    const Vector& theta = now.closed_form.theta;
    if (!shows_closed_form(now, options) || !predictor.fits(static_cast<std::size_t>(theta.size()))) return;
    Line line;
    line.info = quiet_mark();
    line.info.name = closed_form_title(now.experiment);
    line.info.in_legend = true;
    line.info.legend_rank = std::numeric_limits<std::size_t>::max();  // after all runs
    if (options.stand_alone)
        line.info.legend = line.info.name + ": loss " + number_text(now.closed_form.loss);
    predictor.curve(theta, line.x, line.y);
    line.stroke = thin_stroke(figure.theme);
    figure.marks.emplace_back(std::move(line));
}

void add_closed_form_loss(const Snapshot& now, const ViewOptions& options, Figure& figure) {
    if (!in_sight(now, options, figure)) return;
    Rule rule;
    rule.info = quiet_mark();
    rule.info.name = closed_form_title(now.experiment);
    rule.at = now.closed_form.loss;
    rule.stroke = thin_stroke(figure.theme);
    figure.marks.emplace_back(std::move(rule));
}

void add_closed_form_words(const Snapshot& now, const ViewOptions& options, Figure& figure) {
    if (!in_sight(now, options, figure)) return;
    Note note;
    note.info = quiet_mark();
    note.x = figure.x.range->low;
    note.y = now.closed_form.loss;
    note.dx = 8.0;
    note.dy = 3.0;
    note.text = std::string(closed_form_title(now.experiment)) + " " + number_text(now.closed_form.loss);
    note.color = figure.theme.quiet_text;
    figure.marks.emplace_back(std::move(note));
}

}  // namespace talweg
