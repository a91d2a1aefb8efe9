// The network view: the drawing, and below it the gradient's norm in each layer.
#include "app/panels/network_view_panel.h"

#include "app/panels/view_frame.h"
#include "app/panels/widgets.h"
#include "app/views/data_look.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace talweg {
namespace {

// px before scale.
constexpr double kLeastForBoth = 340.0;  ///< height; in less the drawing stands alone
constexpr double kLeastNorms = 150.0;
constexpr double kDrawingShare = 0.58;
constexpr std::string_view kPerLayer = "Per layer";
constexpr std::string_view kNorms = "Gradients";
constexpr double kHead = 48.0;  ///< of the panel's height, above the figure and below it

float words(const Kit& kit, std::string_view text) {
    return std::round(text_size(kit, text, TextRole::caption).x) + kit.px(16);
}

/// Whether the drawing and the norms have room in a panel, one above the other.
bool fits_both(const Kit& kit, Box box) { return box.height() >= (kLeastForBoth + kHead) * kit.theme.scale; }

float controls_width(const Kit& kit, const Snapshot& now, bool both) {
    const float surface = both_model_views(now) ? words(kit, "Surface") : 0.0f;
    if (!has_layer_norms(now)) return surface;
    return surface + (surface > 0.0f ? kit.px(4) : 0.0f) + words(kit, both ? kPerLayer : kNorms);
}

void controls(const Snapshot& now, UiState& ui, bool both) {
    Kit& kit = ui.kit;
    NetworkViewOptions& options = ui.view.network;
    if (both_model_views(now)) {
        const bool many = now.parameter_names.size() > 2;
        if (text_toggle(kit, "view.network.surface", "Surface", false,
                        many ? "Shows the loss over a plane of the parameters instead"
                             : "Shows the loss surface instead")) {
            options.instead = false;
            ui.view.surface.of_many = true;
            if (ui.maximised) ui.maximised = ViewId::surface;
        }
    }
    if (!has_layer_norms(now)) return;
    if (both_model_views(now)) ImGui::SameLine(0, kit.px(4));
    if (!both) {
        if (text_toggle(kit, "view.network.norms.shown", kNorms, options.norms,
                        "The gradient's norm in each layer, in place of the drawing"))
            options.norms = !options.norms;
        return;
    }
    if (text_toggle(kit, "view.network.per_layer", kPerLayer, options.per_layer,
                    "On: widths are shares of each layer's greatest weight. Off: of the whole network's"))
        options.per_layer = !options.per_layer;
}

/// What the panel is of: "Network · Adam 0.01" where several runs are shown.
std::string title(const Snapshot& now, const ViewOptions& options) {
    const std::vector<ShownRun> runs = shown_runs(now, options, Theme{});
    const ShownRun* told = told_run(runs, options);
    const std::string name(view_title(ViewId::network));
    return told != nullptr && runs.size() > 1 ? name + " · " + told->spec->name : name;
}

}  // namespace

void NetworkViewPanel::drawing(const Snapshot& now, UiState& ui, Box box) {
    Kit& kit = ui.kit;
    Figure figure = network_figure(now, ui.view, kit.theme, plot_);
    figure.title.clear();
    figure.subtitle.clear();
    const CanvasEvents& events = drawing_.draw(kit, "view.network", figure, box, ui.view.network.range);
    const Layout& layout = drawing_.layout();
    plot_ = {layout.plot.width(), layout.plot.height()};
    if (!events.hovered || drawing_.busy()) return;
    ui.next_network_part = network_part_at(now, figure, layout, events.at);
    if (!ui.next_network_part) return;
    // A click chooses the parameter whose next update the step inspector works through.
    const std::optional<Index> parameter = network_parameter(now, *ui.next_network_part);
    if (parameter && events.clicked) ui.inspected_parameter = *parameter;
}

void NetworkViewPanel::norms(const Snapshot& now, UiState& ui, Commands& commands, Box box) {
    Kit& kit = ui.kit;
    ViewRange& range = ui.view.network.norms_range;
    Figure figure = layer_norms_figure(now, ui.view, kit.theme, norms_width_);
    figure.subtitle.clear();
    const CanvasEvents& events = norms_.draw(kit, "view.network.norms", figure, box, range);
    const Layout& layout = norms_.layout();
    norms_width_ = std::max(16.0, layout.plot.width());
    const double x = layout.x.to_value(events.at.x);
    if (!events.hovered || norms_.busy() || now.head == 0 || !std::isfinite(x)) return;
    const std::vector<ShownRun> runs = shown_runs(now, ui.view, kit.theme);
    const ShownRun* told = told_run(runs, ui.view);
    const std::uint64_t run = told != nullptr ? told->spec->id : 0;
    const double step = curve_scale(now, ui.view, run).step(x);
    const auto at = static_cast<Step>(std::llround(std::clamp(step, 0.0, static_cast<double>(now.head))));
    ui.next_hover = Hover{at, run};
    if (events.clicked && ImGui::GetIO().KeyCtrl) commands.push_back(SeekTo{at});
}

void NetworkViewPanel::draw(const Snapshot& now, UiState& ui, Commands& commands, Box box) {
    Kit& kit = ui.kit;
    ui.view.chosen_run = ui.selected_run;
    NetworkViewOptions& options = ui.view.network;
    const bool both = fits_both(kit, box);
    // The head's button fits both pictures.
    ViewRange either{options.range.x ? options.range.x : options.norms_range.x,
                     options.range.y ? options.range.y : options.norms_range.y};
    const bool moved = either.x || either.y;
    const Box inside = view_frame(ui, ViewId::network, title(now, ui.view), box,
                                  controls_width(kit, now, both), either, [&] { controls(now, ui, both); });
    if (moved && !either.x && !either.y) options.range = options.norms_range = {};
    const double scale = kit.theme.scale;
    if (!has_layer_norms(now) || !both) {
        if (has_layer_norms(now) && options.norms)
            norms(now, ui, commands, inside);
        else
            drawing(now, ui, inside);
        return;
    }
    const double below = std::max((1.0 - kDrawingShare) * inside.height(), kLeastNorms * scale);
    const double split = std::round(inside.bottom - below);
    drawing(now, ui, {inside.left, inside.top, inside.right, split});
    norms(now, ui, commands, {inside.left, split, inside.right, inside.bottom});
}

}  // namespace talweg
