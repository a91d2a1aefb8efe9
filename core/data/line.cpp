// Points along a straight line, with noise.
#include "core/data/line.h"

#include "core/base/random.h"

namespace talweg {
namespace {

constexpr double kFar = 1e6;
constexpr double kLargestSeed = 0x1.0p53;

constexpr Knob kKnobs[] = {
    {.name = "n",
     .title = "Points",
     .symbol = "n",
     .type = KnobType::integer,
     .low = 1,
     .high = 1e6,
     .initial = 20,
     .logarithmic = true,
     .slider_low = 2,
     .slider_high = 1000,
     .help = "How many points are drawn.",
     .why_low = "there has to be a point"},
    {.name = "slope",
     .title = "Slope",
     .symbol = "a",
     .low = -kFar,
     .high = kFar,
     .initial = 2.0,
     .slider_low = -5,
     .slider_high = 5,
     .help = "How much y rises when x grows by one, before the noise."},
    {.name = "intercept",
     .title = "Intercept",
     .symbol = "c",
     .low = -kFar,
     .high = kFar,
     .initial = 1.0,
     .slider_low = -5,
     .slider_high = 5,
     .help = "The y of the line at x = 0, before the noise."},
    {.name = "x_low",
     .title = "First x",
     .low = -kFar,
     .high = kFar,
     .initial = 0.0,
     .slider_low = -10,
     .slider_high = 10,
     .help = "The x of the first point; the points lie evenly from here to the last x."},
    {.name = "x_high",
     .title = "Last x",
     .low = -kFar,
     .high = kFar,
     .initial = 5.0,
     .slider_low = -10,
     .slider_high = 10,
     .help = "The x of the last point."},
    {.name = "noise",
     .title = "Noise",
     .symbol = "σ",
     .low = 0.0,
     .high = kFar,
     .initial = 0.5,
     .slider_low = 0,
     .slider_high = 5,
     .help = "Standard deviation of the normal noise added to every y.",
     .why_low = "a standard deviation is never below 0"},
    {.name = "seed",
     .title = "Noise seed",
     .type = KnobType::integer,
     .low = 0,
     .high = kLargestSeed,
     .initial = 0,
     .slider_low = 0,
     .slider_high = 100,
     .help = "Another number, another draw of the noise; the experiment's own seed does not touch it.",
     .why_low = "it counts from 0"},
};

Dataset make_line(const Settings& settings) {
    const Index n = static_cast<Index>(settings.integer("n"));
    const double slope = settings.real("slope");
    const double intercept = settings.real("intercept");
    const double low = settings.real("x_low");
    const double high = settings.real("x_high");
    const double noise = settings.real("noise");
    Random random(static_cast<std::uint64_t>(settings.integer("seed")), Stream::data);
    Dataset data;
    data.x.resize(n, 1);
    data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        const double share = n > 1 ? static_cast<double>(i) / static_cast<double>(n - 1) : 0.0;
        const double x = low + share * (high - low);
        data.x(i, 0) = x;
        data.y(i, 0) = slope * x + intercept + noise * random.normal();
    }
    data.x_names = {"x"};
    data.y_names = {"y"};
    return data;
}

}  // namespace

DatasetPart line_part() {
    return {{"line", "Noisy line", "Points evenly along a straight line, each y moved by normal noise.",
             "y = slope x + intercept + noise N(0, 1)", "", kKnobs},
            make_line};
}

}  // namespace talweg
