// The experiment that a table begins with: both its runs arrive, whatever the units of the targets.
#include "core/train/closed_form.h"
#include "core/train/csv_source.h"
#include "core/train/metrics.h"
#include "core/train/trainer.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace talweg;

namespace {

Experiment first_with(const char* name, std::vector<std::string> inputs, const char* target) {
    CsvChoice choice;
    choice.path = (std::filesystem::path(TALWEG_DATA_DIR) / (std::string(name) + ".csv")).string();
    choice.inputs = std::move(inputs);
    choice.target = target;
    choice.missing = CsvMissing::drop;
    return experiment_from_csv(std::move(choice));
}

/// Of points with these targets, x = 1, 2, …
Experiment first_with_targets(const std::vector<double>& targets) {
    Dataset points;
    points.x.resize(static_cast<Index>(targets.size()), 1);
    points.y.resize(static_cast<Index>(targets.size()), 1);
    for (Index i = 0; i < points.x.rows(); ++i) {
        points.x(i, 0) = static_cast<double>(i + 1);
        points.y(i, 0) = targets[static_cast<std::size_t>(i)];
    }
    return experiment_with({}, points, "points");
}

double adam_rate_of(const std::vector<double>& targets) { return first_with_targets(targets).runs.at(1).lr; }

}  // namespace

TEST_CASE("Adam begins at the power of ten between an eightieth and an eighth of the targets") {
    CHECK(adam_rate_of({1, -1, 1}) == 0.1);
    CHECK(adam_rate_of({7.9, 7.9}) == 0.1);
    CHECK(adam_rate_of({8, 8}) == 1);
    CHECK(adam_rate_of({4000, 4400}) == 100);
    CHECK(adam_rate_of({0.001, 0.001}) == 0.0001);
    CHECK(adam_rate_of({0, 0}) == 0.1);
    CHECK(adam_rate_of({1e300, 1e300}) == 1e12);
    CHECK(first_with_targets({4000, 4400}).runs[1].name == "Adam 100");
    CHECK(first_with_targets({4000, 4400}).runs[0].name == "SGD 0.1");
    const Experiment classes = first_with("penguins", {"bill_length_mm", "bill_depth_mm"}, "species");
    CHECK(classes.runs[1].lr == 0.1);
}

TEST_CASE("both runs of a table's first experiment arrive where least squares end") {
    struct Case {
        const char* name;
        std::vector<std::string> inputs;
        const char* target;
        double rate;
    };
    const std::vector<Case> cases{
        {"penguins", {"flipper_length_mm"}, "body_mass_g", 100},
        {"penguins", {"bill_length_mm", "bill_depth_mm", "flipper_length_mm"}, "body_mass_g", 100},
        {"auto-mpg", {"weight", "year"}, "mpg", 1},
        {"old-faithful", {"eruptions"}, "waiting", 1},
        {"galton", {"parent"}, "child", 1},
        {"anscombe", {"x1"}, "y1", 0.1},
        {"diabetes", {"bmi", "bp", "ltg"}, "progression", 10},
    };
    for (const Case& each : cases) {
        CAPTURE(each.name);
        Experiment experiment = first_with(each.name, each.inputs, each.target);
        CHECK(experiment.runs[1].lr == each.rate);
        CHECK(experiment.data.scaling == "standardise");
        const auto data = std::make_shared<const Dataset>(make_dataset(experiment));
        const ClosedForm target = closed_form_of(experiment, data);
        REQUIRE(target.unique);
        Trainer trainer(experiment);
        while (trainer.step()) {
        }
        for (std::size_t run = 0; run < 2; ++run) {
            CAPTURE(experiment.runs[run].name);
            Metrics metrics;
            trainer.metrics(run, metrics);
            CHECK(trainer.run(run).step == 1000);
            CHECK(metrics.train.loss < 1.0001 * target.loss);
        }
    }
}
