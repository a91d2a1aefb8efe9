// An objective over a plane in the space of its parameters, many places at a time.
#pragma once

#include "core/base/types.h"

#include <array>
#include <memory>
#include <optional>

namespace talweg {

class Objective;

/// theta(a, b) = origin + a u + b v; all of them (p). u and v need be neither of length one nor at right
/// angles.
struct ThetaPlane {
    Vector origin;
    Vector u;
    Vector v;

    /// theta: (p), of the plane's length.
    void at(double a, double b, Vector& theta) const { theta = origin + a * u + b * v; }
    bool operator==(const ThetaPlane& other) const;
};

/// The plane of parameters `across` and `up`, which are its coordinates; the others are held at theta's.
ThetaPlane parameter_plane(const Vector& theta, Index across, Index up);

/// An objective over a plane that is exactly quadratic in both coordinates, by its minimum:
///   value(a, b) = least + (r11 s + r12 t)^2 + (r22 t)^2   with (s, t) = (a, b) - minimiser.
/// Squares are summed, so that it is never below its least and does not cancel near it.
struct PlaneQuadratic {
    std::array<double, 2> minimiser{};  ///< where a valley has a level floor, the nearest to the origin
    double least = 0.0;
    double r11 = 0.0;
    double r12 = 0.0;
    double r22 = 0.0;

    double value(double a, double b) const {
        const double s = a - minimiser[0];
        const double t = b - minimiser[1];
        const double along = r11 * s + r12 * t;
        const double across = r22 * t;
        return least + (along * along + across * across);
    }
};

/// The quadratic |r + a ju + b jv|^2 of residuals r (m) and their derivatives along the plane's directions
/// (m, 2), by rank-revealing QR.
PlaneQuadratic plane_quadratic(const Vector& residual, const Matrix& jacobian);

/// Not safe to share between threads. Refers to the objective that made it, and changes its scratch space.
class PlaneValues {
  public:
    virtual ~PlaneValues() = default;
    /// z[i] = the objective's value at (a_low + i da, b), i = 0 .. count - 1. Non-finite where it is.
    /// Allocates at most in its first call.
    virtual void row(double b, double a_low, double da, Index count, double* z) = 0;
    /// About how many multiplications one value takes: what decides how many are asked for at a time.
    virtual double cost() const = 0;
    /// What row() calculates when that is a quadratic and nothing more.
    virtual std::optional<PlaneQuadratic> quadratic() const { return std::nullopt; }
};

/// Values by Objective::value(), one by one: what every objective can do.
std::unique_ptr<PlaneValues> single_values(Objective& objective, const ThetaPlane& plane, double cost);

}  // namespace talweg
