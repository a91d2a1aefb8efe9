// One step of a run in the words of its parts.
#include "core/train/explain.h"

#include "core/train/catalogue.h"
#include "core/train/run.h"
#include "core/train/step_teller.h"

namespace talweg {
namespace {

RuleValue copied(const Vector& values) { return {values.begin(), values.end()}; }

}  // namespace

// The gradient of the step's batch anywhere, not clipped; not counted, since the run does not need it.
std::vector<double> Run::gradient_at(const std::vector<double>& point) {
    const Vector at = Eigen::Map<const Vector>(point.data(), static_cast<Index>(point.size()));
    Vector gradient(at.size());
    if (full_)
        parts_.objective->value_and_gradient(at, gradient);
    else
        parts_.objective->batch_value_and_gradient(at, rows_, gradient);
    return copied(gradient);
}

// The step is made on the run itself, which then goes back to where it was.
StepExplanation Run::explain(Index parameter) {
    StepExplanation explanation;
    explanation.run = parts_.spec.id;
    explanation.step = state_.step;
    explanation.parameter = parameter;
    explanation.ends = !running();
    if (explanation.ends || parameter < 0 || parameter >= state_.theta.size()) return explanation;

    const RuleValue theta = copied(state_.theta);
    const RuleSymbols shared = {{"θ", theta},
                                {"∇L(θ)", clip_.any() ? gradient_at(theta) : copied(state_.gradient)},
                                {"η", {state_.rate}},
                                {"t", {static_cast<double>(state_.step + 1)}}};
    StepTeller teller(shared, parameter, clip_,
                      [this](const RuleValue& point) { return gradient_at(point); });
    const double momentum = rate_moves_ ? parts_.schedule->momentum(schedule_time(state_.step)) : kAbsent;
    const PartChoice& optimizer = parts_.spec.optimizer;
    teller.add(optimizer_part(optimizer.kind).info, optimizer.knobs, *optimizer_.innermost, momentum);
    for (std::size_t i = 0; i < optimizer_.wrappers.size(); ++i) {
        const PartChoice& around = parts_.spec.wrappers[i];
        teller.add(wrapper_part(around.kind).info, around.knobs, *optimizer_.wrappers[i], kAbsent);
    }

    explanation.numbers.push_back({"θ", state_.theta[parameter], 0.0});
    const std::uint64_t evaluations = state_.evaluations;
    std::vector<std::byte> saved;
    Archive writer = Archive::writer(saved);
    archive(writer);
    advance();
    teller.moved();
    explanation.numbers.front().after = state_.theta[parameter];
    explanation.evaluations = state_.evaluations - evaluations;
    Archive reader = Archive::reader(saved);
    archive(reader);
    teller.tell(explanation);
    return explanation;
}

}  // namespace talweg
