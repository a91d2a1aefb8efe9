// Least squares of a straight line in one pass over the data.
#include "core/objective/line_objective.h"

namespace talweg {
namespace {

/// Two neighbouring lanes of a sum, which the compiler keeps in one register (GCC and Clang).
using Pair = double __attribute__((vector_size(16)));

/// Eight lanes, as core/base/sum.h has them: number i goes to lane i mod 8.
struct Lanes {
    Pair p0 = {};
    Pair p1 = {};
    Pair p2 = {};
    Pair p3 = {};

    double join() const { return ((p0[0] + p0[1]) + (p1[0] + p1[1])) + ((p2[0] + p2[1]) + (p3[0] + p3[1])); }
};

struct AllRows {
    const double* values;
    double one(Index i) const { return values[i]; }
    Pair two(Index i) const { return Pair{values[i], values[i + 1]}; }
};

struct SomeRows {
    const double* values;
    const Index* rows;
    double one(Index i) const { return values[rows[i]]; }
    Pair two(Index i) const { return Pair{values[rows[i]], values[rows[i + 1]]}; }
};

/// Sums over samples of r^2, and of d x and d, where r = w x + b - y and d = scale r.
struct LineSums {
    double w;
    double b;
    double scale;
    Lanes square;
    Lanes slope;
    Lanes offset;

    void two(Pair x, Pair y, Pair Lanes::*lane) {
        const Pair r = (w * x + b) - y;
        const Pair d = scale * r;
        square.*lane += r * r;
        slope.*lane += x * d;
        offset.*lane += d;
    }
    void one(double x, double y, Pair Lanes::*lane) {
        const double r = (w * x + b) - y;
        const double d = scale * r;
        (square.*lane)[0] += r * r;
        (slope.*lane)[0] += x * d;
        (offset.*lane)[0] += d;
    }
};

template <class Rows>
void add_all(LineSums& sums, Rows x, Rows y, Index n) {
    Index i = 0;
    for (; i + 8 <= n; i += 8) {
        sums.two(x.two(i), y.two(i), &Lanes::p0);
        sums.two(x.two(i + 2), y.two(i + 2), &Lanes::p1);
        sums.two(x.two(i + 4), y.two(i + 4), &Lanes::p2);
        sums.two(x.two(i + 6), y.two(i + 6), &Lanes::p3);
    }
    const Index rest = n - i;
    if (rest >= 2) sums.two(x.two(i), y.two(i), &Lanes::p0);
    if (rest >= 4) sums.two(x.two(i + 2), y.two(i + 2), &Lanes::p1);
    if (rest >= 6) sums.two(x.two(i + 4), y.two(i + 4), &Lanes::p2);
    if (rest == 1) sums.one(x.one(i), y.one(i), &Lanes::p0);
    if (rest == 3) sums.one(x.one(i + 2), y.one(i + 2), &Lanes::p1);
    if (rest == 5) sums.one(x.one(i + 4), y.one(i + 4), &Lanes::p2);
    if (rest == 7) sums.one(x.one(i + 6), y.one(i + 6), &Lanes::p3);
}

}  // namespace

bool is_line_of_squares(const Dataset& data, const Model& model, const Loss& loss) {
    if (data.rows() == 0 || !loss.squares_factor() || !model.linear_in_parameters()) return false;
    if (model.inputs() != 1 || model.outputs() != 1 || model.parameter_count() != 2) return false;
    const Matrix design = design_matrix(model, data.x);
    return design.col(0) == data.x.col(0) && (design.col(1).array() == 1.0).all();
}

LineObjective::LineObjective(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
                             std::shared_ptr<const Loss> loss, Penalty penalty)
    : DataObjective(std::move(data), std::move(model), std::move(loss), penalty),
      factor_(loss_->squares_factor().value_or(1.0)),
      scale_(2.0 * factor_ / static_cast<double>(data_->rows())) {}

double LineObjective::value(const Vector& theta) {
    const Index n = data_->rows();
    const double* x = data_->x.data();
    const double* y = data_->y.data();
    const double w = theta[0];
    const double b = theta[1];
    double lane[8] = {};
    Index i = 0;
    for (; i + 8 <= n; i += 8) {
        for (Index j = 0; j < 8; ++j) {
            const double r = (w * x[i + j] + b) - y[i + j];
            lane[j] += r * r;
        }
    }
    for (Index j = 0; i + j < n; ++j) {
        const double r = (w * x[i + j] + b) - y[i + j];
        lane[j] += r * r;
    }
    const double squares =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    const double loss = factor_ * (squares / static_cast<double>(n));
    return weights_.empty() ? loss : loss + penalty_of(theta);
}

double LineObjective::value_and_gradient(const Vector& theta, Vector& gradient) {
    const Index n = data_->rows();
    LineSums sums{theta[0], theta[1], scale_, {}, {}, {}};
    add_all(sums, AllRows{data_->x.data()}, AllRows{data_->y.data()}, n);
    gradient[0] = sums.slope.join();
    gradient[1] = sums.offset.join();
    const double loss = factor_ * (sums.square.join() / static_cast<double>(n));
    return weights_.empty() ? loss : loss + add_penalty(theta, gradient);
}

double LineObjective::batch_value_and_gradient(const Vector& theta, std::span<const Index> rows,
                                               Vector& gradient) {
    const auto n = static_cast<Index>(rows.size());
    LineSums sums{theta[0], theta[1], 2.0 * factor_ / static_cast<double>(n), {}, {}, {}};
    add_all(sums, SomeRows{data_->x.data(), rows.data()}, SomeRows{data_->y.data(), rows.data()}, n);
    gradient[0] = sums.slope.join();
    gradient[1] = sums.offset.join();
    const double loss = factor_ * (sums.square.join() / static_cast<double>(n));
    return weights_.empty() ? loss : loss + add_penalty(theta, gradient);
}

}  // namespace talweg
