// What an edit asks of a run under way.
#include "core/train/experiment.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <functional>

using namespace talweg;
using namespace talweg::test;

namespace {

EditKind kind_of(const std::function<void(Experiment&)>& change) {
    Experiment before = first_experiment();
    before.data.part = {"table", {}};
    Experiment after = before;
    change(after);
    return classify_edit(before, after);
}

}  // namespace

TEST_CASE("edits that move nothing") {
    CHECK(kind_of([](Experiment&) {}) == EditKind::none);
    CHECK(kind_of([](Experiment& e) { e.title = "x"; }) == EditKind::display);
    CHECK(kind_of([](Experiment& e) { e.notes = "x"; }) == EditKind::display);
    CHECK(kind_of([](Experiment& e) { e.stop.max_steps = 5; }) == EditKind::display);
    CHECK(kind_of([](Experiment& e) { e.runs[1].name = "x"; }) == EditKind::display);
    CHECK(kind_of([](Experiment& e) { e.runs[1].shown = false; }) == EditKind::display);
    CHECK(kind_of([](Experiment& e) { e.runs[1].color = "#000000"; }) == EditKind::display);
}

TEST_CASE("edits that the next step feels") {
    CHECK(kind_of([](Experiment& e) { e.runs[0].lr = 0.5; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.runs[0].batch = 2; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.runs[0].optimizer.knobs["momentum"] = 0.5; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.runs[0].schedule.kind = "cosine"; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.data.table.y[0] = 9; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) {
              e.data.table.x.push_back(5);
              e.data.table.y.push_back(8);
          }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.data.part.kind = "line"; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.loss.kind = "half_mse"; }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) { e.penalty.l2 = 0.1; }) == EditKind::live);
}

TEST_CASE("edits that begin again") {
    CHECK(kind_of([](Experiment& e) { e.seed = 1; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.init.numbers = {1, 1}; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.runs[0].init = Init{}; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.model.kind = "polynomial"; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.function = PartChoice{"sphere", {}}; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.runs[0].optimizer.kind = "adam"; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.runs.pop_back(); }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { std::swap(e.runs[0], e.runs[1]); }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.data.table = {2, {1, 2, 3, 4}, {1, 2}}; }) == EditKind::restart);
    CHECK(kind_of([](Experiment& e) { e.data.part.kind = "unknown"; }) == EditKind::restart);
}

TEST_CASE("what changes the number of outputs begins again and another loss for the same ones does not") {
    Experiment before = first_experiment();
    before.data.part = {"table", {}};
    before.data.table = {1, {1, 2, 3}, {0, 1, 1}};
    const auto kind = [](const Experiment& from, const std::function<void(Experiment&)>& change) {
        Experiment after = from;
        change(after);
        return classify_edit(from, after);
    };
    CHECK(kind(before, [](Experiment& e) { e.loss.kind = "bce_with_logits"; }) == EditKind::live);
    CHECK(kind(before, [](Experiment& e) { e.loss.kind = "cross_entropy"; }) == EditKind::restart);
    before.loss.kind = "cross_entropy";
    CHECK(kind(before, [](Experiment& e) { e.data.table.y[0] = 1; }) == EditKind::live);
    CHECK(kind(before, [](Experiment& e) { e.data.table.y[0] = 2; }) == EditKind::restart);
    CHECK(kind(before, [](Experiment& e) { e.loss.knobs["label_smoothing"] = 0.1; }) == EditKind::live);
}

TEST_CASE("the strongest difference decides") {
    CHECK(kind_of([](Experiment& e) {
              e.title = "x";
              e.runs[0].lr = 0.5;
          }) == EditKind::live);
    CHECK(kind_of([](Experiment& e) {
              e.seed = 3;
              e.runs[0].lr = 0.5;
          }) == EditKind::restart);
}

TEST_CASE("under a test function data and model and loss play no part") {
    Experiment before = first_experiment();
    before.function = PartChoice{"sphere", {}};
    Experiment after = before;
    after.data.table.y[0] = 9;
    after.loss.kind = "half_mse";
    CHECK(classify_edit(before, after) == EditKind::display);
}
