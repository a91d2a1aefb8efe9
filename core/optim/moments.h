// The two running means that Adam's family keeps, with the powers that correct their bias.
#pragma once

#include "core/base/running_power.h"
#include "core/optim/optimizer.h"

namespace talweg {

/// m and v (or what a relative has in its place), by the knobs beta1 and beta2. How they move is each
/// update's own.
struct Moments {
    explicit Moments(Index n) : mean(Vector::Zero(n)), square(Vector::Zero(n)) {}

    void configure(const Settings& settings) {
        set_beta1(settings.real("beta1"));
        beta2 = settings.real("beta2");
        power2.set_base(beta2);
    }
    void set_beta1(double value) {
        beta1 = value;
        power1.set_base(value);
    }
    /// To the next t.
    void advance() {
        power1.advance();
        power2.advance();
    }
    void archive(Archive& archive) {
        archive.field(mean);
        archive.field(square);
        power1.archive(archive);
        power2.archive(archive);
    }
    void buffers(std::vector<NamedBuffer>& out, std::string_view second = "v") const {
        out.push_back({"m", mean.data(), mean.size()});
        out.push_back({second, square.data(), square.size()});
    }

    double beta1 = 0.0;
    double beta2 = 0.0;
    Vector mean;          ///< m
    Vector square;        ///< v
    RunningPower power1;  ///< beta1^t
    RunningPower power2;  ///< beta2^t
};

}  // namespace talweg
