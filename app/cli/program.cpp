// The whole program behind main.
#include "app/cli/program.h"

#include "app/cli/arguments.h"
#include "app/cli/check_command.h"
#include "app/cli/folds_command.h"
#include "app/cli/list_command.h"
#include "app/cli/run_command.h"
#include "core/base/file.h"
#include "core/train/csv_source.h"
#include "core/train/experiment_file.h"

#include <exception>
#include <new>
#include <optional>
#include <ostream>
#include <utility>

namespace talweg {
namespace {

enum ExitStatus { kDone = 0, kFailed = 1, kWrongInput = 2, kNoDisplay = 3 };

/// What goes wrong with the file that was named is wrong input, whatever the reason.
Experiment experiment_of(const std::optional<std::filesystem::path>& file, const CsvChoice& table,
                         const Streams& streams) {
    if (!file) return first_experiment();
    try {
        if (!is_data_file(*file)) return load_experiment(*file);
        Experiment experiment = experiment_from_csv(table);
        const auto csv = load_csv(experiment.data.csv);
        streams.err << "talweg: " << file->filename().string() << ": " << summary(*csv) << '\n';
        for (const std::string& warning : csv->report.warnings) streams.err << "talweg: " << warning << '\n';
        return experiment;
    } catch (const UsageError&) {
        throw;
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

/// Nothing where its points are missing or others by now, which can be mended in the window. Throws
/// UsageError.
std::optional<Experiment> experiment_with_points(const std::filesystem::path& file) {
    try {
        return load_experiment(file);
    } catch (const DataFileError&) {
        return std::nullopt;
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

/// Throws UsageError where there is no such file.
void check_readable(const std::filesystem::path& file) {
    try {
        const FileReader reader(file, kCsvFileLimit);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

int open_window(const OpenRequest& request, const Streams& streams, const WindowEntry& window) {
    if (!window.open) throw NoDisplay("this build has no window");
    WindowOptions options;
    const bool table = request.file && is_data_file(*request.file);
    // What is saved is an experiment, never over the table.
    if (request.file && !table) options.file = request.file;
    if (table && !request.screenshot) {
        // To be looked at in the window, where whatever is wrong with it can be mended.
        check_readable(*request.file);
        options.experiment = first_experiment();
        options.table = request.table;
    } else if (request.file && !request.screenshot) {
        const auto experiment = experiment_with_points(*request.file);
        options.experiment = experiment.value_or(first_experiment());
        if (!experiment) options.without_data = std::exchange(options.file, std::nullopt);
    } else {
        options.experiment = experiment_of(request.file, request.table, streams);
    }
    options.theme = request.theme;
    if (request.size || request.screenshot) {
        const PixelSize size = request.size.value_or(PixelSize{});
        options.width = size.width;
        options.height = size.height;
        options.size_given = true;
    }
    options.scale = request.scale;
    options.tab = request.tab;
    options.screenshot = request.screenshot;
    options.steps = request.steps;
    return window.open(options);
}

int serve(const Request& request, const Streams& streams, const WindowEntry& window) {
    if (const auto* text = std::get_if<TextRequest>(&request)) {
        streams.out << text->text;
        return kDone;
    }
    if (const auto* list = std::get_if<ListRequest>(&request)) {
        streams.out << (list->json ? list_json(list->shelf) : list_text(list->shelf));
        return kDone;
    }
    if (const auto* check = std::get_if<CheckRequest>(&request)) {
        const auto folder =
            check->reference.value_or(running_program().parent_path() / TALWEG_SHARE / "reference");
        return check_command(folder.lexically_normal(), streams.out) ? kDone : kFailed;
    }
    if (const auto* run = std::get_if<RunRequest>(&request)) {
        if (run->folds) return folds_command(*run, experiment_of(run->file, run->table, streams), streams);
        return run_command(*run, experiment_of(run->file, run->table, streams), streams);
    }
    return open_window(std::get<OpenRequest>(request), streams, window);
}

}  // namespace

int run_program(std::span<const std::string> arguments, const Streams& streams, const WindowEntry& window) {
    const auto complain = [&](std::string_view what, ExitStatus status) {
        streams.err << "talweg: " << what << std::endl;
        return static_cast<int>(status);
    };
    try {
        const int status = serve(parse_arguments(arguments, window.tabs), streams, window);
        streams.out.flush();
        if (!streams.out) return complain("cannot write to the standard output", kFailed);
        return status;
    } catch (const NoDisplay& error) {
        return complain(std::string(error.what()) + "; without a window, use: talweg run [FILE.toml]",
                        kNoDisplay);
    } catch (const UsageError& error) {
        return complain(error.what(), kWrongInput);
    } catch (const Error& error) {
        return complain(error.what(), kFailed);
    } catch (const std::bad_alloc&) {
        return complain("not enough memory", kFailed);
    } catch (const std::exception& error) {
        return complain(std::string("unexpected: ") + error.what(), kFailed);
    }
}

}  // namespace talweg
