// The loss over a window of two parameters, on a grid, with its exact minimum.
#include "core/surface/loss_surface.h"

#include "core/base/error.h"

#include <algorithm>

namespace talweg {
namespace {

/// Multiplications between two questions whether to stop: some tenths of a millisecond.
constexpr double kUninterrupted = 2e5;

}  // namespace

void begin_surface(const PlaneWindow& window, int columns, int rows, LossSurface& out) {
    TALWEG_CHECK(columns >= 2 && rows >= 2);
    TALWEG_CHECK(window.x_low < window.x_high && window.y_low < window.y_high);
    out.window = window;
    out.columns = columns;
    out.rows = rows;
    out.z.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
}

bool fill_rows(PlaneValues& values, int first, int last, LossSurface& out,
               const std::function<bool()>& stop) {
    const double dx = (out.window.x_high - out.window.x_low) / (out.columns - 1);
    const double dy = (out.window.y_high - out.window.y_low) / (out.rows - 1);
    const double fitting = std::clamp(kUninterrupted / std::max(1.0, values.cost()), 1.0, 1e9);
    const int at_once = static_cast<int>(std::min<double>(fitting, out.columns));
    for (int j = first; j < last; ++j) {
        double* z = out.z.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(out.columns);
        const double y = out.window.y_low + j * dy;
        for (int i = 0; i < out.columns; i += at_once) {
            if (stop && stop()) return false;
            values.row(y, out.window.x_low + i * dx, dx, std::min(at_once, out.columns - i), z + i);
        }
    }
    return true;
}

bool compute_surface(Objective& objective, const PlaneWindow& window, int columns, int rows, LossSurface& out,
                     const std::function<bool()>& stop) {
    TALWEG_CHECK(objective.parameter_count() == 2);
    const auto values = objective.plane_values(parameter_plane(Vector::Zero(2), 0, 1));
    begin_surface(window, columns, rows, out);
    return fill_rows(*values, 0, rows, out, stop);
}

}  // namespace talweg
