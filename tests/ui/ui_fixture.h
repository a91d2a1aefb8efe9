// Drives the real panels in a window-less context: frames, clicks, keys, typing; a worker that is a trainer's
// snapshot taken once, or a real one.
#pragma once

#include "app/panels/windowless.h"
#include "core/train/catalogue.h"
#include "core/worker/runner.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace talweg::test {

/// A snapshot and surface of an experiment after some steps, by the same code as the program's.
inline const HeadlessResult& first_result() {
    static const HeadlessResult result = run_headless(
        first_experiment(), 40, [](Step) { return true; }, [](const RunSpec&, const RunState&) {});
    return result;
}

class Ui {
  public:
    explicit Ui(double width = 1280, double height = 720, Experiment experiment = first_experiment())
        : now(first_result().snapshot),
          surface(first_result().surface),
          window(width, height, std::move(experiment)) {
        now.phase = Phase::paused;
        now.generation = 1;
        frames(3);
        commands.clear();
    }

    UiState& state() { return window.state(); }
    const Experiment& experiment() { return state().document.experiment(); }

    void frame() { window.frame(now, surface, commands); }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }
    bool has(std::string_view id) const { return window.marks().find(id) != window.marks().end(); }
    Box box(std::string_view id) const {
        const auto found = window.marks().find(id);
        REQUIRE_MESSAGE(found != window.marks().end(), "no control is called " << std::string(id));
        return found->second;
    }
    static Pt middle(Box box) { return {(box.left + box.right) / 2, (box.top + box.bottom) / 2}; }

    void move(Pt at) {
        compat::feed_mouse(static_cast<float>(at.x), static_cast<float>(at.y));
        frames(2);
    }
    void press(int button = 0) {
        compat::feed_button(button, true);
        frames(2);
    }
    void release(int button = 0) {
        compat::feed_button(button, false);
        frames(2);
    }
    void click(Pt at, int button = 0) {
        move(at);
        press(button);
        release(button);
        // Two clicks on one place within a third of a second would be a double click.
        frames(30);
    }
    void click(std::string_view id) { click(middle(box(id))); }
    void double_click(Pt at) {
        move(at);
        for (int i = 0; i < 2; ++i) {
            press();
            release();
        }
        frames(30);
    }
    void drag(Pt from, Pt to, int button = 0) {
        move(from);
        press(button);
        for (int i = 1; i <= 4; ++i)
            move({from.x + (to.x - from.x) * i / 4.0, from.y + (to.y - from.y) * i / 4.0});
        release(button);
        frames(30);
    }
    void key(Key key, bool ctrl = false, bool shift = false) {
        compat::feed_modifiers(ctrl, shift);
        frame();
        compat::feed_key(key, true);
        frames(2);
        compat::feed_key(key, false);
        frame();
        compat::feed_modifiers(false, false);
        frames(2);
    }
    /// Replaces what a field holds and presses Enter.
    void type(std::string_view id, std::string_view text) {
        click(id);
        key(Key::a, true);
        ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
        frames(2);
        key(Key::enter);
    }
    /// The last command of a type that was posted.
    template <class T>
    std::optional<T> last() const {
        std::optional<T> found;
        for (const Command& command : commands)
            if (const T* match = std::get_if<T>(&command)) found = *match;
        return found;
    }
    template <class T>
    int count() const {
        int found = 0;
        for (const Command& command : commands) found += std::holds_alternative<T>(command) ? 1 : 0;
        return found;
    }

    Snapshot now;
    LossSurface surface;
    Commands commands;
    Windowless window;
};

}  // namespace talweg::test
