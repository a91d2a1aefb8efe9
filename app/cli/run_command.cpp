// talweg run.
#include "app/cli/run_command.h"

#include "app/cli/history_csv.h"
#include "app/cli/other_files.h"
#include "app/cli/progress.h"
#include "app/cli/result_json.h"
#include "app/cli/signals.h"
#include "app/cli/table.h"
#include "app/views/board.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"
#include "core/worker/runner.h"

#include <algorithm>
#include <ostream>
#include <system_error>
#include <utility>

namespace talweg {
namespace {

/// Whether a run keeps an average of theta beside it.
bool keeps_average(const Experiment& experiment) {
    return std::ranges::any_of(experiment.runs, [](const RunSpec& run) {
        return std::ranges::any_of(run.wrappers,
                                   [](const PartChoice& each) { return wrapper_part(each.kind).averages; });
    });
}

/// A page of its own: a view, or the board.
struct RunPage {
    std::string name;
    std::optional<ViewId> view;
    ViewOptions options;
};

/// Every view and the board; of classes the confusion matrix as well.
std::vector<RunPage> run_pages(const Snapshot& now) {
    std::vector<RunPage> pages{{"board", std::nullopt, {}}};
    for (const ViewId view : kViews) pages.push_back({std::string(view_name(view)), view, {}});
    if (!now.runs.empty() && now.runs.front().metrics.task != Task::regression) {
        pages.push_back({"confusion", ViewId::data, {}});
        pages.back().options.data.look = DataViewOptions::Look::confusion;
    }
    return pages;
}

/// Each page in every format; the names of the files.
std::vector<std::string> write_figures(const RunRequest& request, const HeadlessResult& result) {
    std::vector<std::string> names;
    const Theme theme = theme_named(request.theme);
    for (const RunPage& each : run_pages(result.snapshot)) {
        const Page page = make_page(result.snapshot, result.surface, each.options, theme, each.view,
                                    request.size.width, request.size.height);
        for (const FileFormat format : request.formats) {
            const std::string name = each.name + "." + std::string(format_extension(format));
            write_file(request.out / name, render(page, format));
            names.push_back(name);
        }
    }
    return names;
}

struct ShownMetric {
    std::string name;
    double value;
};

/// "train rmse" or "train accuracy", and the same of the points held back.
std::vector<ShownMetric> shown_metrics(const Metrics& metrics) {
    const bool regression = metrics.task == Task::regression;
    std::vector<ShownMetric> shown;
    for (const NamedSplit& part : splits(metrics)) {
        if (part.metrics.points == 0) continue;
        shown.push_back({std::string(part.name) + (regression ? " rmse" : " accuracy"),
                         regression ? part.metrics.rmse : part.metrics.accuracy});
    }
    return shown;
}

/// One row per run, and under it why a run diverged or was stopped by a rule.
void print_table(const HeadlessResult& result, std::ostream& out) {
    const Snapshot& now = result.snapshot;
    std::vector<std::string> heading{"run", "status", "steps", "loss"};
    const Metrics* first = now.runs.empty() ? nullptr : &now.runs.front().metrics;
    const auto numbers = first != nullptr ? shown_metrics(*first) : std::vector<ShownMetric>{};
    for (const ShownMetric& each : numbers) heading.push_back(each.name);
    heading.emplace_back("theta");
    TextTable table(std::move(heading));
    std::string reasons;
    for (const RunSpec& spec : now.experiment.runs) {
        const std::optional<std::size_t> index = find_run(now, spec.id);
        if (!index) continue;
        const RunSnapshot& run = now.runs[*index];
        std::string theta;
        for (Index i = 0; i < run.state.theta.size() && i < 4; ++i) {
            const auto p = static_cast<std::size_t>(i);
            if (i > 0) theta += ", ";
            if (p < now.parameter_names.size()) theta += now.parameter_names[p] + " ";
            theta += short_text(run.state.theta[i]);
        }
        if (run.state.theta.size() > 4) theta += ", …";
        const RunStatus status = run.end_status == RunStatus::running ? RunStatus::stopped : run.end_status;
        std::vector<std::string> row{spec.name, std::string(status_name(status)),
                                     grouped_text(run.state.step), short_text(run.state.loss)};
        for (const ShownMetric& each : shown_metrics(run.metrics)) row.push_back(short_text(each.value));
        row.push_back(theta);
        table.add(std::move(row));
        if (status == RunStatus::diverged) reasons += spec.name + " diverged: " + run.reason + "\n";
        if (run.end_status == RunStatus::stopped) reasons += spec.name + " stopped: " + run.reason + "\n";
    }
    out << table.text() << reasons;
}

}  // namespace

Step last_step(const Experiment& experiment, const RunRequest& request) {
    return request.steps.value_or(usual_last_step(experiment));
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) throw Error("cannot make the folder '" + folder.string() + "': " + code.message());
    if (!std::filesystem::is_directory(folder, code)) {
        throw Error("cannot write into '" + folder.string() + "': it is not a folder");
    }
}

Experiment prepared_experiment(Experiment experiment, const RunRequest& request) {
    if (request.seed) experiment.seed = *request.seed;
    if (request.steps) {
        experiment.stop = {};
        if (*request.steps > 0) experiment.stop.max_steps = *request.steps;
    }
    try {
        check_experiment(experiment);
        make_objective(experiment);
    } catch (const Error& error) {
        throw UsageError(request.file ? request.file->string() + ": " + error.what() : error.what());
    }
    return experiment;
}

int run_command(const RunRequest& request, const Experiment& given, const Streams& streams,
                const std::function<void(Step)>& on_progress) {
    const Experiment experiment = prepared_experiment(given, request);
    const Step steps = last_step(experiment, request);
    make_folder(request.out);
    // Opened first: a folder that cannot be written to is found before the work, not after it.
    HistoryCsv history(request.out / "history.csv",
                       static_cast<std::size_t>(make_objective(experiment)->parameter_count()), request.every,
                       make_evaluator(experiment, std::make_shared<const Dataset>(make_dataset(experiment))),
                       make_objective(experiment), keeps_average(experiment));

    const SignalWatch signals;
    Progress progress(streams.err, streams.err_is_terminal, steps);
    const HeadlessResult result = run_headless(
        experiment, steps,
        [&](Step step) {
            progress.update(step);
            if (on_progress) on_progress(step);
            return signals.caught() == 0;
        },
        [&](const RunSpec& run, const RunState& state) { history.add(run, state); });
    progress.finish(result.snapshot.head);

    history.finish();
    const std::string stopped = result.interrupted
                                    ? std::string(signal_words(signals.caught()))
                                    : "the last of " + grouped_text(steps) + " steps was taken";
    write_file(request.out / "result.json", result_json(result, TALWEG_VERSION, stopped));
    print_table(result, streams.out);
    std::vector<std::string> written{"history.csv", "result.json"};
    for (std::string& name : write_figures(request, result)) written.push_back(std::move(name));
    streams.out << "in " << request.out.string() << ":";
    for (const std::string& name : written) streams.out << ' ' << name;
    streams.out << '\n';
    const std::string others = other_files_words(request.out, written);
    if (!others.empty()) streams.err << "talweg: " << others << '\n';

    const int signal = signals.caught();  // also one that came while figures were drawn
    if (signal == 0) return 0;
    streams.err << "talweg: " << signal_words(signal) << " at step " << grouped_text(result.snapshot.head)
                << "; what was done is written\n";
    return 128 + signal;
}

}  // namespace talweg
