// The document: undo, redo, gestures, what is saved.
#include "app/panels/document.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <utility>

namespace talweg::test {
namespace {

Experiment with_rate(const Experiment& experiment, double rate) {
    Experiment next = experiment;
    next.runs[0].lr = rate;
    return next;
}

TEST_CASE("edits undo and redo in order") {
    Document document;
    const Experiment first = document.experiment();
    document.edit(with_rate(first, 0.02), "one");
    document.edit(with_rate(first, 0.03), "two");
    CHECK(document.undo_label() == "two");
    document.undo();
    CHECK(document.experiment().runs[0].lr == 0.02);
    document.undo();
    CHECK(document.experiment() == first);
    CHECK_FALSE(document.can_undo());
    document.redo();
    document.redo();
    CHECK(document.experiment().runs[0].lr == 0.03);
    CHECK_FALSE(document.can_redo());
}

TEST_CASE("undo keeps no more of large tables than fits a budget") {
    Experiment large = first_experiment();
    const std::size_t rows = Document::kMostBytes / 16 / 4;  // four such tables fill it
    large.data.table.x.assign(rows, 1.0);
    large.data.table.y.assign(rows, 2.0);
    Document document(std::move(large));
    for (int i = 1; i <= 7; ++i) document.edit(with_rate(document.experiment(), 0.01 * i), "rate");
    int steps = 0;
    for (; document.can_undo(); ++steps) document.undo();
    CHECK(steps == 4);
    CHECK(document.experiment().runs[0].lr == doctest::Approx(0.03));
}

TEST_CASE("a new edit ends what could be redone") {
    Document document;
    document.edit(with_rate(document.experiment(), 0.02), "one");
    document.undo();
    document.edit(with_rate(document.experiment(), 0.04), "other");
    CHECK_FALSE(document.can_redo());
}

TEST_CASE("the edits of one gesture are one step of undo") {
    Document document;
    const Experiment first = document.experiment();
    for (const double rate : {0.02, 0.03, 0.04}) document.edit(with_rate(first, rate), "drag", 7);
    document.end_gesture();
    document.edit(with_rate(first, 0.05), "drag", 7);
    document.undo();
    CHECK(document.experiment().runs[0].lr == 0.04);
    document.undo();
    CHECK(document.experiment() == first);
}

TEST_CASE("an impossible edit changes nothing") {
    Document document;
    const std::uint64_t generation = document.generation();
    CHECK_THROWS_AS(document.edit(with_rate(document.experiment(), -1.0), "wrong"), Error);
    Experiment empty = document.experiment();
    empty.data.table = {};
    CHECK_THROWS_AS(document.edit(empty, "wrong"), Error);
    CHECK(document.generation() == generation);
    CHECK_FALSE(document.can_undo());
}

TEST_CASE("undoing back to what was saved is clean again") {
    Document document;
    CHECK_FALSE(document.dirty());
    document.edit(with_rate(document.experiment(), 0.02), "one");
    CHECK(document.dirty());
    document.undo();
    CHECK_FALSE(document.dirty());
    document.redo();
    document.mark_saved("somewhere.toml");
    CHECK_FALSE(document.dirty());
    document.undo();
    CHECK(document.dirty());
    CHECK(document.name() == "somewhere.toml");
}

TEST_CASE("every change has a generation of its own") {
    Document document;
    std::uint64_t last = document.generation();
    const auto grew = [&] { return std::exchange(last, document.generation()) < document.generation(); };
    document.edit(with_rate(document.experiment(), 0.02), "one");
    CHECK(grew());
    document.undo();
    CHECK(grew());
    document.redo();
    CHECK(grew());
    document.load(first_experiment(), {});
    CHECK(grew());
    CHECK_FALSE(document.can_undo());
}

TEST_CASE("undo remembers two hundred steps and forgets the oldest") {
    Document document;
    const Experiment first = document.experiment();
    for (int i = 1; i <= 250; ++i) document.edit(with_rate(first, 0.01 + i * 1e-5), "edit");
    int steps = 0;
    for (; document.can_undo(); ++steps) document.undo();
    CHECK(steps == 200);
}

}  // namespace
}  // namespace talweg::test
