// Opening, saving and leaving an experiment.
#include "app/panels/file_actions.h"

#include "core/base/error.h"
#include "core/train/csv_source.h"
#include "core/train/experiment_file.h"

#include <algorithm>

namespace talweg {
namespace {

bool is_experiment_file(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending == ".toml";
}

}  // namespace

void request(UiState& ui, Intent intent, std::filesystem::path path) {
    ui.pending_path = std::move(path);
    if (!ui.document.dirty()) {
        carry_out(ui, intent);
        return;
    }
    ui.intent = intent;
    ui.dialog = Dialog::unsaved;
}

void carry_out(UiState& ui, Intent intent) {
    ui.intent = Intent::none;
    switch (intent) {
        case Intent::quit:
            ui.quit = true;
            break;
        case Intent::new_experiment:
            ui.document.load(first_experiment(), {});
            ui.new_document = true;
            ui.selected_run = 0;
            ui.view.data.range = ui.view.curves.range = ui.view.surface.range = {};
            ui.error.clear();
            break;
        case Intent::open_dialog:
            ui.dialog = Dialog::open_file;
            break;
        case Intent::open_path:
            open_path(ui, ui.pending_path);
            break;
        case Intent::none:
            break;
    }
}

bool save(UiState& ui) {
    if (ui.document.path()) return save_to(ui, *ui.document.path());
    ui.dialog = Dialog::save_file;
    return false;
}

bool save_to(UiState& ui, const std::filesystem::path& path) {
    try {
        save_experiment(ui.document.experiment(), path);
    } catch (const Error& problem) {
        ui.complain(problem.what());
        return false;
    }
    ui.document.mark_saved(path);
    remember_recent(ui.state, path);
    ui.error.clear();
    ui.say("Saved " + path.filename().string());
    if (ui.intent != Intent::none) carry_out(ui, ui.intent);
    return true;
}

void open_path(UiState& ui, const std::filesystem::path& path) {
    try {
        if (is_data_file(path))
            ui.document.load(experiment_from_csv(path), {});
        else
            ui.document.load(load_experiment(path), path);
    } catch (const Error& problem) {
        ui.complain(problem.what());
        return;
    }
    ui.new_document = true;
    ui.selected_run = 0;
    ui.view.data.range = ui.view.curves.range = ui.view.surface.range = {};
    remember_recent(ui.state, path);
    ui.error.clear();
    ui.say("Opened " + path.filename().string());
}

void open_dropped(UiState& ui, std::span<const std::filesystem::path> paths) {
    if (paths.empty()) return;
    const auto found = std::find_if(paths.begin(), paths.end(), is_experiment_file);
    if (found == paths.end()) {
        const std::string what =
            paths.size() == 1 ? paths.front().filename().string() : std::to_string(paths.size()) + " files";
        ui.complain("Dropped " + what +
                    ": an experiment is a file that ends in .toml. Numbers of other files go into the table "
                    "of the data panel.");
        return;
    }
    request(ui, Intent::open_path, *found);
    if (paths.size() > 1 && ui.error.empty())
        ui.say("One experiment at a time: of " + std::to_string(paths.size()) + " files " +
               found->filename().string());
}

}  // namespace talweg
