// The gradient's norm in each layer over the steps: recorded, kept through seeks and forks, published.
#include "core/history/layer_recorder.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

RunState layered_state(Step step) {
    const auto k = static_cast<double>(step);
    RunState state = state_at(step, 1.0);
    state.layer_norms = Vector{{k + 1.0, 1.0 / (k + 1.0), step == 12'345 ? 1e6 : 2.0}};
    return state;
}

/// A network of three layers on mini-batches, and one on all points with clipped gradients.
Experiment deep_experiment() {
    Experiment experiment;
    experiment.data.table.inputs = 2;
    for (int i = 0; i < 24; ++i) {
        const double a = std::sin(i);
        const double b = std::cos(2.0 * i);
        experiment.data.table.x.insert(experiment.data.table.x.end(), {a, b});
        experiment.data.table.y.push_back(a * b);
    }
    experiment.model = {"mlp", {{"hidden", std::vector<double>{4, 3}}}};
    experiment.init.scheme = "torch_linear";
    RunSpec run;
    run.id = 1;
    run.name = "batches";
    run.lr = 0.05;
    run.batch = 5;
    experiment.runs.push_back(run);
    run.id = 2;
    run.name = "clipped";
    run.batch = 0;
    run.clip_norm = 0.01;
    experiment.runs.push_back(run);
    return experiment;
}

std::vector<std::vector<BucketSeries>> norms_of(Session& session) {
    Slot slot;
    session.fill(slot);
    std::vector<std::vector<BucketSeries>> all;
    for (RunSnapshot& run : slot.snapshot.runs) all.push_back(std::move(run.layer_norms));
    return all;
}

bool same(const std::vector<std::vector<BucketSeries>>& a, const std::vector<std::vector<BucketSeries>>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t run = 0; run < a.size(); ++run) {
        if (a[run].size() != b[run].size()) return false;
        for (std::size_t layer = 0; layer < a[run].size(); ++layer) {
            if (!same_bits(a[run][layer], b[run][layer])) return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("every layer has its norms step by step") {
    RunRecorder recorder(2);
    std::vector<BucketSeries> norms;
    recorder.publish_layer_norms(norms);
    CHECK(norms.empty());
    for (Step step = 0; step < 1000; ++step) recorder.push(layered_state(step));
    recorder.publish_layer_norms(norms);
    REQUIRE(norms.size() == 3);
    CHECK(norms[0].stride == 1);
    REQUIRE(norms[0].buckets.size() == 1000);
    CHECK(norms[0].buckets[41].first == 42.0);
    CHECK(norms[1].buckets[999].first == 0.001);
    CHECK(norms[2].buckets[7].high == 2.0);
}

TEST_CASE("a spike in one layer is seen among a million steps, in bounded memory") {
    const Step steps = kSlowBuild ? 100'000 : 1'000'000;
    RunRecorder recorder(2);
    recorder.reserve(layered_state(0), false);
    const std::uint64_t bytes = recorder.bytes();
    RunState state = layered_state(0);
    for (Step step = 0; step < steps; ++step) {
        state.step = step;
        state.layer_norms[2] = step == 12'345 ? 1e6 : 2.0;
        recorder.push(state);
    }
    CHECK(recorder.bytes() == bytes);
    std::vector<BucketSeries> norms;
    recorder.publish_layer_norms(norms);
    CHECK(norms[2].buckets.size() <= LayerRecorder::kPublished);
    CHECK(norms[2].buckets[12'345 / norms[2].stride].high == 1e6);
    CHECK(norms[2].buckets[12'345 / norms[2].stride].low == 2.0);
    Step told = 0;
    for (const Bucket& bucket : norms[2].buckets) told += bucket.count;
    CHECK(told == steps);
}

TEST_CASE("a recorder of layers that was cut goes on as one that never had more") {
    RunRecorder cut(2);
    RunRecorder plain(2);
    for (Step step = 0; step < 20'000; ++step) cut.push(layered_state(step));
    cut.fold();
    const Step stride = cut.stride();
    CHECK(stride == 8);  // of 4096 buckets a layer
    const Step from = 10'000 / stride * stride;
    cut.truncate(from);
    for (Step step = from; step < 18'000; ++step) cut.push(layered_state(step));
    for (Step step = 0; step < 18'000; ++step) plain.push(layered_state(step));
    std::vector<BucketSeries> a;
    std::vector<BucketSeries> b;
    cut.publish_layer_norms(a);
    plain.publish_layer_norms(b);
    for (std::size_t layer = 0; layer < 3; ++layer) CHECK(same_bits(a[layer], b[layer]));
}

TEST_CASE("norms by layer are the same to the last bit after going back and forth") {
    Session session(deep_experiment(), 0, 64u << 20);
    std::vector<Vector> first_pass;
    for (Step step = 0; step <= 300; ++step) {
        first_pass.push_back(session.walker().state(1).layer_norms);
        if (step < 300) session.advance(1, kNever);
    }
    const auto before = norms_of(session);
    REQUIRE(before.size() == 2);
    REQUIRE(before[0].size() == 3);
    for (Step step = 0; step <= 300; ++step) {
        CHECK(before[1][2].buckets[step].first == first_pass[step][2]);
    }
    for (const Step goal : {Step{17}, Step{255}, Step{0}, Step{300}}) {
        go_to(session, goal);
        CHECK(session.walker().state(1).layer_norms == first_pass[goal]);
        CHECK(same(norms_of(session), before));
    }
}

TEST_CASE("after an edit in the past norms by layer are those of a run that had it from there on") {
    const Experiment edited = with_other_rate(deep_experiment(), 0, 0.2);
    Session forked(deep_experiment(), 0, 64u << 20);
    forked.advance(2000, kNever);
    go_to(forked, 900);
    forked.edit(edited, 1);
    go_to(forked, 1200);
    Session straight(deep_experiment(), 0, 64u << 20);
    straight.advance(900, kNever);
    straight.edit(edited, 1);
    straight.advance(300, kNever);
    CHECK(same(norms_of(forked), norms_of(straight)));
    CHECK(cursor_hash(forked) == cursor_hash(straight));
}

TEST_CASE("steps of a network that are recorded by layer do not allocate") {
    Session session(deep_experiment(), 0, 64u << 20);
    session.advance(1000, kNever);
    const std::uint64_t before = allocations();
    session.advance(20'000, kNever);
    CHECK(allocations() == before);
}

TEST_CASE("another model has another number of layers from its first step on") {
    Session session(deep_experiment(), 0, 64u << 20);
    session.advance(10, kNever);
    Experiment deeper = deep_experiment();
    deeper.model.knobs["hidden"] = std::vector<double>{4, 4, 4};
    session.edit(deeper, 1);
    session.advance(10, kNever);
    CHECK(norms_of(session)[0].size() == 4);
    Slot slot;
    session.fill(slot);
    CHECK(slot.snapshot.parameters.layers() == 4);
    Experiment line = deeper;
    line.model = {"linear", {}};
    line.init.scheme = "zeros";
    session.edit(line, 2);
    session.advance(10, kNever);
    CHECK(norms_of(session)[0].empty());
}

}  // namespace talweg
