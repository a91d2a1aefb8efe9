// The rules of optimizers that search: what their last lines come to is the step that was made.
#include "core/train/rule.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

RuleValue numbers(const Vector& vector) { return {vector.begin(), vector.end()}; }

void take_buffers(const Optimizer& optimizer, RuleSymbols& symbols) {
    std::vector<NamedBuffer> buffers;
    optimizer.buffers(buffers);
    for (const NamedBuffer& each : buffers) {
        symbols[std::string(each.symbol)] = RuleValue(each.values, each.values + each.size);
    }
}

// `searched`: prose says how the buffers come about, so that they are those of after the step.
void check_rule(std::string_view kind, const KnobMap& knobs, bool searched) {
    CAPTURE(std::string(kind));
    const OptimizerPart& part = optimizer_part(kind);
    const Settings settings(part.info, knobs);
    const std::vector<RuleLine> lines = parse_rule(part.info.rule);
    const auto optimizer = make_part(kind, knobs, 3);
    FunctionProbe probe = three_bowls();
    probe.r = [](const Vector& theta) { return Vector(theta.cwiseProduct(Vector{{0.7, 1.0, 1.4}})); };
    probe.r_slope = [](const Vector&) { return Matrix(Vector{{0.7, 1.0, 1.4}}.asDiagonal()); };
    Vector theta{{1.0, -2.0, 0.5}};
    for (double t = 1.0; t < 4.0; t += 1.0) {
        RuleSymbols symbols{
            {"θ", numbers(theta)}, {"∇L(θ)", numbers(probe.slope(theta))}, {"η", {0.25}}, {"t", {t}}};
        if (!searched) take_buffers(*optimizer, symbols);
        probe.step(*optimizer, theta, 0.25);
        if (searched) take_buffers(*optimizer, symbols);
        const auto names = [&](std::string_view name) -> std::optional<KnobValue> {
            if (name == "t") return t;
            const auto found = settings.all().find(name);
            if (found == settings.all().end()) return std::nullopt;
            return found->second;
        };
        fill_rule(lines, symbols, names, 0);
        const RuleValue& result = symbols["θ"];
        CHECK(close(Eigen::Map<const Vector>(result.data(), 3), theta, 1e-14));
    }
}

}  // namespace

TEST_CASE("the rule of every optimizer that searches ends with the step it made") {
    for (const char* kind :
         {"gd_armijo", "gd_wolfe", "nonlinear_cg", "bfgs", "newton", "levenberg_marquardt"}) {
        check_rule(kind, {}, true);
    }
    check_rule("lbfgs", {{"max_iter", 1.0}}, true);
    check_rule("lbfgs", {{"max_iter", 1.0}, {"line_search_fn", std::string("strong_wolfe")}}, true);
}

TEST_CASE("the rule of Barzilai-Borwein is its step") {
    check_rule("barzilai_borwein", {}, false);
    check_rule("barzilai_borwein", {{"variant", std::string("bb2")}}, false);
}
