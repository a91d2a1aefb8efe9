// Experiments from TOML: every key checked where it stands.
#include "core/train/experiment_file.h"

#include "core/base/file.h"
#include "core/model/init.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/check_objective.h"
#include "core/train/run_names.h"
#include "core/train/toml_depth.h"
#include "core/train/toml_section.h"

namespace talweg {
namespace {

Names with_knobs(Names names, const PartInfo& part) {
    for (const Knob& knob : part.knobs) names.push_back(knob.name);
    return names;
}

/// kind and knobs of a section that chooses a part; `more` are the section's other keys.
template <class Part>
PartChoice read_part(const Section& section, const std::string& fallback,
                     const Part& (*find)(std::string_view), Names more) {
    PartChoice choice{section.text("kind", fallback), {}};
    const PartInfo& info = section.at("kind", [&]() -> const Part& { return find(choice.kind); }).info;
    more.insert(more.begin(), "kind");
    section.allow_only(with_knobs(std::move(more), info));
    choice.knobs = section.knobs(info);
    return choice;
}

Init read_init(const Section& section, Init absent = {}) {
    const toml::node* node = section.get("init");
    if (node == nullptr) return absent;
    Init init;
    if (const auto* list = node->as_array()) {
        init.numbers = section.numbers("init", *list);
        if (init.numbers.empty()) section.fail(section.line("init"), "'init' must not be an empty list");
        return init;
    }
    if (!node->is_string()) section.wrong_type("init", *node, "a list of numbers or the name of a scheme");
    init.scheme = section.text("init", "");
    section.at("init", [&] { check_init(init, std::nullopt); });
    return init;
}

void read_rows(const Section& section, const toml::array& rows, Table& table) {
    const bool nested = !rows.empty() && rows.get(0)->is_array();
    if (!nested) {
        table.x = section.numbers("x", rows);
        return;
    }
    table.inputs = rows.get(0)->as_array()->size();
    for (const toml::node& row : rows) {
        const std::size_t line = row.source().begin.line;
        if (!row.is_array()) section.wrong_type("x", row, "either numbers or rows of numbers throughout");
        const std::vector<double> values = section.numbers("x", *row.as_array());
        if (values.empty()) section.fail(line, "'x' must not have an empty row");
        if (values.size() != table.inputs) {
            section.fail(line, "'x' must have " + std::to_string(table.inputs) +
                                   " numbers in every row, as in the first, not " +
                                   std::to_string(values.size()));
        }
        table.x.insert(table.x.end(), values.begin(), values.end());
    }
}

std::optional<double> read_number(const Section& section, std::string_view key) {
    const toml::node* node = section.get(key);
    if (node == nullptr) return std::nullopt;
    return section.number(key, *node);
}

DataChoice read_data(const Section& section) {
    DataChoice data;
    const std::string kind = section.text("kind", "table");
    Names keys{"validation", "test"};
    if (kind == "table") keys.insert(keys.end(), {"x", "y"});
    data.part = read_part(section, "table", dataset_part, keys);
    const auto share = [&section](const char* key) {
        const double value = read_number(section, key).value_or(0.0);
        section.at(key, [&] { check_share(key, value); });
        return value;
    };
    data.validation = share("validation");
    data.test = share("test");
    if (data.part.kind != "table") {
        section.at("kind", [&] { check_split(data); });
        return data;
    }
    for (const char* key : {"x", "y"}) {
        const toml::node* node = section.get(key);
        if (node == nullptr)
            section.fail(section.line(""), "needs '" + std::string(key) + "', a list of numbers");
        if (!node->is_array()) section.wrong_type(key, *node, "a list of numbers");
    }
    read_rows(section, *section.get("x")->as_array(), data.table);
    data.table.y = section.numbers("y", *section.get("y")->as_array());
    section.at("y", [&] { check_data(data); });
    section.at("validation", [&] { check_split(data); });
    return data;
}

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

std::optional<std::uint64_t> read_count(const Section& section, std::string_view key) {
    if (section.get(key) == nullptr) return std::nullopt;
    return section.whole(key, 0, 1);
}

StopRules read_stop(const Section& section) {
    section.allow_only({"max_steps", "max_epochs", "loss", "grad_norm", "parameter_change", "loss_change",
                        "loss_change_steps", "patience", "min_delta", "restore_best"});
    StopRules stop;
    stop.max_steps = read_count(section, "max_steps");
    stop.max_epochs = read_count(section, "max_epochs");
    stop.loss = read_number(section, "loss");
    stop.grad_norm = read_number(section, "grad_norm");
    stop.parameter_change = read_number(section, "parameter_change");
    stop.loss_change = read_number(section, "loss_change");
    stop.loss_change_steps = section.whole("loss_change_steps", stop.loss_change_steps, 1);
    stop.patience = read_count(section, "patience");
    stop.min_delta = read_number(section, "min_delta").value_or(0.0);
    stop.restore_best = section.flag("restore_best", false);
    section.at_named("", [&] { check_stop(stop); });
    return stop;
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

RunSpec read_run(const Section& section, const Experiment& experiment) {
    RunSpec run;
    run.id = next_run_id(experiment);
    run.optimizer.kind = section.text("optimizer", "sgd");
    const OptimizerPart& part =
        section.at("optimizer", [&]() -> const OptimizerPart& { return optimizer_part(run.optimizer.kind); });
    Names keys{"name", "optimizer", "lr",    "batch",     "schedule",
               "init", "shown",     "color", "clip_norm", "clip_value"};
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
    section.at("batch", [&] {
        check_batch(run.batch, sample_count(experiment));
        check_full_batch(run, sample_count(experiment));
    });
    if (section.get("init") != nullptr) run.init = read_init(section);
    run.shown = section.flag("shown", true);
    run.color = section.text("color", "");
    section.at("color", [&] { check_color(run.color); });
    return run;
}

void read_subject(const Section& root, Experiment& experiment) {
    if (const auto section = root.table("function", "[function]")) {
        for (const char* other : {"data", "model", "loss"}) {
            if (root.get(other) == nullptr) continue;
            root.fail(root.line(other),
                      "[function] replaces [" + std::string(other) + "]: only one can stand");
        }
        if (section->get("kind") == nullptr) section->fail(section->line(""), "needs 'kind'");
        experiment.function = read_part(*section, "", function_part, {"init"});
        experiment.init = read_init(*section);
        // Without numbers a function begins at its own start, so zeros have to be said as numbers.
        if (section->get("init") != nullptr && experiment.init == Init{})
            experiment.init.numbers = {0.0, 0.0};
        return;
    }
    const auto data = root.table("data", "[data]");
    if (!data) root.fail(0, "an experiment needs [data] (or [function]) and at least one [[run]]");
    experiment.data = read_data(*data);
    if (const auto section = root.table("model", "[model]")) {
        experiment.model = read_part(*section, "linear", model_part, {"init"});
        section->at(section->get("hidden") != nullptr ? "hidden" : "kind",
                    [&] { check_model(experiment.model); });
        experiment.init = read_init(*section, default_init(experiment.model));
    }
    if (const auto section = root.table("loss", "[loss]")) {
        experiment.loss = read_part(*section, "mse", loss_part, {"l1", "l2", "penalise_biases"});
        data->at("y", [&] { check_targets(experiment); });
        const auto penalty = [&](const char* key) {
            const toml::node* node = section->get(key);
            const double value = node != nullptr ? section->number(key, *node) : 0.0;
            section->at(key, [&] { check_penalty(key, value); });
            return value;
        };
        experiment.penalty = {penalty("l1"), penalty("l2"), section->flag("penalise_biases", false)};
    }
}

// The numbers of every init, against the parameters that the data and the model make.
void check_starts(const Section& root, const std::vector<Section>& runs, const Experiment& experiment) {
    std::optional<Index> count = parameter_count(experiment);
    bool numbers = !experiment.init.numbers.empty();
    for (const RunSpec& run : experiment.runs) numbers = numbers || (run.init && !run.init->numbers.empty());
    if (!numbers) return;
    if (!count) count = root.at("data", [&] { return make_objective(experiment)->parameter_count(); });
    const auto own = root.table(experiment.function ? "function" : "model",
                                experiment.function ? "[function]" : "[model]");
    if (own) own->at("init", [&] { check_init(experiment.init, count); });
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (experiment.runs[i].init) runs[i].at("init", [&] { check_init(*experiment.runs[i].init, count); });
    }
}

// What only data, model and loss put together tell of a run.
void check_on_objective(const Section& root, const std::vector<Section>& runs, const Experiment& experiment) {
    std::unique_ptr<Objective> objective;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!needs_objective(experiment.runs[i])) continue;
        if (objective == nullptr) {
            objective = root.at(experiment.function ? "function" : "data",
                                [&] { return objective_of_few(experiment); });
        }
        runs[i].at("optimizer", [&] { check_on(experiment.runs[i], *objective); });
    }
}

Experiment read_experiment(const Section& root, std::string_view file) {
    root.allow_only({"title", "notes", "seed", "function", "data", "model", "loss", "stop", "run"});
    Experiment experiment;
    experiment.title = root.text("title", "");
    experiment.notes = root.text("notes", "");
    experiment.seed = root.whole("seed", 0, 0);
    read_subject(root, experiment);
    if (const auto stop = root.table("stop", "[stop]")) {
        experiment.stop = read_stop(*stop);
        stop->at("patience", [&] { check_early_stopping(experiment); });
    }
    const toml::node* list = root.get("run");
    if (list == nullptr) root.fail(0, "an experiment needs at least one [[run]]");
    if (!list->is_array_of_tables())
        root.fail(root.line("run"), "runs are written as [[run]], with two brackets");
    std::vector<Section> runs;
    std::vector<std::size_t> unnamed;
    for (const toml::node& node : *list->as_array()) {
        if (runs.size() == kMostRuns) {
            root.fail(node.source().begin.line,
                      "an experiment has at most " + std::to_string(kMostRuns) + " runs");
        }
        runs.emplace_back(*node.as_table(), file, "[[run]] " + std::to_string(runs.size() + 1));
        if (runs.back().get("name") == nullptr) unnamed.push_back(experiment.runs.size());
        experiment.runs.push_back(read_run(runs.back(), experiment));
    }
    name_runs(experiment, unnamed);
    check_starts(root, runs, experiment);
    root.at("", [&] { check_experiment(experiment); });
    check_on_objective(root, runs, experiment);
    return experiment;
}

}  // namespace

Experiment parse_experiment(std::string_view toml, std::string_view name) {
    if (const std::size_t line = line_of_deep_key(toml); line > 0) {
        throw Error(std::string(name) + ":" + std::to_string(line) + ": a key has more than " +
                    std::to_string(kDeepestKey) + " parts");
    }
    toml::table table;
    try {
        table = toml::parse(toml, name);
    } catch (const toml::parse_error& error) {
        throw Error(std::string(name) + ":" + std::to_string(error.source().begin.line) +
                    ": this is not valid TOML: " + std::string(error.description()));
    }
    return read_experiment(Section(table, name, ""), name);
}

Experiment load_experiment(const std::filesystem::path& path) {
    return parse_experiment(read_text_file(path, kExperimentFileLimit), path.string());
}

void save_experiment(const Experiment& experiment, const std::filesystem::path& path) {
    write_file(path, experiment_text(experiment));
}

}  // namespace talweg
