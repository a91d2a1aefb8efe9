// A table read beside the window: the newest wish is answered, an older one ends, nothing outlives its owner.
#include "core/worker/csv_worker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace talweg {
namespace {

/// More than is read between two questions whether to go on.
constexpr double kPiece = 1 << 20;

/// Some 12 MB: long enough to ask for something else meanwhile, and the tests hold where it is not.
const CsvDraft& long_table() {
    static const CsvDraft draft = [] {
        std::string text = "a,b,y\n";
        for (int i = 0; i < 1'000'000; ++i) text += "1.25,2.5,3\n";
        return CsvDraft::of_text(std::move(text));
    }();
    return draft;
}

CsvDraft short_table(int rows) {
    std::string text = "x,y\n";
    for (int i = 0; i < rows; ++i) text += std::to_string(i) + "," + std::to_string(2 * i) + "\n";
    return CsvDraft::of_text(text);
}

void wait(const CsvWorker& worker) {
    while (worker.busy()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a table is read and counted, each is told once, and counting is not done twice") {
    CsvWorker worker;
    CHECK_FALSE(worker.busy());
    CHECK_FALSE(worker.take_look());
    std::atomic<int> woken{0};
    CsvDraft draft = short_table(20);
    const std::uint64_t first = worker.start(draft, [&] { ++woken; });
    wait(worker);
    CHECK(woken >= 1);
    const auto look = worker.take_look();
    REQUIRE(look);
    CHECK(look->request == first);
    CHECK(look->trouble.empty());
    CHECK(look->reading.data->data.rows() == 20);
    const auto survey = worker.take_survey();
    REQUIRE(survey);
    CHECK(survey->rows == 20);
    CHECK_FALSE(worker.take_look());
    CHECK_FALSE(worker.take_survey());
    // Other columns of the same cells.
    draft.set_role(0, CsvDraft::Role::target);
    draft.set_role(1, CsvDraft::Role::input);
    const std::uint64_t second = worker.start(draft, {});
    CHECK(second > first);
    wait(worker);
    REQUIRE(worker.take_look());
    CHECK_FALSE(worker.take_survey());
}

TEST_CASE("of many wishes the newest is answered, and no other") {
    CsvWorker worker;
    for (int round = 0; round < 5; ++round) {
        worker.start(long_table(), {});
        if (round % 2 == 1) {
            while (worker.progress() == 0.0) std::this_thread::yield();
        }
        for (int rows = 1; rows < 20; ++rows) worker.start(short_table(rows), {});
        const std::uint64_t last = worker.start(short_table(30 + round), {});
        wait(worker);
        const auto look = worker.take_look();
        REQUIRE(look);
        CHECK(look->request == last);
        CHECK(look->reading.data->data.rows() == 30 + round);
        const auto survey = worker.take_survey();
        REQUIRE(survey);  // also where a table before it was read as often
        CHECK(survey->rows == static_cast<std::uint64_t>(30 + round));
    }
}

TEST_CASE("what is wrong comes with what would mend it, and another table after it is read") {
    CsvWorker worker;
    worker.start(CsvDraft::of_text("x,y\n1,2\n,3\n4,5\n"), {});
    wait(worker);
    const auto refused = worker.take_look();
    REQUIRE(refused);
    REQUIRE(refused->refusal);
    CHECK(refused->refusal->cause() == CsvRefusal::Cause::missing);
    CHECK(refused->trouble == "1 cell is missing: line 3, column 'x'.");
    CHECK_FALSE(refused->reading.data);
    worker.start(short_table(3), {});
    wait(worker);
    const auto look = worker.take_look();
    REQUIRE(look);
    CHECK(look->reading.data->data.rows() == 3);
}

TEST_CASE("a wish that is given up ends within a piece and answers nobody") {
    CsvWorker worker;
    const auto bytes = static_cast<double>(long_table().bytes());
    for (int i = 0; i < 3; ++i) {
        std::atomic<int> woken{0};
        worker.start(long_table(), [&] { ++woken; });
        while (worker.progress() == 0.0) std::this_thread::yield();
        worker.give_up();
        const double passed = worker.progress() * bytes;
        wait(worker);
        CHECK(worker.progress() * bytes <= passed + kPiece);
        CHECK_FALSE(worker.take_look());
        CHECK_FALSE(worker.take_survey());
    }
    worker.give_up();
    CHECK_FALSE(worker.busy());
    worker.start(short_table(4), {});
    wait(worker);
    const auto look = worker.take_look();
    REQUIRE(look);
    CHECK(look->reading.data->data.rows() == 4);
    CHECK(worker.take_survey());
}

TEST_CASE("a worker may go while it reads, and before it has begun") {
    for (int i = 0; i < 10; ++i) {
        // Gone before the worker's thread would tell anything of it.
        auto woken = std::make_unique<std::atomic<int>>(0);
        {
            CsvWorker worker;
            worker.start(long_table(), [&woken] { ++*woken; });
            if (i % 2 == 1) {
                while (worker.progress() == 0.0) std::this_thread::yield();
            }
        }
        CHECK(*woken <= 2);  // the look and the survey, where both were done by then
        woken.reset();
    }
    const CsvWorker idle;
    CHECK_FALSE(idle.busy());
}

}  // namespace talweg
