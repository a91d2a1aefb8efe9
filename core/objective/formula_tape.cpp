// Running a formula's tape, with each kind of number.
#include "core/objective/formula_tape.h"

#include "core/objective/formula_compile.h"
#include "core/objective/formula_step.h"

#include <algorithm>

namespace talweg {

FormulaTape::FormulaTape(const Formula& formula, const FormulaParameters& parameters) {
    formula::Compiled compiled = formula::compile(formula, parameters);
    steps_ = std::move(compiled.steps);
    shared_ = compiled.shared;
    result_ = compiled.result;
    values_.resize(compiled.slots);
    slopes_.resize(compiled.slots);
    jets_.resize(compiled.slots);
}

template <class T>
const T& FormulaTape::run(std::vector<T>& slots, std::size_t from) const {
    for (std::size_t i = from; i < steps_.size(); ++i) formula::take(steps_[i], slots.data());
    return slots[result_];
}

double FormulaTape::value(double x, double y) {
    values_[0] = x;
    values_[1] = y;
    return run(values_);
}

Slope FormulaTape::slope(double x, double y) {
    slopes_[0] = {x, 1.0, 0.0};
    slopes_[1] = {y, 0.0, 1.0};
    return run(slopes_);
}

Jet FormulaTape::jet(double x, double y) {
    jets_[0] = jet_x(x);
    jets_[1] = jet_y(y);
    return run(jets_);
}

void FormulaTape::row(double x_low, double dx, double y, std::span<double> out) {
    constexpr std::size_t kLanes = FormulaLanes::SizeAtCompileTime;
    if (lanes_.empty()) lanes_.resize(values_.size());  // only who asks for rows has room for them
    lanes_[1].setConstant(y);
    for (std::size_t from = 0; from < out.size(); from += kLanes) {
        for (std::size_t i = 0; i < kLanes; ++i)
            lanes_[0][static_cast<Eigen::Index>(i)] = x_low + static_cast<double>(from + i) * dx;
        const FormulaLanes& f = run(lanes_, from == 0 ? 0 : shared_);
        std::copy_n(f.data(), std::min(kLanes, out.size() - from),
                    out.begin() + static_cast<std::ptrdiff_t>(from));
    }
}

}  // namespace talweg
