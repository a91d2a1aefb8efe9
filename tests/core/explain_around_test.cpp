// What stands around an optimizer, and clipping, in the lines and numbers of the explained step.
#include "core/base/sum.h"
#include "core/base/text.h"
#include "core/train/rule_expression.h"
#include "tests/core/closeness.h"
#include "tests/core/explain_cases.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

using Around = std::vector<PartChoice>;

/// Each that may stand around an optimizer alone, and several at once.
std::vector<Around> surroundings() {
    const PartChoice sam = {"sam", {{"rho", 0.3}}};
    const PartChoice lookahead = {"lookahead", {{"k", std::int64_t{2}}, {"alpha", 0.4}}};
    const PartChoice ema = {"ema", {{"decay", 0.8}}};
    const PartChoice swa = {"swa", {{"start", std::int64_t{2}}, {"every", std::int64_t{2}}}};
    return {{}, {sam}, {lookahead}, {ema}, {swa}, {sam, lookahead, ema}, {sam, lookahead, swa}};
}

struct Clipping {
    std::optional<double> norm;
    std::optional<double> value;
};

const Clipping kClippings[] = {{{}, {}}, {0.5, {}}, {{}, 0.25}, {0.3, 0.25}, {1e6, 1e6}};

/// The result of the last line that assigns `symbol`; nothing where none does.
std::optional<double> last_result(const StepExplanation& told, const std::string& symbol) {
    std::optional<double> found;
    for (const FilledLine& line : told.lines) {
        if (line.symbols.starts_with(symbol + " ← ") && !line.numbers.empty()) found = line.result;
    }
    return found;
}

// Every line of a step of every parameter against the step itself.
void check_step(Trainer& trainer) {
    std::vector<StepExplanation> told;
    for (Index p = 0; p < 3; ++p) told.push_back(trainer.explain(0, p));
    const RunState before = trainer.run(0);
    trainer.step();
    const RunState& after = trainer.run(0);
    for (Index p = 0; p < 3; ++p) {
        const StepExplanation& one = told[static_cast<std::size_t>(p)];
        CAPTURE(p);
        std::string lines;
        for (const FilledLine& line : one.lines) {
            lines += line.symbols + " = " + line.numbers + " = " + exact_text(line.result) + "\n";
        }
        CAPTURE(lines);
        const std::optional<double> theta = last_result(one, "θ");
        REQUIRE(theta.has_value());
        CHECK(same(*theta, after.theta[p]));
        if (after.average.size() == 0) continue;
        // An average around hides that of averaged gradient descent itself.
        const std::vector<PartChoice>& around = trainer.experiment().runs[0].wrappers;
        const bool kept = !around.empty() && wrapper_part(around.back().kind).averages;
        const std::optional<double> average = last_result(one, kept ? "W" : "a");
        if (!average) REQUIRE(before.average.size() > 0);
        CHECK(same(average ? *average : before.average[p], after.average[p]));
    }
}

std::set<std::string> symbols_of(const PartInfo& part, const Optimizer& made) {
    std::set<std::string> found;
    for (const Knob& knob : part.knobs) {
        if (!knob.symbol.empty()) found.insert(std::string(knob.symbol));
    }
    std::vector<NamedBuffer> buffers;
    made.buffers(buffers);
    for (const NamedBuffer& buffer : buffers) found.insert(std::string(buffer.symbol));
    for (const RuleLine& line : parse_rule(part.rule)) {
        if (!line.symbol.empty()) found.insert(line.symbol);
    }
    found.erase("θ");
    return found;
}

}  // namespace

TEST_CASE("every optimizer's rule gives its update under all that can stand around it, clipped or not") {
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(part.info.id);
        for (const KnobMap& knobs : variants(part.info)) {
            for (const Around& around : surroundings()) {
                for (const Clipping& clipping : kClippings) {
                    Experiment experiment = one_run(part, knobs);
                    experiment.runs[0].wrappers = around;
                    experiment.runs[0].clip_norm = clipping.norm;
                    experiment.runs[0].clip_value = clipping.value;
                    std::unique_ptr<Trainer> trainer;
                    try {
                        trainer = std::make_unique<Trainer>(experiment);
                    } catch (const Error&) {
                        continue;  // not possible together
                    }
                    std::string names;
                    for (const PartChoice& choice : around) names += choice.kind + " ";
                    CAPTURE(names);
                    for (int step = 0; step < 5 && trainer->running(); ++step) {
                        CAPTURE(step);
                        check_step(*trainer);
                    }
                }
            }
        }
    }
}

TEST_CASE("the gradient comes first as the history has it, and then as it is clipped") {
    Experiment experiment = one_run(optimizer_part("sgd"), {});
    experiment.runs[0].clip_norm = 0.5;
    experiment.runs[0].clip_value = 2.0;
    for (const Around& around : {Around{}, Around{{"sam", {}}}}) {
        experiment.runs[0].wrappers = around;
        Trainer trainer(experiment);
        for (int step = 0; step < 5; ++step) {
            double squares = 0.0;
            for (Index p = 0; p < 3; ++p) {
                const StepExplanation told = trainer.explain(0, p);
                REQUIRE(told.lines.size() > 3);
                CHECK(told.lines[0].symbols == "∇L(θ)");
                CHECK(told.lines[0].part == "Clipping");
                CHECK(told.lines[1].symbols == "ĝ ← max(-clip_value, min(clip_value, ∇L(θ)))");
                CHECK(told.lines[2].symbols == "ĝ ← ĝ · min(1, clip_norm/(norm(ĝ) + 1e-06))");
                CHECK(told.lines[2].result == trainer.run(0).gradient[p]);
                CHECK(told.lines[3].symbols == (around.empty() ? "g ← ĝ + λ θ" : "N ← norm(ĝ)"));
                squares += told.lines[0].result * told.lines[0].result;
            }
            CHECK(same(std::sqrt(squares), trainer.run(0).gradient_norm));
            trainer.step();
        }
    }
}

TEST_CASE("Lookahead and SWA tell of the steps where they move, and of no others") {
    Experiment experiment = one_run(optimizer_part("sgd"), {});
    experiment.runs[0].wrappers = {{"lookahead", {{"k", std::int64_t{3}}}},
                                   {"swa", {{"start", std::int64_t{3}}, {"every", std::int64_t{2}}}}};
    Trainer trainer(experiment);
    for (int step = 1; step <= 9; ++step) {
        CAPTURE(step);
        const StepExplanation told = trainer.explain(0, 1);
        const auto has = [&](const std::string& text) {
            return std::ranges::any_of(told.lines,
                                       [&](const FilledLine& line) { return line.symbols == text; });
        };
        CHECK(has("φ ← θ") == (step == 1));
        CHECK(has("φ ← φ + σ (θ - φ)") == (step % 3 == 0));
        CHECK(has("θ ← φ") == (step % 3 == 0));
        CHECK(has("W ← θ") == (step <= 3));
        CHECK(has("W ← W + (θ - W)/(n + 1)") == (step > 3 && step % 2 == 1));
        CHECK(has("n ← n + 1") == (step >= 3 && step % 2 == 1));
        trainer.step();
    }
}

TEST_CASE("buffers that a step does not speak of are not shown") {
    const auto shown = [](const char* kind, const KnobMap& knobs, int steps) {
        Trainer trainer(one_run(optimizer_part(kind), knobs));
        for (int i = 0; i < steps; ++i) trainer.step();
        std::string symbols;
        for (const ExplainedNumber& number : trainer.explain(0, 0).numbers) symbols += number.symbol + " ";
        return symbols;
    };
    CHECK(shown("sgd", {}, 1) == "θ ");
    CHECK(shown("sgd", {{"momentum", 0.9}}, 1) == "θ u s ");
    CHECK(shown("adam", {}, 1) == "θ m v ");
    CHECK(shown("lbfgs", {{"max_iter", std::int64_t{1}}}, 1) == "θ i γ d α ");
    CHECK(shown("lbfgs", {}, 0) == "θ i x h γ d α ");
}

TEST_CASE("what L-BFGS found in its last iteration is told with its numbers") {
    const KnobMap three = {{"max_iter", std::int64_t{3}}, {"max_eval", std::int64_t{9}}};
    Trainer trainer(one_run(optimizer_part("lbfgs"), three));
    for (int step = 0; step < 2; ++step) {
        const StepExplanation told = trainer.explain(0, 0);
        std::map<char, double> found;
        for (const FilledLine& line : told.lines) {
            if (line.told) found[line.symbols[0]] = line.result;
        }
        CHECK(found['i'] == 3.0);
        CHECK(told.lines[0].symbols == "g ← ∇L(θ)");
        CHECK(told.lines[0].result == trainer.run(0).gradient[0]);
        CHECK(told.lines.back().symbols == "θ ← x + α d");
        trainer.step();
        CHECK(told.lines.back().result == trainer.run(0).theta[0]);
        CHECK(same(found['x'] + trainer.experiment().runs[0].lr * found['d'], trainer.run(0).theta[0]));
    }
}

TEST_CASE("no symbol of what stands around is one of an optimizer's or of another that stands around") {
    const Parameters parameters = Parameters::vector(3);
    std::map<std::string, std::set<std::string>> around;
    for (const WrapperPart& part : wrappers()) {
        const OptimizerPart& inside = optimizer_part("sgd");
        const auto made = part.wrap(Settings(part.info, {}), parameters,
                                    inside.make(Settings(inside.info, {}), parameters));
        around[std::string(part.info.id)] = symbols_of(part.info, *made);
    }
    const auto check = [](const std::set<std::string>& one, const std::set<std::string>& other) {
        for (const std::string& symbol : one) {
            CAPTURE(symbol);
            CHECK(other.count(symbol) == 0);
        }
    };
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(part.info.id);
        const auto made = part.make(Settings(part.info, {}), parameters);
        const std::set<std::string> inside = symbols_of(part.info, *made);
        for (const auto& entry : around) check(entry.second, inside);
    }
    for (const auto& one : around) {
        for (const auto& other : around) {
            const bool averages = wrapper_part(one.first).averages && wrapper_part(other.first).averages;
            if (one.first != other.first && !averages) check(one.second, other.second);
        }
    }
}
