// Keys and buttons that come faster than frames.
#include "app/shell/input_queue.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <utility>

namespace talweg::test {
namespace {

using Kind = InputEvent::Kind;
constexpr int kRight = 262;
constexpr int kZ = 90;
constexpr int kCtrl = 341;

InputEvent key(int code, bool down) { return {Kind::key, code, down, code >= 340 && code <= 347}; }
InputEvent button(bool down, double x = 0.0) { return {Kind::button, 0, down, false, x}; }
InputEvent character(int code) { return {Kind::character, code}; }

using Frames = std::vector<std::vector<InputEvent>>;
Frames frames_of(const std::vector<InputEvent>& events) {
    InputQueue queue;
    for (const InputEvent& event : events) queue.push(event);
    Frames frames;
    while (!queue.empty()) frames.push_back(queue.take_frame());
    return frames;
}

// How often a look at the state once a frame sees the key go down.
int presses_seen(const Frames& frames, int code) {
    int seen = 0;
    bool was_down = false;
    bool down = false;
    for (const auto& frame : frames) {
        for (const InputEvent& event : frame)
            if (event.kind == Kind::key && event.code == code) down = event.down;
        if (down && !was_down) ++seen;
        was_down = down;
    }
    return seen;
}

TEST_CASE("every tap of a key is seen, however many come between two frames") {
    std::vector<InputEvent> events;
    for (int i = 0; i < 20; ++i) {
        events.push_back(key(kRight, true));
        events.push_back(key(kRight, false));
    }
    CHECK(presses_seen(frames_of(events), kRight) == 20);
}

TEST_CASE("a modifier is down in the frame of the key it belongs to and in no other's") {
    const Frames frames = frames_of(
        {key(kCtrl, true), key(kZ, true), key(kCtrl, false), key(kZ, false), key(kZ, true), key(kZ, false)});
    bool ctrl = false;
    std::vector<bool> with_ctrl;
    for (const auto& frame : frames) {
        for (const InputEvent& event : frame)
            if (event.code == kCtrl) ctrl = event.down;
        for (const InputEvent& event : frame)
            if (event.code == kZ && event.down) with_ctrl.push_back(ctrl);
    }
    CHECK(with_ctrl == std::vector<bool>{true, false});
}

TEST_CASE("a double click between two frames is four frames with its places") {
    const Frames frames = frames_of({button(true, 5), button(false, 6), button(true, 7), button(false, 8)});
    CHECK(frames == Frames{{button(true, 5)}, {button(false, 6)}, {button(true, 7)}, {button(false, 8)}});
}

TEST_CASE("typed characters stay with their keys and in their order") {
    const Frames frames = frames_of({key('A', true), character('a'), key('A', false), key('B', true),
                                     character('b'), key(259, true), key('B', false), character('c')});
    REQUIRE(frames.size() == 3);
    CHECK(frames[0] == std::vector<InputEvent>{key('A', true), character('a')});
    CHECK(frames[1] == std::vector<InputEvent>{key('A', false), key('B', true), character('b')});
    CHECK(frames[2] == std::vector<InputEvent>{key(259, true), key('B', false), character('c')});
}

TEST_CASE("whatever comes, nothing is lost, nothing overtakes, no frame moves a key twice") {
    std::uint64_t seed = 7;
    const auto draw = [&seed](std::uint64_t below) {
        seed = seed * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<int>((seed >> 33) % below);
    };
    std::vector<InputEvent> events;
    for (int i = 0; i < 500; ++i) {
        const int what = draw(6);
        if (what == 0)
            events.push_back(character('a' + draw(26)));
        else if (what == 1)
            events.push_back(button(draw(2) == 0, i));
        else
            events.push_back(key(what == 2 ? kCtrl : 'A' + draw(4), draw(2) == 0));
    }
    std::vector<InputEvent> seen;
    for (const auto& frame : frames_of(events)) {
        REQUIRE_FALSE(frame.empty());
        std::set<std::pair<int, int>> moved;
        for (const InputEvent& event : frame) {
            if (event.kind != Kind::character)
                CHECK(moved.emplace(static_cast<int>(event.kind), event.code).second);
            seen.push_back(event);
        }
    }
    CHECK(seen == events);
}

TEST_CASE("the next button that waits is known before its frame") {
    InputQueue queue;
    CHECK(queue.next_button() == nullptr);
    queue.push(key(kRight, true));
    queue.push(button(true, 12));
    REQUIRE(queue.next_button() != nullptr);
    CHECK(queue.next_button()->x == 12);
    CHECK(queue.take_frame().size() == 1);
    CHECK(queue.take_frame().front() == button(true, 12));
    CHECK(queue.next_button() == nullptr);
}

}  // namespace
}  // namespace talweg::test
