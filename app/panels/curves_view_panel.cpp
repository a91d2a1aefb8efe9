// The curves view: the figure, its axes' switches, smoothing, and the step under the pointer.
#include "app/panels/curves_view_panel.h"

#include "app/panels/view_frame.h"
#include "app/panels/widgets.h"
#include "app/plot/pick.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

// Wider windows are shown from the buckets: there are fewer pixels than steps anyway.
constexpr Step kExactSteps = 4096;

constexpr Segment kQuantities[] = {
    {"Loss", Icon::close, "The loss of every run, with its penalty and what is left without it"},
    {"Rate", Icon::close, "The learning rate of every run"}};
/// In the order of kCurveAxes.
constexpr Segment kUnits[] = {
    {"Step", Icon::close, "Against steps: one update each"},
    {"Epoch", Icon::close, "Against epochs: passes over the data"},
    {"Eval", Icon::close,
     "Against evaluations of the loss or its gradient: fair where steps need several. An exact Hessian "
     "counts as "
     "one for each parameter, a Jacobian as one"},
    {"Time", Icon::close, "Against the seconds that each run's own steps took on this computer"}};

}  // namespace

void CurvesViewPanel::controls(UiState& ui) {
    Kit& kit = ui.kit;
    CurvesViewOptions& options = ui.view.curves;
    int quantity = static_cast<int>(options.quantity);
    if (segmented(kit, "view.curves.quantity", kQuantities, quantity)) {
        options.quantity = static_cast<CurvesViewOptions::Quantity>(quantity);
        options.log_y.reset();
        options.range.y.reset();
    }
    ImGui::SameLine(0, kit.px(8));
    if (text_toggle(kit, "view.curves.log_x", "log x", options.log_x,
                    "Horizontal axis: linear or logarithmic")) {
        options.log_x = !options.log_x;
        options.range.x.reset();
    }
    ImGui::SameLine(0, kit.px(4));
    if (text_toggle(kit, "view.curves.log_y", "log y", log_y_, "Vertical axis: linear or logarithmic")) {
        options.log_y = !log_y_;
        options.range.y.reset();
    }
    ImGui::SameLine(0, kit.px(4));
    int chosen = static_cast<int>(options.axis);
    if (segmented(kit, "view.curves.unit", kUnits, chosen)) {
        options.axis = kCurveAxes[chosen];
        options.range.x.reset();
    }
    ImGui::SameLine(0, kit.px(8));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y - kit.px(2)));
    double smoothing = options.smoothing;
    if (slider(kit, "view.curves.smoothing", smoothing, {0.0, 0.99, false, 0.01, {}}, kit.px(72),
               "Smoothing: weight of the past in a running mean, 0 (none) to 0.99; the raw line stays faint"))
        options.smoothing = smoothing;
}

void CurvesViewPanel::draw(const Snapshot& now, UiState& ui, DetailRequests& details, Commands& commands,
                           Box box) {
    Kit& kit = ui.kit;
    CurvesViewOptions& options = ui.view.curves;
    const auto words = [&kit](std::string_view text) {
        return std::round(text_size(kit, text, TextRole::caption).x) + kit.px(16);
    };
    const float width = segmented_width(kit, kQuantities) + words("log x") + words("log y") +
                        segmented_width(kit, kUnits) + kit.px(8 + 4 + 4 + 8 + 72);
    const Box inside = view_frame(ui, ViewId::curves, curves_title(options), box, width, options.range,
                                  [&] { controls(ui); });
    Figure figure = curves_figure(now, ui.view, kit.theme, plot_width_);
    figure.title.clear();
    figure.subtitle.clear();
    shorten_legend(figure, ui.side_shown);
    log_y_ = figure.y.scale == Scale::log10;
    const CanvasEvents& events = canvas_.draw(kit, "view.curves", figure, inside, options.range);
    const Layout& layout = canvas_.layout();
    plot_width_ = std::max(16.0, layout.plot.width());

    const bool hovered = events.hovered && now.head > 0;
    const auto picked = hovered ? pick(figure, layout, events.at, 8.0 * kit.theme.scale) : std::nullopt;
    const std::uint64_t run = picked ? picked->id : 0;
    const StepScale scale = curve_scale(now, ui.view, run);
    const auto step_at = [&](double x) {
        return static_cast<Step>(std::llround(std::clamp(scale.step(x), 0.0, static_cast<double>(now.head))));
    };
    const Step from = step_at(layout.x.range().low);
    const Step to = step_at(layout.x.range().high);
    if (options.range.x && to - from <= kExactSteps) details.want(now, from, to, commands);
    const double x = layout.x.to_value(events.at.x);
    if (!hovered || !std::isfinite(x)) return;
    ui.next_hover = Hover{step_at(x), run};
    if (run != 0) ui.next_emphasis = run;
    // Without the Ctrl key a click only points; with it the film jumps there.
    if (events.clicked && ImGui::GetIO().KeyCtrl) commands.push_back(SeekTo{step_at(x)});
}

}  // namespace talweg
