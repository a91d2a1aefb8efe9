// Keys and buttons in the order they were pressed.
#include "app/shell/input_queue.h"

#include "app/panels/compat.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <iterator>

namespace talweg {
namespace {

// GLFW knows windows, not objects; there is one window.
InputQueue* receiver = nullptr;
GLFWkeyfun backend_key = nullptr;
GLFWcharfun backend_character = nullptr;

void key_moved(GLFWwindow* /*window*/, int key, int /*scancode*/, int action, int /*mods*/) {
    // ImGui times repetition by itself.
    if (key == GLFW_KEY_UNKNOWN || action == GLFW_REPEAT) return;
    const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
    receiver->push({InputEvent::Kind::key, key, action == GLFW_PRESS, modifier});
}

void button_moved(GLFWwindow* window, int button, int action, int /*mods*/) {
    InputEvent event{InputEvent::Kind::button, button, action == GLFW_PRESS};
    glfwGetCursorPos(window, &event.x, &event.y);
    receiver->push(event);
}

void character_typed(GLFWwindow* /*window*/, unsigned int character) {
    receiver->push({InputEvent::Kind::character, static_cast<int>(character)});
}

}  // namespace

std::vector<InputEvent> InputQueue::take_frame() {
    std::vector<InputEvent> frame;
    bool pressed = false;
    while (!waiting_.empty()) {
        const InputEvent& next = waiting_.front();
        const bool moves = next.kind != InputEvent::Kind::character;
        const bool moved = std::any_of(frame.begin(), frame.end(), [&next](const InputEvent& event) {
            return event.kind == next.kind && event.code == next.code;
        });
        if (moves && moved) break;
        if (pressed && (next.modifier || next.down)) break;
        pressed = pressed || (next.down && !next.modifier);
        frame.push_back(next);
        waiting_.pop_front();
    }
    return frame;
}

const InputEvent* InputQueue::next_button() const {
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), [](const InputEvent& event) {
        return event.kind == InputEvent::Kind::button;
    });
    return found == waiting_.end() ? nullptr : &*found;
}

WindowInput::WindowInput(GLFWwindow* window) : window_(window) {
    if constexpr (compat::kQueuesInput) return;
    receiver = &queue_;
    backend_key = glfwSetKeyCallback(window, key_moved);
    backend_character = glfwSetCharCallback(window, character_typed);
    glfwSetMouseButtonCallback(window, button_moved);
}

WindowInput::~WindowInput() { receiver = nullptr; }

void WindowInput::hand_over(const InputEvent& event) {
    switch (event.kind) {
        case InputEvent::Kind::key:
            backend_key(window_, event.code, 0, event.down ? GLFW_PRESS : GLFW_RELEASE, 0);
            break;
        case InputEvent::Kind::character:
            backend_character(window_, static_cast<unsigned int>(event.code));
            break;
        case InputEvent::Kind::button:
            if (event.code < static_cast<int>(std::size(down_))) down_[event.code] = event.down;
            break;
    }
}

void WindowInput::place_pointer(const InputEvent& event) {
    ImGui::GetIO().MousePos = ImVec2(static_cast<float>(event.x), static_cast<float>(event.y));
}

void WindowInput::begin_frame() {
    if constexpr (compat::kQueuesInput) return;
    // A click belongs to where it was made, however far the pointer has gone since.
    if (const InputEvent* button = queue_.next_button()) place_pointer(*button);
    for (const InputEvent& event : queue_.take_frame()) {
        hand_over(event);
        if (event.kind == InputEvent::Kind::button) place_pointer(event);
    }
    std::copy(std::begin(down_), std::end(down_), std::begin(ImGui::GetIO().MouseDown));
}

}  // namespace talweg
