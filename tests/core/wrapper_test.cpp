// What stands around an optimizer: three steps of each by hand, and what a run makes of it.
#include "core/train/catalogue.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

/// x^2 / 2 + 2 y^2 (the first term alone in one dimension), and how often it was asked.
class Bowl final : public Probe {
  public:
    double value(const Vector& theta) override {
        ++asked;
        return 0.5 * theta[0] * theta[0] + (theta.size() > 1 ? 2.0 * theta[1] * theta[1] : 0.0);
    }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        gradient[0] = theta[0];
        if (theta.size() > 1) gradient[1] = 4.0 * theta[1];
        return value(theta);
    }
    bool hessian(const Vector&, Matrix&) override { return false; }
    bool residuals(const Vector&, Vector&, Matrix&) override { return false; }

    int asked = 0;
};

std::unique_ptr<Wrapper> wrap(std::string_view kind, const KnobMap& knobs, std::unique_ptr<Optimizer> inner,
                              Index n) {
    const WrapperPart& part = wrapper_part(kind);
    return part.wrap(Settings(part.info, knobs), Parameters::vector(n), std::move(inner));
}

std::unique_ptr<Wrapper> around_sgd(std::string_view kind, const KnobMap& knobs, Index n = 1) {
    const OptimizerPart& part = optimizer_part("sgd");
    return wrap(kind, knobs, part.make(Settings(part.info, {}), Parameters::vector(n)), n);
}

void step(Optimizer& optimizer, Vector& theta, Probe& probe) {
    Vector gradient(theta.size());
    const double loss = probe.value_and_gradient(theta, gradient);
    optimizer.step(theta, {loss, gradient, 0.1, 0.1, probe});
}

// theta, or the average, after each of some steps from 1 at rate 0.1 on x^2 / 2.
void check_path(Optimizer& optimizer, const std::vector<double>& expected, bool average = false) {
    Bowl bowl;
    Vector theta{{1.0}};
    for (const double each : expected) {
        step(optimizer, theta, bowl);
        CHECK(close(average ? (*optimizer.average())[0] : theta[0], each, 1e-15));
    }
}

Experiment wrapped(double lr, std::vector<PartChoice> wrappers) {
    Experiment experiment = four_points(lr);
    experiment.runs[0].wrappers = std::move(wrappers);
    return experiment;
}

void run(Trainer& trainer, int steps) {
    for (int i = 0; i < steps; ++i) trainer.step();
}

/// Asks about points of its own, as a line search does, and then moves to a given one.
class Asker final : public Optimizer {
  public:
    void step(Vector& theta, const StepInput& now) override {
        loss = now.loss;
        value = now.probe.value(Vector{{4.0, 0.0}});
        gradient = Vector::Zero(2);
        other = now.probe.value_and_gradient(Vector{{0.0, 2.0}}, gradient);
        theta -= now.rate * now.gradient;
    }
    void configure(const Settings&) override {}
    void archive(Archive&) override {}

    double loss = 0.0;
    double value = 0.0;
    double other = 0.0;
    Vector gradient;
};

}  // namespace

TEST_CASE("steps of Lookahead by hand") {
    // 0.9, then 0.81, from where the slow weights pull back: 1 + 0.5 (0.81 - 1) = 0.905;
    // 0.8145, then 0.73305: 0.905 + 0.5 (0.73305 - 0.905) = 0.819025
    const auto lookahead = around_sgd("lookahead", {{"k", std::int64_t{2}}, {"alpha", 0.5}});
    check_path(*lookahead, {0.9, 0.905, 0.8145, 0.819025});
    check_path(*around_sgd("lookahead", {{"k", std::int64_t{1}}, {"alpha", 0.5}}), {0.95, 0.9025, 0.857375});
    check_path(*around_sgd("lookahead", {{"alpha", 1.0}}), {0.9, 0.81, 0.729, 0.6561, 0.59049, 0.531441});
}

TEST_CASE("Lookahead leaves the momentum of what it wraps alone") {
    const OptimizerPart& part = optimizer_part("sgd");
    const auto lookahead =
        wrap("lookahead", {{"k", std::int64_t{2}}, {"alpha", 0.5}},
             part.make(Settings(part.info, {{"momentum", 0.5}}), Parameters::vector(1)), 1);
    // u = 1;  0.5 + 0.9 = 1.4, theta 0.76, back to 1 + 0.5 (0.76 - 1) = 0.88;  u = 0.7 + 0.88 = 1.58
    check_path(*lookahead, {0.9, 0.88, 0.722});
}

TEST_CASE("three steps of SAM by hand") {
    // uphill by 0.5: 1.5, step 0.1 1.5;  1.35;  1.215
    check_path(*around_sgd("sam", {{"rho", 0.5}}), {0.85, 0.715, 0.5935});
}

TEST_CASE("SAM climbs along the gradient of all parameters together") {
    // at (3, 1) the gradient is (3, 4), of length 5: up to (3.3, 1.4), where it is (3.3, 5.6)
    const auto sam = around_sgd("sam", {{"rho", 0.5}}, 2);
    Bowl bowl;
    Vector theta{{3.0, 1.0}};
    step(*sam, theta, bowl);
    CHECK(close(theta, Vector{{2.67, 0.44}}, 1e-15));
    CHECK(bowl.asked == 2);
    // then (2.67, 1.76), of length l
    const double l = std::sqrt(2.67 * 2.67 + 1.76 * 1.76);
    step(*sam, theta, bowl);
    const Vector second{{2.67 - 0.1 * (2.67 + 0.5 * 2.67 / l), 0.44 - 0.1 * 4.0 * (0.44 + 0.5 * 1.76 / l)}};
    CHECK(close(theta, second, 1e-15));
    CHECK(bowl.asked == 4);
    const Vector slope{{second[0], 4.0 * second[1]}};
    const Vector worst = second + 0.5 * slope / std::sqrt(slope.dot(slope));
    step(*sam, theta, bowl);
    CHECK(close(theta, second - 0.1 * Vector{{worst[0], 4.0 * worst[1]}}, 1e-15));
    CHECK(bowl.asked == 6);
}

TEST_CASE("SAM where there is no slope stays where it is") {
    const auto sam = around_sgd("sam", {}, 2);
    Bowl bowl;
    Vector theta{{0.0, 0.0}};
    step(*sam, theta, bowl);
    CHECK(theta == Vector{{0.0, 0.0}});
}

TEST_CASE("SAM answers what a search asks at the worst point nearby") {
    auto made = std::make_unique<Asker>();
    Asker& asker = *made;
    const auto sam = wrap("sam", {{"rho", 0.5}}, std::move(made), 2);
    Bowl bowl;
    Vector theta{{3.0, 1.0}};
    step(*sam, theta, bowl);
    CHECK(close(asker.loss, 0.5 * 3.3 * 3.3 + 2.0 * 1.4 * 1.4, 1e-15));
    CHECK(close(asker.value, 0.5 * 4.5 * 4.5, 1e-15));  // (4, 0) climbs to (4.5, 0)
    CHECK(close(asker.other, 2.0 * 2.5 * 2.5, 1e-15));  // (0, 2) climbs to (0, 2.5)
    CHECK(close(asker.gradient, Vector{{0.0, 10.0}}, 1e-15));
    CHECK(close(theta, Vector{{2.67, 0.44}}, 1e-15));
    CHECK(bowl.asked == 6);  // at theta, its worst, and two for each question
}

TEST_CASE("three steps of an exponential average by hand") {
    // theta 0.9, 0.81, 0.729: W = 0.9;  0.45 + 0.405;  0.4275 + 0.3645
    check_path(*around_sgd("ema", {{"decay", 0.5}}), {0.9, 0.81, 0.729});
    check_path(*around_sgd("ema", {{"decay", 0.5}}), {0.9, 0.855, 0.792}, true);
}

TEST_CASE("steps of an equal average by hand") {
    check_path(*around_sgd("swa", {}), {0.9, 0.81, 0.729});
    check_path(*around_sgd("swa", {}), {0.9, (0.9 + 0.81) / 2, (0.9 + 0.81 + 0.729) / 3}, true);
    // from the second step on; until then the average goes along with theta
    check_path(*around_sgd("swa", {{"start", std::int64_t{2}}}),
               {0.9, 0.81, (0.81 + 0.729) / 2, (0.81 + 0.729 + 0.6561) / 3}, true);
    check_path(*around_sgd("swa", {{"every", std::int64_t{2}}}),
               {0.9, 0.9, (0.9 + 0.729) / 2, (0.9 + 0.729) / 2, (0.9 + 0.729 + 0.59049) / 3}, true);
}

TEST_CASE("averages have the numbers of torch.optim.swa_utils.AveragedModel") {
    const auto check = [](const PartChoice& wrapper, const std::vector<Vector>& expected) {
        Trainer trainer(wrapped(0.02, {wrapper}));
        CHECK(same_bits(trainer.run(0).average, Vector::Zero(2)));  // the start
        for (const Vector& average : expected) {
            trainer.step();
            CHECK(close(trainer.run(0).average, average, 1e-14));
        }
    };
    check({"swa", {}}, {Vector{{0.51, 0.17}}, Vector{{0.6799999999999999, 0.22610000000000002}},
                        Vector{{0.81226, 0.2693706666666667}}, Vector{{0.9162337, 0.30302738}}});
    check({"swa", {{"start", std::int64_t{2}}, {"every", std::int64_t{2}}}},
          {Vector{{0.51, 0.17}}, Vector{{0.85, 0.2822}}, Vector{{0.85, 0.2822}},
           Vector{{1.0390774, 0.34309876}}, Vector{{1.0390774, 0.34309876}},
           Vector{{1.1583895372266666, 0.380295970944}}});
    check({"ema", {{"decay", 0.9}}}, {Vector{{0.51, 0.17}}, Vector{{0.544, 0.18122000000000002}},
                                      Vector{{0.597278, 0.1986892}}, Vector{{0.66036568, 0.219220032}}});
}

TEST_CASE("averages leave the path alone and a run without them has none") {
    Trainer plain(four_points(0.02));
    Trainer averaged(wrapped(0.02, {{"ema", {}}}));
    for (int i = 0; i < 50; ++i) {
        CHECK(same_bits(plain.run(0).theta, averaged.run(0).theta));
        plain.step();
        averaged.step();
    }
    CHECK(plain.run(0).average.size() == 0);
    CHECK(plain.run(0).evaluations == averaged.run(0).evaluations);
}

TEST_CASE("the average of a run that diverges is its last finite one") {
    Trainer trainer(wrapped(0.15, {{"ema", {{"decay", 0.5}}}}));
    Vector before;
    while (trainer.running()) {
        before = trainer.run(0).average;
        trainer.step();
    }
    CHECK(trainer.run(0).status == RunStatus::diverged);
    CHECK(same_bits(trainer.run(0).average, before));
}

TEST_CASE("SAM takes two evaluations a step, which a run counts") {
    Trainer plain(four_points(0.01));
    Trainer sam(wrapped(0.01, {{"sam", {}}}));
    CHECK(sam.run(0).evaluations == 1);
    run(plain, 10);
    run(sam, 10);
    CHECK(plain.run(0).evaluations == 11);
    CHECK(sam.run(0).evaluations == 21);
}

TEST_CASE("SAM looks uphill over the batch of its step and with clipped gradients") {
    Experiment experiment = wrapped(0.01, {{"sam", {{"rho", 0.5}}}});
    experiment.runs[0].batch = 2;
    experiment.runs[0].clip_norm = 1.0;
    Trainer trainer(experiment);
    const auto objective = make_objective(experiment);
    for (int i = 0; i < 5; ++i) {
        const Vector theta = trainer.run(0).theta;
        Vector gradient(2);
        const auto clipped = [&](const Vector& at) {
            objective->batch_value_and_gradient(at, trainer.batch(0), gradient);
            return Vector(gradient * std::min(1.0, 1.0 / (gradient.norm() + 1e-6)));
        };
        const Vector slope = clipped(theta);
        const Vector expected = theta - 0.01 * clipped(theta + 0.5 * slope / slope.norm());
        trainer.step();
        CHECK(close(trainer.run(0).theta, expected, 1e-14));
    }
}

TEST_CASE("what stands around stands in the catalogue's order") {
    // SAM innermost: its gradient is what Lookahead's steps are made of; the average sees where they end.
    Trainer trainer(wrapped(
        0.02,
        {{"sam", {{"rho", 0.5}}}, {"lookahead", {{"k", std::int64_t{1}}, {"alpha", 0.5}}}, {"swa", {}}}));
    const auto objective = make_objective(trainer.experiment());
    const Vector slope = trainer.run(0).gradient;
    Vector gradient(2);
    objective->value_and_gradient(0.5 * slope / slope.norm(), gradient);
    trainer.step();
    const Vector expected = 0.5 * (-0.02 * gradient);
    CHECK(close(trainer.run(0).theta, expected, 1e-14));
    CHECK(same_bits(trainer.run(0).average, trainer.run(0).theta));
}

TEST_CASE("a knob of what stands around is turned live and its kind begins again") {
    Trainer trainer(wrapped(0.02, {{"lookahead", {{"k", std::int64_t{3}}, {"alpha", 0.5}}}}));
    run(trainer, 4);
    Experiment edited = trainer.experiment();
    edited.runs[0].wrappers[0].knobs["k"] = std::int64_t{2};
    edited.runs[0].wrappers[0].knobs["alpha"] = 0.25;
    CHECK(classify_edit(trainer.experiment(), edited) == EditKind::live);
    const RunState before = trainer.run(0);
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).theta, before.theta));
    // One step of the second round is taken; the next is its last, from the slow weights of step 3.
    Trainer again(wrapped(0.02, {{"lookahead", {{"k", std::int64_t{3}}, {"alpha", 0.5}}}}));
    run(again, 3);
    const Vector slow = again.run(0).theta;
    trainer.step();
    const Vector ahead = before.theta - 0.02 * before.gradient;
    CHECK(close(trainer.run(0).theta, slow + 0.25 * (ahead - slow), 1e-14));

    Experiment other = edited;
    other.runs[0].wrappers[0] = {"sam", {}};
    CHECK(classify_edit(edited, other) == EditKind::restart);
    other.runs[0].wrappers.clear();
    CHECK(classify_edit(edited, other) == EditKind::restart);
}

TEST_CASE("turning the knobs of an average keeps what is in it") {
    Trainer trainer(wrapped(0.02, {{"ema", {{"decay", 0.5}}}}));
    run(trainer, 3);
    const Vector average = trainer.run(0).average;
    Experiment edited = trainer.experiment();
    edited.runs[0].wrappers[0].knobs["decay"] = 0.75;
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).average, average));
    trainer.step();
    CHECK(close(trainer.run(0).average, 0.75 * average + 0.25 * trainer.run(0).theta, 1e-15));
}

TEST_CASE("what cannot stand together is refused by name") {
    const auto trouble = [](std::vector<PartChoice> wrappers) {
        return error_of([&] { check_experiment(wrapped(0.01, std::move(wrappers))); });
    };
    CHECK(trouble({{"sam", {}}, {"lookahead", {}}, {"ema", {}}}).empty());
    CHECK(trouble({{"ema", {}}, {"swa", {}}}) ==
          "run 1: 'ema' and 'swa' both keep an average beside theta: a run has one of them");
    CHECK(trouble({{"lookahead", {}}, {"sam", {}}})
              .find("'sam' stands twice, or not in the catalogue's order") != std::string::npos);
    CHECK(trouble({{"sam", {}}, {"sam", {}}}).find("'sam' stands twice") != std::string::npos);
    CHECK(trouble({{"lookahed", {}}}).find("did you mean 'lookahead'?") != std::string::npos);
}

TEST_CASE("the summary of a run names what stands around it and what it clips") {
    Experiment experiment = wrapped(0.01, {{"lookahead", {{"k", std::int64_t{6}}}}, {"ema", {}}});
    experiment.runs[0].clip_norm = 2.0;
    CHECK(summary(experiment.runs[0]) == "sgd, lr 0.01, lookahead, k 6, ema, clip_norm 2, full batch");
}
