// What the thread tests share: an experiment with everything in it, hashes, and waiting for a runner.
#include "tests/threads/support.h"

#include "core/base/hash.h"
#include "core/base/random.h"

#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <thread>

namespace talweg {

const std::atomic<bool> kNever{false};

Experiment mixed_experiment() {
    Experiment experiment;
    experiment.title = "Forty points";
    experiment.seed = 7;
    Random random(11, Stream::data);
    for (int i = 0; i < 40; ++i) {
        const double x = 0.1 * i - 2.0;
        experiment.data.table.x.push_back(x);
        experiment.data.table.y.push_back(1.5 * x - 0.5 + 0.3 * random.normal());
    }
    experiment.init.numbers = {0.25, -0.75};
    const auto add = [&](const char* name, const char* optimizer, double lr, std::uint64_t batch,
                         KnobMap knobs) {
        RunSpec run;
        run.id = next_run_id(experiment);
        run.name = name;
        run.optimizer = {optimizer, std::move(knobs)};
        run.lr = lr;
        run.batch = batch;
        experiment.runs.push_back(std::move(run));
    };
    add("SGD", "sgd", 0.003, 0, {});
    add("Momentum", "sgd", 0.002, 7, {{"momentum", 0.9}});
    add("Adam", "adam", 0.004, 16, {});
    add("Nesterov", "sgd", 0.001, 0, {{"momentum", 0.8}, {"nesterov", true}});
    experiment.runs.back().schedule = {"cosine", {{"t_max", std::int64_t{4000}}}};
    return experiment;
}

Experiment with_other_rate(Experiment experiment, std::size_t run, double lr) {
    experiment.runs[run].lr = lr;
    return experiment;
}

Experiment with_dragged_point(Experiment experiment, std::size_t point, double y) {
    experiment.data.table.y[point] = y;
    return experiment;
}

Experiment large_experiment(std::size_t points) {
    Experiment experiment = mixed_experiment();
    experiment.data.table = {};
    for (std::size_t i = 0; i < points; ++i) {
        const double x = std::sin(static_cast<double>(i));
        experiment.data.table.x.push_back(x);
        experiment.data.table.y.push_back(1.5 * x - 0.5);
    }
    for (RunSpec& run : experiment.runs) run.batch = run.batch == 0 ? 0 : std::min<std::uint64_t>(4, points);
    return experiment;
}

Experiment dragged(Experiment experiment, Step step) {
    const std::size_t point = step / 50 % experiment.data.table.y.size();
    return with_dragged_point(std::move(experiment), point, std::cos(0.01 * static_cast<double>(step)));
}

namespace {

std::uint64_t hash_series(const BucketSeries& series, std::uint64_t hash) {
    hash = hash_bytes(&series.stride, sizeof series.stride, hash);
    for (const Bucket& bucket : series.buckets) {
        const double numbers[] = {bucket.low, bucket.high, bucket.first, bucket.last};
        hash = hash_bytes(numbers, sizeof numbers, hash);
        hash = hash_bytes(&bucket.count, sizeof bucket.count, hash);
        hash = hash_bytes(&bucket.non_finite, sizeof bucket.non_finite, hash);
    }
    return hash;
}

std::uint64_t hash_window(const SampleWindow& window, std::uint64_t hash) {
    hash = hash_bytes(&window.first, sizeof window.first, hash);
    for (std::size_t column = 0; column < window.columns; ++column) {
        const auto values = window.column(column);
        hash = hash_bytes(values.data(), values.size_bytes(), hash);
    }
    return hash;
}

std::uint64_t hash_path(const PathSeries& path, std::uint64_t hash) {
    hash = hash_bytes(&path.last_step, sizeof path.last_step, hash);
    hash = hash_bytes(path.x.data(), path.x.size() * sizeof(double), hash);
    return hash_bytes(path.y.data(), path.y.size() * sizeof(double), hash);
}

}  // namespace

std::uint64_t snapshot_hash(const Snapshot& snapshot) {
    std::uint64_t hash = snapshot.head;
    for (const RunSnapshot& run : snapshot.runs) {
        hash = hash_series(run.loss, hash);
        hash = hash_series(run.train_loss, hash);
        hash = hash_series(run.validation_loss, hash);
        for (const BucketSeries& norms : run.layer_norms) hash = hash_series(norms, hash);
        hash = hash_path(run.path, hash);
        hash = hash_window(run.recent, hash);
    }
    return hash;
}

std::uint64_t history_hash(Session& session) {
    Slot slot;
    session.fill(slot);
    std::uint64_t hash = snapshot_hash(slot.snapshot);
    for (std::size_t run = 0; run < slot.snapshot.runs.size(); ++run) {
        const SampleRing& ring = session.recorder(run).ring();
        SampleWindow window;
        ring.copy(ring.first(), ring.end() - ring.first(), RunRecorder::kRing, window);
        hash = hash_window(window, hash);
    }
    return hash;
}

std::uint64_t state_hash(const RunState& state, std::uint64_t seed) {
    const double numbers[] = {state.epoch,           state.rate,         state.loss, state.train_loss,
                              state.validation_loss, state.gradient_norm};
    std::uint64_t hash = hash_bytes(&state.step, sizeof state.step, seed);
    hash = hash_bytes(numbers, sizeof numbers, hash);
    const auto bytes = [](const Vector& v) { return static_cast<std::size_t>(v.size()) * sizeof(double); };
    hash = hash_bytes(state.theta.data(), bytes(state.theta), hash);
    hash = hash_bytes(state.layer_norms.data(), bytes(state.layer_norms), hash);
    return hash_bytes(state.gradient.data(), bytes(state.gradient), hash);
}

std::uint64_t cursor_hash(const Session& session) {
    std::uint64_t hash = 0;
    for (std::size_t run = 0; run < session.walker().run_count(); ++run) {
        hash = state_hash(session.walker().state(run), hash);
    }
    return hash;
}

void go_to(Session& session, Step step) {
    session.seek(step);
    while (session.seeking()) session.advance(1000, kNever);
}

bool wait_for(Runner& runner, const std::function<bool(const Snapshot&)>& wish) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::minutes(10);
    while (Clock::now() < end) {
        runner.refresh();
        if (wish(runner.snapshot())) return true;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return false;
}

bool go_to(Runner& runner, Step step) {
    runner.post(SeekTo{step});
    return wait_for(runner,
                    [step](const Snapshot& s) { return s.cursor == step && s.phase != Phase::seeking; });
}

std::uint64_t golden(const std::string& name) {
    std::ifstream file(TALWEG_GOLDEN_DIR "/history.txt");
    std::string word;
    while (file >> word) {
        if (word == "#") {
            std::getline(file, word);
        } else if (word == name) {
            file >> word;
            return std::stoull(word, nullptr, 16);
        }
    }
    throw std::runtime_error("tests/golden/history.txt has no " + name);
}

RunState state_at(Step step, double loss, double x, double y) {
    RunState state;
    state.step = step;
    state.rate = 0.5;
    state.loss = loss;
    state.train_loss = loss;
    state.gradient_norm = 2.0 * loss;
    state.theta = Vector{{x, y}};
    return state;
}

bool same_bits(const BucketSeries& a, const BucketSeries& b) {
    if (a.stride != b.stride || a.buckets.size() != b.buckets.size()) return false;
    for (std::size_t i = 0; i < a.buckets.size(); ++i) {
        const Bucket& x = a.buckets[i];
        const Bucket& y = b.buckets[i];
        if (std::memcmp(&x, &y, offsetof(Bucket, non_finite)) != 0) return false;
        if (x.count != y.count || x.non_finite != y.non_finite) return false;
    }
    return true;
}

std::vector<double> awkward_numbers(std::size_t count) {
    Random random(3, Stream::data);
    std::vector<double> values(count);
    for (double& value : values) {
        value = random.normal();
        const std::uint64_t kind = random.below(40);
        if (kind == 0) value = std::numeric_limits<double>::quiet_NaN();
        if (kind == 1) value = std::numeric_limits<double>::infinity();
        if (kind == 2) value = -std::numeric_limits<double>::infinity();
        if (kind == 3) value = 0.0;
        if (kind == 4) value = -0.0;
    }
    return values;
}

}  // namespace talweg
