// Points of named classes under losses that read their targets otherwise.
#include "core/train/class_targets.h"
#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "core/train/metrics.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

Experiment classes_with(const char* loss, const char* data = "two_gaussians") {
    return parse_experiment(std::string("[data]\nkind = \"") + data +
                                "\"\nn = 20\nvalidation = 0.2\ntest = 0.2\n[loss]\nkind = \"" + loss +
                                "\"\n[[run]]\noptimizer = \"sgd\"\nlr = 0.1\n",
                            "a.toml");
}

/// 0 and 1 as -1 and 1.
Matrix as_margins(const Matrix& classes) { return (2.0 * classes.array() - 1.0).matrix(); }

std::string error_of(const Experiment& experiment) {
    try {
        check_experiment(experiment);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST_CASE("two classes stand for -1 and 1 where a loss wants margins") {
    for (const char* kind : {"hinge", "squared_hinge"}) {
        CAPTURE(kind);
        const Experiment experiment = classes_with(kind);
        const auto data = std::make_shared<const Dataset>(make_dataset(experiment));
        const auto objective = assemble_objective(experiment, data);
        auto by_hand = std::make_shared<Dataset>(*data);
        by_hand->classes.clear();
        for (Matrix* y : {&by_hand->y, &by_hand->validation_y, &by_hand->test_y}) *y = as_margins(*y);
        const auto same = assemble_objective(experiment, by_hand);
        const Vector theta{{0.7, -0.3, 0.2}};
        Vector gradient(3);
        Vector wanted(3);
        CHECK(objective->value_and_gradient(theta, gradient) == same->value_and_gradient(theta, wanted));
        CHECK(gradient == wanted);
        CHECK(objective->validation_value(theta) == same->validation_value(theta));
        CHECK(data->y.minCoeff() == 0.0);  // views go on with classes
    }
}

TEST_CASE("at theta zero every margin falls short by one") {
    // max(0, 1 - y 0) = 1 for -1 as for 1; a target of 0 would give the same, so look one step further:
    // with w1 = 1 alone, a point of the left class at x1 costs max(0, 1 + x1), one of the right max(0, 1 -
    // x1).
    const Experiment experiment = classes_with("hinge");
    const auto data = std::make_shared<const Dataset>(make_dataset(experiment));
    const auto objective = assemble_objective(experiment, data);
    CHECK(objective->value(Vector::Zero(3)) == 1.0);
    double sum = 0.0;
    for (Index i = 0; i < data->rows(); ++i) {
        const double x1 = data->x(i, 0);
        sum += std::max(0.0, 1.0 + (data->y(i, 0) == 0.0 ? x1 : -x1));
    }
    CHECK(objective->value(Vector{{1.0, 0.0, 0.0}}) ==
          doctest::Approx(sum / static_cast<double>(data->rows())).epsilon(1e-14));
}

TEST_CASE("metrics count named classes under a hinge as under a cross-entropy") {
    const Experiment hinge = classes_with("hinge");
    const Experiment entropy = classes_with("bce_with_logits");
    const Vector theta{{1.0, 0.1, -0.2}};
    Metrics by_hinge;
    Metrics by_entropy;
    make_evaluator(hinge, std::make_shared<const Dataset>(make_dataset(hinge)))->evaluate(theta, by_hinge);
    make_evaluator(entropy, std::make_shared<const Dataset>(make_dataset(entropy)))
        ->evaluate(theta, by_entropy);
    CHECK(by_hinge.train.confusion == by_entropy.train.confusion);
    CHECK(by_hinge.validation.confusion == by_entropy.validation.confusion);
    CHECK(by_hinge.test.accuracy == by_entropy.test.accuracy);
}

TEST_CASE("a loss that reads classes as they are gets the very same points") {
    const Experiment experiment = classes_with("bce_with_logits");
    const auto data = std::make_shared<const Dataset>(make_dataset(experiment));
    const auto loss = assemble_loss(experiment, *data);
    CHECK(with_class_targets(*loss, data) == data);
}

TEST_CASE("more than two classes are refused by losses for two, where the loss stands") {
    for (const char* kind : {"bce_with_logits", "hinge", "squared_hinge"}) {
        CAPTURE(kind);
        Experiment experiment = classes_with(kind, "spiral");
        CHECK(error_of(experiment).empty());
        experiment.data.part.knobs["arms"] = std::int64_t{3};
        CHECK(error_of(experiment) ==
              "loss: '" + std::string(kind) + "' needs targets that are of two classes, and these are of 3");
    }
    std::string said;
    try {
        parse_experiment("[data]\nkind = \"blobs\"\n[loss]\nkind = \"hinge\"\n[[run]]\nlr = 0.1\n", "a.toml");
    } catch (const Error& error) {
        said = error.what();
    }
    CHECK(said ==
          "a.toml:4: [loss] 'kind': 'hinge' needs targets that are of two classes, and these are of 3");
}

TEST_CASE("another loss for the same classes is a live edit, and the run goes on with its targets") {
    Experiment experiment = classes_with("bce_with_logits");
    Trainer trainer(experiment);
    for (int i = 0; i < 5; ++i) trainer.step();
    experiment.loss = {"hinge", {}};
    CHECK(classify_edit(trainer.experiment(), experiment) == EditKind::live);
    const Vector theta = trainer.run(0).theta;
    trainer.apply(experiment);
    CHECK(trainer.run(0).theta == theta);
    CHECK(trainer.run(0).loss == make_objective(experiment)->value(theta));
}

}  // namespace
}  // namespace talweg
