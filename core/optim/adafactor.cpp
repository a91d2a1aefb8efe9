// Adafactor: steps in proportion to the parameters, with mean squares kept by rows and columns.
#include "core/optim/adafactor.h"

#include "core/base/sum.h"
#include "core/optim/knobs.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr Knob kKnobs[] = {
    {.name = "beta2_decay",
     .title = "Beta 2 decay",
     .symbol = "τ",
     .low = -10.0,
     .high = 0.0,
     .initial = -0.8,
     .slider_low = -1.0,
     .slider_high = 0.0,
     .help = "The power of t by which the running mean square forgets ever more slowly; at 0 it holds only "
             "the last gradient.",
     .why_low = "below -10 the running mean would hardly take in a gradient after the first",
     .why_high = "above 0 the running mean would take in more than the whole of a gradient"},
    {.name = "eps1",
     .title = "Epsilon 1",
     .symbol = "ε₁",
     .low = 1e-150,
     .high = 1e6,
     .initial = 0x1.0p-52,
     .logarithmic = true,
     .slider_low = 1e-30,
     .slider_high = 1.0,
     .help = "The smallest root that a gradient is divided by, which keeps a gradient of 0 from giving 0/0.",
     .why_low = "at 0 a gradient of 0 would give a step of 0/0, and so would products of smaller numbers"},
    {.name = "eps2",
     .title = "Epsilon 2",
     .symbol = "ε₂",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-3,
     .logarithmic = true,
     .slider_low = 1e-6,
     .slider_high = 1.0,
     .help = "The smallest size that parameters are taken to have, so that they can leave 0.",
     .why_low = "it is a least size, and no size is below 0"},
    {.name = "d",
     .title = "Clip above",
     .symbol = "d",
     .low = 1.0,
     .high = 1e6,
     .initial = 1.0,
     .slider_low = 1.0,
     .slider_high = 10.0,
     .help = "The root mean square above which a whole layer's step is made shorter.",
     .why_low = "below 1 steps of ordinary size would be cut too"},
    decoupled_decay_knob(0.0),
};

double root_mean_square(const double* values, Index n) {
    return std::sqrt(squared_norm(values, n) / static_cast<double>(n));
}

class Adafactor final : public Optimizer {
  public:
    Adafactor(const Settings& settings, const Parameters& parameters)
        : square_(Vector::Zero(parameters.count)), update_(Vector::Zero(parameters.count)) {
        Index rows = 0;
        Index cols = 0;
        Index widest = 0;
        for (const ParameterBlock& block : parameters.blocks) {
            blocks_.push_back({block, rows, cols});
            if (!block.matrix) continue;
            rows += block.rows;
            cols += block.cols;
            widest = std::max(widest, block.cols);
        }
        rows_ = Vector::Zero(rows);
        cols_ = Vector::Zero(cols);
        scratch_ = Vector::Zero(widest);
        configure(settings);
    }

    void configure(const Settings& settings) override {
        beta2_decay_ = settings.real("beta2_decay");
        eps1_ = settings.real("eps1");
        eps2_ = settings.real("eps2");
        threshold_ = settings.real("d");
        weight_decay_ = settings.real("weight_decay");
    }
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(square_);
        archive.field(rows_);
        archive.field(cols_);
        archive.field(update_);
        archive.field(count_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"v", square_.data(), square_.size()});
        out.push_back({"u", update_.data(), update_.size()});
    }

  private:
    struct Place {
        ParameterBlock block;
        Index rows_at;  ///< of a matrix: where its means stand in rows_ and cols_
        Index cols_at;
    };

    void take_in(const Place& place, const double* g, double fresh);
    void take_in_matrix(const Place& place, const double* g, double fresh);

    double beta2_decay_ = 0.0;
    double eps1_ = 0.0;
    double eps2_ = 0.0;
    double threshold_ = 0.0;
    double weight_decay_ = 0.0;
    std::vector<Place> blocks_;
    Vector square_;            ///< v: a vector's running mean square; for a matrix made of the two below
    Vector rows_;              ///< r: the running mean square of each row
    Vector cols_;              ///< c: of each column
    Vector update_;            ///< u
    Vector scratch_;           ///< one row's length
    std::uint64_t count_ = 0;  ///< t
};

// One block's running mean squares. g: the block's gradient.
void Adafactor::take_in(const Place& place, const double* g, double fresh) {
    if (place.block.matrix) return take_in_matrix(place, g, fresh);
    double* v = square_.data() + place.block.offset;
    for (Index i = 0; i < place.block.size(); ++i) v[i] += fresh * (g[i] * g[i] - v[i]);
}

void Adafactor::take_in_matrix(const Place& place, const double* g, double fresh) {
    const Index rows = place.block.rows;
    const Index cols = place.block.cols;
    double* r = rows_.data() + place.rows_at;
    double* c = cols_.data() + place.cols_at;
    double* squares = scratch_.data();
    std::fill_n(squares, cols, 0.0);
    for (Index i = 0; i < rows; ++i) {
        const double* row = g + i * cols;
        r[i] += fresh * (squared_norm(row, cols) / static_cast<double>(cols) - r[i]);
        for (Index j = 0; j < cols; ++j) squares[j] += row[j] * row[j];
    }
    for (Index j = 0; j < cols; ++j) c[j] += fresh * (squares[j] / static_cast<double>(rows) - c[j]);
    const double whole = std::max(sum(r, rows) / static_cast<double>(rows), eps1_);
    double* v = square_.data() + place.block.offset;
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) v[i * cols + j] = r[i] * c[j] / whole;
    }
}

// theta, gradient: (n).  rate: this step's learning rate.  t counts from 1.  For each matrix and each vector
// of theta alone, with rms(x) the root of the mean square of its entries:
//   a <- max(eps2, rms(theta)) min(rate, 1 / sqrt(t))
//   theta <- (1 - rate weight_decay) theta
//   vector: v <- v + t^beta2_decay (g^2 - v)
//   matrix: r <- r + t^beta2_decay (mean of g^2 over each row - r),  c likewise over each column
//           v <- r c / max(mean(r), eps1)
//   u <- g / sqrt(max(v, eps1^2))
//   theta <- theta - a u / max(1, rms(u) / d)
// Source: Shazeer and Stern 2018, algorithms 4 and 5. As PyTorch (from 2.5 on): eps1 bounds v from below,
// where the paper adds it to g^2; and the rate stands in place of the paper's 1e-2. Before the first step v
// is 0; t^beta2_decay is 1 then, so that v begins at g^2.
void Adafactor::update(Vector& theta, const Vector& gradient, double rate) {
    ++count_;
    const auto count = static_cast<double>(count_);
    // The base is t itself: no running product gives this power.
    const double fresh = std::pow(count, beta2_decay_);
    const double relative = std::min(rate, 1.0 / std::sqrt(count));
    const double kept = 1.0 - rate * weight_decay_;
    const double least = eps1_ * eps1_;
    for (const Place& place : blocks_) {
        const Index n = place.block.size();
        if (n == 0) continue;
        double* t = theta.data() + place.block.offset;
        double* u = update_.data() + place.block.offset;
        const double* v = square_.data() + place.block.offset;
        const double* g = gradient.data() + place.block.offset;
        const double step = std::max(eps2_, root_mean_square(t, n)) * relative;
        take_in(place, g, fresh);
        for (Index i = 0; i < n; ++i) u[i] = g[i] / std::sqrt(std::max(v[i], least));
        const double scale = step / std::max(1.0, root_mean_square(u, n) / threshold_);
        for (Index i = 0; i < n; ++i) {
            u[i] *= scale;
            t[i] = kept * t[i] - u[i];
        }
    }
}

}  // namespace

OptimizerPart adafactor_part() {
    return {{"adafactor", "Adafactor",
             "Divides the gradient by a running root mean square that needs only the rows and columns of a "
             "matrix, and steps in proportion to the size of the parameters.",
             "g ← ∇L(θ)\n"
             "v of a vector: the running mean v + t^τ (g² - v)\n"
             "v of a matrix: r c/max(mean(r), ε₁), with running means r of g² over each row, c over each "
             "column\n"
             "u: g/√max(v, ε₁²), divided by max(1, rms(u)/d), times max(ε₂, rms(θ)) min(η, 1/√t); for each "
             "matrix and vector of θ alone\n"
             "θ ← (1 - η λ) θ - u",
             "Shazeer and Stern 2018; as torch.optim.Adafactor", kKnobs, "Adaptive"},
            [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adafactor>(settings, parameters);
            },
            1e-2};
}

}  // namespace talweg
