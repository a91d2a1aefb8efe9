// What is minimised: theta to value and gradient, whatever it is made of.
#pragma once

#include "core/base/part.h"
#include "core/base/types.h"
#include "core/data/dataset.h"
#include "core/loss/loss.h"
#include "core/model/model.h"
#include "core/objective/plane_values.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace talweg {

/// Parameters that a Hessian is calculated for, at most: beyond, it takes longer than anybody waits for a
/// step.
inline constexpr Index kMostHessian = 512;

/// A place that a source names as a minimum, local ones too, and the value there.
struct KnownMinimum {
    double x = 0.0;
    double y = 0.0;
    double value = 0.0;
    bool operator==(const KnownMinimum&) const = default;
};

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
    /// value() of each of out's places, theta[0] being low + i step there and the rest of theta as it is;
    /// what theta[0] is afterwards is not said. For grids, where many are calculated faster than each.
    virtual void row_values(Vector& theta, double low, double step, std::span<double> out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            theta[0] = low + static_cast<double>(i) * step;
            out[i] = value(theta);
        }
    }
    virtual double value_and_gradient(const Vector& theta, Vector& gradient) = 0;
    /// Over the samples named by `rows` (indices below sample_count()), as a mean over just these.
    virtual double batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                            Vector& gradient) = 0;
    /// On the validation samples; nothing when there are none.
    virtual std::optional<double> validation_value(const Vector& theta) = 0;

    /// theta's blocks; one vector unless a model says more.
    virtual Parameters parameters() const { return Parameters::vector(parameter_count()); }
    /// The part of value() that is the penalty; nothing when there is none.
    virtual std::optional<double> penalty_value(const Vector&) const { return std::nullopt; }

    /// The Hessian (p x p) at theta, over all samples, where it is known exactly; false: it is not, and
    /// `hessian` is untouched. Resizes it when it has another size. Least squares: 2 c / n X'X.
    virtual bool hessian(const Vector& theta, Matrix& hessian) = 0;
    /// The Hessian times a direction (p); false where it is not known.
    virtual bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) = 0;
    /// r (m) and its Jacobian (m x p) over all samples where value() is |r|^2; false: it is no sum of
    /// squares.
    virtual bool residuals(const Vector&, Vector&, Matrix&) { return false; }
    /// value() over a plane, by the fastest way that there is. `plane` is of parameter_count() numbers each.
    virtual std::unique_ptr<PlaneValues> plane_values(const ThetaPlane& plane);
    /// The exact minimiser where there is a closed form (least squares by rank-revealing QR: the one of least
    /// norm when many are equal) or it is published; else nothing.
    virtual std::optional<Vector> minimiser() = 0;
    /// All minima that are known of a test function, the deepest first.
    virtual std::vector<KnownMinimum> minima() const { return {}; }
};

/// l1 sum |w| + l2 sum w^2 over weights, and over biases too when asked; both: the elastic net.
struct Penalty {
    double l1 = 0.0;
    double l2 = 0.0;
    bool biases = false;
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
    /// All known minima, the deepest first, to 1e-15 of their coordinates: those of the defaults where knobs
    /// move them (Objective::minima() then has them where they are).
    std::span<const KnownMinimum> minima = {};
};

}  // namespace talweg
