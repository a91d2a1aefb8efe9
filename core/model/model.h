// A model: parameters theta and inputs x to predictions, with the exact gradient.
#pragma once

#include "core/base/parameters.h"
#include "core/base/part.h"
#include "core/base/types.h"

#include <memory>
#include <string>
#include <vector>

namespace talweg {

/// theta is one flat vector in the order of PyTorch's parameters(): weights (outputs x inputs, row by row),
/// then bias, layer by layer. A line is [w, b]. Models hold no parameters, only shapes and scratch space.
class Model {
  public:
    virtual ~Model() = default;

    /// With scratch space of its own, for another thread.
    virtual std::unique_ptr<Model> clone() const = 0;
    virtual Index inputs() const = 0;
    virtual Index outputs() const = 0;
    virtual Index parameter_count() const = 0;
    /// A short name per parameter: "w", "b", or "w1[2,3]".
    virtual std::vector<std::string> parameter_names() const = 0;
    /// The blocks of theta, as PyTorch's parameters() lists them.
    virtual Parameters parameters() const = 0;
    /// Which parameters a penalty acts on: true for weights, false for biases. (parameter_count)
    virtual std::vector<bool> is_weight() const = 0;
    /// True when predictions are linear in theta (not in x): least squares then has a closed form.
    virtual bool linear_in_parameters() const { return false; }

    /// prediction (n x outputs) from theta (parameter_count) and x (n x inputs). Resizes prediction when n
    /// changes.
    virtual void predict(const Vector& theta, const Matrix& x, Matrix& prediction) const = 0;
    /// gradient (parameter_count) of a loss, from its derivative by the prediction (n x outputs) at theta and
    /// x. Overwrites gradient. predict() ran before with the same theta and x.
    virtual void backward(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                          Vector& gradient) const = 0;

    /// How predictions change along `direction` (parameter_count) in theta: tangent (n x outputs). False: not
    /// known. What a model linear in theta predicts for the direction itself.
    virtual bool tangent(const Vector& theta, const Matrix& x, const Vector& direction,
                         Matrix& tangent) const;
    /// The derivative along `direction` of what backward() gives, where d_prediction itself changes by
    /// d_tangent (n x outputs): product (parameter_count). For exact Hessian-vector products (Pearlmutter
    /// 1994). False: not known. predict() ran before with the same theta and x.
    virtual bool backward_tangent(const Vector& theta, const Matrix& x, const Matrix& d_prediction,
                                  const Matrix& d_tangent, const Vector& direction, Vector& product) const;
};

inline bool Model::tangent(const Vector&, const Matrix& x, const Vector& direction, Matrix& tangent) const {
    if (!linear_in_parameters()) return false;
    predict(direction, x, tangent);
    return true;
}

inline bool Model::backward_tangent(const Vector& theta, const Matrix& x, const Matrix&,
                                    const Matrix& d_tangent, const Vector&, Vector& product) const {
    if (!linear_in_parameters()) return false;
    backward(theta, x, d_tangent, product);
    return true;
}

/// Throws Error when the shapes do not suit the model.
using MakeModel = std::unique_ptr<Model> (*)(const Settings& settings, Index inputs, Index outputs);

struct ModelPart {
    PartInfo info;
    MakeModel make = nullptr;
    std::string_view default_init = "zeros";  ///< the scheme by which theta begins unless told otherwise
};

}  // namespace talweg
