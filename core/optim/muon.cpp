// Muon: momentum whose matrices are made orthogonal before the step.
#include "core/optim/muon.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/optim/knobs.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kAdjustments[] = {"original", "match_rms_adamw", "spectral_unclamped"};
constexpr double kCoefficients[] = {3.4445, -4.7750, 2.0315};

constexpr Knob kKnobs[] = {
    decoupled_decay_knob(0.1),
    momentum_knob(0.95, "How slowly the running mean of the gradient forgets."),
    {.name = "nesterov",
     .title = "Nesterov",
     .type = KnobType::boolean,
     .initial = 1.0,
     .help = "Looks ahead: mixes the new gradient into the running mean once more."},
    {.name = "ns_coefficients",
     .title = "Coefficients",
     .type = KnobType::list,
     .low = -1e3,
     .high = 1e3,
     .help = "The polynomial a x + b x³ + c x⁵ that drives every singular value towards 1: a, b and c.",
     .initial_list = kCoefficients},
    {.name = "eps",
     .title = "Epsilon",
     .symbol = "ε",
     .low = 0.0,
     .high = 1e6,
     .low_open = true,
     .initial = 1e-7,
     .logarithmic = true,
     .slider_low = 1e-16,
     .slider_high = 1.0,
     .help = "The smallest norm that a matrix is divided by, which keeps a gradient of 0 from giving 0/0.",
     .why_low = "at 0 a gradient of 0 would give a step of 0/0"},
    {.name = "ns_steps",
     .title = "Iterations",
     .type = KnobType::integer,
     .low = 1.0,
     .high = 99.0,
     .initial = 5.0,
     .slider_low = 1.0,
     .slider_high = 10.0,
     .help = "How often the polynomial is applied; more bring the singular values no closer to 1 unless its "
             "coefficients sum to 1.",
     .why_low = "without an iteration nothing would become orthogonal",
     .why_high = "a few iterations are enough"},
    {.name = "adjust_lr_fn",
     .title = "Rate by shape",
     .type = KnobType::choice,
     .help = "How a matrix's rate follows from its rows and columns: √max(1, rows/cols), "
             "0.2 √max(rows, cols), or √(rows/cols).",
     .choices = kAdjustments},
};

double adjustment(std::string_view kind, const ParameterBlock& block) {
    const auto rows = static_cast<double>(block.rows);
    const auto cols = static_cast<double>(block.cols);
    if (kind == "match_rms_adamw") return 0.2 * std::sqrt(std::max(rows, cols));
    if (kind == "spectral_unclamped") return std::sqrt(rows / cols);
    return std::sqrt(std::max(1.0, rows / cols));
}

class Muon final : public Optimizer {
  public:
    Muon(const Settings& settings, const Parameters& parameters)
        : blocks_(parameters.blocks),
          scales_(parameters.blocks.size(), 1.0),
          momentum_buffer_(Vector::Zero(parameters.count)),
          direction_(Vector::Zero(parameters.count)) {
        Index largest = 0;
        Index shortest_side = 0;
        for (const ParameterBlock& block : blocks_) {
            if (!block.matrix) continue;
            largest = std::max(largest, block.size());
            shortest_side = std::max(shortest_side, std::min(block.rows, block.cols));
        }
        x_ = Vector::Zero(largest);
        next_ = Vector::Zero(largest);
        gram_ = Vector::Zero(shortest_side * shortest_side);
        polynomial_ = gram_;
        configure(settings);
    }

    void configure(const Settings& settings) override;
    void update(Vector& theta, const Vector& gradient, double rate) override;
    void archive(Archive& archive) override {
        archive.field(momentum_buffer_);
        archive.field(direction_);
    }
    bool set_momentum(double momentum) override {
        momentum_ = momentum;
        return true;
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"b", momentum_buffer_.data(), momentum_buffer_.size()});
        out.push_back({"o", direction_.data(), direction_.size()});
    }

  private:
    void orthogonalise(const ParameterBlock& block, double scale);
    void newton_schulz(Index rows, Index cols);

    double momentum_ = 0.0;
    double eps_ = 0.0;
    double weight_decay_ = 0.0;
    bool nesterov_ = false;
    std::int64_t iterations_ = 0;
    std::array<double, 3> coefficients_{};
    std::vector<ParameterBlock> blocks_;
    std::vector<double> scales_;  ///< of each block's rate
    Vector momentum_buffer_;      ///< b
    Vector direction_;            ///< o
    // Scratch for the largest matrix, wide way round, row by row, and for the square of its rows.
    Vector x_;
    Vector next_;
    Vector gram_;
    Vector polynomial_;
};

void Muon::configure(const Settings& settings) {
    const std::vector<double>& coefficients = settings.list("ns_coefficients");
    if (coefficients.size() != coefficients_.size()) {
        throw Error("'ns_coefficients' must be three numbers, a, b and c of a x + b x³ + c x⁵, not " +
                    std::to_string(coefficients.size()));
    }
    std::copy_n(coefficients.begin(), coefficients_.size(), coefficients_.begin());
    momentum_ = settings.real("momentum");
    eps_ = settings.real("eps");
    weight_decay_ = settings.real("weight_decay");
    nesterov_ = settings.boolean("nesterov");
    iterations_ = settings.integer("ns_steps");
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (blocks_[i].matrix) scales_[i] = adjustment(settings.choice("adjust_lr_fn"), blocks_[i]);
    }
}

// x_ (rows x cols, rows <= cols) <- a x + (b G + c G^2) x with G = x x', `iterations_` times.
void Muon::newton_schulz(Index rows, Index cols) {
    const auto [a, b, c] = coefficients_;
    double* gram = gram_.data();
    double* polynomial = polynomial_.data();
    for (std::int64_t k = 0; k < iterations_; ++k) {
        const double* x = x_.data();
        double* next = next_.data();
        for (Index i = 0; i < rows; ++i) {
            for (Index j = 0; j <= i; ++j) {
                gram[i * rows + j] = dot(x + i * cols, x + j * cols, cols);
                gram[j * rows + i] = gram[i * rows + j];
            }
        }
        for (Index i = 0; i < rows; ++i) {
            for (Index j = 0; j <= i; ++j) {
                const double square = dot(gram + i * rows, gram + j * rows, rows);
                polynomial[i * rows + j] = b * gram[i * rows + j] + c * square;
                polynomial[j * rows + i] = polynomial[i * rows + j];
            }
        }
        for (Index i = 0; i < rows; ++i) {
            double* out = next + i * cols;
            for (Index q = 0; q < cols; ++q) out[q] = a * x[i * cols + q];
            for (Index j = 0; j < rows; ++j) {
                const double factor = polynomial[i * rows + j];
                for (Index q = 0; q < cols; ++q) out[q] += factor * x[j * cols + q];
            }
        }
        x_.swap(next_);
    }
}

// The block's part of direction_ becomes orthogonal, or nearly, times `scale`. A tall matrix is turned first,
// so that the products are those of its shorter side.
void Muon::orthogonalise(const ParameterBlock& block, double scale) {
    const bool tall = block.rows > block.cols;
    const Index rows = tall ? block.cols : block.rows;
    const Index cols = tall ? block.rows : block.cols;
    const Index row_step = tall ? 1 : block.cols;
    const Index col_step = tall ? block.cols : 1;
    double* o = direction_.data() + block.offset;
    const double norm = std::max(std::sqrt(squared_norm(o, block.size())), eps_);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) x_[i * cols + j] = o[i * row_step + j * col_step] / norm;
    }
    newton_schulz(rows, cols);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) o[i * row_step + j * col_step] = scale * x_[i * cols + j];
    }
}

// theta, gradient: (n).  rate: this step's learning rate.
//   b <- momentum b + (1 - momentum) g
//   o <- b                                       (nesterov: momentum b + (1 - momentum) g)
//   each matrix (rows x cols) of o:
//     o <- o / max(|o|, eps)
//     o <- a o + b (o o') o + c (o o')^2 o         (ns_steps times)
//     o <- o sqrt(max(1, rows / cols))
//   theta <- (1 - rate weight_decay) theta - rate o
// Source: Jordan et al. 2024, as torch.optim.Muon (from 2.9 on), which works in half the digits of a float
// where this has doubles. PyTorch refuses what is not a matrix; here biases, and functions of two variables,
// keep o as it is, which is gradient descent with momentum, the running mean as velocity. A matrix of one row
// or one column has one singular value: all that Newton-Schulz does to it is to bring its length near 1.
void Muon::update(Vector& theta, const Vector& gradient, double rate) {
    const double momentum = momentum_;
    const double fresh = 1.0 - momentum;
    const bool nesterov = nesterov_;
    const double kept = 1.0 - rate * weight_decay_;
    const Index n = theta.size();
    double* t = theta.data();
    double* b = momentum_buffer_.data();
    double* o = direction_.data();
    const double* g = gradient.data();
    for (Index i = 0; i < n; ++i) {
        b[i] = momentum * b[i] + fresh * g[i];
        o[i] = nesterov ? momentum * b[i] + fresh * g[i] : b[i];
    }
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
        if (blocks_[k].matrix) orthogonalise(blocks_[k], scales_[k]);
    }
    for (Index i = 0; i < n; ++i) t[i] = kept * t[i] - rate * o[i];
}

}  // namespace

OptimizerPart muon_part() {
    return {
        {"muon", "Muon",
         "Makes each weight matrix's momentum orthogonal, so that all its directions move alike; a single "
         "row or column is only brought to length 1 or so, and what is no matrix, as biases and test "
         "functions, moves by plain momentum.",
         "g ← ∇L(θ)\n"
         "b ← μ b + (1 - μ) g\n"
         "o: b, or with nesterov μ b + (1 - μ) g\n"
         "each matrix in o: divided by max(norm, ε), made orthogonal by Newton-Schulz, times "
         "√max(1, rows/cols)\n"
         "what is no matrix in o: as it is, which is gradient descent with momentum\n"
         "θ ← (1 - η λ) θ - η o",
         "Jordan et al. 2024; as torch.optim.Muon", kKnobs, "Matrix"},
        [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<Muon>(settings, parameters);
        },
        1e-3};
}

}  // namespace talweg
