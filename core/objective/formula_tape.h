// A formula made ready to be calculated many times: one step after another, constants folded, nothing twice.
#pragma once

#include "core/objective/formula.h"
#include "core/objective/jet.h"

#include <Eigen/Core>

#include <array>
#include <span>
#include <vector>

namespace talweg {

/// Values side by side, for a row of a grid.
using FormulaLanes = Eigen::Array<double, 64, 1>;

/// Values of parameters by their letter.
struct FormulaParameters {
    double of[26] = {};
    double& operator[](char letter) { return of[letter - 'a']; }
    double operator[](char letter) const { return of[letter - 'a']; }
};

/// Copies share nothing; one object belongs to one thread, as it has scratch space. Nothing allocates once it
/// is made.
class FormulaTape {
  public:
    FormulaTape(const Formula& formula, const FormulaParameters& parameters);

    /// f at (x, y); non-finite where it has no value. All three give the same bits for the same thing.
    double value(double x, double y);
    Slope slope(double x, double y);
    Jet jet(double x, double y);
    /// f at (x_low + i dx, y) into out[i], the same bits as value() of each.
    void row(double x_low, double dx, double y, std::span<double> out);

    /// Steps of calculation, for one value.
    std::size_t steps() const { return steps_.size(); }

    enum class Op : std::uint8_t;
    /// slot `to` becomes op(slot from[0], slot from[1]) or op(slot from[0], number).
    struct Step {
        Op op{};
        std::array<std::uint16_t, 2> from{};
        std::uint16_t to = 0;
        double number = 0.0;
    };

  private:
    template <class T>
    const T& run(std::vector<T>& slots, std::size_t from = 0) const;

    std::vector<Step> steps_;
    std::size_t shared_ = 0;
    std::uint16_t result_ = 0;
    std::vector<double> values_;
    std::vector<Slope> slopes_;
    std::vector<Jet> jets_;
    std::vector<FormulaLanes> lanes_;
};

}  // namespace talweg
