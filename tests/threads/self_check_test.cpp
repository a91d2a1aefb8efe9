// The check of all numbers beside the window: ended before its time, begun again.
#include "core/train/catalogue.h"
#include "core/worker/self_check_worker.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

TEST_CASE("a check that is given up ends with what it has, and another can begin") {
    SelfCheckWorker worker;
    CHECK_FALSE(worker.running());
    CHECK_FALSE(worker.result());
    for (int i = 0; i < 3; ++i) {
        worker.start(TALWEG_REFERENCE_DIR);
        CHECK(worker.running());
        worker.give_up();
        CHECK_FALSE(worker.running());
        worker.stop();
        REQUIRE(worker.result());
        CHECK(worker.result()->error.empty());
        CHECK(worker.result()->rows.size() < optimizers().size() + losses().size() + models().size());
    }
}

TEST_CASE("a check without references ends by itself and says why") {
    SelfCheckWorker worker;
    worker.start("/nowhere");
    while (worker.running()) std::this_thread::yield();
    worker.give_up();
    worker.stop();
    REQUIRE(worker.result());
    CHECK_FALSE(worker.result()->error.empty());
    CHECK(worker.result()->rows.empty());
}

}  // namespace
}  // namespace talweg
