// Bad settings: what is said of them, over the whole catalogue and to the word.
#include "core/base/text.h"
#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace talweg;
using namespace talweg::test;

namespace {

/// An end from here on is only far away, and needs no reason.
constexpr double kFar = 100.0;

std::vector<std::pair<std::string, Knob>> all_knobs() {
    std::vector<std::pair<std::string, Knob>> knobs{{"run", rate_knob()}};
    for (const std::string_view name : shelves()) {
        for (const PartInfo* part : shelf(name)) {
            for (const Knob& knob : part->knobs) knobs.emplace_back(part->id, knob);
        }
    }
    return knobs;
}

bool counts(const Knob& knob) {
    return knob.type == KnobType::real || knob.type == KnobType::integer || knob.type == KnobType::list;
}

// What is said of a number beyond an end, as an item where the knob is a list.
std::string refusal(const Knob& knob, double value) {
    KnobValue given = value;
    if (knob.type == KnobType::integer) given = static_cast<std::int64_t>(value);
    if (knob.type == KnobType::list) given = std::vector<double>{value};
    return error_of([&] { checked_value(knob, given); });
}

std::string said(const Knob& knob, double value, std::string_view why) {
    const std::string shown = knob.type == KnobType::list ? "[" + exact_text(value) + "]" : exact_text(value);
    return "'" + std::string(knob.name) + "' must be " + range_text(knob) + ", not " + shown + ": " +
           std::string(why);
}

// A run of two points: what is said of its lines, of which the first is line 5.
std::string of_run(const std::string& lines) { return message(kData + "[[run]]\n" + lines); }

}  // namespace

TEST_CASE("every end of every range that is not merely far has its reason in the message") {
    int ends = 0;
    for (const auto& [part, knob] : all_knobs()) {
        if (!counts(knob)) continue;
        CAPTURE(part);
        CAPTURE(std::string(knob.name));
        if (std::abs(knob.low) < kFar) {
            ++ends;
            REQUIRE_FALSE(knob.why_low.empty());
            const double below = knob.low_open ? knob.low : knob.low - 1.0;
            CHECK(refusal(knob, below) == said(knob, below, knob.why_low));
            CHECK(refusal(knob, knob.low - 2.0) == said(knob, knob.low - 2.0, knob.why_low));
        }
        if (std::abs(knob.high) < kFar) {
            ++ends;
            REQUIRE_FALSE(knob.why_high.empty());
            const double above = knob.high_open ? knob.high : knob.high + 1.0;
            CHECK(refusal(knob, above) == said(knob, above, knob.why_high));
        }
        CHECK(knob.ascending != knob.why_order.empty());
        for (const std::string_view why : {knob.why_low, knob.why_high, knob.why_order}) {
            CHECK(why.size() < 90);
            if (!why.empty()) CHECK(why.back() != '.');
        }
    }
    CHECK(ends > 150);
}

TEST_CASE("a message has file, line, run, knob, range, value and the reason of that end") {
    CHECK(
        of_run("lr = 0\n") ==
        "a.toml:5: [[run]] 1 'lr' must be a number above 0, not 0: at 0 nothing moves, and below 0 the step "
        "climbs");
    CHECK(of_run("optimizer = \"adam\"\nbeta1 = 1\n") ==
          "a.toml:6: [[run]] 1 'beta1' must be a number from 0 to 1, 1 not included, not 1: at 1 the running "
          "mean would never take in a gradient");
    CHECK(of_run("optimizer = \"adam\"\nbeta1 = -0.1\n") ==
          "a.toml:6: [[run]] 1 'beta1' must be a number from 0 to 1, 1 not included, not -0.1: a mean cannot "
          "keep less than nothing of what it was");
    CHECK(
        of_run("schedule = { kind = \"cosine\", t_max = 0 }\n") ==
        "a.toml:5: [[run]] 1 schedule 't_max' must be a whole number from 1 to 1e+15, not 0: at 0 the cosine "
        "would have no length to fall along");
    CHECK(
        of_run("schedule = { kind = \"multistep\", milestones = [80, 30] }\n") ==
        "a.toml:5: [[run]] 1 schedule 'milestones' must be a list of whole numbers in ascending order, each "
        "from 0 to 1e+15, not [80, 30]: the rate falls at one after another");
    CHECK(of_run("clip_norm = 0\n") ==
          "a.toml:5: [[run]] 1 'clip_norm' must be a number above 0, not 0: nothing would be left of the "
          "gradient");
    CHECK(of_run("ema = { decay = 1 }\n") ==
          "a.toml:5: [[run]] 1 ema 'decay' must be a number from 0 to 1, 1 not included, not 1: at 1 the "
          "average would never take in a step");
    // NaN is below no end and above none.
    CHECK(of_run("optimizer = \"adam\"\nbeta1 = nan\n") ==
          "a.toml:6: [[run]] 1 'beta1' must be a number from 0 to 1, 1 not included, not nan");
}

TEST_CASE("settings that are not possible together name both, what is needed and why, in their own line") {
    CHECK(
        of_run("optimizer = \"sgd\"\nnesterov = true\n") ==
        "a.toml:6: [[run]] 1 'nesterov' needs 'momentum' above 0, not 0: without a velocity there is nothing "
        "to look ahead along");
    CHECK(
        of_run("dampening = 0.5\nmomentum = 0.9\nnesterov = true\n") ==
        "a.toml:7: [[run]] 1 'nesterov' needs 'dampening' to be 0, not 0.5: it looks ahead along a velocity "
        "that takes in the whole of each gradient");
    CHECK(of_run("optimizer = \"rprop\"\nlr = 1\nstep_size_min = 100\n") ==
          "a.toml:7: [[run]] 1 'step_size_min' must be at most 'step_size_max', 50, not 100: else no step "
          "would "
          "fit between them");
    CHECK(of_run("optimizer = \"gd_wolfe\"\nlr = 1\nc2 = 1e-5\n") ==
          "a.toml:7: [[run]] 1 'c1' must be below 'c2', 1e-05, not 1e-04: else there may be no step that "
          "satisfies both");
    CHECK(of_run("optimizer = \"muon\"\nlr = 1\nns_coefficients = [1, 2]\n") ==
          "a.toml:7: [[run]] 1 'ns_coefficients' must be three numbers, a, b and c of a x + b x³ + c x⁵, not "
          "2");
    CHECK(of_run("schedule = { kind = \"cyclic\", base_lr = 1 }\n") ==
          "a.toml:5: [[run]] 1 schedule 'base_lr' must be at most 'max_lr', 0.1, not 1: each cycle goes from "
          "one up to the other");
    CHECK(of_run("schedule = { kind = \"one_cycle\", base_momentum = 0.99 }\n") ==
          "a.toml:5: [[run]] 1 schedule 'base_momentum' must be at most 'max_momentum', 0.95, not 0.99: each "
          "cycle goes from one up to the other");
    CHECK(of_run("schedule = { kind = \"one_cycle\", three_phase = true, pct_start = 0.6 }\n") ==
          "a.toml:5: [[run]] 1 schedule 'pct_start' must be at most 0.5 with 'three_phase', not 0.6: the way "
          "down is as long as the way up, and the end follows both");
    CHECK(of_run("[stop]\nrestore_best = true\n") ==
          "a.toml:6: [stop] 'restore_best' needs 'patience': without it nobody looks at the validation loss");
    CHECK(of_run("[stop]\nmax_steps = 9\nmin_delta = 0.1\n") ==
          "a.toml:7: [stop] 'min_delta' needs 'patience': without it nobody looks at the validation loss");
}

TEST_CASE("what only data, model and loss together tell is refused in the run's line") {
    const auto with_loss = [](const std::string& loss, const std::string& run) {
        return message(kData + "[loss]\nkind = \"" + loss + "\"\n[[run]]\n[[run]]\nlr = 1\noptimizer = \"" +
                       run + "\"\n");
    };
    CHECK(
        with_loss("mae", "newton") ==
        "a.toml:9: [[run]] 2 'optimizer': 'newton' needs the exact Hessian, which this model and loss do not "
        "have");
    CHECK(
        message(kData + "[model]\nkind = \"mlp\"\nhidden = [200]\n[[run]]\noptimizer = \"newton\"\n") ==
        "a.toml:8: [[run]] 1 'optimizer': 'newton' needs the exact Hessian, which is calculated for at most "
        "512 parameters, not 601");
    CHECK(
        with_loss("huber", "levenberg_marquardt") ==
        "a.toml:9: [[run]] 2 'optimizer': 'levenberg_marquardt' needs a loss that is a sum of squares (mse, "
        "half_mse) without an l1 penalty");
    CHECK(with_loss("mse", "newton").empty());
    CHECK(message(kData + "[model]\nkind = \"mlp\"\nhidden = [64, 64]\n[[run]]\noptimizer = \"bfgs\"\n")
              .find("a.toml:8: [[run]] 1 'optimizer': 'bfgs' keeps a number for every pair of parameters") ==
          0);
    CHECK(of_run("schedule = { kind = \"plateau\", metric = \"validation\" }\n") ==
          "a.toml:5: [[run]] 1 'schedule': 'plateau' listens to the validation loss, and there are no "
          "validation samples: set 'metric' to 'train', or 'validation' in [data], such as to 0.2");
}

TEST_CASE("every example of a schedule made of others works in a file") {
    int examples = 0;
    for (const SchedulePart& part : schedules()) {
        CAPTURE(std::string(part.info.id));
        CHECK(part.composes != part.example.empty());
        if (!part.composes) continue;
        ++examples;
        const Experiment experiment = parse_experiment(
            kData + "[[run]]\nschedule = " + std::string(part.example) + "\n[stop]\nmax_steps = 3\n",
            "a.toml");
        CHECK(experiment.runs[0].schedule.kind == part.info.id);
        Trainer trainer(experiment);
        while (trainer.step()) {
        }
        CHECK(trainer.run(0).step == 3);
    }
    CHECK(examples == 2);
}
