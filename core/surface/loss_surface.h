// The loss over a window of two parameters, on a grid, with its exact minimum.
#pragma once

#include "core/objective/objective.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace talweg {

/// A rectangle of (theta_0, theta_1). Low < high in both.
struct PlaneWindow {
    double x_low = -1.0;
    double x_high = 1.0;
    double y_low = -1.0;
    double y_high = 1.0;
    bool operator==(const PlaneWindow&) const = default;
};

/// Loss at grid nodes: node (column i, row j) lies at x_low + i (x_high - x_low) / (columns - 1), likewise y;
/// z[j * columns + i], rows from low y to high y. Non-finite where the loss is.
struct LossSurface {
    std::uint64_t revision = 0;    ///< changes whenever z does; what pictures are cached by
    std::uint64_t generation = 0;  ///< the experiment's generation it was computed from
    PlaneWindow window;
    int columns = 0;
    int rows = 0;
    std::vector<double> z;
    bool finest = false;                             ///< no finer grid will follow for this window
    std::optional<std::array<double, 2>> minimiser;  ///< exact, where known
    double minimum = 0.0;                            ///< its loss
    std::vector<KnownMinimum> minima;                ///< all that are known of a test function
    /// Eigenvalues of the exact Hessian, ascending, where known and p == 2.
    std::optional<std::array<double, 2>> curvature;
};

/// Fills z over the window for an objective of two parameters. `stop` is asked once per row; returns false
/// and leaves the rest untouched when it says true. columns, rows >= 2. Allocates only when sizes change.
bool compute_surface(Objective& objective, const PlaneWindow& window, int columns, int rows, LossSurface& out,
                     const std::function<bool()>& stop = {});

/// A window that shows starts (each two numbers) and the minimum with air around them, and enough of the bowl
/// that its shape is seen: along each axis the loss rises visibly. Falls back to [-1, 1] around the starts.
PlaneWindow natural_window(Objective& objective, std::span<const std::array<double, 2>> starts);

}  // namespace talweg
