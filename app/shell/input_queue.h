// Keys and buttons in the order they were pressed, for an ImGui that looks at their state once a frame.
#pragma once

#include <deque>
#include <vector>

struct GLFWwindow;

namespace talweg {

/// One thing that a hand did; numbers are GLFW's.
struct InputEvent {
    enum class Kind { key, button, character };
    Kind kind = Kind::key;
    int code = 0;  ///< of the key or button, or the character
    bool down = false;
    bool modifier = false;  ///< a key that changes what others mean
    double x = 0.0;         ///< where the pointer was when a button moved
    double y = 0.0;
    bool operator==(const InputEvent&) const = default;
};

/// Hands events over such that no state comes and goes between two looks: in one frame no key or button moves
/// twice, at most one is pressed, and no modifier moves after that. Everything else waits for the next
/// frames; nothing is lost or changes places. Plain: no window, no ImGui.
class InputQueue {
  public:
    void push(const InputEvent& event) { waiting_.push_back(event); }
    /// What the next frame may see, in order.
    std::vector<InputEvent> take_frame();
    bool empty() const { return waiting_.empty(); }
    /// The next button that waits; null: none does.
    const InputEvent* next_button() const;

  private:
    std::deque<InputEvent> waiting_;
};

/// Stands between a window's keys and buttons and ImGui's back end, where ImGui has no queue of its own
/// (before 1.87); later it does nothing. One at a time.
class WindowInput {
  public:
    /// After the back end has set its callbacks.
    explicit WindowInput(GLFWwindow* window);
    ~WindowInput();
    WindowInput(const WindowInput&) = delete;
    WindowInput& operator=(const WindowInput&) = delete;

    /// Between the back end's NewFrame, which reads the mouse, and ImGui's.
    void begin_frame();
    /// There is more for the next frames: no time to sleep.
    bool waiting() const { return !queue_.empty(); }

  private:
    void hand_over(const InputEvent& event);
    static void place_pointer(const InputEvent& event);

    GLFWwindow* window_;
    InputQueue queue_;
    bool down_[5] = {};  ///< buttons, as ImGui knows them
};

}  // namespace talweg
