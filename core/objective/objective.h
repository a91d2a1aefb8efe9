// What is minimised: theta to value and gradient, whatever it is made of.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"
#include "core/data/dataset.h"
#include "core/loss/loss.h"
#include "core/model/model.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace talweg {

/// Not safe to share between threads (it has scratch space): clone() gives each thread its own.
class Objective {
  public:
    virtual ~Objective() = default;

    virtual std::unique_ptr<Objective> clone() const = 0;
    virtual Index parameter_count() const = 0;
    virtual std::vector<std::string> parameter_names() const = 0;
    /// Number of samples that batches are drawn from; 0: nothing to draw from (a test function).
    virtual Index sample_count() const = 0;

    /// Over all samples. theta: (parameter_count). Non-finite where it overflows; never throws.
    virtual double value(const Vector& theta) = 0;
    virtual double value_and_gradient(const Vector& theta, Vector& gradient) = 0;
    /// Over the samples named by `rows` (indices below sample_count()), as a mean over just these.
    virtual double batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                            Vector& gradient) = 0;
    /// On the validation samples; nothing when there are none.
    virtual std::optional<double> validation_value(const Vector& theta) = 0;

    /// The Hessian (p x p) at theta where it is known exactly; else nothing. Least squares: 2 c / n X'X.
    virtual std::optional<Matrix> hessian(const Vector& theta) = 0;
    /// The exact minimiser where there is a closed form (least squares by rank-revealing QR: the one of least
    /// norm when many are equal) or it is published; else nothing.
    virtual std::optional<Vector> minimiser() = 0;
};

/// lambda sum |w| and lambda sum w^2 over weights, not biases.
struct Penalty {
    double l1 = 0.0;
    double l2 = 0.0;
    bool operator==(const Penalty&) const = default;
};

/// Model + loss + penalty over data. The data set is shared and never changed.
std::unique_ptr<Objective> make_data_objective(std::shared_ptr<const Dataset> data,
                                               std::shared_ptr<const Model> model,
                                               std::shared_ptr<const Loss> loss, Penalty penalty);

/// A test function of theta = [x, y].
using MakeFunction = std::unique_ptr<Objective> (*)(const Settings& settings);

struct FunctionPart {
    PartInfo info;
    MakeFunction make = nullptr;
    double start[2] = {0.0, 0.0};               ///< where runs begin unless told otherwise
    double window[4] = {-1.0, 1.0, -1.0, 1.0};  ///< x low, x high, y low, y high: what one looks at first
};

}  // namespace talweg
