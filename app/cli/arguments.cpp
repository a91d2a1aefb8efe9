// The command line by CLI11. Every value is taken as text and read by our own parsers: CLI11's depend on the
// locale and let NaN pass.
#include "app/cli/arguments.h"

#include "app/cli/table_options.h"
#include "app/plot/theme.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"
#include "core/train/csv_source.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>

namespace talweg {
namespace {

constexpr std::uint64_t kMostSteps = 1'000'000'000'000;
constexpr int kSmallestPicture = 320;
constexpr int kLargestPicture = 16384;

/// Options as typed; absent ones are empty.
struct Typed {
    std::string file, screenshot, size, theme, scale, tab, steps;
    std::string run_file, run_steps, run_out, run_formats, run_size, run_theme, run_every, run_seed,
        run_folds;
    std::string shelf, reference;
    bool json = false;
    bool version = false;
    TypedTable table, run_table;
};

std::string joined(std::span<const std::string_view> names, std::string_view between) {
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty()) text += between;
        text += name;
    }
    return text;
}

void describe_main(CLI::App& app, Typed& typed, std::span<const std::string_view> tabs) {
    app.description(
        "Talweg makes gradient descent visible: data and fit, loss curves, and paths over the "
        "loss surface.");
    app.add_option(
        "FILE", typed.file,
        "an experiment (.toml) or a table (.csv, .tsv); without one, the built-in first experiment");
    app.add_option("--screenshot", typed.screenshot,
                   "save the window as it is after exactly --steps steps as this PNG, and close")
        ->type_name("OUT.png");
    app.add_option("--size", typed.size, "width and height of the window, px")->type_name("1600x1000");
    app.add_option("--theme", typed.theme, "light or dark")->type_name("NAME");
    app.add_option("--scale", typed.scale, "size of type and controls, 0.5 to 4")->type_name("1");
    app.add_option("--steps", typed.steps, "steps before the screenshot (0)")->type_name("N");
    app.add_option("--tab", typed.tab,
                   "what is in front" + (tabs.empty() ? std::string{} : ": " + joined(tabs, ", ")))
        ->type_name("ID");
    describe_table(app, typed.table);
    app.add_flag("--version", typed.version, "print the version and exit");
    app.footer(
        "Examples:\n"
        "  talweg                            open the built-in first experiment\n"
        "  talweg my.toml                    open an experiment\n"
        "  talweg my.csv                     look at a table, and open it\n"
        "  talweg run my.toml --steps 5000   train it without a window, write figures to out/\n"
        "  talweg run my.csv --target price --missing drop   the same with a table\n"
        "  talweg list optimizers            what there is to choose from\n"
        "  talweg check                      are these numbers right?\n"
        "Exit status: 0 done, 1 failed, 2 the arguments or the file are wrong, 3 no display,\n"
        "128+n ended by signal n. A diverged run is a result (0).");
}

CLI::App* describe_run(CLI::App& app, Typed& typed) {
    CLI::App* run =
        app.add_subcommand("run", "train without a window; write figures, history.csv, result.json");
    run->add_option(
        "FILE", typed.run_file,
        "an experiment (.toml) or a table (.csv, .tsv); without one, the built-in first experiment");
    run->add_option("--steps", typed.run_steps,
                    "exactly so many steps, whatever [stop] says (1000 if it is silent)")
        ->type_name("N");
    run->add_option("--out", typed.run_out, "folder that is written to (out)")->type_name("DIR");
    run->add_option("--formats", typed.run_formats, "of figures: png, svg, pdf, csv (png,svg,pdf)")
        ->type_name("LIST");
    run->add_option("--size", typed.run_size, "width and height of figures, px (1600x1000)")
        ->type_name("1600x1000");
    run->add_option("--theme", typed.run_theme, "light or dark (light)")->type_name("NAME");
    run->add_option("--every", typed.run_every, "history.csv holds every K-th step (1)")->type_name("K");
    run->add_option("--seed", typed.run_seed, "instead of the experiment's own")->type_name("N");
    run->add_option("--folds", typed.run_folds,
                    "cross-validate: train every run K times, each time without one fold")
        ->type_name("K");
    describe_table(*run, typed.run_table);
    run->footer(
        "Writes data, curves, surface, network and board in every format, history.csv (one row per\n"
        "run and step) and result.json; with --folds a table of means and deviations and folds.json "
        "instead.\n"
        "Interrupted, it writes what is done and exits with 128+n.");
    return run;
}

CLI::App* describe_list(CLI::App& app, Typed& typed) {
    CLI::App* list = app.add_subcommand("list", "what there is to choose from, with all settings");
    list->add_option("SHELF", typed.shelf, joined(shelves(), ", "))->required();
    list->add_flag("--json", typed.json, "as JSON");
    return list;
}

CLI::App* describe_check(CLI::App& app, Typed& typed) {
    CLI::App* check =
        app.add_subcommand("check", "compare every number with PyTorch's and with its definition");
    check->add_option("--reference", typed.reference, "folder of reference paths (those of this program)")
        ->type_name("DIR");
    check->footer(
        "Optimizers and schedules: the largest deviation from PyTorch's paths, or from their own rule\n"
        "worked through. Losses and models: exact derivatives against central differences.\n"
        "Exit status 1 when one does not pass.");
    return check;
}

std::vector<std::string_view> option_names(const CLI::App& app) {
    std::vector<std::string_view> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back(name);
    }
    return names;
}

/// What nobody asked for: an unknown option or one argument too many.
void refuse_extras(const CLI::App& app) {
    const std::vector<std::string> extras = app.remaining();
    if (extras.empty()) return;
    const std::string& first = extras.front();
    const std::size_t name = first.find_first_not_of('-');
    if (name != 0 && name != std::string::npos) {
        const std::string_view near = nearest_name(std::string_view(first).substr(name), option_names(app));
        throw UsageError("unknown option '" + first + "'" +
                         (near.empty() ? std::string{} : "; did you mean '--" + std::string(near) + "'?"));
    }
    throw UsageError("one argument too many: '" + first + "'");
}

/// `--out ""` is a slip of a script, not a wish.
void refuse_empty_values(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_expected_min() == 0) continue;  // a flag
        for (const std::string& value : option->results()) {
            if (value.empty()) throw UsageError(option->get_name() + " needs a value");
        }
    }
}

void check_theme(const std::string& name) {
    try {
        theme_named(name);
    } catch (const Error& error) {
        throw UsageError(std::string("--theme: ") + error.what());
    }
}

/// Experiments and tables can be opened; a misspelt command is not a file.
std::filesystem::path experiment_path(const std::string& text) {
    const std::filesystem::path path(text);
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw UsageError("cannot open '" + text +
                         "': it is a folder, not an experiment (.toml) or a table (.csv)");
    }
    if (!path.has_extension() && !std::filesystem::exists(path, ignored)) {
        constexpr std::string_view kCommands[] = {"run", "list", "check"};
        const std::string_view near = nearest_name(text, kCommands);
        if (!near.empty()) {
            throw UsageError("there is no command or file '" + text + "'; did you mean '" +
                             std::string(near) + "'?");
        }
    }
    if (path.extension() != ".toml" && !is_data_file(path)) {
        throw UsageError("cannot open '" + text +
                         "': only experiments (.toml) and tables (.csv, .tsv, .txt) can be opened");
    }
    return path;
}

OpenRequest open_request(const Typed& typed, std::span<const std::string_view> tabs) {
    OpenRequest request;
    if (!typed.file.empty()) request.file = experiment_path(typed.file);
    request.table = table_choice(typed.table, typed.file);
    if (!typed.screenshot.empty()) request.screenshot = typed.screenshot;
    if (!typed.size.empty())
        request.size = parse_size("--size", typed.size, kSmallestPicture, kLargestPicture);
    if (!typed.theme.empty()) {
        check_theme(typed.theme);
        request.theme = typed.theme;
    }
    if (!typed.scale.empty()) request.scale = parse_number("--scale", typed.scale, 0.5, 4.0);
    if (!typed.steps.empty()) {
        if (!request.screenshot) throw UsageError("--steps goes with --screenshot, or with 'talweg run'");
        request.steps = parse_count("--steps", typed.steps, 0, kMostSteps);
    }
    if (!typed.tab.empty()) {
        if (!tabs.empty() && std::find(tabs.begin(), tabs.end(), typed.tab) == tabs.end()) {
            const std::string_view near = nearest_name(typed.tab, tabs);
            throw UsageError("--tab '" + typed.tab + "' is unknown" +
                             (near.empty() ? std::string{} : "; did you mean '" + std::string(near) + "'?") +
                             " There are " + joined(tabs, ", "));
        }
        request.tab = typed.tab;
    }
    return request;
}

RunRequest run_request(const Typed& typed) {
    RunRequest request;
    if (!typed.run_file.empty()) request.file = experiment_path(typed.run_file);
    request.table = table_choice(typed.run_table, typed.run_file);
    if (!typed.run_steps.empty()) request.steps = parse_count("--steps", typed.run_steps, 0, kMostSteps);
    if (!typed.run_seed.empty()) {
        request.seed = parse_count("--seed", typed.run_seed, 0, std::numeric_limits<std::int64_t>::max());
    }
    if (!typed.run_folds.empty()) request.folds = parse_count("--folds", typed.run_folds, 2, kMostSteps);
    if (!typed.run_out.empty()) request.out = typed.run_out;
    if (!typed.run_formats.empty()) request.formats = parse_formats("--formats", typed.run_formats);
    if (!typed.run_size.empty()) {
        request.size = parse_size("--size", typed.run_size, kSmallestPicture, kLargestPicture);
    }
    if (!typed.run_theme.empty()) {
        check_theme(typed.run_theme);
        request.theme = typed.run_theme;
    }
    if (!typed.run_every.empty()) request.every = parse_count("--every", typed.run_every, 1, kMostSteps);
    return request;
}

ListRequest list_request(const Typed& typed) {
    const auto names = shelves();
    if (std::find(names.begin(), names.end(), typed.shelf) == names.end()) {
        const std::string_view near = nearest_name(typed.shelf, names);
        throw UsageError("there is no shelf '" + typed.shelf + "'" +
                         (near.empty() ? "; there are " + joined(names, ", ")
                                       : "; did you mean '" + std::string(near) + "'?"));
    }
    return {typed.shelf, typed.json};
}

}  // namespace

Request parse_arguments(std::span<const std::string> arguments, std::span<const std::string_view> tabs) {
    Typed typed;
    CLI::App app("", "talweg");
    describe_main(app, typed, tabs);
    CLI::App* run = describe_run(app, typed);
    CLI::App* list = describe_list(app, typed);
    CLI::App* check = describe_check(app, typed);
    app.get_formatter()->column_width(26);
    for (CLI::App* each : {&app, run, list, check}) each->allow_extras();
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // it takes them reversed
    } catch (const CLI::CallForHelp&) {
        return TextRequest{app.help()};
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    refuse_extras(app);
    for (const CLI::App* each : {&app, run, list, check}) refuse_empty_values(*each);
    if (run->parsed()) {
        refuse_extras(*run);
        return run_request(typed);
    }
    if (list->parsed()) {
        refuse_extras(*list);
        return list_request(typed);
    }
    if (check->parsed()) {
        refuse_extras(*check);
        CheckRequest request;
        if (!typed.reference.empty()) request.reference = typed.reference;
        return request;
    }
    if (typed.version) return TextRequest{"talweg " TALWEG_VERSION "\n"};
    return open_request(typed, tabs);
}

}  // namespace talweg
