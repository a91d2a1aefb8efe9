// One step of a run in the words of its optimizer.
#include "core/train/explain.h"

#include "core/base/error.h"
#include "core/train/catalogue.h"
#include "core/train/run.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

RuleValue copied(const Vector& values) { return {values.begin(), values.end()}; }

double of_parameter(const NamedBuffer& buffer, Index parameter) {
    return buffer.values[buffer.size == 1 ? 0 : parameter];
}

// Knobs by their letters; a schedule that cycles the momentum has the last word on it.
void add_knobs(const PartInfo& part, const Settings& settings, double momentum, RuleSymbols& symbols) {
    for (const Knob& knob : part.knobs) {
        if (knob.symbol.empty()) continue;
        const std::string symbol(knob.symbol);
        if (knob.type == KnobType::real) symbols[symbol] = {settings.real(knob.name)};
        if (knob.type == KnobType::integer) {
            symbols[symbol] = {static_cast<double>(settings.integer(knob.name))};
        }
        const bool cycled = knob.name == "momentum" || knob.name == "beta1";
        if (cycled && !std::isnan(momentum)) symbols[symbol] = {momentum};
    }
}

// A buffer that no line assigns (the direction and the length of a search) is what the step itself found: its
// number is the one of afterwards.
std::vector<FilledLine> filled(const PartInfo& part, RuleSymbols symbols, const RuleSymbols& after,
                               const NameValue& names, Index parameter) {
    try {
        const std::vector<RuleLine> lines = parse_rule(part.rule);
        for (const auto& entry : after) {
            const bool assigned =
                std::ranges::any_of(lines, [&](const RuleLine& line) { return line.symbol == entry.first; });
            if (!assigned) symbols[entry.first] = entry.second;
        }
        return fill_rule(lines, symbols, names, parameter);
    } catch (const Error&) {
        return {{std::string(part.rule), {}, 0.0}};
    }
}

}  // namespace

// The step is made on the run itself, which then goes back to where it was.
StepExplanation Run::explain(Index parameter) {
    StepExplanation explanation;
    explanation.run = parts_.spec.id;
    explanation.step = state_.step;
    explanation.parameter = parameter;
    explanation.ends = !running();
    if (explanation.ends || parameter < 0 || parameter >= state_.theta.size()) return explanation;

    const PartInfo& info = optimizer_part(parts_.spec.optimizer.kind).info;
    const Settings settings(info, parts_.spec.optimizer.knobs);
    const Step t = parts_.per_epoch ? state_.step / parts_.batches.steps_per_epoch() : state_.step;
    RuleSymbols symbols;
    add_knobs(info, settings, rate_moves_ ? parts_.schedule->momentum(t) : kAbsent, symbols);
    symbols["η"] = {state_.rate};
    symbols["t"] = {static_cast<double>(state_.step + 1)};
    symbols["θ"] = copied(state_.theta);
    symbols["∇L(θ)"] = copied(state_.gradient);
    std::vector<NamedBuffer> buffers;
    optimizer_.outermost->buffers(buffers);
    explanation.numbers.push_back({"θ", state_.theta[parameter], 0.0});
    for (const NamedBuffer& buffer : buffers) {
        symbols[std::string(buffer.symbol)] = {buffer.values, buffer.values + buffer.size};
        explanation.numbers.push_back({std::string(buffer.symbol), of_parameter(buffer, parameter), 0.0});
    }

    const std::uint64_t evaluations = state_.evaluations;
    std::vector<std::byte> saved;
    Archive writer = Archive::writer(saved);
    archive(writer);
    advance();
    explanation.numbers.front().after = state_.theta[parameter];
    RuleSymbols after;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        explanation.numbers[i + 1].after = of_parameter(buffers[i], parameter);
        after[std::string(buffers[i].symbol)] = {buffers[i].values, buffers[i].values + buffers[i].size};
    }
    explanation.evaluations = state_.evaluations - evaluations;
    if (const Vector* used = optimizer_.outermost->gradient_used()) symbols["∇L(θ)"] = copied(*used);
    Archive reader = Archive::reader(saved);
    archive(reader);

    const NameValue names = [&](std::string_view name) -> std::optional<KnobValue> {
        if (name == "t") return static_cast<double>(state_.step + 1);
        const auto found = settings.all().find(name);
        if (found == settings.all().end()) return std::nullopt;
        return found->second;
    };
    explanation.lines = filled(info, std::move(symbols), after, names, parameter);
    for (const PartChoice& wrapper : parts_.spec.wrappers) {
        const PartInfo& around = wrapper_part(wrapper.kind).info;
        explanation.lines.push_back({std::string(around.title) + ": " + std::string(around.rule), {}, 0.0});
    }
    return explanation;
}

}  // namespace talweg
