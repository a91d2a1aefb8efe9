// Experiments from TOML: every key checked where it stands.
#include "core/train/experiment_file.h"

#include "core/base/file.h"
#include "core/objective/typed_function.h"
#include "core/train/check.h"
#include "core/train/check_objective.h"
#include "core/train/csv_source.h"
#include "core/train/run_names.h"
#include "core/train/section_readers.h"
#include "core/train/toml_depth.h"

namespace talweg {
namespace {

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

void read_subject(const Section& root, Experiment& experiment) {
    if (const auto section = root.table("function", "[function]")) {
        for (const char* other : {"data", "model", "loss"}) {
            if (root.get(other) == nullptr) continue;
            root.fail(root.line(other),
                      "[function] replaces [" + std::string(other) + "]: only one can stand");
        }
        if (section->get("kind") == nullptr && section->get(kFormulaKind) == nullptr)
            section->fail(section->line(""), "needs 'kind', or a 'formula' of your own");
        experiment.function = read_part(*section, std::string(kFormulaKind), function_part, {"init"});
        section->at_named("kind", [&] { check_function(*experiment.function); });
        experiment.init = read_init(*section);
        // Without numbers a function begins at its own start, so zeros have to be said as numbers.
        if (section->get("init") != nullptr && experiment.init == Init{})
            experiment.init.numbers = {0.0, 0.0};
        section->at("init", [&] { check_function_start(experiment.init); });
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
        // Where the file has the targets themselves, one of them is wrong; else the loss is for such data.
        const Section& wrong = data->get("y") != nullptr ? *data : *section;
        wrong.at(&wrong == &*section ? "kind" : "y", [&] {
            if (root.reads_data()) check_targets(experiment);
        });
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
        runs.emplace_back(*node.as_table(), file, "[[run]] " + std::to_string(runs.size() + 1),
                          root.reads_data());
        if (runs.back().get("name") == nullptr) unnamed.push_back(experiment.runs.size());
        experiment.runs.push_back(read_run(runs.back(), experiment));
    }
    name_runs(experiment, unnamed);
    if (!root.reads_data()) return experiment;
    check_starts(root, runs, experiment);
    root.at("", [&] { check_experiment(experiment); });
    check_on_objective(root, runs, experiment);
    return experiment;
}

toml::table parse_table(std::string_view toml, std::string_view name) {
    if (const std::size_t line = line_of_deep_key(toml); line > 0) {
        throw Error(std::string(name) + ":" + std::to_string(line) + ": a key has more than " +
                    std::to_string(kDeepestKey) + " parts");
    }
    try {
        return toml::parse(toml, name);
    } catch (const toml::parse_error& error) {
        throw Error(std::string(name) + ":" + std::to_string(error.source().begin.line) +
                    ": this is not valid TOML: " + std::string(error.description()));
    }
}

}  // namespace

Experiment parse_experiment(std::string_view toml, std::string_view name) {
    const toml::table table = parse_table(toml, name);
    return read_experiment(Section(table, name, ""), name);
}

std::string experiment_title(const std::filesystem::path& path) {
    try {
        const std::string text = read_text_file(path, kExperimentFileLimit);
        const toml::table table = parse_table(text, path.string());
        return table["title"].value_or(std::string());
    } catch (const Error&) {
        return {};
    }
}

Experiment load_experiment(const std::filesystem::path& path) {
    return parse_experiment(read_text_file(path, kExperimentFileLimit), path.string());
}

Experiment load_experiment_without_data(const std::filesystem::path& path) {
    const std::string text = read_text_file(path, kExperimentFileLimit);
    const toml::table table = parse_table(text, path.string());
    return read_experiment(Section(table, path.string(), "", false), path.string());
}

void save_experiment(const Experiment& experiment, const std::filesystem::path& path) {
    Experiment stored = experiment;
    stored.data.csv.path = path_for_file(experiment.data.csv.path, path);
    write_file(path, experiment_text(stored));
}

}  // namespace talweg
