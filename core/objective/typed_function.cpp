// A test function that a person types: a formula in x and y, and its parameters.
#include "core/objective/typed_function.h"

#include "core/objective/formula_tape.h"
#include "core/objective/function_objective.h"

#include <array>
#include <utility>

namespace talweg {
namespace {

constexpr std::string_view kText = "(1 - x)^2 + 100*(y - x^2)^2";
constexpr double kWindow[] = {-2.0, 2.0, -2.0, 2.0};
constexpr double kFar = 1e15;
constexpr std::size_t kOwnKnobs = 2;

constexpr auto kKnobs = [] {
    std::array<Knob, kOwnKnobs + kFormulaParameters.size()> knobs;
    knobs[0] = {
        .name = kFormulaKind,
        .title = "Formula",
        .symbol = "f",
        .type = KnobType::text,
        .help =
            "The value at (x, y): + - * / ^ and brackets; sin, cos, tan, exp, log, sqrt, abs, min, max, "
            "pow and others; pi, e; any other small letter is a parameter.",
        .initial_text = kText,
        .check_text = [](std::string_view text) { parse_formula(text); }};
    knobs[1] = {.name = "window",
                .title = "Domain",
                .type = KnobType::list,
                .low = -kFar,
                .high = kFar,
                .help = "The least and greatest x, and the least and greatest y, that one looks at first.",
                .initial_list = kWindow};
    for (std::size_t i = 0; i < kFormulaParameters.size(); ++i) {
        knobs[kOwnKnobs + i] = {
            .name = kFormulaParameters.substr(i, 1),
            .title = "Parameter",
            .symbol = kFormulaParameters.substr(i, 1),
            .low = -kFar,
            .high = kFar,
            .initial = 1.0,
            .slider_low = -10.0,
            .slider_high = 10.0,
            .help = "A parameter, where the formula has it: any small letter but e, x and y."};
    }
    return knobs;
}();

class TypedFunction final : public FunctionObjective {
  public:
    explicit TypedFunction(FormulaTape tape) : tape_(std::move(tape)) {}

    std::unique_ptr<Objective> clone() const override { return std::make_unique<TypedFunction>(*this); }

    double value(const Vector& theta) override { return tape_.value(theta[0], theta[1]); }

    double value_and_gradient(const Vector& theta, Vector& gradient) override {
        const Slope f = tape_.slope(theta[0], theta[1]);
        gradient[0] = f.x;
        gradient[1] = f.y;
        return f.v;
    }

    void row_values(Vector& theta, double low, double step, std::span<double> out) override {
        tape_.row(low, step, theta[1], out);
    }

    bool hessian(const Vector& theta, Matrix& hessian) override {
        const Jet f = tape_.jet(theta[0], theta[1]);
        if (hessian.rows() != 2 || hessian.cols() != 2) hessian.resize(2, 2);
        hessian(0, 0) = f.xx;
        hessian(0, 1) = hessian(1, 0) = f.xy;
        hessian(1, 1) = f.yy;
        return true;
    }

    bool hessian_product(const Vector& theta, const Vector& direction, Vector& product) override {
        const Jet f = tape_.jet(theta[0], theta[1]);
        product[0] = f.xx * direction[0] + f.xy * direction[1];
        product[1] = f.xy * direction[0] + f.yy * direction[1];
        return true;
    }

    std::optional<Vector> minimiser() override { return std::nullopt; }

  private:
    FormulaTape tape_;
};

void check_window(const std::vector<double>& window) {
    if (window.size() != 4 || !(window[0] < window[1]) || !(window[2] < window[3]))
        throw Error("'window' must be four numbers, the least and greatest x and the least and greatest y");
}

}  // namespace

void check_formula_parameters(const KnobMap& knobs) {
    const auto given = knobs.find(kFormulaKind);
    const auto* text = given == knobs.end() ? nullptr : std::get_if<std::string>(&given->second);
    const Formula formula = parse_formula(text != nullptr ? *text : kText);
    for (const auto& [name, value] : knobs) {
        if (name.size() != 1 || formula.parameters.find(name) != std::string::npos) continue;
        std::string has = formula.parameters.empty() ? "has no parameter" : "has the parameters";
        for (const char letter : formula.parameters) has.append(" ").append(1, letter);
        throw Error("'" + name + "' is not in the formula, which " + has);
    }
}

FunctionPart typed_function_part() {
    return {
        .info = {kFormulaKind, "Formula",
                 "A function that you type, in x and y, with parameters of your own.", "f(x, y) = as typed",
                 "differentiated exactly, step by step: Griewank & Walther 2008, chapter 13", kKnobs,
                 "Your own"},
        .make = [](const Settings& settings) -> std::unique_ptr<Objective> {
            check_window(settings.list("window"));
            FormulaParameters parameters;
            for (const char letter : kFormulaParameters)
                parameters[letter] = settings.real(std::string_view(&letter, 1));
            return std::make_unique<TypedFunction>(
                FormulaTape(parse_formula(settings.choice(kFormulaKind)), parameters));
        },
        .start = {-1.5, 1.0},
        .window = {kWindow[0], kWindow[1], kWindow[2], kWindow[3]}};
}

}  // namespace talweg
