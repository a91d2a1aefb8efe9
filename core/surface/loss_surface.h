// The loss over a window of two parameters, on a grid, with its exact minimum.
#pragma once

#include "core/objective/objective.h"
#include "core/surface/plane_choice.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace talweg {

/// A rectangle of a plane's coordinates: (theta_0, theta_1) where these are all parameters. Low < high in
/// both.
struct PlaneWindow {
    double x_low = -1.0;
    double x_high = 1.0;
    double y_low = -1.0;
    double y_high = 1.0;
    bool operator==(const PlaneWindow&) const = default;
};

enum class CriticalKind { minimum, maximum, saddle };

struct CriticalPoint {
    CriticalKind kind = CriticalKind::minimum;
    double x = 0.0;
    double y = 0.0;
    double value = 0.0;
    /// Of the Hessian there, ascending; NaN where there is none, as at a kink.
    std::array<double, 2> curvature{};
};

/// Loss at grid nodes: node (column i, row j) lies at x_low + i (x_high - x_low) / (columns - 1), likewise y;
/// z[j * columns + i], rows from low y to high y. Non-finite where the loss is.
struct LossSurface {
    std::uint64_t revision = 0;    ///< changes whenever z does; what pictures are cached by
    std::uint64_t generation = 0;  ///< the experiment's generation it was computed from
    std::uint64_t wish = 0;        ///< of the plane wished for that it answers; 0: of none
    PlaneWindow window;
    /// Which plane of more than two parameters it is; of two, its vectors are empty.
    ChosenPlane plane = {};
    int columns = 0;
    int rows = 0;
    std::vector<double> z;
    bool finest = false;                             ///< no finer grid will follow for this window
    std::optional<std::array<double, 2>> minimiser;  ///< exact, where known
    double minimum = 0.0;                            ///< its loss
    /// Where it is level, once that was looked for (critical_points.h): after the finest grid.
    std::vector<CriticalPoint> critical = {};
    bool critical_known = false;
    std::vector<KnownMinimum> minima;  ///< all that are known of a test function
    /// Eigenvalues of the exact Hessian, ascending, where known and p == 2.
    std::optional<std::array<double, 2>> curvature;
};

/// What the surface thread is at, for who watches it.
struct SurfaceProgress {
    int nodes = 0;      ///< along each side of the grid being filled; 0: it rests
    double part = 0.0;  ///< of that grid that is done
};

/// Gives out its window and room for its nodes. columns, rows >= 2. Allocates only when sizes change.
void begin_surface(const PlaneWindow& window, int columns, int rows, LossSurface& out);
/// Fills the rows [first, last) of a surface that was begun. `stop` is asked at least once per row, and
/// oftener where a row takes long; returns false and leaves the rest untouched when it says true. Several
/// threads may fill different rows of one surface, each with values of its own.
bool fill_rows(PlaneValues& values, int first, int last, LossSurface& out,
               const std::function<bool()>& stop = {});
/// The whole surface of an objective of two parameters.
bool compute_surface(Objective& objective, const PlaneWindow& window, int columns, int rows, LossSurface& out,
                     const std::function<bool()>& stop = {});

/// A window that shows starts (each two numbers) and the minimum with air around them, and enough of the bowl
/// that its shape is seen: along each axis the loss rises visibly. Falls back to [-1, 1] around the starts.
PlaneWindow natural_window(Objective& objective, std::span<const std::array<double, 2>> starts);

/// A window that shows places with air around them, round numbers at its ends, neither axis more than five
/// times the other. At least one place; those that are not finite do not count.
PlaneWindow window_around(std::span<const std::array<double, 2>> places);

}  // namespace talweg
