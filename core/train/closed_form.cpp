// Where least squares end, known without a step.
#include "core/train/closed_form.h"

#include "core/base/error.h"
#include "core/objective/least_squares.h"
#include "core/train/assemble.h"

#include <cmath>

namespace talweg {
namespace {

constexpr double kMostNumbers = 2e6;
constexpr double kMostWork = 2e7;

/// The columns that each output has.
double columns_of(const Model& model) {
    return static_cast<double>(model.parameter_count()) / static_cast<double>(model.outputs());
}

bool quick(const Model& model, const Dataset& data) {
    const double numbers = columns_of(model) * static_cast<double>(data.rows());
    return numbers <= kMostNumbers && numbers * columns_of(model) <= kMostWork;
}

/// Whether the design's columns are independent, or the penalty makes them so. An L2 penalty on weights alone
/// leaves out the bias, whose column of ones no weight can replace.
bool one_solution(const Experiment& experiment, const Model& model, const Dataset& data) {
    if (experiment.penalty.l2 > 0.0) return true;
    if (static_cast<double>(data.rows()) < columns_of(model)) return false;
    auto problem = least_squares_problem(model, data.x, data.y);
    if (!problem) return false;
    // Of columns of one length, as they are solved: units make none of them depend on the others.
    problem->design.colwise().normalize();
    return std::isfinite(condition_number(problem->design));
}

}  // namespace

ClosedForm closed_form_of(const Experiment& experiment, const std::shared_ptr<const Dataset>& data) {
    if (experiment.function || data->rows() == 0 || experiment.penalty.l1 > 0.0) return {};
    const std::shared_ptr<const Loss> loss = assemble_loss(experiment, *data);
    if (!loss->squares_factor()) return {};
    const std::unique_ptr<Model> model = assemble_model(experiment, *data, *loss);
    if (!model->linear_in_parameters() || !quick(*model, *data)) return {};
    const std::unique_ptr<Objective> objective = assemble_objective(experiment, data);
    const std::optional<Vector> theta = objective->minimiser();
    if (!theta) return {};
    return {*theta, objective->value(*theta), one_solution(experiment, *model, *data)};
}

double distance_to(const ClosedForm& target, const Vector& theta) {
    if (!target.unique || target.theta.size() != theta.size()) return kAbsent;
    return (theta - target.theta).norm();
}

bool same_closed_form(const Experiment& a, const Experiment& b) {
    return a.function == b.function && a.model == b.model && a.loss == b.loss && a.penalty == b.penalty;
}

}  // namespace talweg
