// The window itself: GLFW, OpenGL 3.2 and ImGui's back ends.
#pragma once

#include "app/plot/image.h"
#include "app/shell/input_queue.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

struct GLFWwindow;

namespace talweg {

struct WindowWish {
    int width = 1280;
    int height = 720;
    bool before_scale = false;  ///< the size is in px before the screen's scale
    bool fit = false;           ///< no larger than the screen
    bool visible = true;
    bool maximised = false;
};

/// Owns the window and the ImGui context; one at a time, on the main thread.
class Window {
  public:
    /// Throws NoDisplay in words when there is no display or no OpenGL 3.2.
    explicit Window(const WindowWish& wish);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Input since the last call. Sleeps until there is some, or for at most `seconds`; 0: does not wait.
    void poll(double seconds);
    /// Some of that input is kept for the next frames.
    bool input_waiting() const { return input_ && input_->waiting(); }
    void begin_frame();
    /// Draws what ImGui holds over `ground`.
    void draw(Rgba ground);
    /// What draw() left in the back buffer, from the top row down.
    Image pixels() const;
    void swap();

    double content_scale() const;
    /// Neither hidden nor without area: worth drawing.
    bool drawable() const;
    int width() const;
    int height() const;
    bool maximised() const;

    bool close_wanted() const;
    void forget_close();
    void set_title(const std::string& title);
    void toggle_full_screen();
    bool full_screen() const;
    /// The fonts have changed.
    void remake_font_texture();
    /// Files dropped on the window since the last call.
    std::vector<std::filesystem::path> take_dropped();
    /// Wakes poll() from any thread.
    static void wake();

  private:
    GLFWwindow* window_ = nullptr;
    std::optional<WindowInput> input_;
    std::string title_;
    std::vector<std::filesystem::path> dropped_;
    bool begun_ = false;              ///< there was a frame
    int windowed_[4] = {0, 0, 0, 0};  ///< place and size before full screen
};

}  // namespace talweg
