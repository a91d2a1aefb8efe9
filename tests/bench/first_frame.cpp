// Starts a program and tells how long it takes until its first frame stands on the (otherwise black) screen.
//
//   first_frame PROGRAM [ARGUMENTS]...      prints milliseconds, the median of several starts
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

/// Whether most of the screen's middle row is not black.
bool something_is_drawn(Display* display) {
    const int width = DisplayWidth(display, DefaultScreen(display));
    const int height = DisplayHeight(display, DefaultScreen(display));
    XImage* row = XGetImage(display, DefaultRootWindow(display), 0, height / 2, static_cast<unsigned>(width),
                            1, AllPlanes, ZPixmap);
    if (!row) return false;
    int drawn = 0;
    for (int x = 0; x < width; ++x) drawn += (XGetPixel(row, x, 0) & 0xffffff) != 0;
    XDestroyImage(row);
    return drawn > width / 2;
}

/// Milliseconds of one start; negative when nothing came within half a minute.
double one_start(Display* display, char** command) {
    while (something_is_drawn(display)) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const auto begin = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    double milliseconds = -1.0;
    while (Clock::now() - begin < std::chrono::seconds(30)) {
        if (something_is_drawn(display)) {
            milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return milliseconds;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: first_frame PROGRAM [ARGUMENTS]...\n", stderr);
        return 2;
    }
    Display* display = XOpenDisplay(nullptr);
    if (!display) {
        std::fputs("first_frame: no display\n", stderr);
        return 3;
    }
    std::vector<double> times;
    for (int i = 0; i < 7; ++i) times.push_back(one_start(display, argv + 1));
    std::ranges::sort(times);
    std::printf("%.0f\n", times[times.size() / 2]);
    XCloseDisplay(display);
    return times.front() < 0.0 ? 1 : 0;
}
