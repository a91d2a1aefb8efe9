// Exact derivatives against central differences.
#pragma once

#include "core/loss/loss.h"
#include "core/model/model.h"
#include "core/objective/objective.h"

#include <string>

namespace talweg {

struct GradientCheck {
    std::string measure;  ///< "gradient and Hessian-vector products, 12 points"
    double deviation =
        0.0;  ///< the largest, relative to the gradient's (product's) largest entry, at least 1
};

/// The gradient at theta, and the Hessian times `direction` where it is known, against central differences of
/// step 1e-5. Returns the larger relative deviation; `has_product` tells whether there was a product.
double gradient_deviation(Objective& objective, const Vector& theta, const Vector& direction,
                          bool& has_product);

/// Over a linear model with random data, at points that are the same every time.
GradientCheck check_loss_gradient(const LossPart& part);
/// Under the mean squared error, every choice and switch of the model on its own.
GradientCheck check_model_gradient(const ModelPart& part);

}  // namespace talweg
