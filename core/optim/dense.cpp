// Small dense systems.
#include "core/optim/dense.h"

#include "core/base/error.h"

#include <cmath>
#include <string>
#include <utility>

namespace talweg {
namespace {

Index pivot_row(const Matrix& a, Index k) {
    Index best = k;
    for (Index i = k + 1; i < a.rows(); ++i) {
        if (std::abs(a(i, k)) > std::abs(a(best, k))) best = i;
    }
    return best;
}

}  // namespace

void check_dense(std::string_view optimizer, Index n) {
    if (n <= kMostDense) return;
    throw Error("'" + std::string(optimizer) + "' keeps a number for every pair of parameters, of which " +
                std::to_string(n) + " are too many; the limit is " + std::to_string(kMostDense) +
                ", and 'lbfgs' has none");
}

bool solve_dense(Matrix& a, Vector& b) {
    const Index n = a.rows();
    for (Index k = 0; k < n; ++k) {
        const Index pivot = pivot_row(a, k);
        if (!(std::abs(a(pivot, k)) > 0.0)) return false;
        if (pivot != k) {
            for (Index j = k; j < n; ++j) std::swap(a(pivot, j), a(k, j));
            std::swap(b[pivot], b[k]);
        }
        // The factors replace what they eliminate, column by column as the matrix is stored.
        for (Index i = k + 1; i < n; ++i) a(i, k) /= a(k, k);
        for (Index j = k + 1; j < n; ++j) {
            const double top = a(k, j);
            for (Index i = k + 1; i < n; ++i) a(i, j) -= a(i, k) * top;
        }
        for (Index i = k + 1; i < n; ++i) b[i] -= a(i, k) * b[k];
    }
    for (Index k = n; k-- > 0;) {
        b[k] /= a(k, k);
        for (Index i = 0; i < k; ++i) b[i] -= a(i, k) * b[k];
    }
    return true;
}

}  // namespace talweg
