// What every generator of one input shares: places along x, noise and outliers around a curve.
#include "core/data/one_input.h"

#include "core/data/draws.h"

#include <algorithm>
#include <numeric>

namespace talweg {
namespace {

// Every point draws a rank and a side: the smallest ranks are the outliers, so a larger share adds some and
// keeps those that are.
void move_outliers(const Settings& settings, Dataset& data) {
    const auto n = static_cast<std::size_t>(data.rows());
    const double share = settings.real("outliers");
    const auto count = static_cast<std::size_t>(std::llround(share * static_cast<double>(n)));
    if (count == 0) return;
    Random random = draws(settings, Draw::outliers);
    std::vector<double> rank(n);
    std::vector<double> side(n);
    for (std::size_t i = 0; i < n; ++i) {
        rank[i] = random.uniform();
        side[i] = random.uniform() < 0.5 ? -1.0 : 1.0;
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Equal ranks: the earlier point first.
    std::nth_element(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count - 1), order.end(),
        [&rank](std::size_t a, std::size_t b) { return rank[a] < rank[b] || (rank[a] == rank[b] && a < b); });
    const double distance = settings.real("outlier_distance");
    const std::string& where = settings.choice("outlier_side");
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = order[k];
        const double to = where == "above" ? 1.0 : where == "below" ? -1.0 : side[i];
        data.y(static_cast<Index>(i), 0) += to * distance;
    }
}

}  // namespace

Dataset curve_places(const Settings& settings) {
    const auto n = static_cast<Index>(settings.integer("n"));
    const double low = settings.real("x_low");
    const double high = settings.real("x_high");
    const bool even = settings.choice("spacing") == "even";
    Random random = draws(settings, Draw::places);
    Dataset data;
    data.x.resize(n, 1);
    data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        const double along = n > 1 ? static_cast<double>(i) / static_cast<double>(n - 1) : 0.0;
        const double share = even ? along : random.uniform();
        data.x(i, 0) = low + share * (high - low);
    }
    data.x_names = {"x"};
    data.y_names = {"y"};
    return data;
}

void disturb(const Settings& settings, Dataset& data) {
    const double noise = settings.real("noise");
    Random random = draws(settings, Draw::noise);
    for (Index i = 0; i < data.rows(); ++i) data.y(i, 0) += noise * random.normal();
    move_outliers(settings, data);
}

}  // namespace talweg
