// The three lines that introductions to gradient descent begin with.
#include "core/data/articles.h"

#include "core/data/draws.h"
#include "core/data/knobs.h"

namespace talweg {
namespace {

constexpr std::string_view kFamily = "The articles' sets";

constexpr Knob kNormalKnobs[] = {count_knob(100), noise_knob(1.0), seed_knob()};
constexpr Knob kUniformKnobs[] = {
    count_knob(100), noise_knob(1.0, "The noise added to every y is uniform from 0 to this."), seed_knob()};

/// x(random) draws an input, y(x, random) what is measured there.
template <class DrawX, class DrawY>
Dataset drawn_line(const Settings& settings, const DrawX& x, const DrawY& y) {
    const auto n = static_cast<Index>(settings.integer("n"));
    Random places = draws(settings, Draw::places);
    Random errors = draws(settings, Draw::noise);
    Dataset data;
    data.x.resize(n, 1);
    data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        data.x(i, 0) = x(places);
        data.y(i, 0) = y(data.x(i, 0), errors);
    }
    data.x_names = {"x"};
    data.y_names = {"y"};
    return data;
}

Dataset make_four_plus_three_x(const Settings& settings) {
    const double noise = settings.real("noise");
    return drawn_line(
        settings, [](Random& random) { return 2.0 * random.uniform(); },
        [noise](double x, Random& random) { return 4.0 + 3.0 * x + noise * random.normal(); });
}

Dataset make_two_x(const Settings& settings) {
    const double noise = settings.real("noise");
    return drawn_line(
        settings, [](Random& random) { return random.normal(); },
        [noise](double x, Random& random) { return 2.0 * x + noise * random.normal(); });
}

Dataset make_three_x(const Settings& settings) {
    const double noise = settings.real("noise");
    return drawn_line(
        settings, [](Random& random) { return random.uniform(); },
        [noise](double x, Random& random) { return 3.0 * x + noise * random.uniform(); });
}

}  // namespace

DatasetPart four_plus_three_x_part() {
    return {{"four_plus_three_x", "4 + 3x + N(0, 1)", "A line with normal noise over x from 0 to 2.",
             "x uniform in [0, 2)\ny = 4 + 3 x + noise N(0, 1)", "", kNormalKnobs, kFamily},
            make_four_plus_three_x};
}

DatasetPart two_x_part() {
    return {{"two_x", "2x + N(0, 1)", "A line through 0 with normal noise over normal x.",
             "x from N(0, 1)\ny = 2 x + noise N(0, 1)", "", kNormalKnobs, kFamily},
            make_two_x};
}

DatasetPart three_x_part() {
    return {{"three_x", "3x + U(0, 1)",
             "A line with uniform noise over x from 0 to 1; the best fit is near 3x + 1/2.",
             "x uniform in [0, 1)\ny = 3 x + noise U(0, 1)", "", kUniformKnobs, kFamily},
            make_three_x};
}

}  // namespace talweg
