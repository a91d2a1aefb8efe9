// Snapshots, surfaces and marks by hand, whose numbers one can check on paper.
#pragma once

#include "app/views/view.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg::test {

/// x = 1, 2, 3, 4; y = 2, 3, 5, 7; two runs, ids 1 "slow" and 2 "fast", at step 4 of 4 with full batches:
/// "slow" at w = 1, b = 1 (residuals 0, 0, 1, 2, mse 1.25), "fast" at w = 2, b = 0 (residuals 0, -1, -1, -1,
/// mse 0.75). Losses of steps 0…4: 21.75, 9, 4, 2, 1.25 and 21.75, 3, 1, 0.8, 0.75.
Snapshot two_runs();

/// two_runs() over inputs a, b (and c, 7 everywhere): y = 2 a - b + 0.5 at (0, 0), (4, 0), (0, 2), (4, 2),
/// which "slow" knows; "fast" says 0 everywhere.
Snapshot plane_runs(Index inputs = 2);
/// The same inputs with classes "left" and "right" (a = 4), which "slow" tells apart at a + b = 3.
Snapshot class_runs();

/// plane_runs() with a model: its names and blocks, theta_i of "slow" by `theta`, the gradient a tenth of it;
/// of several layers the gradient norms 1, 1, 2, 1, 4 in the first, ten times that in the next, …
Snapshot with_model(const PartChoice& model, const std::function<double(Index)>& theta, Index inputs = 2);
PartChoice network(std::vector<double> hidden, const std::string& bend = "tanh");

/// One bucket a step.
BucketSeries series_of(const std::vector<double>& values);
/// Buckets of `stride` steps over values.
BucketSeries series_of(const std::vector<double>& values, Step stride);

/// Exact values of steps first, first + 1, …: losses and (w, b).
SampleWindow window_of(Step first, const std::vector<double>& losses, const std::vector<double>& w,
                       const std::vector<double>& b);

/// Makes run `index` a diverged one: its losses grow tenfold each step until `steps`, its line far off.
void diverge(Snapshot& now, std::size_t index, Step steps);

/// z = f(x, y) on a grid over a window.
LossSurface surface_of(const PlaneWindow& window, int columns, int rows,
                       const std::function<double(double, double)>& f);

/// The run's predictions at nodes x nodes places of the plane that the data view shows.
PredictionPlane plane_of(const Snapshot& now, const ViewOptions& options, int nodes);

/// Every mark of one kind, in order.
template <class T>
std::vector<const T*> marks_of(const Figure& figure) {
    std::vector<const T*> found;
    for (const Mark& mark : figure.marks) {
        if (const T* each = std::get_if<T>(&mark)) found.push_back(each);
    }
    return found;
}

/// The first mark of a kind with that name; nullptr when there is none.
template <class T>
const T* named(const Figure& figure, std::string_view name) {
    for (const T* mark : marks_of<T>(figure)) {
        if (mark->info.name == name) return mark;
    }
    return nullptr;
}

/// Whether a note has exactly that text.
bool says(const Figure& figure, std::string_view text);

/// Points that are drawn as rings, in order: what a hovered step looks like.
std::vector<const Points*> rings_of(const Figure& figure);

}  // namespace talweg::test
