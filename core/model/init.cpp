// Schemes by which theta begins, described.
#include "core/model/init.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/model/init_draws.h"

#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kGains[] = {"linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"};
constexpr std::string_view kModes[] = {"fan_in", "fan_out"};
constexpr std::string_view kBiases[] = {"zeros", "torch_linear"};
constexpr std::string_view kFreeBiases[] = {"zeros", "same", "torch_linear"};

constexpr std::string_view kPlain = "Plain";
constexpr std::string_view kLayers = "By the layers' size";

constexpr Knob kBias = {
    .name = "bias",
    .title = "Biases",
    .type = KnobType::choice,
    .help = "How biases begin: at zero, or as those of torch.nn.Linear, within 1 / √inputs of their layer.",
    .choices = kBiases};

constexpr Knob kFreeBias = {
    .name = "bias",
    .title = "Biases",
    .type = KnobType::choice,
    .initial = 1.0,
    .help = "How biases begin: at zero, as the weights do, or as those of torch.nn.Linear.",
    .choices = kFreeBiases};

constexpr Knob free_number(std::string_view name, std::string_view title, std::string_view symbol,
                           double initial, std::string_view help) {
    return {.name = name,
            .title = title,
            .symbol = symbol,
            .low = -1e100,
            .high = 1e100,
            .initial = initial,
            .slider_low = -2.0,
            .slider_high = 2.0,
            .help = help};
}

constexpr Knob kConstant[] = {free_number("val", "Value", "c", 0.1, "What every weight begins with."),
                              kFreeBias};

constexpr Knob kUniform[] = {free_number("a", "From", "a", 0.0, "The least number that can be drawn."),
                             free_number("b", "To", "b", 1.0, "Where the numbers end; not below `a`."),
                             kFreeBias};

constexpr Knob kNormal[] = {free_number("mean", "Mean", "μ", 0.0, "The middle of the numbers drawn."),
                            {.name = "std",
                             .title = "Standard deviation",
                             .symbol = "σ",
                             .low = 0.0,
                             .high = 1e100,
                             .initial = 1.0,
                             .slider_low = 0.0,
                             .slider_high = 3.0,
                             .help = "How far the numbers spread.",
                             .why_low = "a spread is never below 0"},
                            kFreeBias};

constexpr Knob kGain = {
    .name = "gain",
    .title = "Gain",
    .low = 0.0,
    .high = 1e100,
    .initial = 1.0,
    .slider_low = 0.0,
    .slider_high = 3.0,
    .help = "Widens all weights, against what the bend takes away: 5/3 for tanh, √2 for relu.",
    .why_low = "a spread is never below 0"};

constexpr Knob kGained[] = {kGain, kBias};

constexpr Knob kKaiming[] = {
    {.name = "mode",
     .title = "Keeps",
     .type = KnobType::choice,
     .help = "What keeps its spread from layer to layer: values on the way in, or gradients on the way back.",
     .choices = kModes},
    {.name = "nonlinearity",
     .title = "Bend",
     .type = KnobType::choice,
     .initial = 4.0,
     .help = "What stands behind the layers; it decides the gain.",
     .choices = kGains},
    {.name = "a",
     .title = "Slope below 0",
     .symbol = "a",
     .low = -1e100,
     .high = 1e100,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 1.0,
     .help = "Of leaky_relu; at 0 the gain is relu's.",
     .needs = "nonlinearity = leaky_relu"},
    kBias};

constexpr Knob kOnlyBias[] = {kBias};

InitPart part(PartInfo info, DrawInit draw, bool layers) { return {info, draw, layers}; }

}  // namespace

std::span<const std::string_view> gain_names() { return kGains; }

double gain_of(std::string_view nonlinearity, double a) {
    if (nonlinearity == "tanh") return 5.0 / 3.0;
    if (nonlinearity == "relu") return std::sqrt(2.0);
    if (nonlinearity == "leaky_relu") return std::sqrt(2.0 / (1.0 + a * a));
    if (nonlinearity == "selu") return 0.75;
    return 1.0;
}

Fans fans(const ParameterBlock& block) {
    if (!block.matrix) return {};
    return {block.cols, block.rows};
}

std::span<const InitPart> init_parts() {
    static const InitPart kParts[] = {
        part({"zeros",
              "Zeros",
              "Everything begins at 0; a network with hidden layers cannot learn from there.",
              "w = 0",
              "as torch.nn.init.zeros_",
              {},
              kPlain},
             draw_zeros, false),
        part({"constant", "Constant", "Every weight begins with the same number.", "w = c",
              "as torch.nn.init.constant_", kConstant, kPlain},
             draw_constant, false),
        part({"uniform", "Uniform", "Weights drawn evenly between two numbers.", "w ~ U(a, b)",
              "as torch.nn.init.uniform_", kUniform, kPlain},
             draw_uniform, false),
        part({"normal", "Normal", "Weights drawn from a bell curve.", "w ~ N(μ, σ²)",
              "as torch.nn.init.normal_", kNormal, kPlain},
             draw_normal, false),
        part({"xavier_uniform", "Xavier, uniform",
              "Keeps the spread of values and gradients alike from layer to layer, for bends such as tanh.",
              "w ~ U(-r, r), r = gain √(6 / (fan_in + fan_out))",
              "Glorot & Bengio 2010; as torch.nn.init.xavier_uniform_", kGained, kLayers},
             draw_xavier_uniform, true),
        part({"xavier_normal", "Xavier, normal",
              "Keeps the spread of values and gradients alike from layer to layer, for bends such as tanh.",
              "w ~ N(0, σ²), σ = gain √(2 / (fan_in + fan_out))",
              "Glorot & Bengio 2010; as torch.nn.init.xavier_normal_", kGained, kLayers},
             draw_xavier_normal, true),
        part({"kaiming_uniform", "Kaiming, uniform",
              "Keeps the spread of values, or of gradients, through layers of relu.",
              "w ~ U(-r, r), r = gain √(3 / fan)", "He et al. 2015; as torch.nn.init.kaiming_uniform_",
              kKaiming, kLayers},
             draw_kaiming_uniform, true),
        part({"kaiming_normal", "Kaiming, normal",
              "Keeps the spread of values, or of gradients, through layers of relu.",
              "w ~ N(0, σ²), σ = gain / √fan", "He et al. 2015; as torch.nn.init.kaiming_normal_", kKaiming,
              kLayers},
             draw_kaiming_normal, true),
        part({"lecun_uniform", "LeCun, uniform",
              "Keeps the spread of values through layers that do not bend much.",
              "w ~ U(-r, r), r = √(3 / fan_in)", "LeCun et al. 1998", kOnlyBias, kLayers},
             draw_lecun_uniform, true),
        part({"lecun_normal", "LeCun, normal",
              "Keeps the spread of values through layers that do not bend much.", "w ~ N(0, 1 / fan_in)",
              "LeCun et al. 1998", kOnlyBias, kLayers},
             draw_lecun_normal, true),
        part({"orthogonal", "Orthogonal",
              "Weights that turn their input without stretching it: rows or columns stand at right angles.",
              "W Wᵀ = gain² I, or Wᵀ W where W is taller than wide",
              "Saxe et al. 2013; as torch.nn.init.orthogonal_", kGained, kLayers},
             draw_orthogonal, true),
        part({"torch_linear",
              "PyTorch's Linear",
              "Weights and biases drawn evenly, nearer to 0 the more inputs a layer has.",
              "w, b ~ U(-r, r), r = 1 / √fan_in",
              "as torch.nn.Linear begins",
              {},
              kLayers},
             draw_torch_linear, false),
    };
    return kParts;
}

Vector initial_theta(std::string_view scheme, const KnobMap& knobs, const Parameters& parameters,
                     Random& random) {
    std::vector<std::string_view> ids;
    for (const InitPart& each : init_parts()) {
        if (each.info.id == scheme) {
            Vector theta = Vector::Zero(parameters.count);
            each.draw(Settings(each.info, knobs), parameters, random, theta);
            return theta;
        }
        ids.push_back(each.info.id);
    }
    std::string message = "unknown init '" + std::string(scheme) + "'";
    const std::string_view near = nearest_name(scheme, ids);
    if (!near.empty()) throw Error(message + "; did you mean '" + std::string(near) + "'?");
    message += "; it is a list of numbers or one of ";
    for (std::size_t i = 0; i < ids.size(); ++i) message += (i > 0 ? ", " : "") + std::string(ids[i]);
    throw Error(message);
}

}  // namespace talweg
