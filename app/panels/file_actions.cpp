// Opening, saving and leaving an experiment.
#include "app/panels/file_actions.h"

#include "app/panels/examples.h"
#include "core/base/error.h"
#include "core/train/csv_source.h"
#include "core/train/experiment_file.h"

#include <algorithm>
#include <utility>

namespace talweg {
namespace {

namespace fs = std::filesystem;

bool is_experiment_file(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending == ".toml";
}

/// What one can do about an experiment whose data file is not as it was.
void offer_data(UiState& ui, const fs::path& file, const DataFileError& problem) {
    ui.remedy = {ui.error, problem.missing() ? "Find it…" : "Look at it…", {}};
    const std::string& path = problem.path();
    if (problem.missing()) {
        ui.remedy.act = [&ui, file] {
            ui.pending_path = file;
            ui.dialog = Dialog::find_data;
        };
    } else {
        ui.remedy.act = [&ui, file, path] {
            ui.found_data = path;
            request(ui, Intent::open_found, file);
        };
    }
}

void take_waiting(UiState& ui) {
    Experiment taken = std::move(*ui.taken);
    ui.taken.reset();
    const auto file = std::exchange(ui.taken_file, std::nullopt);
    // Points that stand in no file, or an experiment that its file has otherwise, are not to be lost with the
    // window.
    const bool saved = taken.data.part.kind == "csv" && !file;
    ui.document.load(std::move(taken), file, saved);
    if (file) remember_recent(ui.state, *file);
    show_new_document(ui);
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
            show_new_document(ui);
            break;
        case Intent::open_dialog:
            ui.dialog = Dialog::open_file;
            break;
        case Intent::open_path:
            open_path(ui, ui.pending_path);
            break;
        case Intent::open_known:
            open_known_data(ui, ui.pending_path);
            break;
        case Intent::take_data:
            take_waiting(ui);
            break;
        case Intent::open_found:
            open_with_data(ui, ui.found_data);
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

void show_new_document(UiState& ui) {
    ui.new_document = true;
    ui.selected_run = 0;
    ui.view.data.range = ui.view.curves.range = ui.view.surface.range = {};
    ui.error.clear();
}

void open_path(UiState& ui, const fs::path& path) {
    if (is_data_file(path)) {
        open_data(ui, path);
        return;
    }
    try {
        ui.document.load(load_experiment(path), path);
    } catch (const DataFileError& problem) {
        ui.complain(problem.what());
        offer_data(ui, path, problem);
        return;
    } catch (const Error& problem) {
        ui.complain(problem.what());
        return;
    }
    show_new_document(ui);
    remember_recent(ui.state, path);
    ui.say("Opened " + path.filename().string());
}

void open_data(UiState& ui, const fs::path& path, bool present) {
    ui.error.clear();
    ui.data_request = DataRequest{};
    ui.data_request->choice.path = path.lexically_normal().string();
    if (present) ui.data_request->purpose = DataRequest::For::present;
}

void paste_data(UiState& ui) {
    const char* text = ImGui::GetClipboardText();
    const std::string_view held = text == nullptr ? std::string_view() : std::string_view(text);
    if (held.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        ui.complain(
            "There is no text on the clipboard: copy the cells of a table first, with their heading.");
        return;
    }
    ui.error.clear();
    ui.data_request = DataRequest{};
    ui.data_request->text = std::string(held);
    if (!ui.document.experiment().function) ui.data_request->purpose = DataRequest::For::present;
}

void change_data(UiState& ui) {
    ui.data_request = DataRequest{};
    ui.data_request->choice = ui.document.experiment().data.csv;
    ui.data_request->purpose = DataRequest::For::change;
}

void open_known_data(UiState& ui, const fs::path& path) {
    try {
        Experiment known = experiment_from_csv(known_choice(path));
        known.title = menu_title(path.stem());
        ui.document.load(std::move(known), {});
    } catch (const Error& problem) {
        ui.complain(problem.what());
        return;
    }
    show_new_document(ui);
    remember_recent(ui.state, path);
    ui.say("Opened " + menu_title(path.stem()));
}

void open_with_data(UiState& ui, const fs::path& data) {
    const fs::path file = ui.pending_path;
    ui.error.clear();
    try {
        Experiment experiment = load_experiment_without_data(file);
        experiment.data.csv.path = data.lexically_normal().string();
        if (!csv_file_trouble(experiment.data.csv).empty()) {  // another file: to be looked at
            ui.data_request = DataRequest{};
            ui.data_request->choice = experiment.data.csv;
            ui.data_request->purpose = DataRequest::For::change;
            ui.data_request->experiment = std::move(experiment);
            ui.data_request->file = file;
            return;
        }
        check_experiment(experiment);
        ui.document.load(std::move(experiment), file, false);
    } catch (const Error& problem) {
        ui.complain(problem.what());
        return;
    }
    show_new_document(ui);
    remember_recent(ui.state, file);
    ui.say("Opened " + file.filename().string() + " with " + data.filename().string() +
           "; save it to keep that");
}

void open_dropped(UiState& ui, std::span<const fs::path> paths) {
    if (paths.empty()) return;
    const auto regular = [](const fs::path& path) {
        std::error_code none;
        return !fs::is_directory(path, none);
    };
    auto found = std::find_if(paths.begin(), paths.end(), is_experiment_file);
    if (found == paths.end()) found = std::find_if(paths.begin(), paths.end(), is_data_file);
    if (found == paths.end()) found = std::find_if(paths.begin(), paths.end(), regular);
    if (found == paths.end()) {
        const std::string what =
            paths.size() == 1 ? paths.front().filename().string() : std::to_string(paths.size()) + " folders";
        ui.complain(
            "Dropped " + what +
            ": a folder holds many things. Drop an experiment (.toml) or a table (.csv, .tsv, .txt).");
        return;
    }
    if (is_experiment_file(*found))
        request(ui, Intent::open_path, *found);
    else
        open_data(ui, *found);
    if (paths.size() > 1 && ui.error.empty())
        ui.say("One file at a time: of " + std::to_string(paths.size()) + " files " +
               found->filename().string());
}

}  // namespace talweg
