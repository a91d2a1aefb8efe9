// The network: layers of units, weights as lines by size and sign, biases as the units' colours.
#include "app/plot/pick.h"
#include "app/views/data_look.h"
#include "app/views/network_drawing.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kLeastPitch = 18.0;  ///< between units, px before scale
constexpr double kLetter = 7.0;       ///< about the width of one, likewise
constexpr Index kMostUnits = 12;      ///< of one column that are drawn, and the gap
constexpr Index kMostAlone = 24;      ///< likewise where there is one layer of weights
constexpr Index kLeastUnits = 5;

std::size_t longest(const std::vector<std::string>& names) {
    std::size_t most = 0;
    for (const std::string& name : names) {
        const auto letters = std::count_if(
            name.begin(), name.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
        most = std::max(most, static_cast<std::size_t>(letters));
    }
    return most;
}

Index most_units(const NetworkShape& shape, Size plot, double scale) {
    const double room = plot.height / scale - kNetworkHead - kNetworkFoot;
    return std::clamp(static_cast<Index>(room / kLeastPitch) + 1, kLeastUnits,
                      shape.layers.size() > 1 ? kMostUnits : kMostAlone);
}

NetworkPlaces places_of(const NetworkShape& shape, Size plot, double scale) {
    NetworkPlaces places;
    const Index most = most_units(shape, plot, scale);
    for (Index c = 0; c < shape.columns(); ++c) {
        places.columns.push_back(drawn_column(shape.units(c), most));
    }
    const double steps = static_cast<double>(shape.layers.size());
    const auto beside = [](const std::vector<std::string>& names) {
        return std::max(40.0, 20.0 + kLetter * static_cast<double>(longest(names)));
    };
    const double left = beside(shape.inputs);
    const double right = beside(shape.outputs);
    const double width = std::max(plot.width / scale, left + right + 60.0);
    places.column_px = (width - left - right) / steps;
    places.x = {-left / places.column_px, steps + right / places.column_px};
    const double height = std::max(plot.height / scale - kNetworkHead - kNetworkFoot, 40.0);
    places.y = {-kNetworkFoot / height, 1.0 + kNetworkHead / height};
    return places;
}

Line sign_key(std::string name, double share, const Theme& theme) {
    Line key = kind_key(std::move(name), Dash::solid, 3.0, theme);
    key.stroke.color = signed_color(share, theme);
    return key;
}

}  // namespace

Figure network_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, Size plot) {
    Figure figure;
    figure.theme = theme;
    figure.axes = false;
    figure.title = view_title(ViewId::network);
    if (options.stand_alone) figure.subtitle = subtitle_text(now);
    const std::vector<ShownRun> runs = shown_runs(now, options, theme);
    const ShownRun* told = told_run(runs, options);
    const std::optional<NetworkShape> shape = network_shape(now);
    if (!shape || told == nullptr) {
        figure.empty_text = now.experiment.function ? "A test function has no layers."
                            : !shape                ? "A model with data is drawn here as layers of units."
                            : now.runs.empty()      ? "No runs yet. Add one to see its weights."
                                                    : "All runs are hidden. Show one to see its weights.";
        return figure;
    }
    if (runs.size() > 1) figure.subtitle += (options.stand_alone ? " · " : "") + told->spec->name;
    const RunState& state = told->run->state;
    if (state.theta.size() != now.parameters.count || state.gradient.size() != state.theta.size() ||
        static_cast<Index>(now.parameter_names.size()) != now.parameters.count) {
        figure.empty_text = "The network is on its way.";
        return figure;
    }
    const NetworkPlaces places = places_of(*shape, plot, theme.scale);
    figure.x.range = options.network.range.x.value_or(places.x);
    figure.y.range = options.network.range.y.value_or(places.y);
    draw_network(now, options.network, *shape, state, places, figure);
    figure.marks.emplace_back(sign_key("weight or bias above 0", 1.0, theme));
    figure.marks.emplace_back(sign_key("below 0", -1.0, theme));
    return figure;
}

std::optional<NetworkPart> network_part(const Snapshot& now, const Figure& figure, std::size_t mark,
                                        std::size_t point) {
    const std::optional<NetworkShape> shape = network_shape(now);
    if (!shape || mark >= figure.marks.size()) return std::nullopt;
    if (const auto* lines = std::get_if<Segments>(&figure.marks[mark])) {
        if (point >= lines->items.names.size()) return std::nullopt;
        const auto name =
            std::find(now.parameter_names.begin(), now.parameter_names.end(), lines->items.names[point]);
        const auto index = static_cast<Index>(name - now.parameter_names.begin());
        for (Index c = 1; c < shape->columns(); ++c) {
            const NetworkLayer& layer = shape->layers[static_cast<std::size_t>(c - 1)];
            const Index within = index - layer.weights;
            if (within < 0 || within >= layer.inputs * layer.outputs) continue;
            return NetworkPart{c, within / layer.inputs, within % layer.inputs};
        }
        return std::nullopt;
    }
    const auto* units = std::get_if<Points>(&figure.marks[mark]);
    if (units == nullptr || units->info.name != kUnitsMark || point >= units->x.size()) return std::nullopt;
    const auto column = static_cast<Index>(std::llround(units->x[point]));
    // Units stand column by column, from the top down.
    std::size_t first = point;
    while (first > 0 && units->x[first - 1] == units->x[point]) --first;
    std::size_t end = point + 1;
    while (end < units->x.size() && units->x[end] == units->x[point]) ++end;
    const auto at = static_cast<Index>(point - first);
    const auto shown = static_cast<Index>(end - first);
    const Index all = shape->units(column);
    const Index before_gap = shown < all ? (shown + 1) / 2 : shown;
    return NetworkPart{column, at < before_gap ? at : all - (shown - at), -1};
}

std::optional<NetworkPart> network_part_at(const Snapshot& now, const Figure& figure, const Layout& layout,
                                           Pt at) {
    constexpr double kUnitReach = 9.0;
    constexpr double kLineReach = 6.0;
    const double scale = figure.theme.scale;
    for (std::size_t mark = 0; mark < figure.marks.size(); ++mark) {
        const auto* units = std::get_if<Points>(&figure.marks[mark]);
        if (units == nullptr || units->info.name != kUnitsMark) continue;
        for (std::size_t i = 0; i < units->x.size(); ++i) {
            const double dx = layout.x.to_pixel(units->x[i]) - at.x;
            const double dy = layout.y.to_pixel(units->y[i]) - at.y;
            if (std::hypot(dx, dy) <= kUnitReach * scale) return network_part(now, figure, mark, i);
        }
    }
    const auto picked = pick(figure, layout, at, kLineReach * scale);
    return picked ? network_part(now, figure, picked->mark, picked->point) : std::nullopt;
}

std::optional<Index> network_parameter(const Snapshot& now, const NetworkPart& part) {
    const std::optional<NetworkShape> shape = network_shape(now);
    if (!shape || part.column < 1 || part.column >= shape->columns()) return std::nullopt;
    const NetworkLayer& layer = shape->layers[static_cast<std::size_t>(part.column - 1)];
    if (part.from >= 0) return layer.weight(part.unit, part.from);
    return layer.bias >= 0 ? std::optional<Index>(layer.bias + part.unit) : std::nullopt;
}

}  // namespace talweg
