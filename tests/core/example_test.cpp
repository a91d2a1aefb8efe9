// The experiments that come with the program reach what their notes say.
#include "core/objective/objective.h"
#include "core/train/experiment_file.h"
#include "core/train/metrics.h"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace talweg {
namespace {

namespace fs = std::filesystem;

Experiment example(const std::string& name) {
    return load_experiment(fs::path(TALWEG_EXPERIMENTS_DIR) / (name + ".toml"));
}

std::size_t run_named(const Experiment& experiment, std::string_view name) {
    const auto found =
        std::ranges::find_if(experiment.runs, [name](const RunSpec& run) { return run.name == name; });
    REQUIRE_MESSAGE(found != experiment.runs.end(), "no run is called " << std::string(name));
    return static_cast<std::size_t>(found - experiment.runs.begin());
}

/// An experiment walked to its end, as `talweg run` does it.
struct Ended {
    explicit Ended(const Experiment& walked)
        : experiment(walked), trainer(experiment), objective(make_objective(experiment)) {
        while (trainer.step()) {
        }
        for (std::size_t i = 0; i < trainer.run_count(); ++i) trainer.metrics(i, metrics.emplace_back());
    }
    Experiment experiment;
    Trainer trainer;
    std::unique_ptr<Objective> objective;
    std::vector<Metrics> metrics;

    double loss(std::size_t run) const { return objective->value(trainer.run(run).theta); }
    double least() const {
        const std::optional<Vector> theta = objective->minimiser();
        REQUIRE(theta.has_value());
        return objective->value(*theta);
    }
};

/// Each is walked once, however much is asked of it.
const Ended& ended(const std::string& name) {
    static std::map<std::string, std::unique_ptr<Ended>> kept;
    std::unique_ptr<Ended>& one = kept[name];
    if (one == nullptr) one = std::make_unique<Ended>(example(name));
    return *one;
}

enum class What {
    above,  ///< loss with its penalty, less that of the closed form
    loss,   ///< over all points to train on, with its penalty
    validation,
    train_accuracy,
    validation_accuracy,
    test_accuracy,
    test_recall,  ///< of the second class
    steps,
};

double measured(const Ended& example, std::size_t run, What what) {
    const Metrics& metrics = example.metrics[run];
    switch (what) {
        case What::above:
            return example.loss(run) - example.least();
        case What::loss:
            return example.loss(run);
        case What::validation:
            return metrics.validation.loss;
        case What::train_accuracy:
            return metrics.train.accuracy;
        case What::validation_accuracy:
            return metrics.validation.accuracy;
        case What::test_accuracy:
            return metrics.test.accuracy;
        case What::test_recall:
            return metrics.test.classes.at(1).recall;
        case What::steps:
            return static_cast<double>(example.trainer.run(run).step);
    }
    return kAbsent;
}

struct Claim {
    const char* example;
    const char* run;
    What what;
    double low;
    double high;
};

constexpr double kRounding = 1e-12;
constexpr double kAny = 1e300;

constexpr Claim kClaims[] = {
    {"1-gradient-descent/four-points", "Momentum 0.9", What::above, -kRounding, 1e-6},
    {"1-gradient-descent/four-points", "SGD 0.01", What::above, 1e-4, 1.2e-4},
    {"1-gradient-descent/line-and-its-closed-form", "SGD 0.1", What::above, -kRounding, 1e-6},
    {"1-gradient-descent/line-and-its-closed-form", "SGD 0.01", What::above, 1e-3, 1.3e-3},
    {"1-gradient-descent/line-and-its-closed-form", "Newton", What::above, -kRounding, 1e-6},
    {"1-gradient-descent/rates", "SGD 0.05", What::above, 0.0115, 0.0125},
    {"1-gradient-descent/rates", "SGD 0.5", What::above, -kRounding, 1e-6},
    {"1-gradient-descent/rates", "SGD 0.7", What::above, -kRounding, 1e-6},
    {"1-gradient-descent/rates", "SGD 1", What::loss, 1e6, kAny},
    {"2-batches/all-ten-or-one", "All 100", What::above, 1.0, 2.0},
    {"2-batches/all-ten-or-one", "Ten", What::above, 0.0, 0.005},
    {"2-batches/all-ten-or-one", "One", What::above, 0.01, 0.4},
    {"2-batches/rates-that-fall", "Constant", What::above, 0.045, 0.055},
    {"2-batches/rates-that-fall", "Step", What::above, 0.0, 0.001},
    {"2-batches/rates-that-fall", "Inverse time", What::above, 0.0, 0.001},
    {"2-batches/rates-that-fall", "Cosine", What::above, 0.0, 0.001},
    {"3-optimizers/momentum", "SGD", What::above, 0.0, 0.1},
    {"3-optimizers/momentum", "Momentum 0.9", What::above, -kRounding, 1e-6},
    {"3-optimizers/momentum", "Nesterov 0.9", What::above, -kRounding, 1e-6},
    {"3-optimizers/rates-of-their-own", "SGD", What::above, 0.165, 0.175},
    {"3-optimizers/rates-of-their-own", "Adagrad", What::above, -kRounding, 1e-6},
    {"3-optimizers/rates-of-their-own", "Adam", What::above, -kRounding, 1e-6},
    {"3-optimizers/small-network", "SGD", What::validation, 0.0, 0.03},
    {"3-optimizers/small-network", "Adam", What::validation, 0.0, 0.015},
    {"3-optimizers/small-network", "AdamW", What::validation, 0.0, 0.015},
    {"3-optimizers/small-network", "Adafactor", What::validation, 0.0, 0.03},
    {"4-overfitting/cubic-on-ten-points", "L-BFGS", What::above, -kRounding, 1e-6},
    {"4-overfitting/cubic-on-ten-points", "Momentum 0.9", What::above, -kRounding, 1e-6},
    {"4-overfitting/cubic-on-ten-points", "L-BFGS", What::validation, 0.1525, 0.1535},
    {"4-overfitting/degree-15-on-ten-points", "L-BFGS", What::loss, 0.0, 1e-9},
    {"4-overfitting/degree-15-on-ten-points", "L-BFGS", What::validation, 10.0, kAny},
    {"4-overfitting/degree-15-on-ten-points", "Adam", What::validation, 0.0, 1.0},
    {"4-overfitting/degree-15-on-ten-points", "Momentum 0.9", What::validation, 0.0, 1.0},
    {"4-overfitting/penalty-l2", "L-BFGS", What::above, -kRounding, 1e-6},
    {"4-overfitting/penalty-l2", "Adam", What::above, -kRounding, 1e-6},
    {"4-overfitting/penalty-l2", "L-BFGS", What::validation, 0.0, 1.0},
    {"4-overfitting/penalty-l1", "Falling", What::loss, 0.0, 4000.0},
    {"4-overfitting/early-stopping", "SGD 0.3", What::validation, 0.0, 0.15},
    {"4-overfitting/early-stopping", "Momentum 0.9", What::validation, 0.0, 0.15},
    {"4-overfitting/early-stopping", "Adam 0.01", What::validation, 0.0, 0.15},
    {"4-overfitting/early-stopping", "SGD 0.3", What::steps, 200, 1499},
    {"4-overfitting/early-stopping", "Momentum 0.9", What::steps, 200, 1499},
    {"4-overfitting/early-stopping", "Adam 0.01", What::steps, 200, 1499},
    {"5-classes/few-of-one-class", "SGD 0.5", What::test_accuracy, 0.9, 1.0},
    {"5-classes/few-of-one-class", "Newton", What::test_accuracy, 0.9, 1.0},
    {"5-classes/few-of-one-class", "Newton", What::test_recall, 0.4, 0.6},
    {"5-classes/blobs", "SGD 0.1", What::train_accuracy, 0.9, 1.0},
    {"5-classes/blobs", "SGD 1", What::train_accuracy, 0.9, 1.0},
    {"5-classes/blobs", "Adam 0.1", What::train_accuracy, 0.9, 1.0},
    {"5-classes/blobs", "SGD 0.1", What::validation_accuracy, 0.9, 1.0},
    {"5-classes/blobs", "Adam 0.1", What::validation_accuracy, 0.9, 1.0},
    {"5-classes/blobs", "SGD 1", What::loss, 0.21379 - 5e-6, 0.21379 + 1e-5},
    {"5-classes/blobs", "Adam 0.1", What::loss, 0.21379 - 5e-6, 0.21379 + 1e-5},
    {"5-classes/blobs", "SGD 0.1", What::loss, 0.21879, 0.22079},
    {"5-classes/moons", "SGD 0.3", What::validation_accuracy, 0.97, 1.0},
    {"5-classes/moons", "Momentum 0.9", What::validation_accuracy, 0.97, 1.0},
    {"5-classes/moons", "Adam 0.02", What::validation_accuracy, 0.97, 1.0},
    {"5-classes/spiral", "Momentum 0.9", What::validation_accuracy, 0.97, 1.0},
    {"5-classes/spiral", "Adam 0.01", What::validation_accuracy, 0.97, 1.0},
    {"5-classes/xor", "SGD 0.5", What::train_accuracy, 0.99, 1.0},
    {"5-classes/xor", "Momentum 0.9", What::train_accuracy, 0.99, 1.0},
    {"5-classes/xor", "Adam 0.05", What::train_accuracy, 0.99, 1.0},
    {"5-classes/xor", "SGD 0.5", What::loss, 0.0, 0.1},
    {"5-classes/xor", "Momentum 0.9", What::loss, 0.0, 0.1},
    {"5-classes/xor", "Adam 0.05", What::loss, 0.0, 0.1},
    {"6-networks/vanishing-gradients", "SGD 0.5", What::loss, 0.69305, 0.69325},
    {"6-networks/vanishing-gradients", "Momentum 0.9", What::loss, 0.69305, 0.69325},
    {"6-networks/vanishing-gradients", "Adam 0.02", What::train_accuracy, 1.0, 1.0},
    {"6-networks/gradients-that-arrive", "SGD 0.5", What::loss, 0.0, 0.001},
    {"6-networks/gradients-that-arrive", "Momentum 0.9", What::loss, 0.0, 0.001},
    {"6-networks/gradients-that-arrive", "Adam 0.02", What::loss, 0.0, 0.001},
    {"6-networks/gradients-that-arrive", "SGD 0.5", What::train_accuracy, 1.0, 1.0},
    {"6-networks/exploding-gradients", "SGD 0.5", What::loss, 0.69305, 0.69325},
    {"6-networks/exploding-gradients", "Momentum 0.9", What::loss, 0.69305, 0.69325},
    {"6-networks/exploding-gradients", "Adam 0.02", What::train_accuracy, 1.0, 1.0},
    {"7-functions/curved-valley", "SGD", What::loss, 0.077, 0.079},
    {"7-functions/curved-valley", "Momentum 0.9", What::loss, 0.0, 1e-8},
    {"7-functions/curved-valley", "Adam", What::loss, 0.0, 1e-8},
    {"7-functions/curved-valley", "Newton", What::loss, 0.0, 1e-18},
    {"7-functions/four-minima", "From (0, 0)", What::loss, 0.0, 1e-12},
};

TEST_CASE("every example reaches what it says") {
    for (const Claim& claim : kClaims) {
        const Ended& end = ended(claim.example);
        const double value = measured(end, run_named(end.experiment, claim.run), claim.what);
        CHECK_MESSAGE((value >= claim.low && value <= claim.high),
                      claim.example << ", " << claim.run << ", " << static_cast<int>(claim.what) << ": "
                                    << value << " is not in " << claim.low << " to " << claim.high);
    }
}

TEST_CASE("every example that is shipped is claimed something of, and says it in its notes") {
    std::set<std::string> claimed;
    for (const Claim& claim : kClaims) claimed.insert(claim.example);
    std::set<std::string> shipped;
    const fs::path shelf = TALWEG_EXPERIMENTS_DIR;
    for (const auto& entry : fs::recursive_directory_iterator(shelf)) {
        if (entry.is_directory()) continue;
        shipped.insert(entry.path().lexically_relative(shelf).replace_extension().generic_string());
    }
    CHECK(claimed == shipped);
    for (const std::string& name : shipped) {
        CAPTURE(name);
        const Experiment experiment = example(name);
        CHECK(experiment_title(shelf / (name + ".toml")) == experiment.title);
        CHECK_FALSE(experiment.title.empty());
        if (name == "1-gradient-descent/four-points") continue;  // the first experiment has notes of its own
        CHECK(experiment.notes.find("Look at") != std::string::npos);
        CHECK(experiment.notes.find("Change") != std::string::npos);
        CHECK(experiment.notes.find("It should reach") != std::string::npos);
    }
}

TEST_CASE("the closed forms are those of the notes") {
    struct Bottom {
        const char* example;
        double w;
        double b;
        double loss;
    };
    const Bottom bottoms[] = {
        {"1-gradient-descent/line-and-its-closed-form", 2.97840, 4.17055, 0.80185},
        {"1-gradient-descent/rates", 2.84520, 0.52808, 0.07922},
        {"2-batches/all-ten-or-one", 1.94306, 0.15121, 0.79856},
        {"2-batches/rates-that-fall", 1.94306, 0.15121, 0.79856},
        {"3-optimizers/momentum", 1.96896, 1.19347, 0.18342},
        {"3-optimizers/rates-of-their-own", 0.49767, 4.25293, 0.68502},
    };
    const auto rounded = [](double value) { return std::round(value * 1e5) / 1e5; };
    for (const Bottom& bottom : bottoms) {
        CAPTURE(bottom.example);
        const auto objective = make_objective(example(bottom.example));
        const std::optional<Vector> theta = objective->minimiser();
        REQUIRE(theta.has_value());
        CHECK(rounded((*theta)[0]) == bottom.w);
        CHECK(rounded((*theta)[1]) == bottom.b);
        CHECK(rounded(objective->value(*theta)) == bottom.loss);
    }
}

TEST_CASE("the curvatures are those of the notes") {
    struct Valley {
        const char* example;
        double largest;
        double ratio;
    };
    for (const Valley& valley :
         {Valley{"1-gradient-descent/line-and-its-closed-form", 4.5216, 17.0},
          Valley{"1-gradient-descent/rates", 2.58105, 22.0}, Valley{"3-optimizers/momentum", 22.5548, 91.0},
          Valley{"3-optimizers/rates-of-their-own", 607.609, 1182.0}}) {
        CAPTURE(valley.example);
        const auto objective = make_objective(example(valley.example));
        Matrix hessian;
        REQUIRE(objective->hessian(Vector::Zero(2), hessian));
        const Vector curvature = Eigen::SelfAdjointEigenSolver<Matrix>(hessian).eigenvalues();
        CHECK(curvature[1] == doctest::Approx(valley.largest).epsilon(1e-5));
        CHECK(std::round(curvature[1] / curvature[0]) == valley.ratio);
    }
}

/// The first step at which a run's loss is less than `gap` above the closed form's.
Step first_step(const std::string& name, std::string_view run, double gap) {
    const Experiment experiment = example(name);
    const std::size_t index = run_named(experiment, run);
    Trainer trainer(experiment);
    const auto objective = make_objective(experiment);
    const double least = objective->value(*objective->minimiser());
    while (!(objective->value(trainer.run(index).theta) - least < gap) && trainer.step()) {
    }
    return trainer.run(index).step;
}

TEST_CASE("the races are as long as the notes say") {
    CHECK(first_step("1-gradient-descent/line-and-its-closed-form", "Newton", 1e-6) == 1);
    CHECK(first_step("2-batches/all-ten-or-one", "One", 0.1) <= 100);
    CHECK(first_step("3-optimizers/momentum", "SGD", 0.1) == 770);
    CHECK(first_step("3-optimizers/momentum", "Momentum 0.5", 0.1) == 384);
    CHECK(first_step("3-optimizers/momentum", "Momentum 0.9", 0.1) == 70);
    CHECK(first_step("3-optimizers/momentum", "Nesterov 0.9", 0.1) == 69);
}

TEST_CASE("RMSprop at a constant rate hovers around the minimum") {
    const Experiment experiment = example("3-optimizers/rates-of-their-own");
    const std::size_t run = run_named(experiment, "RMSprop");
    Trainer trainer(experiment);
    const auto objective = make_objective(experiment);
    const double least = objective->value(*objective->minimiser());
    double nearest = kAny;
    double furthest = 0.0;
    while (trainer.step()) {
        if (trainer.run(run).step < 750) continue;
        nearest = std::min(nearest, trainer.run(run).loss - least);
        furthest = std::max(furthest, trainer.run(run).loss - least);
    }
    CHECK(nearest < 1e-3);
    CHECK(furthest > 1.0);
}

TEST_CASE("degree 15 is over ten times worse on points that it has not seen than degree 3") {
    const double cubic = ended("4-overfitting/cubic-on-ten-points").metrics[0].validation.loss;
    const double wiggly = ended("4-overfitting/degree-15-on-ten-points").metrics[0].validation.loss;
    CHECK(wiggly > 10.0 * cubic);
    CHECK(ended("4-overfitting/penalty-l2").metrics[0].validation.loss < 0.1 * wiggly);
    CHECK(ended("4-overfitting/degree-15-on-ten-points").trainer.dataset().rows() == 10);
}

TEST_CASE("with L1 five of ten weights end at 0") {
    const Ended& end = ended("4-overfitting/penalty-l1");
    const Vector& theta = end.trainer.run(run_named(end.experiment, "Falling")).theta;
    REQUIRE(theta.size() == 11);
    const auto weights = theta.head(10).array().abs();
    CHECK((weights < 0.1).count() == 5);
    CHECK((weights > 2.0).count() == 5);
}

TEST_CASE("without early stopping the validation loss climbs above 1") {
    Experiment experiment = example("4-overfitting/early-stopping");
    experiment.stop.patience.reset();
    experiment.stop.restore_best = false;
    const std::size_t adam = run_named(experiment, "Adam 0.01");
    experiment.runs = {experiment.runs[adam]};
    const Ended end(experiment);
    CHECK(end.metrics[0].validation.loss > 1.0);
    CHECK(end.metrics[0].train.accuracy == 1.0);
    const Ended& stopped = ended("4-overfitting/early-stopping");
    CHECK(stopped.trainer.run(adam).status == RunStatus::stopped);
}

TEST_CASE("logistic regression has one minimum, and both ways lead there") {
    const Ended& end = ended("5-classes/few-of-one-class");
    CHECK(end.loss(0) - end.loss(1) < 1e-6);
    CHECK(end.trainer.run(1).gradient_norm < 1e-10);
}

TEST_CASE("the rate beyond the edge diverges in the first experiment") {
    const Ended& end = ended("1-gradient-descent/four-points");
    CHECK(end.trainer.run(run_named(end.experiment, "SGD 0.15")).status == RunStatus::diverged);
}

}  // namespace
}  // namespace talweg
