// The rules of the optimizers of papers, calculated, against their updates and buffers.
#include "core/train/catalogue.h"
#include "core/train/rule.h"
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

std::vector<NamedBuffer> buffers_of(const Optimizer& optimizer) {
    std::vector<NamedBuffer> buffers;
    optimizer.buffers(buffers);
    return buffers;
}

Vector vector_of(const RuleValue& value) {
    return Eigen::Map<const Vector>(value.data(), static_cast<Index>(value.size()));
}

// Seven steps on a slope whose entries change sign, at a rate that falls.
void compare(std::string_view kind, const KnobMap& knobs) {
    CAPTURE(std::string(kind));
    const OptimizerPart& part = optimizer_part(kind);
    const Settings settings(part.info, knobs);
    const auto optimizer = part.make(settings, Parameters::vector(3));
    const std::vector<RuleLine> lines = parse_rule(part.info.rule);
    Vector theta{{1.0, -1.0, 2.0}};
    for (double t = 1.0; t < 8.0; t += 1.0) {
        const Vector gradient{{3.0 * theta[0] - t, theta[1] + 0.4 * t, 0.5 * theta[0] * theta[2] - 0.1}};
        RuleSymbols symbols{{"θ", {theta.begin(), theta.end()}},
                            {"∇L(θ)", {gradient.begin(), gradient.end()}},
                            {"η", {0.2 / t}},
                            {"t", {t}}};
        for (const Knob& knob : part.info.knobs) {
            if (!knob.symbol.empty()) symbols[std::string(knob.symbol)] = {settings.real(knob.name)};
        }
        // What a run hands over: the rule of AdaBound reads it.
        const double base_rate = 0.3;
        for (const NamedBuffer& each : buffers_of(*optimizer)) {
            symbols[std::string(each.symbol)] = RuleValue(each.values, each.values + each.size);
        }
        if (kind == "adabound") symbols["η₀"] = {base_rate};
        const auto names = [&](std::string_view name) -> std::optional<KnobValue> {
            if (name == "t") return t;
            const auto found = settings.all().find(name);
            if (found == settings.all().end()) return std::nullopt;
            return found->second;
        };
        fill_rule(lines, symbols, names, 0);
        FunctionProbe probe;
        optimizer->step(theta, {0.0, gradient, 0.2 / t, base_rate, probe});
        REQUIRE(close(vector_of(symbols["θ"]), theta, 1e-13));
        for (const NamedBuffer& each : buffers_of(*optimizer)) {
            CAPTURE(std::string(each.symbol));
            const Vector now = Eigen::Map<const Vector>(each.values, each.size);
            REQUIRE(close(vector_of(symbols[std::string(each.symbol)]), now, 1e-13));
        }
    }
}

}  // namespace

TEST_CASE("the rule of every optimizer of a paper gives its update and its buffers") {
    const KnobMap halves = {{"beta1", 0.5}, {"beta2", 0.5}};
    for (const char* kind :
         {"heavy_ball", "nesterov", "qhm", "qhadam", "adabelief", "yogi", "adabound", "lion", "signsgd"}) {
        compare(kind, {});
    }
    for (const char* kind : {"qhadam", "adabelief", "yogi", "adabound", "lion"}) compare(kind, halves);
    compare("heavy_ball", {{"momentum", 0.3}});
    compare("nesterov", {{"sequence", std::string("constant")}, {"momentum", 0.7}});
    compare("qhm", {{"momentum", 0.5}, {"nu", 0.2}});
    compare("qhadam", {{"nu1", 0.2}, {"nu2", 0.5}});
    compare("adabelief", {{"eps", 0.1}});
    compare("yogi", {{"initial_accumulator_value", 0.3}});
    compare("adabound", {{"amsbound", true}, {"beta2", 0.5}, {"gamma", 1.0}});
    compare("lion", {{"weight_decay", 0.3}});
    compare("signsgd", {{"momentum", 0.9}});
}
