// The thread that predicts over a plane: the newest question, coarse first, then finer.
#include "core/worker/plane_worker.h"

#include <doctest/doctest.h>

#include <chrono>

namespace talweg {
namespace {

/// z = slope x + y + 1.
PlaneQuestion question_of(double slope) {
    PlaneQuestion question;
    question.held = Vector::Zero(2);
    question.window = {-1.0, 1.0, -1.0, 1.0};
    question.theta = Vector{{slope, 1.0, 1.0}};
    return question;
}

bool wait_until_settled(PlaneWorker& worker) {
    for (int i = 0; i < 20'000; ++i) {
        worker.refresh();
        if (worker.settled()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

}  // namespace

TEST_CASE("a plane is made coarse first and then finer") {
    PlaneMaker maker;
    PredictionPlane plane;
    CHECK(maker.make(8, plane));
    CHECK(plane.columns == 0);
    maker.ask(question_of(3.0));
    CHECK(maker.make(PlaneMaker::kLevels[0], plane));
    CHECK_FALSE(plane.finest);
    const std::uint64_t revision = plane.revision;
    CHECK(maker.make(PlaneMaker::kFinest, plane));
    CHECK(plane.finest);
    CHECK(plane.revision > revision);
    CHECK(plane.of(0)[0] == -3.0);
    CHECK(plane.of(0).back() == 5.0);
    int asked = 0;
    CHECK_FALSE(maker.make(16, plane, [&asked] { return ++asked == 5; }));
    CHECK(asked == 5);
}

TEST_CASE("a theta that is not the model's gives an empty plane") {
    PlaneMaker maker;
    PredictionPlane plane;
    PlaneQuestion question = question_of(1.0);
    question.theta.conservativeResize(2);
    maker.ask(question);
    CHECK(maker.make(16, plane));
    CHECK(plane.columns == 0);
    CHECK(plane.finest);
    question = question_of(1.0);
    question.window = {1.0, 1.0, 0.0, 2.0};
    maker.ask(question);
    CHECK(maker.make(16, plane));
    CHECK(plane.columns == 0);
}

TEST_CASE("the plane's thread answers what was asked last") {
    std::atomic<int> woken{0};
    PlaneWorker worker([&woken] { ++woken; });
    worker.ask(question_of(3.0));
    REQUIRE(wait_until_settled(worker));
    CHECK(worker.plane().columns == PlaneMaker::kFinest);
    CHECK(worker.plane().z[0] == -3.0);
    CHECK(woken >= 1);
    const std::uint64_t revision = worker.plane().revision;
    worker.ask(question_of(3.0));
    CHECK(worker.settled());
    for (int i = 0; i <= 300; ++i) worker.ask(question_of(0.02 * i));
    CHECK_FALSE(worker.settled());
    REQUIRE(wait_until_settled(worker));
    CHECK(worker.plane().question.theta[0] == 0.02 * 300);
    CHECK(worker.plane().z[0] == -0.02 * 300);
    CHECK(worker.plane().revision != revision);
}

TEST_CASE("a model that cannot be made has no plane and the thread goes on") {
    PlaneWorker worker;
    PlaneQuestion question = question_of(1.0);
    question.model.kind = "no such model";
    worker.ask(question);
    REQUIRE(wait_until_settled(worker));
    CHECK(worker.plane().columns == 0);
    worker.ask(question_of(2.0));
    REQUIRE(wait_until_settled(worker));
    CHECK(worker.plane().z[0] == -2.0);
}

}  // namespace talweg
