// Closed forms of least squares for models that are linear in their parameters.
#include "core/objective/least_squares.h"

#include "core/base/error.h"

#include <Eigen/QR>
#include <Eigen/SVD>

#include <cmath>
#include <limits>

namespace talweg {
namespace {

using Qr = Eigen::ColPivHouseholderQR<Matrix>;

/// Numbers in D, and roughly the multiplications of its decomposition: some seconds.
constexpr double kMostRoom = 3e7;
constexpr double kMostWork = 8e9;

/// a b as a product and what rounding took from it (Dekker 1971); without fused operations, which not every
/// machine has.
struct Product {
    double value;
    double error;
};

Product exact_product(double a, double b) {
    constexpr double kSplit = 134217729.0;  // 2^27 + 1
    const double wide_a = kSplit * a;
    const double high_a = wide_a - (wide_a - a);
    const double low_a = a - high_a;
    const double wide_b = kSplit * b;
    const double high_b = wide_b - (wide_b - b);
    const double low_b = b - high_b;
    const double value = a * b;
    return {value, ((high_a * high_b - value) + high_a * low_b + low_a * high_b) + low_a * low_b};
}

/// A sum that keeps what rounding takes (Knuth 1969).
class LongSum {
  public:
    void add(double number) {
        const double sum = value_ + number;
        const double part = sum - value_;
        error_ += (value_ - (sum - part)) + (number - part);
        value_ = sum;
    }
    void add(Product product) {
        add(product.value);
        error_ += product.error;
    }
    double value() const { return value_ + error_; }

  private:
    double value_ = 0.0;
    double error_ = 0.0;
};

/// The nearest powers of two to one over the lengths of the columns: scaling by them rounds nothing.
Vector column_scales(const Matrix& system) {
    Vector scales = Vector::Ones(system.cols());
    for (Index i = 0; i < system.cols(); ++i) {
        const double length = system.col(i).stableNorm();
        if (length > 0.0 && std::isfinite(length)) scales[i] = std::exp2(-std::round(std::log2(length)));
    }
    return scales;
}

/// One output's solution x with its residual r = b - A x.
struct Solution {
    Vector x;
    Vector r;
};

/// What is left of the two conditions r + A x = b and A'r = 0, summed in twice the precision.
void leftovers(const Matrix& a, const Vector& b, const Solution& now, Vector& f, Vector& g) {
    for (Index i = 0; i < a.rows(); ++i) {
        LongSum sum;
        sum.add(b[i]);
        sum.add(-now.r[i]);
        for (Index j = 0; j < a.cols(); ++j) sum.add(exact_product(-a(i, j), now.x[j]));
        f[i] = sum.value();
    }
    for (Index j = 0; j < a.cols(); ++j) {
        LongSum sum;
        for (Index i = 0; i < a.rows(); ++i) sum.add(exact_product(-a(i, j), now.r[i]));
        g[j] = sum.value();
    }
}

/// Corrects both x and r by the decomposition, as long as that makes the corrections smaller.
void refine(const Qr& qr, const Matrix& a, const Vector& b, Solution& now) {
    const Index q = a.cols();
    Vector f(a.rows());
    Vector g(q);
    double last = INFINITY;
    for (int round = 0; round < 20; ++round) {
        leftovers(a, b, now, f, g);
        const auto triangle = qr.matrixQR().topLeftCorner(q, q).template triangularView<Eigen::Upper>();
        Vector h = qr.colsPermutation().transpose() * g;
        triangle.transpose().solveInPlace(h);
        Vector turned = qr.householderQ().transpose() * f;
        Vector step = turned.head(q) - h;
        triangle.solveInPlace(step);
        const Vector dx = qr.colsPermutation() * step;
        turned.head(q) = h;
        const Vector dr = qr.householderQ() * turned;
        const double size = dx.norm();
        if (!std::isfinite(size) || !dr.allFinite() || size >= 0.5 * last) return;
        now.x += dx;
        now.r += dr;
        last = size;
        if (size <= 1e-17 * now.x.norm()) return;
    }
}

/// min |A X - B| for every column of B: (q x k).
Matrix solve(const Matrix& a, const Matrix& b) {
    const Vector scales = column_scales(a);
    const Matrix scaled = a * scales.asDiagonal();
    const Qr qr(scaled);
    if (!scaled.allFinite() || qr.rank() < a.cols() || a.rows() < a.cols()) {
        const Eigen::CompleteOrthogonalDecomposition<Matrix> decomposition(a);
        const Matrix first = decomposition.solve(b);
        // One step of refinement takes most of the rounding out of the last digits.
        return first + decomposition.solve(b - a * first);
    }
    Matrix result(a.cols(), b.cols());
    for (Index o = 0; o < b.cols(); ++o) {
        Solution now;
        now.x = qr.solve(b.col(o));
        now.r = b.col(o) - scaled * now.x;
        refine(qr, scaled, b.col(o), now);
        result.col(o) = scales.cwiseProduct(now.x);
    }
    return result;
}

}  // namespace

Matrix design_matrix(const Model& model, const Matrix& x) {
    TALWEG_CHECK(model.linear_in_parameters());
    const Index p = model.parameter_count();
    Matrix design(x.rows() * model.outputs(), p);
    Matrix prediction;
    Vector unit = Vector::Zero(p);
    for (Index i = 0; i < p; ++i) {
        unit[i] = 1.0;
        model.predict(unit, x, prediction);
        design.col(i) = Eigen::Map<const Vector>(prediction.data(), prediction.size());
        unit[i] = 0.0;
    }
    return design;
}

double condition_number(const Matrix& design) {
    if (design.size() == 0 || !design.allFinite()) return std::numeric_limits<double>::quiet_NaN();
    if (design.rows() < design.cols()) return std::numeric_limits<double>::infinity();
    // Of R alone: its singular values are those of the design.
    const Eigen::HouseholderQR<Matrix> qr(design);
    const Matrix r = qr.matrixQR().topRows(design.cols()).triangularView<Eigen::Upper>();
    const Eigen::JacobiSVD<Matrix> svd(r);
    const Vector& values = svd.singularValues();
    const double largest = values[0];
    const double smallest = values[values.size() - 1];
    const double rounding = static_cast<double>(design.rows()) * std::numeric_limits<double>::epsilon();
    if (!(smallest > rounding * largest)) return std::numeric_limits<double>::infinity();
    const double ratio = largest / smallest;
    return ratio * ratio;
}

std::optional<LeastSquares> least_squares_problem(const Model& model, const Matrix& x, const Matrix& y) {
    TALWEG_CHECK(model.linear_in_parameters());
    LeastSquares problem;
    const Index outputs = model.outputs();
    problem.place.resize(static_cast<std::size_t>(outputs));
    const std::vector<bool> is_weight = model.is_weight();
    for (const ParameterBlock& block : model.parameters().blocks) {
        TALWEG_CHECK(block.rows == outputs);  // row o of every block belongs to output o
        for (Index i = 0; i < block.size(); ++i) {
            problem.place[static_cast<std::size_t>(i / block.cols)].push_back(block.offset + i);
            if (i < block.cols)
                problem.weight.push_back(is_weight[static_cast<std::size_t>(block.offset + i)]);
        }
    }
    const std::vector<Index>& first = problem.place.front();
    const auto q = static_cast<Index>(first.size());
    const double room = static_cast<double>(x.rows()) * static_cast<double>(q);
    if (room > kMostRoom || room * static_cast<double>(q) > kMostWork) return std::nullopt;
    problem.design.resize(x.rows(), q);
    problem.target = y;
    problem.scale = 1.0 / static_cast<double>(y.size());
    Matrix prediction;
    Vector unit = Vector::Zero(model.parameter_count());
    for (Index i = 0; i < q; ++i) {
        const Index at = first[static_cast<std::size_t>(i)];
        unit[at] = 1.0;
        model.predict(unit, x, prediction);
        problem.design.col(i) = prediction.col(0);
        unit[at] = 0.0;
    }
    return problem;
}

Matrix least_squares_hessian(const LeastSquares& problem) {
    const Index q = problem.design.cols();
    const auto p = q * static_cast<Index>(problem.place.size());
    // A blocked product need not round both halves alike; eigenvalue solvers read the lower one.
    Matrix one = 2.0 * problem.scale * (problem.design.transpose() * problem.design);
    one.triangularView<Eigen::StrictlyUpper>() = one.transpose();
    for (Index i = 0; i < q; ++i) {
        if (problem.weight[static_cast<std::size_t>(i)]) one(i, i) += 2.0 * problem.l2;
    }
    Matrix hessian = Matrix::Zero(p, p);
    for (const std::vector<Index>& place : problem.place) {
        for (std::size_t j = 0; j < place.size(); ++j) {
            for (std::size_t i = 0; i < place.size(); ++i) {
                hessian(place[i], place[j]) = one(static_cast<Index>(i), static_cast<Index>(j));
            }
        }
    }
    return hessian;
}

Vector least_squares_minimiser(const LeastSquares& problem) {
    const Index rows = problem.design.rows();
    const Index q = problem.design.cols();
    Matrix system = problem.design;
    Matrix target = problem.target;
    if (problem.l2 > 0.0) {  // the penalty as further rows: sqrt(l2 / scale) theta_i = 0
        system.conservativeResize(rows + q, q);
        system.bottomRows(q).setZero();
        target.conservativeResize(rows + q, target.cols());
        target.bottomRows(q).setZero();
        for (Index i = 0; i < q; ++i) {
            if (problem.weight[static_cast<std::size_t>(i)]) {
                system(rows + i, i) = std::sqrt(problem.l2 / problem.scale);
            }
        }
    }
    const Matrix solution = solve(system, target);
    Vector theta(q * target.cols());
    for (std::size_t o = 0; o < problem.place.size(); ++o) {
        for (std::size_t i = 0; i < problem.place[o].size(); ++i) {
            theta[problem.place[o][i]] = solution(static_cast<Index>(i), static_cast<Index>(o));
        }
    }
    return theta;
}

}  // namespace talweg
