// An objective restricted to a plane of its parameters: an objective of two.
#pragma once

#include "core/objective/objective.h"

#include <string>

namespace talweg {

/// theta = [a, b] stands for the plane's theta(a, b). Gradients and Hessians are those by a and b: what is
/// out of the plane does not show. `names`: of a and b. The plane's vectors are as long as `inner` has
/// parameters.
std::unique_ptr<Objective> make_plane_objective(std::unique_ptr<Objective> inner, ThetaPlane plane,
                                                std::array<std::string, 2> names);

}  // namespace talweg
