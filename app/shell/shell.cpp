// The main loop: input, the newest snapshot, one frame, the commands it gave.
#include "app/shell/shell.h"

#include "app/panels/file_actions.h"
#include "app/panels/workbench.h"
#include "app/plot/export.h"
#include "app/shell/gl_textures.h"
#include "app/shell/settings_file.h"
#include "app/shell/window.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/worker/runner.h"

#include <GLFW/glfw3.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <utility>

namespace talweg {
namespace {

// The confusion matrix is a look of the data view.
constexpr std::string_view kConfusionTab = "confusion";
constexpr std::array<std::string_view, 6> kTabs = {"board",   "data",    "curves",
                                                   "surface", "network", kConfusionTab};

// Asleep, the window still looks around this often: a clock for notices and for signals.
constexpr double kIdleSeconds = 0.25;
// ImGui needs a few frames after an input before everything has found its place.
constexpr int kFramesAfterInput = 3;

volatile std::sig_atomic_t ended_by = 0;
void note_signal(int number) { ended_by = number; }

std::optional<ViewId> view_of_tab(std::string_view tab) {
    for (const ViewId view : kViews)
        if (tab == view_name(view) || (tab == kConfusionTab && view == ViewId::data)) return view;
    return {};
}

class Shell {
  public:
    explicit Shell(const WindowOptions& options)
        : options_(options),
          remembered_(options.screenshot ? Remembered{} : load_remembered()),
          window_(wish()),
          workbench_(options.experiment, options.file, start_settings(), remembered_.state, textures_),
          runner_(options.experiment, {.wake = [] { Window::wake(); }}) {
        workbench_.state().maximised = view_of_tab(options.tab);
        if (options.tab == kConfusionTab)
            workbench_.state().view.data.look = DataViewOptions::Look::confusion;
        workbench_.state().wake = [] { Window::wake(); };
        if (!remembered_.notice.empty()) workbench_.state().complain(remembered_.notice);
        if (options.table) {
            workbench_.state().data_request = DataRequest{};
            workbench_.state().data_request->choice = *options.table;
        }
        if (options.without_data) open_path(workbench_.state(), *options.without_data);
        if (options.file) remember_recent(workbench_.state().state, *options.file);
    }
    ~Shell() { textures_.clear(); }
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    int run();
    int screenshot();

  private:
    WindowWish wish() const;
    AppSettings start_settings() const;
    double scale() const { return options_.scale.value_or(window_.content_scale()); }
    void frame();
    void look_after_window();
    double wait_seconds();
    void remember();

    const WindowOptions& options_;
    Remembered remembered_;
    Window window_;
    GlTextures textures_;
    Workbench workbench_;
    Runner runner_;
    Commands commands_;
    int lively_frames_ = kFramesAfterInput;
};

WindowWish Shell::wish() const {
    WindowWish wish;
    const bool own_size = options_.size_given || options_.screenshot;
    // Remembered before scale: on a finer screen the same window has more pixels.
    const double scale = own_size ? 1.0 : options_.scale.value_or(1.0);
    const auto px = [scale](int length) { return static_cast<int>(std::lround(length * scale)); };
    wish.width = px(own_size ? options_.width : remembered_.state.width);
    wish.height = px(own_size ? options_.height : remembered_.state.height);
    wish.fit = !own_size;
    wish.before_scale = !own_size && !options_.scale;
    wish.maximised = !own_size && remembered_.state.maximised;
    wish.visible = !options_.screenshot;
    return wish;
}

AppSettings Shell::start_settings() const {
    AppSettings settings = remembered_.settings;
    if (options_.theme) settings.theme = *options_.theme;
    return settings;
}

void Shell::frame() {
    runner_.refresh();
    if (workbench_.prepare(scale())) window_.remake_font_texture();
    window_.begin_frame();
    workbench_.state().surface_progress = runner_.surface_progress();
    workbench_.draw(runner_.snapshot(), runner_.surface(), commands_);
    window_.draw(workbench_.state().kit.theme.ground);
    textures_.end_frame();
    if (!commands_.empty()) runner_.post(std::exchange(commands_, {}));
}

void Shell::look_after_window() {
    UiState& ui = workbench_.state();
    workbench_.drop(window_.take_dropped());
    if (window_.close_wanted() && !ui.quit) {
        window_.forget_close();
        workbench_.close();
        lively_frames_ = kFramesAfterInput;
    }
    if (std::exchange(ui.toggle_full_screen, false)) window_.toggle_full_screen();
    window_.set_title((ui.document.dirty() ? "• " : "") + ui.document.name() + " — Talweg");
    // The size to come back to: not that of the whole screen.
    if (!window_.maximised() && !window_.full_screen()) {
        ui.state.width = static_cast<int>(std::lround(window_.width() / scale()));
        ui.state.height = static_cast<int>(std::lround(window_.height() / scale()));
    }
    ui.state.maximised = window_.maximised();
}

// Playing, every frame is drawn; idle, the window sleeps until something happens.
double Shell::wait_seconds() {
    if (!window_.drawable()) return kIdleSeconds;
    const Phase phase = runner_.snapshot().phase;
    if (phase == Phase::playing || phase == Phase::seeking || lively_frames_ > 0) return 0.0;
    return workbench_.restless() ? 0.05 : kIdleSeconds;
}

void Shell::remember() {
    const std::string problem = save_remembered(workbench_.current_settings(), workbench_.state().state);
    if (!problem.empty()) std::fprintf(stderr, "talweg: %s\n", problem.c_str());
}

int Shell::run() {
    while (!workbench_.state().quit && ended_by == 0) {
        const double wait = wait_seconds();
        const double before = glfwGetTime();
        window_.poll(wait);
        // Woken before the time was up: something happened.
        if (wait > 0.0 && glfwGetTime() - before < wait * 0.95) lively_frames_ = kFramesAfterInput;
        if (window_.input_waiting()) lively_frames_ = kFramesAfterInput;
        look_after_window();
        if (!window_.drawable()) {
            runner_.refresh();
            continue;
        }
        frame();
        window_.swap();
        if (lively_frames_ > 0) --lively_frames_;
    }
    remember();
    return ended_by == 0 ? 0 : 128 + ended_by;
}

// Exactly so many steps, then frames until nothing refines any more.
int Shell::screenshot() {
    // A frame first: it sends the speed, which must not come between the steps.
    frame();
    if (options_.steps > 0) runner_.post(SeekTo{options_.steps});
    int settled = 0;
    while (settled < 4 && ended_by == 0) {
        window_.poll(0.01);
        frame();
        const Snapshot& now = runner_.snapshot();
        const bool there = now.number > 0 && now.phase != Phase::seeking && now.phase != Phase::playing &&
                           (now.cursor >= options_.steps || now.phase == Phase::ended);
        const LossSurface& surface = runner_.surface();
        const bool level = surface.columns == 0 || surface.critical_known;
        const bool drawn =
            (surface.finest || now.parameter_names.size() != 2) && level && !workbench_.state().refining;
        settled = (there && drawn) || now.phase == Phase::failed ? settled + 1 : 0;
    }
    if (ended_by != 0) return 128 + ended_by;
    try {
        write_file(*options_.screenshot, png_bytes(window_.pixels()));
    } catch (const Error& problem) {
        std::fprintf(stderr, "talweg: %s\n", problem.what());
        return 1;
    }
    return 0;
}

}  // namespace

std::span<const std::string_view> window_tabs() { return kTabs; }

int run_window(const WindowOptions& options) {
    ended_by = 0;
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
    Shell shell(options);
    return options.screenshot ? shell.screenshot() : shell.run();
}

}  // namespace talweg
