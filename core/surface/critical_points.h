// Where a surface is level: minima, maxima and saddles, found on its grid and polished to the last digits.
#pragma once

#include "core/surface/loss_surface.h"

#include <functional>
#include <vector>

namespace talweg {

/// The most that are looked for: of more, nobody could tell one from another.
inline constexpr std::size_t kMostCritical = 1024;

/// All inside the surface's window that its grid can tell apart, by value, minima first. A node lower
/// (higher) than its eight neighbours is near a minimum (maximum); one whose neighbours are higher and lower
/// in turn at least twice is near a saddle. From there Newton's method where the Hessian is known and leads
/// to where the gradient vanishes; else minima and maxima by a search that halves its steps, and no saddles.
/// Level regions have none. `objective`: of two parameters, the surface's. `stop` is asked before each; then
/// what was found so far.
std::vector<CriticalPoint> critical_points(Objective& objective, const LossSurface& surface,
                                           const std::function<bool()>& stop = {});

}  // namespace talweg
