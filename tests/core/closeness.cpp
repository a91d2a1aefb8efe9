// What the core tests share: comparisons, messages, the smallest experiments.
#include "tests/core/closeness.h"

#include "core/base/error.h"
#include "core/train/experiment_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace talweg::test {

bool close(double a, double b, double tolerance, double scale) {
    return std::abs(a - b) <= tolerance * std::max(std::abs(b), scale);
}

bool close(const Vector& a, const Vector& b, double tolerance) {
    if (a.size() != b.size()) return false;
    const double scale = b.size() > 0 ? b.cwiseAbs().maxCoeff() : 0.0;
    for (Index i = 0; i < a.size(); ++i) {
        if (!close(a[i], b[i], tolerance, scale)) return false;
    }
    return true;
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same_bits(const Vector& a, const Vector& b) {
    if (a.size() != b.size()) return false;
    for (Index i = 0; i < a.size(); ++i) {
        if (!same_bits(a[i], b[i])) return false;
    }
    return true;
}

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

std::string message(const std::string& toml) {
    return error_of([&] { parse_experiment(toml, "a.toml"); });
}

Experiment four_points(double lr) {
    Experiment experiment;
    experiment.data.table.x = {1, 2, 3, 4};
    experiment.data.table.y = {2, 3, 5, 7};
    RunSpec run;
    run.id = 1;
    run.name = "one";
    run.lr = lr;
    experiment.runs = {run};
    return experiment;
}

}  // namespace talweg::test
