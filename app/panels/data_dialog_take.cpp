// A table that was looked at is taken: into a new experiment, the present one, or one whose file was sought.
#include "app/panels/data_dialog.h"
#include "app/panels/file_actions.h"
#include "core/base/error.h"
#include "core/base/file.h"

#include <utility>

namespace talweg {

namespace {

using For = DataRequest::For;

}  // namespace

// What is taken is what was looked at. A file that was written to meanwhile is read anew; only where it holds
// the same bytes again goes taking on by itself.
bool DataDialog::has_changed(UiState& ui) {
    if (draft_->pasted()) return false;
    const CsvStamp now = csv_stamp(draft_->choice().path);
    if (now == look_->reading.stamp && now == draft_->stamp()) return false;
    const std::string before = look_->reading.checksum;
    try {
        draft_->read_again();
    } catch (const Error& problem) {
        trouble_ = problem.what();
        return true;
    }
    look_again(ui);
    changed_from_ = before;
    taking_ = true;
    return true;
}

// When it has been read: at once, or as soon as it is.
void DataDialog::take(UiState& ui) {
    taking_ = false;
    trouble_.clear();
    if (!draft_->trouble().empty()) return;
    if (!look_) {
        taking_ = true;
        return;
    }
    if (!look_->reading.data) return;
    if (has_changed(ui)) return;
    TakenData taken{draft_->choice(), look_->reading.data, "Pasted points", look_->reading.stamp};
    taken.choice.checksum = look_->reading.checksum;
    if (!draft_->pasted()) {
        taken.title = std::filesystem::path(taken.choice.path).stem().string();
    } else if (fits_table(*taken.csv)) {
        const CsvReport& report = taken.csv->report;
        if (report.dialect.header) taken.title = report.target + " over " + report.inputs.front();
        if (report.dialect.header && report.inputs.size() > 1) taken.title += " and " + report.inputs.back();
        taken.choice = {};
    } else {
        ui.dialog = Dialog::save_data;
        return;
    }
    take_into(ui, taken);
}

void DataDialog::save_to(UiState& ui, const std::filesystem::path& path) {
    if (!draft_ || !look_ || !look_->reading.data) return;
    TakenData taken{draft_->choice(), look_->reading.data, path.stem().string()};
    taken.choice.path = path.string();
    taken.choice.checksum = look_->reading.checksum;
    try {
        write_file(path, draft_->text());
        taken.stamp = csv_stamp(path);
    } catch (const Error& problem) {
        trouble_ = problem.what();
        return;
    }
    take_into(ui, taken);
}

void DataDialog::take_into(UiState& ui, const TakenData& taken) {
    try {
        std::string said;
        if (request_.purpose == For::anew || request_.experiment) {
            ui.taken = request_.experiment ? with_points(*request_.experiment, taken, said)
                                           : fresh_experiment(taken);
            check_experiment(*ui.taken);
            if (request_.experiment)
                ui.taken_file = request_.file;
            else if (!taken.choice.path.empty())
                remember_recent(ui.state, taken.choice.path);
            if (!ui.document.dirty()) {
                close();
                carry_out(ui, Intent::take_data);
                if (!said.empty()) ui.say(said);
                return;
            }
            // The question stands in place of the dialog, which comes back where it is answered with no.
            waiting_ = true;
            ImGui::CloseCurrentPopup();
            request(ui, Intent::take_data);
            return;
        }
        Experiment next = with_points(ui.document.experiment(), taken, said);
        if (!ui.edit(std::move(next),
                     request_.purpose == For::change ? "Change how the file is read" : "Take other points")) {
            trouble_ = std::exchange(ui.error, {});
            return;
        }
        ui.view.data.range = {};
        if (!said.empty()) ui.say(said);
        close();
    } catch (const Error& problem) {
        ui.taken.reset();
        trouble_ = problem.what();
    }
}

}  // namespace talweg
