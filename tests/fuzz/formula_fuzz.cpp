// Any bytes as a formula: an error at one of its characters, or the same numbers whichever way they are asked
// for.
#include "core/objective/formula_tape.h"
#include "core/train/experiment_file.h"

#include <bit>
#include <cmath>
#include <optional>

namespace {

using namespace talweg;

constexpr double kPlaces[][2] = {{0.0, 0.0}, {1.25, -0.75}, {-3.0, 2.0}, {1e200, -1e-200}};

bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

std::optional<Formula> parsed(std::string_view text) {
    try {
        return parse_formula(text);
    } catch (const FormulaError& error) {
        TALWEG_CHECK(error.byte() <= text.size() && error.character() >= 1 &&
                     error.character() <= error.byte() + 1);
        TALWEG_CHECK(!error.sentence().empty());
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::optional<Formula> formula = parsed(text);
    if (!formula) return 0;
    TALWEG_CHECK(size <= kLongestFormula && formula->words.size() <= kLongestFormula);
    FormulaParameters parameters;
    for (const char letter : formula->parameters) parameters[letter] = 0.5 + 0.25 * (letter - 'a');
    FormulaTape tape(*formula, parameters);
    for (const auto& [x, y] : kPlaces) {
        const Jet jet = tape.jet(x, y);
        const Slope slope = tape.slope(x, y);
        double row[65];
        tape.row(x, 0.0, y, row);
        TALWEG_CHECK(same(jet.v, tape.value(x, y)) && same(jet.v, slope.v));
        TALWEG_CHECK(same(jet.x, slope.x) && same(jet.y, slope.y));
        TALWEG_CHECK(same(jet.v, row[0]) && same(jet.v, row[64]));
    }
    // A file keeps it.
    Experiment experiment;
    experiment.function = PartChoice{"formula", {{"formula", std::string(text)}}};
    experiment.runs.push_back({.id = 1, .name = "a"});
    TALWEG_CHECK(parse_experiment(experiment_text(experiment), "a.toml") == experiment);
    return 0;
}
