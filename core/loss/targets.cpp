// What targets must be, in words with the first one that is not.
#include "core/loss/targets.h"

#include "core/base/text.h"

namespace talweg {

std::string target_trouble_unless(const Matrix& target, std::string_view what, bool (*good)(double)) {
    for (Index i = 0; i < target.rows(); ++i) {
        for (Index j = 0; j < target.cols(); ++j) {
            if (good(target(i, j))) continue;
            return std::string(what) + "; that of row " + std::to_string(i + 1) + " is " +
                   exact_text(target(i, j));
        }
    }
    return {};
}

}  // namespace talweg
