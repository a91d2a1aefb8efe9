// Any experiment, written and read, is the same experiment.
#include "core/base/error.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/check_objective.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <map>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

double any_number() {
    const double value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    return std::isfinite(value) ? value : 0.1;
}

std::string any_text() {
    static const std::vector<std::string> kPieces = {
        "a",  "word ", " ",    "\n",   "\"",   "\\",
        "\t", "'''",   "#",    "é",    "\r\n", "=",
        "]",  "  ",    "\x01", "\x7f", "日",   "a long word without any gaps in it at all, no. "};
    std::string text;
    const int count = *rc::gen::inRange(0, 40);
    for (int i = 0; i < count; ++i) text += *rc::gen::elementOf(kPieces);
    return text;
}

KnobValue any_value(const Knob& knob) {
    switch (knob.type) {
        case KnobType::boolean:
            return *rc::gen::arbitrary<bool>();
        case KnobType::choice:
            return std::string(
                *rc::gen::elementOf(std::vector<std::string_view>(knob.choices.begin(), knob.choices.end())));
        case KnobType::choices:  // the list that it goes with is as likely to have another length
            return std::string(knob.choices[*rc::gen::inRange<std::size_t>(0, knob.choices.size())]);
        case KnobType::integer:
            return *rc::gen::inRange(static_cast<std::int64_t>(knob.low),
                                     static_cast<std::int64_t>(std::min(knob.high, 1000.0)) + 1);
        case KnobType::list: {
            std::vector<double> items;
            double item = std::ceil(knob.low);
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
                items.push_back(item += *rc::gen::inRange(1, 9));
            return items;
        }
        case KnobType::text:
            return *rc::gen::elementOf(std::vector<std::string>{"x^2 + a*y^2", "min(x, y)\n- 1", "b*x"});
        case KnobType::real:
            break;
    }
    const double share = *rc::gen::inRange(1, 1000000) / 1e6;
    return knob.low + share * (knob.high - knob.low);
}

KnobMap any_knobs(const PartInfo& part) {
    KnobMap knobs;
    for (const Knob& knob : part.knobs) {
        if (*rc::gen::arbitrary<bool>()) knobs.emplace(knob.name, any_value(knob));
    }
    return knobs;
}

template <class Part>
PartChoice any_part(std::span<const Part> parts) {
    const auto index = *rc::gen::inRange<std::size_t>(0, parts.size());
    return {std::string(parts[index].info.id), any_knobs(parts[index].info)};
}

/// A formula has the parameters that it names, and a window of four sides.
PartChoice any_function() {
    PartChoice choice = any_part(functions());
    const auto formula = choice.knobs.find("formula");
    const std::string text = formula == choice.knobs.end() ? "" : std::get<std::string>(formula->second);
    if (choice.kind == "formula") {
        std::erase_if(choice.knobs, [&](const auto& knob) {
            return knob.first.size() == 1 && text.find(knob.first) == std::string::npos;
        });
    }
    if (choice.knobs.contains("window")) choice.knobs["window"] = std::vector<double>{-1.5, 2.0, 0.0, 1e-3};
    return choice;
}

PartChoice any_single_schedule(bool observing) {
    PartChoice choice;
    const SchedulePart* part = nullptr;
    do {
        choice = any_part(schedules());
        part = &schedule_part(choice.kind);
    } while (part->composes || part->owns_rate || (part->observes && !observing));
    if (choice.kind == "warmup_cosine") choice.knobs["warmup_steps"] = std::int64_t{0};
    choice.knobs.erase("metric");  // there are no validation samples
    return choice;
}

// Cycling schedules leave the momentum alone: not every optimizer has one.
PartChoice any_schedule() {
    if (*rc::gen::inRange(0, 3) > 0) return any_single_schedule(true);
    const auto kind =
        *rc::gen::elementOf(std::vector<std::string>{"cyclic", "one_cycle", "chained", "sequential"});
    PartChoice choice{kind, any_knobs(schedule_part(kind).info)};
    if (schedule_part(kind).owns_rate) {
        choice.knobs["cycle_momentum"] = false;
        if (kind == "cyclic") choice.knobs["base_lr"] = 0.0;           // no largest rate is below it
        if (kind == "one_cycle") choice.knobs["three_phase"] = false;  // whatever pct_start is
        return choice;
    }
    const std::size_t count = *rc::gen::inRange<std::size_t>(1, 4);
    for (std::size_t i = 0; i < count; ++i) {
        choice.parts.push_back(any_single_schedule(false));
        choice.parts.back().knobs.erase("per");
    }
    choice.knobs.erase("milestones");
    std::vector<double> milestones;
    for (std::size_t i = 1; i < count; ++i) milestones.push_back(static_cast<double>(i * i));
    if (count > 1 && kind == "sequential") choice.knobs["milestones"] = milestones;
    return choice;
}

std::vector<double> any_numbers(std::size_t count) {
    std::vector<double> numbers(count);
    for (double& number : numbers) number = any_number();
    return numbers;
}

// Targets of two classes where the loss wants classes. True: with an output for each.
bool make_targets_fit(const PartChoice& loss, Table& table) {
    const Task task = loss_part(loss.kind).make(Settings(loss_part(loss.kind).info, {}))->task();
    if (task == Task::regression) return false;
    const bool named = *rc::gen::arbitrary<bool>();
    if (named) table.classes = {"no \"\n", "ye,s"};
    const double low = task == Task::margin && !named ? -1.0 : 0.0;
    for (double& y : table.y) y = *rc::gen::arbitrary<bool>() ? 1.0 : low;
    return task == Task::classes;
}

/// A loss for the numbers of a generator.
PartChoice any_regression() {
    for (;;) {
        const PartChoice loss = any_part(losses());
        if (loss_part(loss.kind).info.family == "Regression") return loss;
    }
}

/// A generator of 25 points with any of its settings.
PartChoice any_generator() {
    PartChoice choice;
    do choice = any_part(datasets());
    while (dataset_part(choice.kind).make == nullptr);
    choice.knobs["n"] = std::int64_t{25};
    if (const auto found = choice.knobs.find("coefficients"); found != choice.knobs.end())
        std::get<std::vector<double>>(found->second).push_back(0.5);  // not empty
    return choice;
}

Init any_init(std::size_t parameters) {
    Init init;
    const int kind = *rc::gen::inRange(0, 3);
    if (kind == 0) {
        // Those that suit a function too, which has no layers.
        init.scheme = *rc::gen::elementOf(std::vector<std::string>{"normal", "constant", "torch_linear"});
        init.knobs = any_knobs(init_part(init.scheme).info);
    }
    if (kind == 1) init.numbers = any_numbers(parameters);
    return init;
}

RunSpec any_run(std::uint64_t id, std::uint64_t samples, std::size_t parameters) {
    RunSpec run;
    run.id = id;
    run.name = any_text();
    run.optimizer = any_part(optimizers());
    if (run.optimizer.knobs.contains("nesterov")) run.optimizer.knobs.erase("nesterov");
    if (run.optimizer.knobs.contains("step_size_min")) run.optimizer.knobs["step_size_max"] = 1e300;
    if (run.optimizer.knobs.contains("ns_coefficients")) {
        run.optimizer.knobs["ns_coefficients"] = std::vector<double>{3.25, -4.5, 2.0};
    }
    for (const char* bound : {"c1", "c2"}) run.optimizer.knobs.erase(bound);  // one below the other
    run.lr = std::abs(any_number());
    if (run.lr == 0.0 || run.lr > 1e308) run.lr = 0.1;
    for (const WrapperPart& part : wrappers()) {
        const bool second =
            part.averages && !run.wrappers.empty() && wrapper_part(run.wrappers.back().kind).averages;
        if (second || *rc::gen::inRange(0, 3) != 0) continue;
        run.wrappers.push_back({std::string(part.info.id), any_knobs(part.info)});
    }
    if (*rc::gen::inRange(0, 3) == 0) run.clip_norm = *rc::gen::inRange(1, 90) / 7.0;
    if (*rc::gen::inRange(0, 3) == 0) run.clip_value = *rc::gen::inRange(1, 90) / 7.0;
    run.schedule = any_schedule();
    const bool batches = optimizer_part(run.optimizer.kind).full_batch.empty();
    if (samples > 0 && batches) run.batch = *rc::gen::inRange<std::uint64_t>(0, samples + 1);
    if (run.batch > 0) {
        run.drop_last = *rc::gen::arbitrary<bool>();
        run.replacement = *rc::gen::arbitrary<bool>();
    }
    if (*rc::gen::arbitrary<bool>()) run.init = any_init(parameters);
    run.shown = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) run.color = "#01efAB";
    return run;
}

Experiment any_experiment() {
    Experiment e;
    e.title = any_text();
    e.notes = any_text();
    e.seed = *rc::gen::arbitrary<std::uint32_t>();
    std::uint64_t samples = 0;
    std::size_t parameters = 2;
    if (*rc::gen::inRange(0, 4) == 0) {
        e.function = any_function();
    } else {
        e.loss = any_part(losses());
        if (*rc::gen::arbitrary<bool>()) {
            const auto n = *rc::gen::inRange<std::size_t>(1, 12);
            e.data.table.inputs = *rc::gen::inRange<std::size_t>(1, 4);
            e.data.table.x = any_numbers(n * e.data.table.inputs);
            e.data.table.y = any_numbers(n);
            samples = n;
            parameters = e.data.table.inputs + 1;
            if (make_targets_fit(e.loss, e.data.table)) parameters *= 2;
            const bool classes = loss_part(e.loss.kind).info.family != "Regression";
            e.data.stratified = classes && *rc::gen::arbitrary<bool>();
        } else {
            e.loss = any_regression();
            e.data.part = any_generator();
            samples = 25;
            parameters = static_cast<std::size_t>(make_dataset(e).x.cols()) + 1;
        }
        e.data.scaling = *rc::gen::elementOf(std::vector<std::string>{"none", "standardise", "min_max"});
        if (*rc::gen::arbitrary<bool>()) e.data.split_seed = *rc::gen::arbitrary<std::uint32_t>();
        e.penalty = {*rc::gen::inRange(0, 9) / 7.0, *rc::gen::inRange(0, 9) / 7.0,
                     *rc::gen::arbitrary<bool>()};
    }
    e.init = any_init(parameters);
    if (*rc::gen::arbitrary<bool>()) e.stop.max_steps = *rc::gen::inRange<std::uint64_t>(1, 1ULL << 60);
    if (*rc::gen::arbitrary<bool>()) e.stop.max_epochs = *rc::gen::inRange<std::uint64_t>(1, 1000);
    if (!e.function && samples > 4) {
        if (*rc::gen::arbitrary<bool>()) e.data.validation = *rc::gen::inRange(1, 9) / 30.0;
        if (*rc::gen::arbitrary<bool>()) e.data.test = *rc::gen::inRange(1, 9) / 30.0;
        samples = sample_count(e);
    }
    if (e.data.validation > 0.0 && *rc::gen::arbitrary<bool>()) {
        e.stop.patience = *rc::gen::inRange<std::uint64_t>(1, 100);
        e.stop.min_delta = *rc::gen::inRange(0, 9) / 7.0;
        e.stop.restore_best = *rc::gen::arbitrary<bool>();
    }
    const int runs = *rc::gen::inRange(1, 4);
    for (int i = 1; i <= runs; ++i)
        e.runs.push_back(any_run(static_cast<std::uint64_t>(i), samples, parameters));
    // What needs a Hessian or residuals stands only where there are some.
    const auto objective = make_objective(e);
    for (RunSpec& run : e.runs) {
        if (!error_of([&] { check_on(run, *objective); }).empty()) run.optimizer = {"sgd", {}};
    }
    return e;
}

}  // namespace

TEST_CASE("every experiment written and read is the same experiment in the same bytes") {
    CHECK(rc::check("toml round trip", [] {
        const Experiment experiment = any_experiment();
        const std::string text = experiment_text(experiment);
        const Experiment back = parse_experiment(text, "round.toml");
        RC_LOG() << text;
        RC_ASSERT(back == experiment);
        RC_ASSERT(experiment_text(back) == text);
        for (std::size_t i = 0; i < experiment.data.table.x.size(); ++i) {
            RC_ASSERT(same_bits(back.data.table.x[i], experiment.data.table.x[i]));
        }
    }));
}

TEST_CASE("numbers keep their bits in a file") {
    Experiment experiment = four_points(0.1);
    experiment.data.table.x = {-0.0, 1e22, 5e-324, 0.1};
    experiment.data.table.y = {1.7976931348623157e308, 123456789012345680000.0, -9007199254740993.0, 1e15};
    const Experiment back = parse_experiment(experiment_text(experiment), "a");
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(same_bits(back.data.table.x[i], experiment.data.table.x[i]));
        CHECK(same_bits(back.data.table.y[i], experiment.data.table.y[i]));
    }
}

TEST_CASE("long lists are wrapped") {
    Experiment experiment = four_points(0.1);
    experiment.data.table.x.assign(200, 1.0 / 3.0);
    experiment.data.table.y.assign(200, 2.0 / 3.0);
    const std::string text = experiment_text(experiment);
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        longest = std::max(longest, end - at);
        at = end + 1;
    }
    CHECK(longest <= 100);
    CHECK(parse_experiment(text, "a").data.table == experiment.data.table);
}
