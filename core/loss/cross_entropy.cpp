// Cross-entropy over classes 0, 1, 2, …, one logit per class.
#include "core/loss/cross_entropy.h"

#include "core/base/error.h"
#include "core/loss/targets.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

/// A typing error in one class number must not ask for a million outputs.
constexpr double kMostClasses = 1000.0;

bool is_class(double t) { return t >= 0.0 && t < kMostClasses && t == std::floor(t); }

/// The logits of one row, which lie `step` apart.
struct Logits {
    const double* first;
    Index step;
    Index count;
    double operator[](Index j) const { return first[j * step]; }
};

/// What softmax needs of a row: exp(p_j - largest) never overflows, and sum is at least 1.
struct Softmax {
    double largest;
    double sum = 0.0;
    double log_sum;

    explicit Softmax(const Logits& p) : largest(p[0]) {
        for (Index j = 1; j < p.count; ++j) largest = p[j] > largest ? p[j] : largest;
        for (Index j = 0; j < p.count; ++j) sum += std::exp(p[j] - largest);
        log_sum = std::log(sum);
    }
    double probability(double logit) const { return std::exp(logit - largest) / sum; }
    double minus_log(double logit) const { return log_sum - (logit - largest); }
};

/// Mean over rows of (1 - s) (-log p_y) + s mean_j (-log p_j), with p the softmax of the row's logits and s
/// the label smoothing.
class CrossEntropy final : public Loss {
  public:
    explicit CrossEntropy(double smoothing) : smoothing_(smoothing) {}

    double value(const Matrix& prediction, const Matrix& target) const override {
        return mean_of(prediction, target, [](Index, const Logits&, const Softmax&, Index) {});
    }

    double value_and_gradient(const Matrix& prediction, const Matrix& target,
                              Matrix& d_prediction) const override {
        const Index n = prediction.rows();
        const Index k = prediction.cols();
        if (d_prediction.rows() != n || d_prediction.cols() != k) d_prediction.resize(n, k);
        const double scale = n > 0 ? 1.0 / static_cast<double>(n) : 0.0;
        const double spread = smoothing_ / static_cast<double>(k);
        double* d = d_prediction.data();
        return mean_of(prediction, target, [&](Index i, const Logits& p, const Softmax& s, Index y) {
            for (Index j = 0; j < k; ++j) {
                const double wanted = j == y ? (1.0 - smoothing_) + spread : spread;
                d[j * n + i] = scale * (s.probability(p[j]) - (y < 0 ? kNaN : wanted));
            }
        });
    }

    // Per row (diag(p) - p p') v, whatever the target.
    bool hessian_product(const Matrix& prediction, const Matrix&, const Matrix& direction,
                         Matrix& product) const override {
        const Index n = prediction.rows();
        const Index k = prediction.cols();
        if (product.rows() != n || product.cols() != k) product.resize(n, k);
        const double scale = n > 0 ? 1.0 / static_cast<double>(n) : 0.0;
        const double* v = direction.data();
        double* out = product.data();
        for (Index i = 0; i < n; ++i) {
            const Logits p{prediction.data() + i, n, k};
            const Softmax s(p);
            double mean = 0.0;
            for (Index j = 0; j < k; ++j) mean += s.probability(p[j]) * v[j * n + i];
            for (Index j = 0; j < k; ++j)
                out[j * n + i] = scale * s.probability(p[j]) * (v[j * n + i] - mean);
        }
        return true;
    }

    Task task() const override { return Task::classes; }

    // One class alone leaves nothing to tell apart: at least two outputs. Targets that are no classes are
    // left out here; target_trouble() says so.
    Index outputs(const Matrix& target) const override {
        double largest = 1.0;
        for (const double t : target.reshaped()) {
            if (is_class(t)) largest = std::max(largest, t);
        }
        return static_cast<Index>(largest) + 1;
    }

    std::string target_trouble(const Matrix& target) const override {
        if (target.cols() > 1) return "one column of class numbers, not several";
        return target_trouble_unless(target, "class numbers 0, 1, 2, … below 1000", is_class);
    }

  private:
    static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

    template <class Also>
    double mean_of(const Matrix& prediction, const Matrix& target, Also also) const {
        const Index n = prediction.rows();
        const Index k = prediction.cols();
        TALWEG_CHECK(target.size() == n && k > 0);
        if (n == 0) return 0.0;
        double lane[8] = {};
        for (Index i = 0; i < n; ++i) {
            const Logits p{prediction.data() + i, n, k};
            const Softmax s(p);
            const double t = target.data()[i];
            const Index y = t >= 0.0 && t < static_cast<double>(k) ? static_cast<Index>(t) : -1;
            lane[i % 8] += y < 0 ? kNaN : row_loss(p, s, y);
            also(i, p, s, y);
        }
        const double total =
            ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
        return total / static_cast<double>(n);
    }

    double row_loss(const Logits& p, const Softmax& s, Index y) const {
        const double hit = s.minus_log(p[y]);
        if (smoothing_ == 0.0) return hit;
        double all = 0.0;
        for (Index j = 0; j < p.count; ++j) all += s.minus_log(p[j]);
        return (1.0 - smoothing_) * hit + smoothing_ / static_cast<double>(p.count) * all;
    }

    double smoothing_;
};

constexpr Knob kKnobs[] = {
    {.name = "label_smoothing",
     .title = "Label smoothing",
     .symbol = "s",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.0,
     .slider_low = 0.0,
     .slider_high = 0.5,
     .help = "The share of each target that is spread evenly over all classes, against overconfidence.",
     .why_low = "it is a share, from none to all",
     .why_high = "it is a share, from none to all"},
};

}  // namespace

LossPart cross_entropy_part() {
    return {{"cross_entropy", "Cross-entropy",
             "How surprised softmax(ŷ) is by the class of each row, 0, 1, 2, …; with a linear model: softmax "
             "regression.",
             "L = 1/n Σ ((1 - s) (-log p_y) + s/k Σ_j (-log p_j))\np_j = exp(ŷ_j)/Σ_i exp(ŷ_i)",
             "Bridle 1990; label smoothing Szegedy et al. 2016; as torch.nn.CrossEntropyLoss", kKnobs,
             "Classification"},
            [](const Settings& settings) -> std::unique_ptr<Loss> {
                return std::make_unique<CrossEntropy>(settings.real("label_smoothing"));
            }};
}

}  // namespace talweg
