// What an optimizer says it does is what it does: every rule, worked through, gives the update itself.
#include "core/base/condition.h"
#include "tests/core/closeness.h"
#include "tests/core/explain_cases.h"

#include <doctest/doctest.h>

#include <set>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("every rule can be read") {
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(part.info.id);
        CHECK_NOTHROW(parse_rule(part.info.rule));
    }
}

TEST_CASE("a rule worked through with its numbers gives the update itself") {
    std::set<std::string> in_words;
    for (const OptimizerPart& part : optimizers()) {
        for (const KnobMap& knobs : variants(part.info)) {
            std::unique_ptr<Trainer> trainer;
            try {
                trainer = std::make_unique<Trainer>(one_run(part, knobs));
            } catch (const Error&) {
                continue;  // not possible together
            }
            CAPTURE(part.info.id);
            for (int step = 0; step < 6 && trainer->running(); ++step) {
                std::vector<StepExplanation> told;
                for (Index p = 0; p < 3; ++p) told.push_back(trainer->explain(0, p));
                const Vector before = trainer->run(0).theta;
                trainer->step();
                const Vector after = trainer->run(0).theta;
                for (Index p = 0; p < 3; ++p) {
                    const StepExplanation& one = told[static_cast<std::size_t>(p)];
                    CAPTURE(step);
                    CAPTURE(p);
                    CHECK(one.run == 7);
                    CHECK(one.numbers.front().before == before[p]);
                    CHECK(one.numbers.front().after == after[p]);
                    bool assigned = false;
                    double theta = before[p];
                    for (const FilledLine& line : one.lines) {
                        const bool moves = line.symbols.starts_with("θ ← ") && !line.numbers.empty();
                        assigned = assigned || moves;
                        if (moves) theta = line.result;
                    }
                    if (!assigned) {
                        in_words.insert(std::string(part.info.id));
                        continue;
                    }
                    CAPTURE(one.lines.back().symbols);
                    CAPTURE(one.lines.back().numbers);
                    CHECK(same(theta, after[p]));
                }
            }
        }
    }
    CHECK(in_words.empty());
}

TEST_CASE("explaining a step changes nothing") {
    for (const OptimizerPart& part : optimizers()) {
        CAPTURE(part.info.id);
        Trainer plain(one_run(part, {}));
        Trainer asked(one_run(part, {}));
        for (int step = 0; step < 20; ++step) {
            asked.explain(0, 1);
            plain.step();
            asked.step();
            CHECK(same_bits(plain.run(0).theta, asked.run(0).theta));
            CHECK(plain.run(0).evaluations == asked.run(0).evaluations);
        }
    }
}

TEST_CASE("of a run that has ended no step is told") {
    Experiment experiment = one_run(optimizer_part("sgd"), {});
    experiment.stop.max_steps = 2;
    Trainer trainer(experiment);
    while (trainer.step()) {
    }
    const StepExplanation told = trainer.explain(0, 0);
    CHECK(told.ends);
    CHECK(told.lines.empty());
    CHECK(told.step == 2);
}
