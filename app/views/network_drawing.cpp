// The marks of a network: weights, units, names.
#include "app/views/network_drawing.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

// px before scale.
constexpr double kThickest = 6.0;  ///< of the greatest weight
constexpr double kUnitSize = 14.0;

Rgba full_color(double share, const Theme& theme) { return series_style(share < 0.0 ? 1 : 0, theme).color; }

/// Three digits and a true minus.
std::string signed_text(double value) { return (value < 0.0 ? "−" : "") + short_text(std::abs(value), 3); }

class Drawing {
  public:
    Drawing(const Snapshot& now, const NetworkViewOptions& options, const NetworkShape& shape,
            const RunState& state, const NetworkPlaces& places, Figure& figure)
        : now_(now),
          options_(options),
          shape_(shape),
          theta_(state.theta),
          gradient_(state.gradient),
          places_(places),
          figure_(figure),
          theme_(figure.theme) {
        measure();
    }

    void draw() {
        add_weights();
        add_units();
        add_names();
        add_headings();
        add_shapes();
        add_pointed();
        figure_.caption = caption();
    }

  private:
    MarkInfo info(std::string_view name) const {
        MarkInfo info = quiet_mark();
        info.name = name;
        info.pickable = !name.empty();
        return info;
    }
    double y_of(Index column, Index unit) const {
        const DrawnColumn& drawn = places_.columns[static_cast<std::size_t>(column)];
        const auto at = std::find(drawn.units.begin(), drawn.units.end(), unit);
        return at == drawn.units.end() ? drawn.gap
                                       : drawn.y[static_cast<std::size_t>(at - drawn.units.begin())];
    }
    std::string parameter(Index index) const { return now_.parameter_names[static_cast<std::size_t>(index)]; }
    const NetworkLayer& layer_to(Index column) const {
        return shape_.layers[static_cast<std::size_t>(column - 1)];
    }

    void measure();
    void add_weights();
    void add_units();
    void add_names();
    void add_headings();
    void add_heading(Index first, Index last);
    void add_shapes();
    void add_pointed();
    void note(double x, double y, double dx, double dy, std::string text, Rgba color, NoteAlign align);
    std::string pointed_text(const NetworkPart& part) const;
    std::string norms_text(Index column) const;
    std::string caption() const;
    /// Paler where another part is pointed at.
    double emphasis(Index column, Index unit, Index from) const;

    const Snapshot& now_;
    const NetworkViewOptions& options_;
    const NetworkShape& shape_;
    const Vector& theta_;
    const Vector& gradient_;
    const NetworkPlaces& places_;
    Figure& figure_;
    const Theme& theme_;
    std::vector<double> greatest_;  ///< |weight| of each layer
    double greatest_weight_ = 0.0;
    std::size_t greatest_layer_ = 0;
    double greatest_bias_ = 0.0;
    double strongest_weight_ = 0.0;  ///< the same with their signs
    double strongest_bias_ = 0.0;
};

void Drawing::measure() {
    for (const NetworkLayer& layer : shape_.layers) {
        const auto strongest = [this](Index from, Index count) {
            double most = 0.0;
            for (Index i = from; i < from + count; ++i) {
                if (std::abs(theta_[i]) > std::abs(most)) most = theta_[i];
            }
            return most;
        };
        const double weight = strongest(layer.weights, layer.inputs * layer.outputs);
        greatest_.push_back(std::abs(weight));
        if (greatest_.back() > greatest_weight_) {
            greatest_weight_ = greatest_.back();
            greatest_layer_ = greatest_.size();
            strongest_weight_ = weight;
        }
        const double bias = layer.bias >= 0 ? strongest(layer.bias, layer.outputs) : 0.0;
        if (std::abs(bias) > greatest_bias_) {
            greatest_bias_ = std::abs(bias);
            strongest_bias_ = bias;
        }
    }
}

double Drawing::emphasis(Index column, Index unit, Index from) const {
    if (!options_.pointed) return 1.0;
    const NetworkPart& part = *options_.pointed;
    const bool touches = part.from >= 0 ? part == NetworkPart{column, unit, from}
                                        : (part.column == column && part.unit == unit) ||
                                              (part.column == column - 1 && part.unit == from);
    return touches ? 1.0 : 0.25;
}

/// The widest last, over all others.
void Drawing::add_weights() {
    struct Edge {
        Index column, unit, from;
        double share;  ///< of the greatest, with its sign
    };
    std::vector<Edge> edges;
    for (Index c = 1; c < shape_.columns(); ++c) {
        const NetworkLayer& layer = layer_to(c);
        const double most =
            options_.per_layer ? greatest_[static_cast<std::size_t>(c - 1)] : greatest_weight_;
        for (const Index unit : places_.columns[static_cast<std::size_t>(c)].units) {
            for (const Index from : places_.columns[static_cast<std::size_t>(c - 1)].units) {
                const double weight = theta_[layer.weight(unit, from)];
                edges.push_back({c, unit, from, most > 0.0 ? weight / most : 0.0});
            }
        }
    }
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Edge& a, const Edge& b) { return std::abs(a.share) < std::abs(b.share); });
    Segments lines;
    lines.info = info(kWeightsMark);
    for (const Edge& edge : edges) {
        const Index index = layer_to(edge.column).weight(edge.unit, edge.from);
        lines.x0.push_back(static_cast<double>(edge.column - 1));
        lines.y0.push_back(y_of(edge.column - 1, edge.from));
        lines.x1.push_back(static_cast<double>(edge.column));
        lines.y1.push_back(y_of(edge.column, edge.unit));
        lines.widths.push_back(kThickest * std::abs(edge.share));
        lines.colors.push_back(
            signed_color(edge.share, theme_).faded(emphasis(edge.column, edge.unit, edge.from)));
        lines.items.names.push_back(parameter(index));
        lines.items.values.push_back(theta_[index]);
    }
    figure_.marks.emplace_back(std::move(lines));
}

void Drawing::add_units() {
    Points units;
    units.info = info(kUnitsMark);
    units.marker = {.shape = MarkerShape::circle,
                    .size = kUnitSize,
                    .fill = theme_.panel,
                    .rim = mixed(theme_.panel, theme_.quiet_text, 0.8),
                    .rim_width = 1.25};
    Points dots;  // where units are left out
    dots.info = quiet_mark();
    dots.marker = {.shape = MarkerShape::circle, .size = 3.0, .fill = theme_.quiet_text, .rim = {}};
    for (Index c = 0; c < shape_.columns(); ++c) {
        const DrawnColumn& drawn = places_.columns[static_cast<std::size_t>(c)];
        for (std::size_t i = 0; i < drawn.units.size(); ++i) {
            units.x.push_back(static_cast<double>(c));
            units.y.push_back(drawn.y[i]);
            const bool biased = c > 0 && layer_to(c).bias >= 0;
            const Index index = biased ? layer_to(c).bias + drawn.units[i] : 0;
            const double share = biased && greatest_bias_ > 0.0 ? theta_[index] / greatest_bias_ : 0.0;
            const Rgba full = full_color(share, theme_);
            units.fills.push_back(mixed(theme_.panel, full, std::min(std::abs(share), 1.0)));
            units.items.names.push_back(biased ? parameter(index) : shape_.unit_name(c, drawn.units[i]));
            units.items.values.push_back(biased ? theta_[index] : kAbsent);
        }
        for (const double step : {-0.25, 0.0, 0.25}) {
            if (!drawn.abbreviated) break;
            dots.x.push_back(static_cast<double>(c));
            dots.y.push_back(drawn.gap + step * drawn.pitch);
        }
    }
    figure_.marks.emplace_back(std::move(units));
    if (!dots.x.empty()) figure_.marks.emplace_back(std::move(dots));
}

void Drawing::note(double x, double y, double dx, double dy, std::string text, Rgba color, NoteAlign align) {
    Note note;
    note.info = quiet_mark();
    note.x = x;
    note.y = y;
    note.dx = dx;
    note.dy = dy;
    note.text = std::move(text);
    note.color = color;
    note.align = align;
    figure_.marks.emplace_back(std::move(note));
}

void Drawing::add_names() {
    const Index last = shape_.columns() - 1;
    const double beside = 0.5 * kUnitSize + 6.0;
    const DrawnColumn& in = places_.columns.front();
    for (std::size_t i = 0; i < in.units.size(); ++i) {
        note(0.0, in.y[i], -beside, -8.0, shape_.inputs[static_cast<std::size_t>(in.units[i])], theme_.text,
             NoteAlign::right);
    }
    const DrawnColumn& out = places_.columns.back();
    for (std::size_t i = 0; i < out.units.size(); ++i) {
        note(static_cast<double>(last), out.y[i], beside, -8.0,
             shape_.outputs[static_cast<std::size_t>(out.units[i])], theme_.text, NoteAlign::left);
    }
}

/// Above columns [first, last], which are alike.
void Drawing::add_heading(Index first, Index last) {
    const double x = 0.5 * static_cast<double>(first + last);
    const Index units = shape_.units(first);
    const bool input = first == 0;
    const bool output = last + 1 == shape_.columns();
    const bool powers = input && now_.experiment.model.kind == "polynomial";
    std::string name = powers ? "powers" : input ? "inputs" : output ? "outputs" : layer_to(first).activation;
    if ((input || output) && units == 1) name.pop_back();
    std::string count = std::to_string(units);
    if (!input && !output) count += units == 1 ? " unit" : " units";
    if (first < last) count = std::to_string(last - first + 1) + " layers of " + count;
    note(x, 1.0, 0.0, -kNetworkHead + 4.0, std::move(name), theme_.text, NoteAlign::center);
    note(x, 1.0, 0.0, -kNetworkHead + 20.0, std::move(count), theme_.quiet_text, NoteAlign::center);
}

/// Each column its own, or neighbours that are alike one between them where there is no room.
void Drawing::add_headings() {
    const Index last = shape_.columns() - 1;
    const bool narrow = places_.column_px < 76.0;
    for (Index c = 0; c <= last;) {
        Index end = c;
        while (narrow && c > 0 && end + 1 < last && shape_.units(end + 1) == shape_.units(c) &&
               layer_to(end + 1).activation == layer_to(c).activation) {
            ++end;
        }
        add_heading(c, end);
        c = end + 1;
    }
}

/// Between the columns: how many weights and biases there are.
void Drawing::add_shapes() {
    if (places_.column_px < 50.0) return;
    const bool long_words = places_.column_px > 150.0;
    for (std::size_t l = 0; l < shape_.layers.size(); ++l) {
        const NetworkLayer& layer = shape_.layers[l];
        std::string text = std::to_string(layer.outputs) + " × " + std::to_string(layer.inputs);
        if (long_words) {
            text += layer.inputs * layer.outputs == 1 ? " weight" : " weights";
            if (layer.bias >= 0)
                text += layer.outputs == 1 ? ", 1 bias" : ", " + std::to_string(layer.outputs) + " biases";
        }
        note(static_cast<double>(l) + 0.5, 0.0, 0.0, kNetworkFoot - 18.0, std::move(text), theme_.quiet_text,
             NoteAlign::center);
    }
}

/// Of the layer that ends at a column; weights and biases apart.
std::string Drawing::norms_text(Index column) const {
    const NetworkLayer& layer = layer_to(column);
    const auto norm = [this](Index from, Index count) {
        return short_text(gradient_.segment(from, count).norm(), 3);
    };
    std::string text = "\ngradient's norm in layer " + std::to_string(column) + "\nweights " +
                       norm(layer.weights, layer.inputs * layer.outputs);
    if (layer.bias >= 0) text += ", biases " + norm(layer.bias, layer.outputs);
    return text;
}

std::string Drawing::pointed_text(const NetworkPart& part) const {
    const auto told = [this](Index index) {
        return parameter(index) + "  " + number_text(theta_[index]) + "\ngradient  " +
               number_text(gradient_[index]);
    };
    const std::string unit = shape_.unit_name(part.column, part.unit);
    if (part.from >= 0) {
        return told(layer_to(part.column).weight(part.unit, part.from)) + "\n" +
               shape_.unit_name(part.column - 1, part.from) + " → " + unit + norms_text(part.column);
    }
    if (part.column == 0) return unit;
    const NetworkLayer& layer = layer_to(part.column);
    const std::string bend = layer.activation.empty() ? std::string() : ", " + layer.activation;
    return (layer.bias >= 0 ? told(layer.bias + part.unit) + "\n" : std::string()) + unit + bend +
           norms_text(part.column);
}

void Drawing::add_pointed() {
    if (!options_.pointed) return;
    const NetworkPart& part = *options_.pointed;
    if (part.column < 0 || part.column >= shape_.columns() || part.unit >= shape_.units(part.column)) return;
    if (part.from >= 0 && (part.column == 0 || part.from >= shape_.units(part.column - 1))) return;
    Note card;
    card.info = quiet_mark();
    card.x = static_cast<double>(part.column) - (part.from >= 0 ? 0.5 : 0.0);
    card.y = y_of(part.column, part.unit);
    if (part.from >= 0) card.y = 0.5 * (card.y + y_of(part.column - 1, part.from));
    card.dx = 14.0;
    card.dy = 14.0;
    card.text = pointed_text(part);
    card.color = theme_.text;
    card.card = true;
    figure_.marks.emplace_back(std::move(card));
}

/// A weight is as strong as it is large, whatever its sign. In few words: beside the drawing there is a line
/// for them.
std::string Drawing::caption() const {
    std::string text = grouped_text(static_cast<std::uint64_t>(now_.parameters.count)) + " parameters";
    if (options_.per_layer) {
        text += ", widths by each layer's strongest weight";
    } else {
        text += ", strongest weight " + signed_text(strongest_weight_);
        if (shape_.layers.size() > 1) text += " (layer " + std::to_string(greatest_layer_) + ")";
    }
    if (greatest_bias_ > 0.0)
        text += (options_.per_layer ? ", strongest bias " : ", bias ") + signed_text(strongest_bias_);
    return text;
}

}  // namespace

Rgba signed_color(double share, const Theme& theme) {
    const Rgba pale = mixed(theme.panel, theme.quiet_text, 0.35);
    return mixed(pale, full_color(share, theme), 0.3 + 0.7 * std::min(std::abs(share), 1.0));
}

void draw_network(const Snapshot& now, const NetworkViewOptions& options, const NetworkShape& shape,
                  const RunState& state, const NetworkPlaces& places, Figure& figure) {
    Drawing(now, options, shape, state, places, figure).draw();
}

}  // namespace talweg
