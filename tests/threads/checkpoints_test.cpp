// Checkpoints within a budget of bytes.
#include "core/history/checkpoints.h"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

namespace talweg {
namespace {

std::vector<std::byte> state_of(Step step, std::size_t size) {
    std::vector<std::byte> state(size);
    std::memcpy(state.data(), &step, sizeof step);
    return state;
}

Step step_in(std::span<const std::byte> state) {
    Step step = 0;
    std::memcpy(&step, state.data(), sizeof step);
    return step;
}

}  // namespace

TEST_CASE("two million steps fit a budget of 200 KiB at doubled spacing") {
    constexpr std::uint64_t kBudget = 200 << 10;
    Checkpoints kept(kBudget);
    for (Step step = 0; step < 2'000'000; ++step) {
        if (kept.due(step)) kept.add(step, state_of(step, 100));
        if (step % 9973 == 0) REQUIRE(kept.used() <= kBudget);
    }
    // 100 bytes and 24 of bookkeeping: 1,651 fit; 2,000,000 / 2,048 = 977 do, at half of that 1,954 do not.
    CHECK(kept.spacing() == 2048);
    CHECK(kept.count() == 977);
    for (Step step = 0; step < 2'000'000; step += 12345) {
        const Checkpoints::Found found = kept.find(step);
        CHECK(found.step == step / 2048 * 2048);
        CHECK(step_in(found.state) == found.step);
        CHECK(found.state.size() == 100);
    }
}

TEST_CASE("the first state stays even when it alone is over the budget") {
    Checkpoints kept(50);
    for (Step step = 0; step < 100'000; ++step) {
        if (kept.due(step)) kept.add(step, state_of(step, 100));
    }
    CHECK(kept.count() == 1);
    CHECK(kept.find(99'999).step == 0);
    CHECK(step_in(kept.find(99'999).state) == 0);
    CHECK(kept.spacing() >= 65536);
}

TEST_CASE("checkpoints are found on a multiple and forgotten from a step on") {
    Checkpoints kept(1 << 20);
    for (Step step = 0; step <= 1000; ++step) {
        if (kept.due(step)) kept.add(step, state_of(step, 16));
    }
    CHECK(kept.find(1000).step == 960);
    CHECK(kept.find(1000, 256).step == 768);
    CHECK(kept.find(1000, 4096).step == 0);
    kept.cut(640);
    CHECK(kept.find(1000).step == 576);
    CHECK_FALSE(kept.due(576));
    CHECK(kept.due(640));
    kept.add(640, state_of(7, 16));
    CHECK(step_in(kept.find(640).state) == 7);
    kept.cut(0);
    CHECK(kept.count() == 0);
    CHECK(kept.due(0));
}

TEST_CASE("parts of states are taken out and the others stay") {
    Checkpoints kept(1 << 20, 1);
    const auto row = [](Step step) {
        std::vector<std::byte> state;
        for (std::uint64_t part = 0; part < 3; ++part) {
            const std::uint64_t length = 8 * (part + 1);
            const auto* first = reinterpret_cast<const std::byte*>(&length);
            state.insert(state.end(), first, first + sizeof length);
            state.insert(state.end(), length, static_cast<std::byte>(10 * step + part));
        }
        return state;
    };
    for (Step step = 0; step < 5; ++step) kept.add(step, row(step));
    const std::size_t wanted[] = {0, 2};
    kept.keep_parts(wanted);
    for (Step step = 0; step < 5; ++step) {
        const auto state = kept.find(step).state;
        REQUIRE(state.size() == 8 + 8 + 8 + 24);
        CHECK(state[8] == static_cast<std::byte>(10 * step));
        CHECK(state[16] == static_cast<std::byte>(24));
        CHECK(state[47] == static_cast<std::byte>(10 * step + 2));
    }
}

}  // namespace talweg
