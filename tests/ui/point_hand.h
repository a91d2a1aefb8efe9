// What the tests of points by hand share: where points stand, and the mouse with Shift.
#pragma once

#include "tests/ui/ui_fixture.h"

namespace talweg::test {

/// From data to pixels, by what the view shows.
struct Places {
    Box plot;
    Range x, y;

    Pt at(double a, double b) const {
        return {plot.left + (a - x.low) / x.span() * plot.width(),
                plot.bottom - (b - y.low) / y.span() * plot.height()};
    }
    /// What a pixel to the right, or upwards, is worth.
    double across() const { return x.span() / plot.width(); }
    double up() const { return y.span() / plot.height(); }
};

inline Places places_of(Ui& ui) {
    const Figure figure = data_figure(ui.now, ui.state().view, ui.state().kit.theme);
    return {ui.box("view.data.plot"), *figure.x.range, *figure.y.range};
}

inline Pt place_of(Ui& ui, double x, double y) { return places_of(ui).at(x, y); }

/// The worker's answer to the document as it is now.
inline void answer(Ui& ui) {
    const HeadlessResult result = run_headless(ui.experiment(), 3, {}, {});
    ui.now = result.snapshot;
    ui.now.phase = Phase::paused;
    ui.surface = result.surface;
    ui.frames(3);
}

inline void shift_click(Ui& ui, Pt at) {
    compat::feed_modifiers(false, true);
    ui.click(at);
    compat::feed_modifiers(false, false);
    ui.frames(2);
}

inline void shift_drag(Ui& ui, Pt from, Pt to) {
    compat::feed_modifiers(false, true);
    ui.frame();
    ui.drag(from, to);
    compat::feed_modifiers(false, false);
    ui.frames(2);
}

using Rows = std::vector<std::size_t>;

/// Four points of a plane, two of each class.
inline Experiment plane() {
    Experiment experiment = first_experiment();
    experiment.data.table = {2, {0, 0, 1, 2, 3, 1, 4, 3}, {0, 0, 1, 1}, {"left", "right"}};
    experiment.loss = {"bce_with_logits", {}};
    experiment.init = {"zeros", {}};
    experiment.stop.max_steps = 3;
    return experiment;
}

}  // namespace talweg::test
