// Which plane through the space of all parameters one looks at.
#pragma once

#include "core/base/parameters.h"
#include "core/objective/plane_values.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace talweg {

enum class PlaneKind {
    parameters,  ///< two of them, the others held
    points,      ///< through three points
    main,        ///< the two directions in which paths extend most
    random,      ///< two random directions, as long as the weights that they change
};

/// A plane as one asks for it. What a kind does not speak of is not read.
struct PlaneWish {
    PlaneKind kind = PlaneKind::parameters;
    Index across = 0;        ///< parameters: the one along x
    Index up = 1;            ///< parameters: the one along y
    Vector through;          ///< parameters: where the others are held. main, random: the plane's origin
    Matrix points;           ///< points: the three, as columns (p x 3). main: those of all paths (p x m)
    std::uint64_t seed = 0;  ///< random
    bool operator==(const PlaneWish& other) const;
};

/// A plane and what is known of it.
struct ChosenPlane {
    PlaneKind kind = PlaneKind::parameters;
    ThetaPlane plane;
    std::array<std::string, 2> names;  ///< of both axes
    /// main: how much of the points' variance lies along each axis; else 0.
    std::array<double, 2> shares{};
    /// Coordinates that the first view of the plane should hold, around which there should be air.
    std::vector<std::array<double, 2>> landmarks;
    /// Points on one line, or paths that go straight, give one direction; the other is then random.
    bool degenerate = false;
};

/// The plane wished for. blocks: of theta; names: of the parameters; all of p. Directions of `points` and
/// `main` are of length one and at right angles, so that distances are those of theta.
///   points: the first is the origin, x goes to the second, the third lies above.
///   main: principal components of the points about their mean (as in Li et al. 2018, Visualizing the Loss
///     Landscape of Neural Nets, who take differences to the end), in descending variance; along x from the
///     first point to the last, along y the largest entry is positive.
///   random: normal numbers, each row of a weight matrix scaled to the length of that row in `through`
///     ("filter normalisation", ibid.), none for biases; of a theta without matrices each number alone.
ChosenPlane choose_plane(const PlaneWish& wish, const Parameters& blocks,
                         const std::vector<std::string>& names);

/// Where theta stands over a plane: the foot of the perpendicular, and how far away it is.
struct PlanePlace {
    double a = 0.0;
    double b = 0.0;
    double distance = 0.0;
};

/// Projects points onto a plane, one after the other. u and v independent of each other, of any lengths.
class PlaneProjection {
  public:
    explicit PlaneProjection(const ThetaPlane& plane);
    /// theta: (p).
    PlanePlace place(const double* theta) const;

  private:
    ThetaPlane plane_;  ///< with directions of length one
    double length_u_ = 1.0;
    double length_v_ = 1.0;
    double cosine_ = 0.0;       ///< of the angle between both
    double determinant_ = 1.0;  ///< 1 - cosine^2
};

}  // namespace talweg
