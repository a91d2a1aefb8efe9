// The small network of the benchmarks, as one would write it with Eigen.
#pragma once

#include "core/base/random.h"
#include "core/train/experiment.h"

namespace talweg::bench {

constexpr int kPoints = 500;
constexpr double kRate = 0.05;

/// 2-8-8-1 with tanh on 500 points of a saddle, by SGD.
inline Experiment network_experiment(std::uint64_t batch) {
    Experiment experiment;
    experiment.model = {"mlp", {{"hidden", std::vector<double>{8, 8}}}};
    experiment.init.scheme = "torch_linear";
    Random random(1, Stream::data);
    experiment.data.table.inputs = 2;
    for (int i = 0; i < kPoints; ++i) {
        const double a = 2.0 * random.uniform() - 1.0;
        const double b = 2.0 * random.uniform() - 1.0;
        experiment.data.table.x.insert(experiment.data.table.x.end(), {a, b});
        experiment.data.table.y.push_back(a * b);
    }
    RunSpec run;
    run.id = 1;
    run.name = "SGD";
    run.lr = kRate;
    run.batch = batch;
    experiment.runs.push_back(run);
    return experiment;
}

/// The same network as one would write it with Eigen, its tanh by Eigen's vector exponential.
struct Plain {
    Matrix w1, w2, w3;
    Eigen::RowVectorXd b1, b2, b3;
    Matrix a1, a2, out, d1, d2, d3, g1, g2, g3;
    Eigen::RowVectorXd h1, h2, h3;

    explicit Plain(const Vector& theta) { set(theta); }

    void set(const Vector& theta) {
        const double* next = theta.data();
        const auto take = [&next](Matrix& w, Eigen::RowVectorXd& b, Index outputs, Index inputs) {
            w.resize(outputs, inputs);
            for (Index o = 0; o < outputs; ++o) {
                for (Index i = 0; i < inputs; ++i) w(o, i) = *next++;
            }
            b.resize(outputs);
            for (Index o = 0; o < outputs; ++o) b[o] = *next++;
        };
        take(w1, b1, 8, 2);
        take(w2, b2, 8, 8);
        take(w3, b3, 1, 8);
    }

    static void bend(Matrix& a) { a.array() = 1.0 - 2.0 / ((2.0 * a.array()).exp() + 1.0); }

    double value(const Matrix& x, const Matrix& y) {
        forward(x);
        d3 = out - y;
        return d3.squaredNorm() / static_cast<double>(x.rows());
    }

    void forward(const Matrix& x) {
        a1.noalias() = x * w1.transpose();
        a1.rowwise() += b1;
        bend(a1);
        a2.noalias() = a1 * w2.transpose();
        a2.rowwise() += b2;
        bend(a2);
        out.noalias() = a2 * w3.transpose();
        out.rowwise() += b3;
    }

    double step(const Matrix& x, const Matrix& y) {
        forward(x);
        const auto n = static_cast<double>(x.rows());
        d3 = out - y;
        const double loss = d3.squaredNorm() / n;
        d3 *= 2.0 / n;
        g3.noalias() = d3.transpose() * a2;
        h3 = d3.colwise().sum();
        d2.noalias() = d3 * w3;
        d2.array() *= 1.0 - a2.array().square();
        g2.noalias() = d2.transpose() * a1;
        h2 = d2.colwise().sum();
        d1.noalias() = d2 * w2;
        d1.array() *= 1.0 - a1.array().square();
        g1.noalias() = d1.transpose() * x;
        h1 = d1.colwise().sum();
        w1 -= kRate * g1;
        w2 -= kRate * g2;
        w3 -= kRate * g3;
        b1 -= kRate * h1;
        b2 -= kRate * h2;
        b3 -= kRate * h3;
        return loss;
    }
};

}  // namespace talweg::bench
