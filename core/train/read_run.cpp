// A [[run]] of an experiment's file, and where theta begins.
#include "core/train/check.h"
#include "core/train/section_readers.h"

namespace talweg {
namespace {

/// A schedule and, where it is composed of others, these.
PartChoice read_schedule_table(const Section& section) {
    if (section.get("kind") == nullptr) section.fail(section.line(""), "needs 'kind'");
    const std::string kind = section.text("kind", "");
    const bool composes =
        section.at("kind", [&]() -> const SchedulePart& { return schedule_part(kind); }).composes;
    PartChoice schedule = read_part(section, "", schedule_part, composes ? Names{"schedules"} : Names{});
    if (composes) {
        const toml::node* list = section.get("schedules");
        if (list == nullptr)
            section.fail(section.line(""),
                         "needs 'schedules', a list of tables: '" + kind + "' is made of other schedules");
        if (!list->is_array()) section.wrong_type("schedules", *list, "a list of tables");
        for (const toml::node& node : *list->as_array()) {
            if (!node.is_table()) section.wrong_type("schedules", node, "a list of tables");
            schedule.parts.push_back(read_schedule_table(section.inside(*node.as_table(), "schedules")));
        }
    }
    section.at_named("", [&] { check_schedule(schedule); });
    return schedule;
}

PartChoice read_schedule(const Section& run) {
    const toml::node* node = run.get("schedule");
    if (node != nullptr && !node->is_table()) {
        run.wrong_type("schedule", *node, "a table such as { kind = \"cosine\" }");
    }
    const auto section = run.table("schedule", "schedule");
    if (!section) return {"constant", {}};
    return read_schedule_table(*section);
}

/// What stands around the optimizer: a table by the name of each wrapper.
std::vector<PartChoice> read_wrappers(const Section& run) {
    std::vector<PartChoice> chosen;
    for (const WrapperPart& part : wrappers()) {
        const auto section = run.table(part.info.id, std::string(part.info.id).c_str());
        if (!section) continue;
        section->allow_only(with_knobs({}, part.info));
        chosen.push_back({std::string(part.info.id), section->knobs(part.info)});
    }
    return chosen;
}

std::uint64_t read_batch(const Section& section) {
    const toml::node* node = section.get("batch");
    if (node == nullptr) return 0;
    if (const auto* word = node->as_string()) {
        if (**word == "full") return 0;
        section.fail(section.line("batch"),
                     "'batch' must be \"full\" or a whole number from 1 up, not \"" + **word + "\"");
    }
    if (!node->is_number()) section.wrong_type("batch", *node, "\"full\" or a whole number from 1 up");
    return section.whole("batch", 0, 1);
}

}  // namespace

Init read_init(const Section& section, Init absent) {
    const toml::node* node = section.get("init");
    if (node == nullptr) return absent;
    Init init;
    if (const auto* list = node->as_array()) {
        init.numbers = section.numbers("init", *list);
        if (init.numbers.empty()) section.fail(section.line("init"), "'init' must not be an empty list");
        return init;
    }
    if (node->is_table()) {
        const Section own = *section.table("init", "init");
        if (own.get("kind") == nullptr) own.fail(own.line(""), "needs 'kind'");
        PartChoice chosen = read_part(own, "", init_part, {});
        init.scheme = std::move(chosen.kind);
        init.knobs = std::move(chosen.knobs);
        own.at("", [&] { check_init(init, std::nullopt); });
        return init;
    }
    if (!node->is_string()) {
        section.wrong_type("init", *node,
                           "a list of numbers or the name of a scheme, or a table with its kind");
    }
    init.scheme = section.text("init", "");
    section.at("init", [&] { check_init(init, std::nullopt); });
    return init;
}

RunSpec read_run(const Section& section, const Experiment& experiment) {
    RunSpec run;
    run.id = next_run_id(experiment);
    run.optimizer.kind = section.text("optimizer", "sgd");
    const OptimizerPart& part =
        section.at("optimizer", [&]() -> const OptimizerPart& { return optimizer_part(run.optimizer.kind); });
    Names keys{"name",  "optimizer", "lr",         "batch",     "schedule",    "init",
               "shown", "color",     "clip_value", "drop_last", "replacement", "clip_norm"};
    for (const WrapperPart& wrapper : wrappers()) keys.push_back(wrapper.info.id);
    section.allow_only(with_knobs(std::move(keys), part.info));
    run.optimizer.knobs = section.knobs(part.info);
    section.at_named("optimizer", [&] { check_optimizer(run.optimizer); });
    run.lr = part.default_rate;
    if (const toml::node* node = section.get("lr")) run.lr = section.number("lr", *node);
    section.at("lr", [&] { check_rate(run.lr); });
    run.name = section.text("name", "");
    run.schedule = read_schedule(section);
    section.at("schedule", [&] {
        check_momentum(run.optimizer, run.schedule);
        check_listens(run.schedule, experiment);
    });
    run.wrappers = read_wrappers(section);
    if (!run.wrappers.empty()) {
        section.at(run.wrappers.back().kind, [&] { check_wrappers(run.wrappers); });
    }
    run.clip_norm = read_number(section, "clip_norm");
    section.at("clip_norm", [&] { check_clip("clip_norm", run.clip_norm); });
    run.clip_value = read_number(section, "clip_value");
    section.at("clip_value", [&] { check_clip("clip_value", run.clip_value); });
    run.batch = read_batch(section);
    run.drop_last = section.flag("drop_last", false);
    run.replacement = section.flag("replacement", false);
    section.at(run.drop_last ? "drop_last" : "replacement", [&] { check_batch_rule(run); });
    section.at("batch", [&] {
        if (!section.reads_data()) return;
        check_batch(run.batch, sample_count(experiment));
        check_full_batch(run, sample_count(experiment));
    });
    if (section.get("init") != nullptr) run.init = read_init(section);
    run.shown = section.flag("shown", true);
    run.color = section.text("color", "");
    section.at("color", [&] { check_color(run.color); });
    return run;
}

}  // namespace talweg
