// How each scheme fills theta.
#include "core/model/init_draws.h"

#include "core/base/error.h"
#include "core/base/sum.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

double within(double bound, Random& random) { return bound * (2.0 * random.uniform() - 1.0); }

/// torch.nn.Linear says its weights' bound as kaiming_uniform_ with a = sqrt(5): sqrt(6 / ((1 + 5) inputs)).
double linear_bound(Index inputs) { return 1.0 / std::sqrt(static_cast<double>(inputs)); }

/// Calls weight(block, numbers) for every matrix, and for every vector does what the settings say of biases.
/// Where there is no matrix at all the vectors are what there is to begin with.
template <class Weight>
void fill(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta,
          const Weight& weight) {
    const std::string& bias = settings.choice("bias");
    const bool alone =
        std::ranges::none_of(parameters.blocks, [](const ParameterBlock& block) { return block.matrix; });
    double bound = 1.0;
    for (const ParameterBlock& block : parameters.blocks) {
        double* numbers = theta.data() + block.offset;
        if (block.matrix) bound = linear_bound(block.cols);
        if (block.matrix || alone || bias == "same") {
            weight(block, numbers);
        } else if (bias == "torch_linear") {
            for (Index i = 0; i < block.size(); ++i) numbers[i] = within(bound, random);
        }
    }
}

/// Every number by itself, from draw(fans of its matrix).
template <class Draw>
void fill_each(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta,
               const Draw& draw) {
    fill(settings, parameters, random, theta, [&](const ParameterBlock& block, double* numbers) {
        const Fans fan = fans(block);
        for (Index i = 0; i < block.size(); ++i) numbers[i] = draw(fan);
    });
}

double xavier_deviation(const Settings& settings, Fans fan) {
    return settings.real("gain") * std::sqrt(2.0 / static_cast<double>(fan.in + fan.out));
}

double kaiming_deviation(const Settings& settings, Fans fan) {
    const Index count = settings.choice("mode") == "fan_in" ? fan.in : fan.out;
    return gain_of(settings.choice("nonlinearity"), settings.real("a")) /
           std::sqrt(static_cast<double>(count));
}

/// A uniform distribution of standard deviation d ends at sqrt(3) d.
const double kReach = std::sqrt(3.0);

/// What orthonormal() works on: `count` columns of `length` numbers, count <= length. Gram and Schmidt's way,
/// gone twice so that rounding leaves nothing (Giraud et al. 2005); in one fixed order, unlike a blocked QR
/// decomposition, hence the same on every machine. R's diagonal is positive, which makes the result uniform
/// over all orthonormal matrices, as PyTorch's change of signs does.
void orthonormal(Matrix& columns, Random& random) {
    const Index length = columns.rows();
    for (Index j = 0; j < columns.cols(); ++j) {
        double* column = columns.data() + j * length;
        for (int pass = 0; pass < 2; ++pass) {
            for (Index i = 0; i < j; ++i) {
                const double* before = columns.data() + i * length;
                const double along = dot(before, column, length);
                for (Index k = 0; k < length; ++k) column[k] -= along * before[k];
            }
            const double size = std::sqrt(squared_norm(column, length));
            if (size < 1e-12) {  // drawn in the span of the others, which never happens: drawn again
                for (Index k = 0; k < length; ++k) column[k] = random.normal();
                pass = -1;
                continue;
            }
            for (Index k = 0; k < length; ++k) column[k] /= size;
        }
    }
}

}  // namespace

void draw_zeros(const Settings&, const Parameters&, Random&, Vector&) {}

void draw_constant(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta) {
    fill_each(settings, parameters, random, theta, [&](Fans) { return settings.real("val"); });
}

void draw_uniform(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta) {
    const double a = settings.real("a");
    const double b = settings.real("b");
    if (b < a) throw Error("'b' must be at least 'a', " + exact_text(a) + ", not " + exact_text(b));
    fill_each(settings, parameters, random, theta, [&](Fans) { return a + (b - a) * random.uniform(); });
}

void draw_normal(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta) {
    const double mean = settings.real("mean");
    const double deviation = settings.real("std");
    fill_each(settings, parameters, random, theta, [&](Fans) { return mean + deviation * random.normal(); });
}

void draw_xavier_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                         Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return within(kReach * xavier_deviation(settings, fan), random); });
}

void draw_xavier_normal(const Settings& settings, const Parameters& parameters, Random& random,
                        Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return xavier_deviation(settings, fan) * random.normal(); });
}

void draw_kaiming_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                          Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return within(kReach * kaiming_deviation(settings, fan), random); });
}

void draw_kaiming_normal(const Settings& settings, const Parameters& parameters, Random& random,
                         Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return kaiming_deviation(settings, fan) * random.normal(); });
}

void draw_lecun_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                        Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return within(kReach * linear_bound(fan.in), random); });
}

void draw_lecun_normal(const Settings& settings, const Parameters& parameters, Random& random,
                       Vector& theta) {
    fill_each(settings, parameters, random, theta,
              [&](Fans fan) { return linear_bound(fan.in) * random.normal(); });
}

// As PyTorch: a matrix of normal numbers, row by row; the longer side's vectors, shorter in number, are made
// orthonormal.
void draw_orthogonal(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta) {
    const double gain = settings.real("gain");
    fill(settings, parameters, random, theta, [&](const ParameterBlock& block, double* numbers) {
        const bool wide = block.rows < block.cols;
        Matrix columns(std::max(block.rows, block.cols), std::min(block.rows, block.cols));
        for (Index row = 0; row < block.rows; ++row) {
            for (Index col = 0; col < block.cols; ++col) {
                (wide ? columns(col, row) : columns(row, col)) = random.normal();
            }
        }
        orthonormal(columns, random);
        for (Index row = 0; row < block.rows; ++row) {
            for (Index col = 0; col < block.cols; ++col) {
                numbers[row * block.cols + col] = gain * (wide ? columns(col, row) : columns(row, col));
            }
        }
    });
}

// A bias has the bound of the weights before it, since both belong to one layer.
void draw_torch_linear(const Settings&, const Parameters& parameters, Random& random, Vector& theta) {
    double bound = 1.0;
    for (const ParameterBlock& block : parameters.blocks) {
        if (block.matrix) bound = linear_bound(block.cols);
        for (Index i = 0; i < block.size(); ++i) theta[block.offset + i] = within(bound, random);
    }
}

}  // namespace talweg
