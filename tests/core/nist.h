// NIST's linear-regression sets with their certified coefficients, from tests/reference/nist.
#pragma once

#include "core/data/dataset.h"

#include <string>
#include <vector>

namespace talweg::test {

struct Certified {
    std::vector<double> coefficients;  ///< from B0, or B1, on
    Dataset data;
};

/// "Norris": its numbers and what is certified of them.
Certified read_nist(const std::string& name);

}  // namespace talweg::test
