// A run's optimizer, with everything that stands around it.
#include "core/train/wrapped_optimizer.h"

#include "core/base/error.h"
#include "core/train/catalogue.h"

namespace talweg {

void check_needs(const RunSpec& spec, Objective& objective, const Vector& theta) {
    const OptimizerPart& part = optimizer_part(spec.optimizer.kind);
    Vector residual;
    Matrix matrix;
    const std::string id(part.info.id);
    if (part.needs_hessian && !objective.hessian(theta, matrix)) {
        if (theta.size() > kMostHessian) {
            throw Error("'" + id + "' needs the exact Hessian, which is calculated for at most " +
                        std::to_string(kMostHessian) + " parameters, not " + std::to_string(theta.size()));
        }
        throw Error("'" + id + "' needs the exact Hessian, which this model and loss do not have");
    }
    if (part.needs_residuals && !objective.residuals(theta, residual, matrix)) {
        throw Error("'" + id +
                    "' needs a loss that is a sum of squares (mse, half_mse) without an l1 penalty");
    }
}

WrappedOptimizer make_optimizer(const RunSpec& spec, const Parameters& parameters) {
    const OptimizerPart& part = optimizer_part(spec.optimizer.kind);
    WrappedOptimizer made;
    made.outermost = part.make(Settings(part.info, spec.optimizer.knobs), parameters);
    made.innermost = made.outermost.get();
    for (const PartChoice& choice : spec.wrappers) {
        const WrapperPart& around = wrapper_part(choice.kind);
        std::unique_ptr<Wrapper> wrapper =
            around.wrap(Settings(around.info, choice.knobs), parameters, std::move(made.outermost));
        made.wrappers.push_back(wrapper.get());
        made.outermost = std::move(wrapper);
    }
    return made;
}

}  // namespace talweg
