// The closed form in snapshots: of what is in force at the cursor, worked out once.
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

double target_loss(Session& session, Slot& slot) {
    session.fill(slot);
    return slot.snapshot.closed_form.loss;
}

TEST_CASE("the closed form is that of the edits in force at the cursor") {
    Experiment experiment = first_experiment();
    experiment.stop = {};
    Session session(experiment, 0, 1u << 16);
    Slot slot;
    session.advance(5, kNever);
    CHECK(target_loss(session, slot) == doctest::Approx(0.075).epsilon(1e-13));
    CHECK(slot.snapshot.closed_form.unique);
    experiment.penalty.l2 = 1.25;
    session.edit(experiment, 1);
    CHECK(target_loss(session, slot) == doctest::Approx(1.88125).epsilon(1e-13));
    session.advance(5, kNever);
    experiment.loss = {"mae", {}};
    session.edit(experiment, 2);
    target_loss(session, slot);
    CHECK_FALSE(slot.snapshot.closed_form.known());
    go_to(session, 7);
    CHECK(target_loss(session, slot) == doctest::Approx(1.88125).epsilon(1e-13));
    go_to(session, 2);
    CHECK(target_loss(session, slot) == doctest::Approx(0.075).epsilon(1e-13));
}

TEST_CASE("a slot that another session has filled gets the closed form of this one") {
    Slot slot;
    Experiment experiment = first_experiment();
    Session before(experiment, 0, 1u << 16);
    CHECK(target_loss(before, slot) == doctest::Approx(0.075).epsilon(1e-13));
    experiment.penalty.l2 = 1.25;
    Session after(experiment, 0, 1u << 16);
    CHECK(target_loss(after, slot) == doctest::Approx(1.88125).epsilon(1e-13));
    experiment.loss = {"mae", {}};
    Session last(experiment, 0, 1u << 16);
    target_loss(last, slot);
    CHECK_FALSE(slot.snapshot.closed_form.known());
}

TEST_CASE("a dragged point moves the closed form and publishing alone works nothing out") {
    Experiment experiment = first_experiment();
    experiment.stop = {};
    Session session(experiment, 0, 1u << 16);
    Slot slot;
    experiment.data.table.y = {2, 3, 4, 5};
    session.edit(experiment, 1);
    target_loss(session, slot);
    CHECK(slot.snapshot.closed_form.theta[0] == doctest::Approx(1.0).epsilon(1e-13));
    CHECK(slot.snapshot.closed_form.theta[1] == doctest::Approx(1.0).epsilon(1e-13));
    session.advance(2000, kNever);
    session.fill(slot);
    session.advance(1000, kNever);
    session.fill(slot);
    const std::uint64_t before = allocations();
    session.fill(slot);
    CHECK(allocations() == before);
}

}  // namespace
}  // namespace talweg
