// The one table of everything one can choose: a row for each part, in the order of menus.
#include "core/train/catalogue.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/articles.h"
#include "core/data/classes.h"
#include "core/data/curves.h"
#include "core/data/line.h"
#include "core/data/table.h"
#include "core/data/two_inputs.h"
#include "core/loss/cross_entropy.h"
#include "core/loss/residuals.h"
#include "core/loss/squares.h"
#include "core/loss/two_classes.h"
#include "core/model/linear.h"
#include "core/model/mlp.h"
#include "core/model/polynomial.h"
#include "core/objective/many_minima.h"
#include "core/objective/rosenbrock.h"
#include "core/objective/saddles.h"
#include "core/objective/sphere.h"
#include "core/objective/typed_function.h"
#include "core/objective/valleys.h"
#include "core/optim/adabelief.h"
#include "core/optim/adabound.h"
#include "core/optim/adadelta.h"
#include "core/optim/adafactor.h"
#include "core/optim/adagrad.h"
#include "core/optim/adam.h"
#include "core/optim/adamax.h"
#include "core/optim/asgd.h"
#include "core/optim/averages.h"
#include "core/optim/barzilai_borwein.h"
#include "core/optim/bfgs.h"
#include "core/optim/gd_line_search.h"
#include "core/optim/heavy_ball.h"
#include "core/optim/lbfgs.h"
#include "core/optim/levenberg_marquardt.h"
#include "core/optim/lion.h"
#include "core/optim/lookahead.h"
#include "core/optim/muon.h"
#include "core/optim/nadam.h"
#include "core/optim/nesterov.h"
#include "core/optim/newton.h"
#include "core/optim/nonlinear_cg.h"
#include "core/optim/qhadam.h"
#include "core/optim/qhm.h"
#include "core/optim/radam.h"
#include "core/optim/rmsprop.h"
#include "core/optim/rprop.h"
#include "core/optim/sam.h"
#include "core/optim/sgd.h"
#include "core/optim/signsgd.h"
#include "core/optim/yogi.h"
#include "core/schedule/composed.h"
#include "core/schedule/constant.h"
#include "core/schedule/cosine.h"
#include "core/schedule/cyclic.h"
#include "core/schedule/geometric.h"
#include "core/schedule/inverse.h"
#include "core/schedule/one_cycle.h"
#include "core/schedule/plateau.h"
#include "core/schedule/ramp.h"
#include "core/schedule/swa.h"
#include "core/schedule/warmup.h"
#include "core/train/csv_source.h"

namespace talweg {
namespace {

// By name, not by position: nobody counts rows when a part is added.
template <class Part>
const Part& find_part(std::span<const Part> parts, std::string_view kind, std::string_view id) {
    std::vector<std::string_view> ids;
    for (const Part& part : parts) {
        if (part.info.id == id) return part;
        ids.push_back(part.info.id);
    }
    std::string message = "unknown " + std::string(kind) + " '" + std::string(id) + "'";
    const std::string_view near = nearest_name(id, ids);
    if (!near.empty()) throw Error(message + "; did you mean '" + std::string(near) + "'?");
    message += "; it is one of ";
    for (std::size_t i = 0; i < ids.size(); ++i) message += (i > 0 ? ", " : "") + std::string(ids[i]);
    throw Error(message);
}

template <class Part>
std::vector<const PartInfo*> infos(std::span<const Part> parts) {
    std::vector<const PartInfo*> result;
    for (const Part& part : parts) result.push_back(&part.info);
    return result;
}

}  // namespace

std::span<const DatasetPart> datasets() {
    static const DatasetPart kParts[] = {
        table_part(),
        csv_part(),
        // one input
        line_part(),
        polynomial_data_part(),
        sine_part(),
        cubic_part(),
        absolute_part(),
        step_data_part(),
        exponential_data_part(),
        // two inputs
        plane_part(),
        gaussian_sum_part(),
        correlated_part(),
        // classes
        two_gaussians_part(),
        blobs_part(),
        circle_part(),
        xor_part(),
        spiral_part(),
        moons_part(),
        // the articles' sets
        four_plus_three_x_part(),
        two_x_part(),
        three_x_part(),
    };
    return kParts;
}

std::span<const ModelPart> models() {
    static const ModelPart kParts[] = {linear_part(), polynomial_part(), mlp_part()};
    return kParts;
}

std::span<const LossPart> losses() {
    static const LossPart kParts[] = {mse_part(),           half_mse_part(),        mae_part(),
                                      huber_part(),         smooth_l1_part(),       log_cosh_part(),
                                      quantile_part(),      bce_with_logits_part(), hinge_part(),
                                      squared_hinge_part(), cross_entropy_part()};
    return kParts;
}

std::span<const OptimizerPart> optimizers() {
    static const OptimizerPart kParts[] = {
        // gradient descent
        sgd_part(),
        heavy_ball_part(),
        nesterov_part(),
        qhm_part(),
        asgd_part(),
        // Adam
        adam_part(),
        adamw_part(),
        adamax_part(),
        nadam_part(),
        radam_part(),
        qhadam_part(),
        adabelief_part(),
        yogi_part(),
        adabound_part(),
        // adaptive
        adagrad_part(),
        adadelta_part(),
        rmsprop_part(),
        adafactor_part(),
        // signs
        signsgd_part(),
        lion_part(),
        rprop_part(),
        // matrix
        muon_part(),
        // line search
        gd_armijo_part(),
        gd_wolfe_part(),
        barzilai_borwein_part(),
        nonlinear_cg_part(),
        // quasi-Newton
        lbfgs_part(),
        bfgs_part(),
        // second order
        newton_part(),
        levenberg_marquardt_part(),
    };
    return kParts;
}

// From the innermost out: averages see what a step in the end came to.
std::span<const WrapperPart> wrappers() {
    static const WrapperPart kParts[] = {sam_part(), lookahead_part(), ema_part(), swa_part()};
    return kParts;
}

std::span<const SchedulePart> schedules() {
    static const SchedulePart kParts[] = {constant_part(),      linear_schedule_part(),
                                          step_part(),          multistep_part(),
                                          exponential_part(),   polynomial_schedule_part(),
                                          inverse_time_part(),  inverse_sqrt_part(),
                                          cosine_part(),        cosine_warm_restarts_part(),
                                          cyclic_part(),        one_cycle_part(),
                                          warmup_cosine_part(), wsd_part(),
                                          plateau_part(),       swa_schedule_part(),
                                          sequential_part(),    chained_part()};
    return kParts;
}

std::span<const FunctionPart> functions() {
    static const FunctionPart kParts[] = {rosenbrock_part(),
                                          sphere_part(),
                                          quadratic_part(),
                                          booth_part(),
                                          matyas_part(),
                                          beale_part(),
                                          noisy_ravine_part(),
                                          himmelblau_part(),
                                          three_hump_camel_part(),
                                          six_hump_camel_part(),
                                          styblinski_tang_part(),
                                          goldstein_price_part(),
                                          mccormick_part(),
                                          branin_part(),
                                          ackley_part(),
                                          rastrigin_part(),
                                          levi_part(),
                                          saddle_part(),
                                          monkey_saddle_part(),
                                          plateau_function_part(),
                                          easom_part(),
                                          typed_function_part()};
    return kParts;
}

std::span<const InitPart> inits() { return init_parts(); }

const DatasetPart& dataset_part(std::string_view id) { return find_part(datasets(), "data set", id); }
const ModelPart& model_part(std::string_view id) { return find_part(models(), "model", id); }
const LossPart& loss_part(std::string_view id) { return find_part(losses(), "loss", id); }
const OptimizerPart& optimizer_part(std::string_view id) { return find_part(optimizers(), "optimizer", id); }
const WrapperPart& wrapper_part(std::string_view id) { return find_part(wrappers(), "wrapper", id); }
const SchedulePart& schedule_part(std::string_view id) { return find_part(schedules(), "schedule", id); }
const FunctionPart& function_part(std::string_view id) { return find_part(functions(), "function", id); }

const InitPart& init_part(std::string_view id) { return find_part(inits(), "init", id); }

std::span<const std::string_view> shelves() {
    static constexpr std::string_view kShelves[] = {"optimizers", "schedules", "losses",   "models",
                                                    "datasets",   "functions", "wrappers", "inits"};
    return kShelves;
}

std::vector<const PartInfo*> shelf(std::string_view name) {
    if (name == "optimizers") return infos(optimizers());
    if (name == "schedules") return infos(schedules());
    if (name == "losses") return infos(losses());
    if (name == "models") return infos(models());
    if (name == "datasets") return infos(datasets());
    if (name == "functions") return infos(functions());
    if (name == "wrappers") return infos(wrappers());
    if (name == "inits") return infos(inits());
    std::string message = "unknown list '" + std::string(name) + "'";
    const std::string_view near = nearest_name(name, shelves());
    if (!near.empty()) throw Error(message + "; did you mean '" + std::string(near) + "'?");
    message += "; it is one of ";
    for (std::size_t i = 0; i < shelves().size(); ++i)
        message += (i > 0 ? ", " : "") + std::string(shelves()[i]);
    throw Error(message);
}

const Knob& rate_knob() {
    static constexpr Knob kRate = {
        .name = "lr",
        .title = "Learning rate",
        .symbol = "η",
        .low = 0.0,
        .high = 1e308,
        .low_open = true,
        .initial = 0.01,
        .logarithmic = true,
        .slider_low = 1e-5,
        .slider_high = 10.0,
        .help = "How far one step goes; too small crawls, too large overshoots and diverges.",
        .why_low = "at 0 nothing moves, and below 0 the step climbs"};
    return kRate;
}

}  // namespace talweg
