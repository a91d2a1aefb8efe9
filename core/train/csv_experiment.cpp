// A first experiment with a table of one's own.
#include "core/base/text.h"
#include "core/train/csv_source.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::uint64_t kLargeRows = 10'000;  ///< from here on a first experiment takes mini-batches
constexpr double kAdamRate = 0.1;

/// A step of Adam moves each parameter by about its rate, however steep the loss is, and with standardised
/// inputs the bias ends at the mean of the targets. So the rate is the power of ten between an eightieth and
/// an eighth of how large targets are: 0.1 for those of size 1, 100 for grams of a penguin. Plain gradient
/// descent needs nothing of the kind: its steps grow with the targets. targets: (n x outputs), finite.
double adam_rate(const Matrix& targets) {
    double size = 0.0;
    const auto count = static_cast<double>(targets.size());
    for (const double target : targets.reshaped()) size += std::abs(target) / count;
    if (!(size > 0.0) || !std::isfinite(size)) return kAdamRate;
    const double power = std::floor(std::log10(size) - 0.9);
    // Through text: 0.001 rather than 0.0010000000000000002.
    return parse_double(short_text(std::pow(10.0, std::clamp(power, -12.0, 12.0)), 1)).value_or(kAdamRate);
}

}  // namespace

Experiment experiment_with(DataChoice data, const Dataset& points, std::string title) {
    Experiment experiment;
    experiment.title = std::move(title);
    experiment.data = std::move(data);
    experiment.data.scaling = "standardise";  // columns know nothing of each other's units
    if (points.of_classes()) experiment.loss.kind = "cross_entropy";
    experiment.init = default_init(experiment.model);
    experiment.stop.max_steps = 1000;
    const std::uint64_t batch = static_cast<std::uint64_t>(points.rows()) > kLargeRows ? 256 : 0;
    const auto add = [&](const std::string& name, const char* optimizer, double rate) {
        RunSpec run;
        run.id = next_run_id(experiment);
        run.name = name;
        run.optimizer.kind = optimizer;
        run.lr = rate;
        run.batch = batch;
        experiment.runs.push_back(std::move(run));
    };
    add("SGD 0.1", "sgd", 0.1);
    const double rate = points.of_classes() ? kAdamRate : adam_rate(points.y);
    add("Adam " + short_text(rate), "adam", rate);
    return experiment;
}

}  // namespace talweg
