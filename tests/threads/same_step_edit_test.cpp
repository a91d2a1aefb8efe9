// Several edits at one step, and their undoing: only the last one counts, for the numbers too.
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

Experiment with_beta(double beta1) {
    Experiment experiment = mixed_experiment();
    experiment.runs[2].optimizer.knobs["beta1"] = beta1;
    experiment.runs[2].optimizer.knobs["beta2"] = 0.5 * (1.0 + beta1);
    return experiment;
}

/// A target so far away that its square overflows.
Experiment with_wild_point() { return with_dragged_point(mixed_experiment(), 0, 1e200); }

std::unique_ptr<Session> walked_to(Step step) {
    auto session = std::make_unique<Session>(mixed_experiment(), 0, 1u << 20);
    session->advance(step, kNever);
    return session;
}

/// The history and every run's end, walked on and then walked again from far before the edit.
void check_like_never_edited(Session& session, const Experiment& last, Step step) {
    const auto direct = walked_to(step);
    direct->edit(last, 1);
    for (Session* each : {&session, direct.get()}) {
        while (each->seeking()) each->advance(1000, kNever);
        each->advance(step + 300 - each->cursor(), kNever);
    }
    REQUIRE(session.head() == direct->head());
    CHECK(history_hash(session) == history_hash(*direct));
    const std::uint64_t end = cursor_hash(session);
    go_to(session, step / 2);
    go_to(session, step + 300);
    CHECK(cursor_hash(session) == end);
}

}  // namespace

TEST_CASE("a knob turned and turned back leaves no trace in the last bits") {
    for (const Step step : {0u, 1u, 517u}) {
        CAPTURE(step);
        const auto session = walked_to(step);
        session->edit(with_beta(0.5), 1);
        session->edit(with_beta(0.7), 2);
        session->edit(mixed_experiment(), 3);
        check_like_never_edited(*session, mixed_experiment(), step);
    }
}

TEST_CASE("an edit that makes runs diverge can be undone at the same step") {
    for (const Step step : {0u, 1u, 400u}) {
        CAPTURE(step);
        const auto session = walked_to(step);
        session->edit(with_wild_point(), 1);
        CHECK(session->walker().state(0).status == RunStatus::diverged);
        session->edit(mixed_experiment(), 2);
        CHECK(session->walker().state(0).status == RunStatus::running);
        check_like_never_edited(*session, mixed_experiment(), step);
    }
}

TEST_CASE("a wild edit after going back can be undone too") {
    const auto session = walked_to(1000);
    go_to(*session, 600);
    session->edit(with_wild_point(), 1);
    while (session->seeking()) session->advance(1000, kNever);
    CHECK(session->walker().state(0).status == RunStatus::diverged);
    session->edit(with_other_rate(mixed_experiment(), 0, 0.004), 2);
    while (session->seeking()) session->advance(1000, kNever);
    CHECK(session->cursor() == 600);
    CHECK(session->walker().state(0).status == RunStatus::running);
    check_like_never_edited(*session, with_other_rate(mixed_experiment(), 0, 0.004), 600);
}

TEST_CASE("points dragged and then a rate set at the same step use the dragged points") {
    const auto session = walked_to(250);
    const Experiment dragged = with_dragged_point(mixed_experiment(), 7, 3.0);
    session->edit(dragged, 1);
    session->edit(with_other_rate(dragged, 1, 0.001), 2);
    check_like_never_edited(*session, with_other_rate(dragged, 1, 0.001), 250);
}

TEST_CASE("runs taken out between two edits of one step") {
    Experiment last = mixed_experiment();
    const auto session = walked_to(300);
    session->edit(with_dragged_point(last, 7, 3.0), 1);
    Experiment fewer = with_dragged_point(last, 7, 3.0);
    fewer.runs.erase(fewer.runs.begin());
    session->edit(fewer, 2);
    fewer = with_dragged_point(fewer, 7, -2.0);
    session->edit(fewer, 3);
    last.runs.erase(last.runs.begin());
    auto direct = std::make_unique<Session>(last, 0, 1u << 20);
    direct->advance(300, kNever);
    direct->edit(with_dragged_point(last, 7, -2.0), 1);
    for (Session* each : {session.get(), direct.get()}) {
        while (each->seeking()) each->advance(1000, kNever);
        each->advance(200, kNever);
    }
    CHECK(session->head() == 500);
    CHECK(cursor_hash(*session) == cursor_hash(*direct));
}

}  // namespace talweg
