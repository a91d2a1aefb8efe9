// A model as layers of units.
#include "app/views/network_shape.h"

#include "app/views/data_look.h"
#include "core/train/catalogue.h"

#include <algorithm>

namespace talweg {
namespace {

/// As many letters as fit beside a drawing; the last ones give way to an ellipsis.
std::string shortened(const std::string& name) {
    constexpr std::size_t kMost = 16;
    std::size_t letters = 0;
    std::size_t cut = 0;  // the byte after kMost - 1 letters
    for (std::size_t i = 0; i < name.size(); ++i) {
        if ((static_cast<unsigned char>(name[i]) & 0xC0) == 0x80) continue;
        if (letters == kMost - 1) cut = i;
        ++letters;
    }
    return letters > kMost ? name.substr(0, cut) + "…" : name;
}

std::string superscript(Index number) {
    constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (const char digit : std::to_string(number)) text += kDigits[digit - '0'];
    return text;
}

/// The columns of the data, or, where the model takes several of each, their powers.
std::vector<std::string> input_names(const Snapshot& now, Index count) {
    std::vector<std::string> names;
    const bool powers = now.experiment.model.kind == "polynomial";
    const Index each = powers ? std::max<Index>(count / now.data.x.cols(), 1) : 1;
    for (Index i = 0; i < count; ++i) {
        const Index power = i % each + 1;
        const std::string name = shortened(input_name(now.data, i / each));
        names.push_back(power > 1 ? name + superscript(power) : name);
    }
    return names;
}

std::vector<std::string> output_names(const Snapshot& now, Index count) {
    std::vector<std::string> names;
    const Task task = data_look(now, {}).task;
    for (Index i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (task == Task::classes) {
            names.push_back(shortened(class_name(now.data, task, at)));
        } else if (task != Task::regression) {
            names.push_back(shortened(class_name(now.data, task, 1)));  // its score: the higher, the surer
        } else {
            const bool named = at < now.data.y_names.size();
            names.push_back(named       ? shortened(now.data.y_names[at])
                            : count > 1 ? "y" + std::to_string(i + 1)
                                        : "y");
        }
    }
    return names;
}

/// Of the hidden layers; one that is said for all stands for each.
std::vector<std::string> activations(const Experiment& experiment) {
    if (experiment.model.kind != "mlp") return {};
    return Settings(model_part("mlp").info, experiment.model.knobs).choices("activation");
}

}  // namespace

std::string NetworkShape::unit_name(Index column, Index unit) const {
    const auto at = static_cast<std::size_t>(unit);
    if (column == 0) return inputs[at];
    if (column + 1 == columns()) return outputs[at];
    return "unit " + std::to_string(unit + 1) + " of layer " + std::to_string(column);
}

std::optional<NetworkShape> network_shape(const Snapshot& now) {
    if (now.experiment.function || now.data.rows() == 0 || now.data.x.cols() == 0) return std::nullopt;
    NetworkShape shape;
    for (const ParameterBlock& block : now.parameters.blocks) {
        if (block.matrix) {
            shape.layers.push_back({block.cols, block.rows, block.offset, -1, {}});
        } else if (!shape.layers.empty()) {
            shape.layers.back().bias = block.offset;
        }
    }
    if (shape.layers.empty()) return std::nullopt;
    const std::vector<std::string> bends = activations(now.experiment);
    for (std::size_t l = 0; l + 1 < shape.layers.size() && !bends.empty(); ++l) {
        shape.layers[l].activation = bends[std::min(l, bends.size() - 1)];
    }
    shape.inputs = input_names(now, shape.units(0));
    shape.outputs = output_names(now, shape.units(shape.columns() - 1));
    return shape;
}

DrawnColumn drawn_column(Index units, Index most) {
    constexpr double kWidest = 0.25;
    DrawnColumn column;
    column.abbreviated = units > most;
    const Index slots = std::min(units, most);
    const Index gap = column.abbreviated ? slots / 2 : slots;
    column.pitch = slots > 1 ? std::min(kWidest, 1.0 / static_cast<double>(slots - 1)) : kWidest;
    const double top = 0.5 + 0.5 * column.pitch * static_cast<double>(slots - 1);
    for (Index slot = 0; slot < slots; ++slot) {
        const double y = top - column.pitch * static_cast<double>(slot);
        if (slot == gap) {
            column.gap = y;
            continue;
        }
        column.units.push_back(slot < gap ? slot : units - (slots - slot));
        column.y.push_back(y);
    }
    return column;
}

}  // namespace talweg
