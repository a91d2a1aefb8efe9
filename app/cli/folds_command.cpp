// talweg run --folds.
#include "app/cli/folds_command.h"

#include "app/cli/other_files.h"
#include "app/cli/progress.h"
#include "app/cli/run_command.h"
#include "app/cli/signals.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/study/k_fold.h"
#include "core/train/experiment_file.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <ostream>

namespace talweg {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json metrics_json(const KFold& result, const SplitMetrics& metrics) {
    const auto names = fold_columns(result.task);
    const auto values = fold_values(result.task, metrics);
    Json json = {{"points", metrics.points}};
    for (std::size_t i = 0; i < names.size(); ++i) json[std::string(names[i])] = number(values[i]);
    return json;
}

Json run_json(const KFold& result, const RunFolds& run) {
    Json json = {{"name", run.name}, {"folds", Json::array()}};
    for (const FoldResult& fold : run.folds) {
        json["folds"].push_back({{"status", fold_end(fold.status)},
                                 {"steps", fold.steps},
                                 {"train", metrics_json(result, fold.train)},
                                 {"test", metrics_json(result, fold.test)}});
    }
    const auto names = fold_columns(result.task);
    for (const bool test : {false, true}) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const Spread spread = fold_spread(result.task, run.folds, i, test);
            const char* part = test ? "test" : "train";
            json["mean"][part][std::string(names[i])] = number(spread.mean);
            json["sd"][part][std::string(names[i])] = number(spread.deviation);
        }
    }
    return json;
}

std::string folds_json(const Experiment& experiment, const KFold& result, std::uint64_t folds) {
    Json json;
    json["version"] = TALWEG_VERSION;
    json["experiment"] = experiment_text(experiment);
    json["folds"] = folds;
    json["runs"] = Json::array();
    for (const RunFolds& run : result.runs) json["runs"].push_back(run_json(result, run));
    // A name that is not UTF-8 is still a name: what cannot be read is replaced, never thrown.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// A row for each run: mean ± deviation of every metric on the folds, and the loss on the others beside it.
void print_table(const KFold& result, std::ostream& out) {
    std::vector<std::string> heading{"run", "folds", "train loss"};
    const auto names = fold_columns(result.task);
    for (const std::string_view name : names) heading.push_back("test " + std::string(name));
    TextTable table(std::move(heading));
    std::string ends;
    for (const RunFolds& run : result.runs) {
        std::vector<std::string> row{run.name, grouped_text(run.folds.size()),
                                     spread_text(fold_spread(result.task, run.folds, 0, false))};
        for (std::size_t i = 0; i < names.size(); ++i) {
            row.push_back(spread_text(fold_spread(result.task, run.folds, i, true)));
        }
        table.add(std::move(row));
        std::size_t diverged = 0;
        for (const FoldResult& fold : run.folds) diverged += fold.status == RunStatus::diverged ? 1 : 0;
        if (diverged > 0) ends += run.name + " diverged in " + grouped_text(diverged) + " folds\n";
    }
    out << table.text() << ends;
}

}  // namespace

int folds_command(const RunRequest& request, const Experiment& given, const Streams& streams) {
    const Experiment experiment = prepared_experiment(given, request);
    const std::uint64_t folds = request.folds.value_or(2);
    const Step steps = last_step(experiment, request);
    make_folder(request.out);
    const SignalWatch signals;
    // A limit that only rules set is no length to draw a bar for.
    const bool endless = steps > std::numeric_limits<Step>::max() / folds;
    Progress progress(streams.err, streams.err_is_terminal, endless ? 0 : steps * folds);
    Step done = 0;
    KFold result;
    try {
        result = k_fold(experiment, folds, steps, [&](std::size_t fold, Step step) {
            done = endless ? step : fold * steps + step;
            progress.update(done);
            return signals.caught() == 0;
        });
    } catch (const Error& error) {
        throw UsageError("--folds " + std::to_string(folds) + ": " + error.what());
    }
    progress.finish(done);
    write_file(request.out / "folds.json", folds_json(experiment, result, folds));
    print_table(result, streams.out);
    streams.out << "in " << request.out.string() << ": folds.json\n";
    const std::string others = other_files_words(request.out, {"folds.json"});
    if (!others.empty()) streams.err << "talweg: " << others << '\n';
    if (!result.interrupted) return 0;
    const int signal = signals.caught();
    streams.err << "talweg: " << signal_words(signal) << "; the folds that were done are written\n";
    return 128 + signal;
}

}  // namespace talweg
