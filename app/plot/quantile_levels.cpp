// Levels for contours and colour bars from what a grid holds.
#include "app/plot/contour.h"
#include "app/plot/tick_text.h"

#include <algorithm>
#include <cmath>

namespace talweg {

std::vector<double> quantile_levels(std::span<const double> z, double minimum, int count) {
    std::vector<double> heights;
    heights.reserve(z.size());
    for (const double value : z) {
        const double height = value - minimum;
        if (std::isfinite(height) && height > 0.0) heights.push_back(height);
    }
    if (heights.empty() || count < 1 || !std::isfinite(minimum)) return {};
    std::sort(heights.begin(), heights.end());
    if (heights.front() == heights.back() && heights.size() == z.size()) return {};
    std::vector<double> wanted;
    for (int k = 0; k < count; ++k) {
        // Between neighbours in log space, so that the order of log and quantile does not matter.
        const double place = (k + 0.5) / count * static_cast<double>(heights.size() - 1);
        const auto i = static_cast<std::size_t>(place);
        const std::size_t j = std::min(i + 1, heights.size() - 1);
        const double part = place - static_cast<double>(i);
        const double log_height = std::log(heights[i]) * (1.0 - part) + std::log(heights[j]) * part;
        wanted.push_back(minimum + std::exp(log_height));
    }
    // As few digits as the distance to the nearest neighbour (or the minimum, for the first) allows.
    std::vector<double> levels;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        double gap = wanted[k] - (k > 0 ? wanted[k - 1] : minimum);
        if (k + 1 < wanted.size()) gap = std::min(gap, wanted[k + 1] - wanted[k]);
        if (!(gap > 0.0)) continue;
        const int exponent = decimal_exponent(gap * 0.5);
        const double unit = times_power_of_ten(1.0, exponent);
        const double rounded = times_power_of_ten(std::round(wanted[k] / unit), exponent);
        const double level = std::isfinite(rounded) && rounded > minimum ? rounded : wanted[k];
        if (levels.empty() || level > levels.back()) levels.push_back(level);
    }
    return levels;
}

}  // namespace talweg
