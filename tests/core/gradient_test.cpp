// Gradients and Hessians of every loss over every model against central differences.
#include "core/base/random.h"
#include "core/model/activation.h"
#include "core/train/catalogue.h"
#include "core/train/experiment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include <rapidcheck.h>

using namespace talweg;

namespace {

constexpr double kStep = 1e-5;
constexpr double kTolerance = 1e-7;
/// No corner may lie nearer than this to what is differenced.
constexpr double kGap = 1e-3;

/// Numbers drawn evenly, so that none lies on a corner by being round.
class Draw {
  public:
    Draw() : random_(*rc::gen::arbitrary<std::uint32_t>(), Stream::data) {}
    double within(double limit) { return limit * (2.0 * random_.uniform() - 1.0); }
    double between(double low, double high) { return low + (high - low) * random_.uniform(); }
    Index whole(Index low, Index high) {
        return low + static_cast<Index>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
    }
    bool coin() { return random_.below(2) == 1; }
    template <class Container>
    auto pick(const Container& from) {
        return from[random_.below(from.size())];
    }
    Vector vector(Index n, double limit) {
        Vector values(n);
        for (double& value : values) value = within(limit);
        return values;
    }

  private:
    Random random_;
};

/// A random case of one loss over one model: everything that an objective is made of.
struct Case {
    Dataset data;
    KnobMap model_knobs;
    KnobMap loss_knobs;
    Penalty penalty;
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Loss> loss;
    Vector theta;

    std::unique_ptr<Objective> objective() const {
        return make_data_objective(std::make_shared<const Dataset>(data), model, loss, penalty);
    }
    double loss_knob(std::string_view name) const { return std::get<double>(loss_knobs.find(name)->second); }
};

KnobMap random_knobs(Draw& draw, const PartInfo& info) {
    KnobMap knobs;
    for (const Knob& knob : info.knobs) {
        if (knob.name == "hidden") {
            std::vector<double> widths(static_cast<std::size_t>(draw.whole(0, 2)));
            for (double& width : widths) width = static_cast<double>(draw.whole(1, 4));
            knobs["hidden"] = widths;
        } else if (knob.type == KnobType::choices) {  // each layer its own; 'hidden' stands before it
            std::vector<std::string> all;
            for (std::size_t i = std::get<std::vector<double>>(knobs["hidden"]).size(); i > 0; --i) {
                all.emplace_back(draw.pick(knob.choices));
            }
            if (all.empty()) all.emplace_back(draw.pick(knob.choices));
            knobs[std::string(knob.name)] = joined_choices(all);
        } else if (knob.type == KnobType::boolean) {
            knobs[std::string(knob.name)] = draw.coin();
        } else if (knob.type == KnobType::choice) {
            knobs[std::string(knob.name)] = std::string(draw.pick(knob.choices));
        } else if (knob.type == KnobType::integer) {
            knobs[std::string(knob.name)] = std::int64_t{draw.whole(1, 4)};
        } else {
            knobs[std::string(knob.name)] = draw.between(0.1, 0.9);
        }
    }
    return knobs;
}

double random_target(Draw& draw, Task task) {
    switch (task) {
        case Task::binary:
            return draw.coin() ? 1.0 : draw.coin() ? 0.0 : draw.between(0.0, 1.0);
        case Task::margin:
            return draw.coin() ? 1.0 : -1.0;
        case Task::classes:
            return static_cast<double>(draw.whole(0, 2));
        case Task::regression:
            break;
    }
    return draw.within(2.0);
}

/// How near the predictions and targets come to a corner of the loss or of its slope.
double corner_of_loss(const Case& c, std::string_view kind) {
    Matrix prediction;
    c.model->predict(c.theta, c.data.x, prediction);
    if (kind == "cross_entropy") return 1.0;
    double nearest = 1.0;
    for (Index i = 0; i < prediction.size(); ++i) {
        const double p = prediction.data()[i];
        const double t = c.data.y.data()[i];
        double room = 1.0;
        if (kind == "mae" || kind == "quantile") room = std::abs(p - t);
        if (kind == "huber") room = std::abs(std::abs(p - t) - c.loss_knob("delta"));
        if (kind == "smooth_l1") room = std::abs(std::abs(p - t) - c.loss_knob("beta"));
        if (kind == "hinge" || kind == "squared_hinge") room = std::abs(1.0 - t * p);
        nearest = std::min(nearest, room);
    }
    return nearest;
}

/// How near the hidden units come to a corner of their activation or of its slope.
double corner_of_units(const Case& c) {
    const auto knob = c.model_knobs.find("activation");
    if (knob == c.model_knobs.end()) return 1.0;
    const std::vector<std::string> names = split_choices(std::get<std::string>(knob->second));
    const auto blocks = c.model->parameters().blocks;
    Matrix a = c.data.x;
    double nearest = 1.0;
    for (std::size_t l = 0; l + 2 < blocks.size(); l += 2) {
        const std::string& name = names[names.size() == 1 ? 0 : l / 2];
        const bool at_zero = name == "relu" || name == "leaky_relu" || name == "elu";
        const auto f =
            static_cast<Activation>(std::ranges::find(activation_names(), name) - activation_names().begin());
        Matrix z = Matrix::Zero(a.rows(), blocks[l].rows);
        for (Index i = 0; i < z.rows(); ++i) {
            for (Index o = 0; o < z.cols(); ++o) {
                z(i, o) = c.theta[blocks[l + 1].offset + o];
                for (Index j = 0; j < a.cols(); ++j)
                    z(i, o) += c.theta[blocks[l].offset + o * a.cols() + j] * a(i, j);
                const double from = at_zero ? std::abs(z(i, o)) : std::abs(std::abs(z(i, o)) - 1.0);
                if (at_zero || name == "hard_tanh") nearest = std::min(nearest, from);
            }
        }
        a.resize(z.rows(), z.cols());
        activate(f, z.data(), a.data(), z.size());
    }
    return nearest;
}

Case random_case(const LossPart& loss, const ModelPart& model) {
    Draw draw;
    Case c;
    c.loss_knobs = random_knobs(draw, loss.info);
    c.loss = loss.make(Settings(loss.info, c.loss_knobs));
    const Index n = draw.whole(1, 19);
    const bool classes = c.loss->task() == Task::classes;
    c.data.x = draw.vector(n * draw.whole(1, 3), 1.5).reshaped(n, Eigen::AutoSize);
    c.data.y.resize(n, classes ? 1 : draw.whole(1, 3));
    for (double& target : c.data.y.reshaped()) target = random_target(draw, c.loss->task());
    c.model_knobs = random_knobs(draw, model.info);
    c.model = model.make(Settings(model.info, c.model_knobs), c.data.x.cols(), c.loss->outputs(c.data.y));
    if (draw.coin()) c.penalty.l1 = draw.between(0.0, 1.0);
    if (draw.coin()) c.penalty.l2 = draw.between(0.0, 1.0);
    c.penalty.biases = draw.coin();
    for (int tries = 0; tries < 200; ++tries) {
        c.theta = draw.vector(c.model->parameter_count(), 1.0);
        const bool apart = c.theta.cwiseAbs().minCoeff() > kGap && corner_of_units(c) > kGap &&
                           corner_of_loss(c, loss.info.id) > kGap;
        if (apart) return c;
    }
    RC_DISCARD("every start lies near a corner");
}

void check_gradient(Objective& objective, const Vector& theta) {
    Vector gradient(theta.size());
    const double value = objective.value_and_gradient(theta, gradient);
    RC_ASSERT(value == objective.value(theta));
    const double scale = std::max(1.0, gradient.cwiseAbs().maxCoeff());
    for (Index i = 0; i < theta.size(); ++i) {
        Vector moved = theta;
        moved[i] = theta[i] + kStep;
        const double above = objective.value(moved);
        moved[i] = theta[i] - kStep;
        const double below = objective.value(moved);
        RC_ASSERT(std::abs((above - below) / (2.0 * kStep) - gradient[i]) < kTolerance * scale);
    }
}

/// The Hessian times a direction against differences of the gradient, and the Hessian against the products.
void check_hessian(Objective& objective, const Vector& theta, const Vector& direction) {
    Vector product(theta.size());
    Matrix hessian;
    RC_ASSERT(objective.hessian_product(theta, direction, product));
    RC_ASSERT(objective.hessian(theta, hessian));
    RC_ASSERT(hessian == hessian.transpose());
    const double scale = std::max(1.0, hessian.cwiseAbs().maxCoeff());
    RC_ASSERT((hessian * direction - product).cwiseAbs().maxCoeff() < 1e-12 * scale);
    Vector above(theta.size());
    Vector below(theta.size());
    objective.value_and_gradient(theta + kStep * direction, above);
    objective.value_and_gradient(theta - kStep * direction, below);
    RC_ASSERT(((above - below) / (2.0 * kStep) - product).cwiseAbs().maxCoeff() < kTolerance * scale);
}

/// |r|^2 is the value and 2 J' r the gradient.
void check_residuals(Objective& objective, const Vector& theta) {
    Vector residual;
    Matrix jacobian;
    RC_ASSERT(objective.residuals(theta, residual, jacobian));
    Vector gradient(theta.size());
    const double value = objective.value_and_gradient(theta, gradient);
    RC_ASSERT(std::abs(residual.squaredNorm() - value) <= 1e-13 * std::max(1.0, value));
    const double scale = std::max(1.0, gradient.cwiseAbs().maxCoeff());
    RC_ASSERT((2.0 * jacobian.transpose() * residual - gradient).cwiseAbs().maxCoeff() <= 1e-13 * scale);
}

/// The mean over single rows is that of all, and of a batch of some.
void check_batches(Objective& objective, const Vector& theta) {
    const Index n = objective.sample_count();
    Vector part(theta.size());
    Vector batch(theta.size());
    std::vector<Index> rows;
    double mean = 0.0;
    Vector mean_gradient = Vector::Zero(theta.size());
    for (Index i = n - 1; i >= 0; --i) {
        const Index row[] = {i};
        mean += objective.batch_value_and_gradient(theta, row, part);
        mean_gradient += part;
        rows.push_back(i);
        if (i != 0 && i != n / 2) continue;
        const auto count = static_cast<double>(rows.size());
        const double value = objective.batch_value_and_gradient(theta, rows, batch);
        RC_ASSERT(std::abs(mean / count - value) <= 1e-12 * std::max(1.0, std::abs(value)));
        const double scale = std::max(1.0, batch.cwiseAbs().maxCoeff());
        RC_ASSERT((mean_gradient / count - batch).cwiseAbs().maxCoeff() <= 1e-12 * scale);
    }
    const double value = objective.value_and_gradient(theta, part);
    RC_ASSERT(std::abs(mean / static_cast<double>(n) - value) <= 1e-12 * std::max(1.0, std::abs(value)));
    RC_ASSERT((part - batch).cwiseAbs().maxCoeff() <= 1e-12 * std::max(1.0, part.cwiseAbs().maxCoeff()));
}

void check_case(const LossPart& loss, const ModelPart& model) {
    const Case c = random_case(loss, model);
    const auto objective = c.objective();
    check_gradient(*objective, c.theta);
    check_batches(*objective, c.theta);
    const std::string_view kind = loss.info.id;
    if (kind == "mae" || kind == "quantile" || kind == "hinge") {
        Vector product(c.theta.size());
        Matrix hessian;
        RC_ASSERT_FALSE(objective->hessian(c.theta, hessian));
        RC_ASSERT_FALSE(objective->hessian_product(c.theta, c.theta, product));
    } else {
        Draw draw;
        check_hessian(*objective, c.theta, draw.vector(c.theta.size(), 1.0));
    }
    if ((kind == "mse" || kind == "half_mse") && c.penalty.l1 == 0.0) {
        check_residuals(*objective, c.theta);
    } else {
        Vector residual;
        Matrix jacobian;
        RC_ASSERT_FALSE(objective->residuals(c.theta, residual, jacobian));
    }
}

}  // namespace

TEST_CASE("every loss over every model has the derivatives that central differences give") {
    for (const ModelPart& model : models()) {
        for (const LossPart& loss : losses()) {
            CAPTURE(model.info.id);
            CAPTURE(loss.info.id);
            CHECK(rc::check(std::string(loss.info.id) + " over " + std::string(model.info.id),
                            [&] { check_case(loss, model); }));
        }
    }
}
