// An objective restricted to a plane of its parameters: an objective of two.
#include "core/objective/plane_objective.h"

#include "core/base/error.h"

#include <utility>

namespace talweg {
namespace {

class PlaneObjective final : public Objective {
  public:
    PlaneObjective(std::unique_ptr<Objective> inner, ThetaPlane plane, std::array<std::string, 2> names)
        : inner_(std::move(inner)), plane_(std::move(plane)), names_(std::move(names)) {
        const Index p = inner_->parameter_count();
        TALWEG_CHECK(plane_.origin.size() == p && plane_.u.size() == p && plane_.v.size() == p);
        whole_.resize(p);
        gradient_.resize(p);
        along_u_.resize(p);
        along_v_.resize(p);
    }

    std::unique_ptr<Objective> clone() const override {
        return std::make_unique<PlaneObjective>(inner_->clone(), plane_, names_);
    }
    Index parameter_count() const override { return 2; }
    std::vector<std::string> parameter_names() const override { return {names_[0], names_[1]}; }
    Index sample_count() const override { return inner_->sample_count(); }

    double value(const Vector& theta) override { return inner_->value(whole(theta)); }
    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        const double value = inner_->value_and_gradient(whole(theta), gradient_);
        project(gradient_, gradient);
        return value;
    }
    double batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                    Vector& gradient) override {
        const double value = inner_->batch_value_and_gradient(whole(theta), rows, gradient_);
        project(gradient_, gradient);
        return value;
    }
    std::optional<double> validation_value(const Vector& theta) override {
        return inner_->validation_value(whole(theta));
    }
    std::optional<double> penalty_value(const Vector& theta) const override {
        return inner_->penalty_value(plane_.origin + theta[0] * plane_.u + theta[1] * plane_.v);
    }
    bool hessian(const Vector& theta, Matrix& hessian) override {
        whole(theta);
        if (!inner_->hessian_product(whole_, plane_.u, along_u_)) return false;
        if (!inner_->hessian_product(whole_, plane_.v, along_v_)) return false;
        if (hessian.rows() != 2 || hessian.cols() != 2) hessian.resize(2, 2);
        hessian(0, 0) = plane_.u.dot(along_u_);
        hessian(1, 1) = plane_.v.dot(along_v_);
        hessian(0, 1) = hessian(1, 0) = 0.5 * (plane_.v.dot(along_u_) + plane_.u.dot(along_v_));
        return true;
    }
    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override {
        if (!hessian(theta, square_)) return false;
        product = square_ * direction;
        return true;
    }
    std::unique_ptr<PlaneValues> plane_values(const ThetaPlane& plane) override {
        const auto inner = [this](const Vector& two) -> Vector {
            return two[0] * plane_.u + two[1] * plane_.v;
        };
        return inner_->plane_values({plane_.origin + inner(plane.origin), inner(plane.u), inner(plane.v)});
    }
    std::optional<Vector> minimiser() override {
        const auto values = inner_->plane_values(plane_);
        const std::optional<PlaneQuadratic> form = values->quadratic();
        if (!form) return std::nullopt;
        return Vector{{form->minimiser[0], form->minimiser[1]}};
    }

  private:
    const Vector& whole(const Vector& theta) {
        plane_.at(theta[0], theta[1], whole_);
        return whole_;
    }
    void project(const Vector& from, Vector& to) const {
        if (to.size() != 2) to.resize(2);
        to[0] = plane_.u.dot(from);
        to[1] = plane_.v.dot(from);
    }

    std::unique_ptr<Objective> inner_;
    ThetaPlane plane_;
    std::array<std::string, 2> names_;
    Vector whole_;
    Vector gradient_;
    Vector along_u_;
    Vector along_v_;
    Matrix square_;
};

}  // namespace

std::unique_ptr<Objective> make_plane_objective(std::unique_ptr<Objective> inner, ThetaPlane plane,
                                                std::array<std::string, 2> names) {
    return std::make_unique<PlaneObjective>(std::move(inner), std::move(plane), std::move(names));
}

}  // namespace talweg
