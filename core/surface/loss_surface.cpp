// The loss over a window of two parameters, on a grid, with its exact minimum.
#include "core/surface/loss_surface.h"

#include "core/base/error.h"

namespace talweg {

bool compute_surface(Objective& objective, const PlaneWindow& window, int columns, int rows, LossSurface& out,
                     const std::function<bool()>& stop) {
    TALWEG_CHECK(columns >= 2 && rows >= 2 && objective.parameter_count() == 2);
    TALWEG_CHECK(window.x_low < window.x_high && window.y_low < window.y_high);
    // One vector per thread: an objective takes its parameters in one, and a surface is computed often.
    thread_local Vector theta(2);
    out.window = window;
    out.columns = columns;
    out.rows = rows;
    out.z.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    const double dx = (window.x_high - window.x_low) / (columns - 1);
    const double dy = (window.y_high - window.y_low) / (rows - 1);
    double* z = out.z.data();
    for (int j = 0; j < rows; ++j) {
        if (stop && stop()) return false;
        theta[1] = window.y_low + j * dy;
        objective.row_values(theta, window.x_low, dx, {z, static_cast<std::size_t>(columns)});
        z += columns;
    }
    return true;
}

}  // namespace talweg
