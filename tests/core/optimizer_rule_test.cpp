// What every optimizer says of itself is what it does: its rule, calculated, against its update.
#include "core/train/catalogue.h"
#include "core/train/rule.h"
#include "tests/core/closeness.h"
#include "tests/core/knob_cases.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace talweg;
using namespace talweg::test;

namespace {

RuleValue numbers(const double* values, Index size) { return {values, values + size}; }

std::vector<NamedBuffer> buffers_of(const Optimizer& optimizer) {
    std::vector<NamedBuffer> buffers;
    optimizer.buffers(buffers);
    return buffers;
}

/// Knobs that are numbers, by their symbols.
RuleSymbols knob_symbols(const PartInfo& part, const Settings& settings) {
    RuleSymbols symbols;
    for (const Knob& knob : part.knobs) {
        if (knob.symbol.empty()) continue;
        if (knob.type == KnobType::real) symbols[std::string(knob.symbol)] = {settings.real(knob.name)};
        if (knob.type == KnobType::integer) {
            symbols[std::string(knob.symbol)] = {static_cast<double>(settings.integer(knob.name))};
        }
    }
    return symbols;
}

NameValue names_of(const Settings& settings, double t) {
    return [&settings, t](std::string_view name) -> std::optional<KnobValue> {
        if (name == "t") return t;
        const auto found = settings.all().find(name);
        if (found == settings.all().end()) return std::nullopt;
        return found->second;
    };
}

bool assigned(const std::vector<RuleLine>& lines, std::string_view symbol) {
    return std::ranges::any_of(lines, [&](const RuleLine& line) { return line.symbol == symbol; });
}

Vector as_vector(const RuleValue& value) {
    return Eigen::Map<const Vector>(value.data(), static_cast<Index>(value.size()));
}

// Seven steps down a slope whose gradient changes sign, at a rate that falls.
void compare(const OptimizerPart& part, const KnobMap& knobs) {
    const Settings settings(part.info, knobs);
    const auto optimizer = part.make(settings, Parameters::vector(3));
    const std::vector<RuleLine> lines = parse_rule(part.info.rule);
    Vector theta{{1.0, -1.0, 2.0}};
    for (int t = 1; t <= 7; ++t) {
        CAPTURE(t);
        const Vector gradient{{3.0 * theta[0] + theta[1] - 1.0,
                               theta[0] + 2.0 * theta[1] - 0.5 * theta[2] + 2.0,
                               -0.5 * theta[1] + 0.25 * theta[2] - 0.5}};
        const double rate = 0.2 / t;
        RuleSymbols symbols = knob_symbols(part.info, settings);
        for (const NamedBuffer& buffer : buffers_of(*optimizer)) {
            symbols[std::string(buffer.symbol)] = numbers(buffer.values, buffer.size);
        }
        symbols["θ"] = numbers(theta.data(), 3);
        symbols["∇L(θ)"] = numbers(gradient.data(), 3);
        symbols["η"] = {rate};
        symbols["t"] = {static_cast<double>(t)};
        optimizer->update(theta, gradient, rate);
        // Buffers that only prose speaks of are what the step has left.
        for (const NamedBuffer& buffer : buffers_of(*optimizer)) {
            if (assigned(lines, buffer.symbol)) continue;
            symbols[std::string(buffer.symbol)] = numbers(buffer.values, buffer.size);
        }
        fill_rule(lines, symbols, names_of(settings, t), 0);
        REQUIRE(close(as_vector(symbols["θ"]), theta, 1e-12));
        for (const NamedBuffer& buffer : buffers_of(*optimizer)) {
            CAPTURE(std::string(buffer.symbol));
            const Vector now = Eigen::Map<const Vector>(buffer.values, buffer.size);
            REQUIRE(close(as_vector(symbols[std::string(buffer.symbol)]), now, 1e-12));
        }
    }
}

}  // namespace

TEST_CASE("the rule of every optimizer that updates by formula gives its update and its buffers") {
    for (const OptimizerPart& part : optimizers()) {
        // Those that look at the loss in the middle of a step say so in prose, and need the full batch.
        if (!part.full_batch.empty() && part.info.id != "rprop") continue;
        CAPTURE(std::string(part.info.id));
        for (const KnobMap& knobs : knob_cases(part)) {
            std::string names;
            for (const auto& knob : knobs) names += knob.first + " ";
            CAPTURE(names);
            compare(part, knobs);
        }
    }
}
