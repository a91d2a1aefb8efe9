// Snapshots by hand.
#include "tests/views/hand_snapshot.h"

#include "core/base/error.h"
#include "core/train/catalogue.h"
#include "core/worker/plane_maker.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

RunSnapshot run_at(std::uint64_t id, double w, double b, const std::vector<double>& losses,
                   const std::vector<double>& path_w, const std::vector<double>& path_b) {
    RunSnapshot run;
    run.id = id;
    run.state.step = losses.size() - 1;
    run.state.epoch = static_cast<double>(run.state.step);
    run.state.rate = 0.01;
    run.state.loss = losses.back();
    run.state.theta = Vector::Zero(2);
    run.state.theta << w, b;
    run.state.gradient = Vector::Zero(2);
    run.state.gradient << -3.0, 4.0;
    run.state.gradient_norm = 5.0;
    run.end_step = run.state.step;
    run.loss = series_of(losses);
    run.path.x = path_w;
    run.path.y = path_b;
    run.path.last_step = run.end_step;
    run.recent = window_of(0, losses, path_w, path_b);
    run.trail = run.recent;
    return run;
}

}  // namespace

BucketSeries series_of(const std::vector<double>& values) { return series_of(values, 1); }

BucketSeries series_of(const std::vector<double>& values, Step stride) {
    BucketSeries series;
    series.stride = stride;
    for (std::size_t i = 0; i < values.size(); i += stride) {
        Bucket bucket{kInfinity, -kInfinity, values[i], values[i], 0, 0};
        for (std::size_t k = i; k < std::min<std::size_t>(i + stride, values.size()); ++k) {
            bucket.last = values[k];
            ++bucket.count;
            if (std::isfinite(values[k])) {
                bucket.low = std::min(bucket.low, values[k]);
                bucket.high = std::max(bucket.high, values[k]);
            } else {
                ++bucket.non_finite;
            }
        }
        series.buckets.push_back(bucket);
    }
    return series;
}

SampleWindow window_of(Step first, const std::vector<double>& losses, const std::vector<double>& w,
                       const std::vector<double>& b) {
    SampleWindow window;
    window.first = first;
    window.count = losses.size();
    window.capacity = losses.size();
    window.columns = kTheta + 2;
    window.values.assign(window.columns * window.capacity, kAbsent);
    for (std::size_t i = 0; i < losses.size(); ++i) {
        window.values[kRate * window.capacity + i] = 0.01;
        window.values[kLoss * window.capacity + i] = losses[i];
        window.values[kGradientNorm * window.capacity + i] = 5.0;
        window.values[kTheta * window.capacity + i] = w[i];
        window.values[(kTheta + 1) * window.capacity + i] = b[i];
    }
    return window;
}

Snapshot two_runs() {
    Snapshot now;
    now.number = 1;
    now.experiment.title = "Four points";
    now.experiment.data.table = {1, {1, 2, 3, 4}, {2, 3, 5, 7}};
    RunSpec slow;
    slow.id = 1;
    slow.name = "slow";
    RunSpec fast;
    fast.id = 2;
    fast.name = "fast";
    fast.lr = 0.1;
    now.experiment.runs = {slow, fast};
    now.data.x = Matrix(4, 1);
    now.data.x << 1, 2, 3, 4;
    now.data.y = Matrix(4, 1);
    now.data.y << 2, 3, 5, 7;
    now.data.x_names = {"x"};
    now.data.y_names = {"y"};
    now.parameter_names = {"w", "b"};
    now.cursor = 4;
    now.head = 4;
    now.runs.push_back(
        run_at(1, 1.0, 1.0, {21.75, 9, 4, 2, 1.25}, {0, 0.25, 0.5, 0.75, 1}, {0, 0.25, 0.5, 0.75, 1}));
    now.runs.push_back(run_at(2, 2.0, 0.0, {21.75, 3, 1, 0.8, 0.75}, {0, 1, 1.5, 1.75, 2}, {0, 0, 0, 0, 0}));
    return now;
}

Snapshot plane_runs(Index inputs) {
    Snapshot now = two_runs();
    now.data.x = Matrix(4, inputs);
    now.data.x.setConstant(7.0);
    now.data.x.leftCols(2) << 0, 0, 4, 0, 0, 2, 4, 2;
    now.data.y << 0.5, 8.5, -1.5, 6.5;
    now.data.x_names = {"a", "b", "c"};
    now.data.x_names.resize(static_cast<std::size_t>(inputs));
    now.parameter_names = {"w1", "w2", "b"};
    Vector theta = Vector::Zero(inputs + 1);
    now.runs[1].state.theta = theta;
    theta[0] = 2.0;
    theta[1] = -1.0;
    theta[inputs] = 0.5;
    now.runs[0].state.theta = theta;
    for (RunSnapshot& run : now.runs) run.trail.count = 0;
    return now;
}

Snapshot class_runs() {
    Snapshot now = plane_runs();
    now.experiment.loss.kind = "bce_with_logits";
    now.data.y << 0, 1, 0, 1;
    now.data.classes = {"left", "right"};
    now.runs[0].state.theta = Vector{{1.0, 1.0, -3.0}};
    return now;
}

void diverge(Snapshot& now, std::size_t index, Step steps) {
    RunSnapshot& run = now.runs[index];
    std::vector<double> losses{21.75};
    while (losses.size() < steps + 1) losses.push_back(std::min(losses.back() * 10.0, 1e300));
    run.loss = series_of(losses);
    run.recent = run.trail = run.detail = SampleWindow{};
    run.end_status = run.state.status = RunStatus::diverged;
    run.end_step = run.state.step = steps;
    run.state.loss = losses.back();
    run.state.theta << -1e200, 1e250;
    run.path = PathSeries{{0.0, -1e100, -1e200}, {0.0, 1e100, 1e250}, 2};
    run.reason = "learning rate 0.13 × largest curvature 16.7 = 2.17 > 2";
    now.cursor = std::max(now.cursor, steps);
    now.head = std::max(now.head, steps);
}

LossSurface surface_of(const PlaneWindow& window, int columns, int rows,
                       const std::function<double(double, double)>& f) {
    static std::uint64_t revision = 0;
    LossSurface surface;
    surface.revision = ++revision;
    surface.window = window;
    surface.columns = columns;
    surface.rows = rows;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            surface.z.push_back(f(window.x_low + i * (window.x_high - window.x_low) / (columns - 1),
                                  window.y_low + j * (window.y_high - window.y_low) / (rows - 1)));
        }
    }
    surface.finest = true;
    return surface;
}

Snapshot with_model(const PartChoice& model, const std::function<double(Index)>& theta, Index inputs) {
    Snapshot now = plane_runs(inputs);
    now.experiment.model = model;
    const ModelPart& part = model_part(model.kind);
    const auto made = part.make(Settings(part.info, model.knobs), inputs, 1);
    now.parameters = made->parameters();
    now.parameter_names = made->parameter_names();
    for (RunSnapshot& run : now.runs) {
        run.state.theta = Vector::Zero(now.parameters.count);
        for (Index i = 0; i < now.parameters.count; ++i) run.state.theta[i] = theta(i);
        run.state.gradient = 0.1 * run.state.theta;
        const Index layers = now.parameters.layers();
        if (layers < 2) continue;
        run.state.layer_norms = Vector::Zero(layers);
        for (Index layer = 0; layer < layers; ++layer) {
            const double now_has = std::pow(10.0, static_cast<double>(layer));
            run.layer_norms.push_back(series_of({now_has, now_has, 2 * now_has, now_has, 4 * now_has}));
            run.state.layer_norms[layer] = 4 * now_has;
        }
    }
    return now;
}

PartChoice network(std::vector<double> hidden, const std::string& bend) {
    return {"mlp", {{"hidden", std::move(hidden)}, {"activation", bend}}};
}

bool says(const Figure& figure, std::string_view text) {
    for (const Note* note : marks_of<Note>(figure)) {
        if (note->text == text) return true;
    }
    return false;
}

PredictionPlane plane_of(const Snapshot& now, const ViewOptions& options, int nodes) {
    PlaneMaker maker;
    PredictionPlane plane;
    maker.ask(plane_question(now, options).value());
    TALWEG_CHECK(maker.make(nodes, plane));
    return plane;
}

std::vector<const Points*> rings_of(const Figure& figure) {
    std::vector<const Points*> rings;
    for (const Points* points : marks_of<Points>(figure)) {
        if (points->marker.shape == MarkerShape::ring) rings.push_back(points);
    }
    return rings;
}

}  // namespace talweg::test
