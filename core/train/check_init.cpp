// Checks of where theta begins.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/model/init.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"

#include <cmath>

namespace talweg {

void check_init(const Init& init, std::optional<Index> count) {
    if (init.numbers.empty()) {
        Random random(0, Stream::init);
        initial_theta(init.scheme, init.knobs, {}, random);
        return;
    }
    for (const double number : init.numbers) {
        if (!std::isfinite(number)) throw Error("'init' must be finite numbers, not " + exact_text(number));
    }
    const auto given = static_cast<Index>(init.numbers.size());
    if (count && given != *count) {
        throw Error("'init' must have " + std::to_string(*count) + " numbers, one for each parameter, not " +
                    std::to_string(given));
    }
}

void check_function_start(const Init& init) {
    if (!init.numbers.empty() || !init_part(init.scheme).layers) return;
    throw Error("'init' must not be '" + init.scheme +
                "' here: it looks at the layers of a model, and a test function has none");
}

}  // namespace talweg
