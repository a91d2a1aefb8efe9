// Schemes by which theta begins.
#include "core/model/init.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace talweg {

std::span<const std::string_view> init_schemes() {
    static constexpr std::string_view kSchemes[] = {"zeros", "normal"};
    return kSchemes;
}

Vector initial_theta(std::string_view scheme, Index count, Random& random) {
    Vector theta = Vector::Zero(count);
    if (scheme == "zeros") return theta;
    if (scheme == "normal") {
        for (Index i = 0; i < count; ++i) theta[i] = random.normal();
        return theta;
    }
    std::string message = "unknown init '" + std::string(scheme) + "'";
    const std::string_view near = nearest_name(scheme, init_schemes());
    message += near.empty() ? "; it is 'zeros', 'normal' or a list of numbers"
                            : "; did you mean '" + std::string(near) + "'?";
    throw Error(message);
}

}  // namespace talweg
