// Schemes by which theta begins.
#include "core/model/init.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <cmath>

namespace talweg {
namespace {

// A bias has the bound of the weights before it, since both belong to one layer. PyTorch says the weights' as
// kaiming_uniform_ with a = sqrt(5): sqrt(6 / ((1 + 5) inputs)).
void draw_torch_linear(const Parameters& parameters, Random& random, Vector& theta) {
    double bound = 1.0;
    for (const ParameterBlock& block : parameters.blocks) {
        if (block.matrix) bound = 1.0 / std::sqrt(static_cast<double>(block.cols));
        for (Index i = 0; i < block.size(); ++i) {
            theta[block.offset + i] = bound * (2.0 * random.uniform() - 1.0);
        }
    }
}

}  // namespace

std::span<const std::string_view> init_schemes() {
    static constexpr std::string_view kSchemes[] = {"zeros", "normal", "torch_linear"};
    return kSchemes;
}

Vector initial_theta(std::string_view scheme, const Parameters& parameters, Random& random) {
    Vector theta = Vector::Zero(parameters.count);
    if (scheme == "zeros") return theta;
    if (scheme == "normal") {
        for (double& number : theta) number = random.normal();
        return theta;
    }
    if (scheme == "torch_linear") {
        draw_torch_linear(parameters, random, theta);
        return theta;
    }
    std::string message = "unknown init '" + std::string(scheme) + "'";
    const std::string_view near = nearest_name(scheme, init_schemes());
    message += near.empty() ? "; it is 'zeros', 'normal', 'torch_linear' or a list of numbers"
                            : "; did you mean '" + std::string(near) + "'?";
    throw Error(message);
}

}  // namespace talweg
