// Holds an optimizer's first steps against numbers from elsewhere.
#include "tests/core/optimizer_path.h"

#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

namespace talweg::test {

void follow(const PathCase& path, const EightSteps& expected) {
    const OptimizerPart& part = optimizer_part(path.kind);
    const auto optimizer = part.make(Settings(part.info, path.knobs), Parameters::vector(3));
    Vector theta{{1.0, -1.0, 2.0}};
    for (std::size_t k = 0; k < expected.size(); ++k) {
        CAPTURE(k);
        if (k == 4 && path.later_momentum) CHECK(optimizer->set_momentum(*path.later_momentum));
        const Vector gradient{{3.0 * theta[0] + theta[1] - 1.0,
                               theta[0] + 2.0 * theta[1] - 0.5 * theta[2] + 2.0,
                               -0.5 * theta[1] + 0.25 * theta[2] - 0.5}};
        optimizer->update(theta, gradient, k < 4 ? path.rate : 0.5 * path.rate);
        const Vector& seen = path.average ? *optimizer->average() : theta;
        const Vector there = Eigen::Map<const Eigen::Vector3d>(expected[k].data());
        CHECK(close(seen, there, 1e-14));
    }
}

}  // namespace talweg::test
