// The window itself: GLFW, OpenGL 3.2 and ImGui's back ends.
#include "app/shell/window.h"

#include "app/panels/compat.h"
#include "app/shell/shell.h"

#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

// What desktops take for a double click; ImGui's 0.3 s is short for a class that watches.
constexpr float kDoubleClickSeconds = 0.4f;

std::string last_problem;  // GLFW reports through a function only

void remember_problem(int /*code*/, const char* text) { last_problem = text; }

[[noreturn]] void no_display(const std::string& what) {
    const std::string why = last_problem.empty() ? "" : " (" + last_problem + ")";
    glfwTerminate();
    throw NoDisplay(what + why);
}

// A window from another screen may be larger than this one.
void fit_screen(GLFWwindow* window) {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return;
    int most[4] = {0, 0, 0, 0};
    glfwGetMonitorWorkarea(monitor, &most[0], &most[1], &most[2], &most[3]);
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window, &width, &height);
    if (most[2] <= 0 || most[3] <= 0 || (width <= most[2] && height <= most[3])) return;
    glfwSetWindowPos(window, most[0], most[1]);
    glfwSetWindowSize(window, std::min(width, most[2]), std::min(height, most[3]));
}

}  // namespace

Window::Window(const WindowWish& wish) {
    glfwSetErrorCallback(remember_problem);
    if (glfwInit() == GLFW_FALSE) no_display("No display can be opened");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, wish.visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, wish.before_scale ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_MAXIMIZED, wish.maximised ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "talweg");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "talweg");
    window_ = glfwCreateWindow(wish.width, wish.height, "Talweg", nullptr, nullptr);
    if (window_ == nullptr) no_display("No window with OpenGL 3.2 can be opened");
    if (wish.fit) fit_screen(window_);
    glfwSetWindowSizeLimits(window_, 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    glfwSetWindowUserPointer(window_, this);
    glfwSetDropCallback(window_, [](GLFWwindow* window, int count, const char** paths) {
        auto* self = static_cast<Window*>(glfwGetWindowUserPointer(window));
        for (int i = 0; i < count; ++i) self->dropped_.emplace_back(paths[i]);
    });
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // nothing is left in the folder one started from
    io.LogFilename = nullptr;
    io.MouseDoubleClickTime = kDoubleClickSeconds;
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    input_.emplace(window_);
    ImGui_ImplOpenGL3_Init("#version 150");
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::poll(double seconds) {
    if (seconds > 0.0)
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
}

void Window::begin_frame() {
    begun_ = true;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    input_->begin_frame();
    // After a sleep of hours nothing must jump.
    ImGui::GetIO().DeltaTime = std::min(ImGui::GetIO().DeltaTime, 0.1f);
    ImGui::NewFrame();
}

void Window::draw(Rgba ground) {
    ImGui::Render();
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    const auto part = [](std::uint8_t value) { return static_cast<float>(value) / 255.0f; };
    glClearColor(part(ground.r), part(ground.g), part(ground.b), 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Image Window::pixels() const {
    Image image;
    glfwGetFramebufferSize(window_, &image.width, &image.height);
    const auto width = static_cast<std::size_t>(image.width);
    const auto height = static_cast<std::size_t>(image.height);
    image.pixels.resize(width * height);
    image.revision = next_image_revision();
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, image.pixels.data());
    for (std::size_t row = 0; row < height / 2; ++row)
        std::swap_ranges(image.pixels.begin() + static_cast<std::ptrdiff_t>(row * width),
                         image.pixels.begin() + static_cast<std::ptrdiff_t>((row + 1) * width),
                         image.pixels.begin() + static_cast<std::ptrdiff_t>((height - 1 - row) * width));
    for (Rgba& pixel : image.pixels) pixel.a = 255;
    return image;
}

void Window::swap() { glfwSwapBuffers(window_); }

double Window::content_scale() const {
    float x = 1.0f;
    float y = 1.0f;
    glfwGetWindowContentScale(window_, &x, &y);
    // Where the framebuffer is larger than the window, the display scales by itself.
    int width = 1;
    int framebuffer = 1;
    int ignored = 0;
    glfwGetWindowSize(window_, &width, &ignored);
    glfwGetFramebufferSize(window_, &framebuffer, &ignored);
    const double own = width > 0 ? static_cast<double>(framebuffer) / width : 1.0;
    return std::clamp(static_cast<double>(x) / std::max(own, 1.0), 0.75, 4.0);
}

bool Window::drawable() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return width > 0 && height > 0 && glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == 0;
}

int Window::width() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window_, &width, &height);
    return width;
}

int Window::height() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window_, &width, &height);
    return height;
}

bool Window::maximised() const { return glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) != 0; }
bool Window::close_wanted() const { return glfwWindowShouldClose(window_) != 0; }
void Window::forget_close() { glfwSetWindowShouldClose(window_, GLFW_FALSE); }

void Window::set_title(const std::string& title) {
    if (title == title_) return;
    title_ = title;
    glfwSetWindowTitle(window_, title.c_str());
}

bool Window::full_screen() const { return glfwGetWindowMonitor(window_) != nullptr; }

void Window::toggle_full_screen() {
    if (full_screen()) {
        glfwSetWindowMonitor(window_, nullptr, windowed_[0], windowed_[1], windowed_[2], windowed_[3], 0);
        return;
    }
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
    if (mode == nullptr) return;
    glfwGetWindowPos(window_, &windowed_[0], &windowed_[1]);
    glfwGetWindowSize(window_, &windowed_[2], &windowed_[3]);
    glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void Window::remake_font_texture() {
#if IMGUI_VERSION_NUM < 19200
    // The first frame makes it itself, with all else that the back end needs.
    if (!begun_) return;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

std::vector<std::filesystem::path> Window::take_dropped() { return std::exchange(dropped_, {}); }

void Window::wake() { glfwPostEmptyEvent(); }

}  // namespace talweg
