// How theta is divided, in words.
#include "core/base/parameters.h"

namespace talweg {

std::string shape_text(const ParameterBlock& block) {
    const std::string rows = std::to_string(block.rows);
    return block.matrix ? rows + " × " + std::to_string(block.cols) : rows;
}

}  // namespace talweg
