// Probes of tests: functions of theta that an optimizer may evaluate in the middle of a step, counted.
#pragma once

#include "core/train/catalogue.h"

#include <functional>
#include <memory>
#include <string_view>

namespace talweg::test {

/// A function given as code. What is not set is not known.
class FunctionProbe final : public Probe {
  public:
    std::function<double(const Vector& theta)> f;
    std::function<Vector(const Vector& theta)> slope;
    std::function<Matrix(const Vector& theta)> bend;
    std::function<Vector(const Vector& theta)> r;
    std::function<Matrix(const Vector& theta)> r_slope;
    int count = 0;  ///< evaluations

    double value(const Vector& theta) override {
        ++count;
        return f(theta);
    }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        ++count;
        gradient = slope(theta);
        return f(theta);
    }
    bool hessian(const Vector& theta, Matrix& hessian) override {
        ++count;
        if (bend) hessian = bend(theta);
        return static_cast<bool>(bend);
    }
    bool residuals(const Vector& theta, Vector& residual, Matrix& jacobian) override {
        if (!r) return false;
        residual = r(theta);
        jacobian = r_slope(theta);
        return true;
    }
    /// One step of the optimizer from theta; what a run evaluates between steps is not counted.
    void step(Optimizer& optimizer, Vector& theta, double rate) {
        const Vector gradient = slope(theta);
        optimizer.step(theta, {f(theta), gradient, rate, rate, *this});
    }
};

/// x'Ax / 2 - b'x.
inline FunctionProbe quadratic(const Matrix& a, const Vector& b) {
    FunctionProbe probe;
    probe.f = [a, b](const Vector& theta) { return 0.5 * theta.dot(a * theta) - b.dot(theta); };
    probe.slope = [a, b](const Vector& theta) { return Vector(a * theta - b); };
    probe.bend = [a](const Vector&) { return a; };
    return probe;
}

/// (x² + 2 y² + 4 z²) / 2.
inline FunctionProbe three_bowls() {
    return quadratic(Vector{{1.0, 2.0, 4.0}}.asDiagonal(), Vector::Zero(3));
}

inline std::unique_ptr<Optimizer> make_part(std::string_view kind, const KnobMap& knobs, Index n) {
    const OptimizerPart& part = optimizer_part(kind);
    return part.make(Settings(part.info, knobs), Parameters::vector(n));
}

/// The buffer of that symbol, as the last step left it.
inline Vector buffer(const Optimizer& optimizer, std::string_view symbol) {
    std::vector<NamedBuffer> buffers;
    optimizer.buffers(buffers);
    for (const NamedBuffer& each : buffers) {
        if (each.symbol == symbol) return Eigen::Map<const Vector>(each.values, each.size);
    }
    return {};
}

}  // namespace talweg::test
