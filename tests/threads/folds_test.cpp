// Cross-validation beside the window: the numbers of a plain call, to the last bit, and how it ends.
#include "core/worker/folds_worker.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <bit>
#include <chrono>
#include <thread>

using namespace talweg;

namespace {

Experiment noisy_line() {
    Experiment experiment = first_experiment();
    experiment.data.part = {"line", {{"n", std::int64_t{30}}}};
    experiment.data.validation = 0.2;
    experiment.data.scaling = "standardise";
    return experiment;
}

/// All news until it is finished.
FoldsNews all_news(FoldsWorker& worker) {
    FoldsNews all;
    while (!all.finished) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        auto news = worker.take_news();
        if (!news) continue;
        for (auto& fold : news->folds) all.folds.push_back(std::move(fold));
        all.task = news->task;
        all.trouble = news->trouble;
        all.request = news->request;
        all.finished = news->finished;
    }
    return all;
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

TEST_CASE("folds beside the window have the numbers of a plain call to the last bit") {
    const Experiment experiment = noisy_line();
    const KFold plain = k_fold(experiment, 7, 700);
    FoldsWorker worker;
    const std::uint64_t asked = worker.start(experiment, 7, 700, {});
    const FoldsNews news = all_news(worker);
    CHECK(news.request == asked);
    CHECK(news.trouble.empty());
    REQUIRE(news.folds.size() == 7);
    for (std::size_t run = 0; run < plain.runs.size(); ++run) {
        for (std::size_t fold = 0; fold < 7; ++fold) {
            const FoldResult& one = plain.runs[run].folds[fold];
            const FoldResult& other = news.folds[fold].at(run);
            CHECK(one.steps == other.steps);
            CHECK(one.status == other.status);
            for (const bool test : {false, true}) {
                const auto a = fold_values(plain.task, test ? one.test : one.train);
                const auto b = fold_values(news.task, test ? other.test : other.train);
                for (std::size_t i = 0; i < a.size(); ++i) CHECK(same_bits(a.at(i), b.at(i)));
            }
        }
    }
}

TEST_CASE("a newer wish for folds ends the older one") {
    Experiment endless = noisy_line();
    endless.stop = {};
    FoldsWorker worker;
    const std::uint64_t first = worker.start(endless, 5, 1'000'000'000'000, {});
    while (worker.step() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(worker.busy());
    const std::uint64_t second = worker.start(noisy_line(), 3, 10, {});
    CHECK(second != first);
    const FoldsNews news = all_news(worker);
    CHECK(news.request == second);
    CHECK(news.folds.size() == 3);
    // The end of a worker with an endless wish is the end of that wish.
    worker.start(endless, 5, 1'000'000'000'000, {});
}

TEST_CASE("folds that were given up answer nobody") {
    Experiment endless = noisy_line();
    endless.stop = {};
    FoldsWorker worker;
    worker.start(endless, 5, 1'000'000'000'000, {});
    while (worker.step() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    worker.give_up();
    while (worker.busy()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK_FALSE(worker.take_news());
}

TEST_CASE("folds that cannot be say why") {
    FoldsWorker worker;
    worker.start(first_experiment(), 5, 10, {});
    const FoldsNews news = all_news(worker);
    CHECK(news.folds.empty());
    CHECK(news.trouble == "folds must be from 2 to the 4 points, not 5");
}
