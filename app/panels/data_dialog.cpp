// The dialog in which one looks at a table before it is taken.
#include "app/panels/data_dialog.h"

#include "app/panels/data_grid.h"
#include "app/panels/file_actions.h"
#include "app/panels/widgets.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace talweg {
namespace {

using For = DataRequest::For;

constexpr std::size_t kShownWarnings = 5;

std::string size_text(std::uint64_t bytes) {
    if (bytes < 1000) return grouped_text(bytes) + " B";
    if (bytes < 1'000'000) return short_text(static_cast<double>(bytes) / 1e3, 3) + " kB";
    return short_text(static_cast<double>(bytes) / 1e6, 3) + " MB";
}

std::string counted(std::uint64_t number, const char* one) {
    return grouped_text(number) + " " + one + (number == 1 ? "" : "s");
}

/// "333 rows, 4 inputs, target species of 3 classes. 11 rows with missing cells left out."
std::string verdict_text(const CsvData& csv) {
    const CsvReport& report = csv.report;
    std::string text = counted(static_cast<std::uint64_t>(csv.data.rows()), "row") + ", " +
                       counted(report.inputs.size(), "input");
    const auto columns = static_cast<std::uint64_t>(csv.data.x.cols());
    if (columns != report.inputs.size()) text += " in " + counted(columns, "column");
    text += ", target " + report.target;
    const std::size_t classes = csv.data.classes.size();
    if (classes > 0) text += " of " + grouped_text(classes) + (classes == 1 ? " class" : " classes");
    text += ".";
    if (report.dropped > 0) text += " " + counted(report.dropped, "row") + " with missing cells left out.";
    if (report.missing > 0)
        text += " " + counted(report.missing, "missing cell") +
                " filled from the rows "
                "that are trained on.";
    if (report.ragged > 0) text += " " + counted(report.ragged, "uneven row") + " left out.";
    return text;
}

std::string without_path(std::string text, const std::string& path) {
    const std::string begins = "'" + path + "': ";
    if (!path.empty() && text.rfind(begins, 0) == 0) text.erase(0, begins.size());
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace

void DataDialog::open(UiState& ui, DataRequest request) {
    if (waiting_) {
        ui.complain("Another table waits for an answer about unsaved changes");
        return;
    }
    std::optional<CsvDraft> draft;
    try {
        draft = request.text ? CsvDraft::of_text(*request.text) : CsvDraft(request.choice);
    } catch (const Error& problem) {
        if (draft_)
            trouble_ = problem.what();  // the table that one is looking at stays
        else
            ui.complain(problem.what());
        return;
    }
    worker_.give_up();
    draft_ = std::move(draft);
    request_ = std::move(request);
    wanted_ = true;
    taking_ = waiting_ = false;
    seen_reading_ = 0;
    look_again(ui);
}

// What was known is no longer so.
void DataDialog::look_again(UiState& ui) {
    trouble_.clear();
    notice_.clear();
    changed_from_.clear();
    look_.reset();
    taking_ = false;  // what was asked for before the change
    if (seen_reading_ != draft_->reading()) survey_.reset();
    seen_reading_ = draft_->reading();
    asked_ = worker_.start(*draft_, ui.wake);
}

void DataDialog::hear(UiState& ui) {
    if (std::optional<CsvLook> look = worker_.take_look(); look && look->request == asked_) {
        look_ = std::move(look);
        const std::string before = std::exchange(changed_from_, {});
        if (!before.empty() && look_->reading.checksum != before) {
            taking_ = false;
            notice_ = "The file was changed while you looked at it. This is what it holds now.";
        }
        if (taking_) take(ui);
    }
    if (!draft_) return;
    std::optional<CsvSurvey> survey = worker_.take_survey();
    if (survey && survey->columns.size() == draft_->columns()) survey_ = std::move(survey);
}

// The file, its size, its rows; and at the right end the way back to what was found out.
void DataDialog::top_line(UiState& ui) {
    Kit& kit = ui.kit;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    std::string words = draft_->pasted() ? "From the clipboard" : draft_->choice().path;
    words += "   ·   " + size_text(draft_->bytes());
    if (survey_ && survey_->complete) words += "   ·   " + counted(survey_->rows, "row");
    if (draft_->columns() > 0) words += "   ·   " + counted(draft_->columns(), "column");
    draw_text(kit, *ImGui::GetWindowDrawList(), ImVec2(at.x, at.y + kit.px(4)),
              fitted(kit, words, width - kit.px(180), TextRole::caption), kit.theme.quiet_text,
              TextRole::caption);
    ImGui::Dummy(ImVec2(width, kit.px(24)));
    mark(kit, "data.file");
    const ImVec2 after = ImGui::GetCursorScreenPos();
    if (draft_->says_dialect()) {
        const float wide = text_size(kit, "As found out", TextRole::caption).x + kit.px(16);
        ImGui::SetCursorScreenPos(ImVec2(at.x + width - std::round(wide), at.y));
        if (text_toggle(
                kit, "data.as_found", "As found out", false,
                "Forgets what was said about separator, sign, header, encoding, quotes and comments")) {
            draft_->forget_dialect();
            look_again(ui);
        }
    }
    ImGui::SetCursorScreenPos(after);
}

std::string DataDialog::refusal() const {
    if (!draft_) return {};
    const std::string& why = !trouble_.empty()            ? trouble_
                             : !draft_->trouble().empty() ? draft_->trouble()
                             : look_                      ? look_->trouble
                                                          : trouble_;
    std::string text = without_path(why, draft_->choice().path);
    if (!text.empty() && !text.ends_with('.') && !text.ends_with('?') && !text.ends_with("…")) text += '.';
    return text;
}

// What would be taken, or why it cannot be. Its height stays, so that the buttons do.
void DataDialog::verdict(UiState& ui, float height) {
    Kit& kit = ui.kit;
    ImGui::BeginChild("##verdict", ImVec2(0, height));
    if (!notice_.empty()) {
        paragraph(kit, notice_, TextRole::caption, kit.theme.warning);
        mark(kit, "data.changed");
    }
    const std::string why = refusal();
    if (!why.empty()) {
        paragraph(kit, why, TextRole::caption, kit.theme.warning);
        mark(kit, "data.trouble");
    } else if (look_ && look_->reading.data) {
        paragraph(kit, verdict_text(*look_->reading.data), TextRole::caption, kit.theme.text);
        mark(kit, "data.verdict");
        std::string warnings;
        const std::vector<std::string>& all = look_->reading.data->report.warnings;
        for (std::size_t i = 0; i < std::min(all.size(), kShownWarnings); ++i)
            warnings += without_path(all[i], {}) + ". ";
        if (all.size() > kShownWarnings)
            warnings += "And " + counted(all.size() - kShownWarnings, "more remark") + ".";
        paragraph(kit, warnings, TextRole::caption, kit.theme.quiet_text);
    } else {
        paragraph(kit, "Reading all of it…", TextRole::caption, kit.theme.quiet_text);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.AddRectFilled(at, ImVec2(at.x + width, at.y + kit.px(2)), packed(kit.theme.hairline));
        list.AddRectFilled(at,
                           ImVec2(at.x + width * static_cast<float>(worker_.progress()), at.y + kit.px(2)),
                           packed(kit.theme.accent));
    }
    ImGui::EndChild();
}

// Beside the buttons: what would mend the trouble.
void DataDialog::remedies(UiState& ui) {
    if (!look_ || !look_->refusal || !draft_->trouble().empty()) return;
    Kit& kit = ui.kit;
    CsvChoice next = draft_->choice();
    const CsvRefusal& refusal = *look_->refusal;
    ImGui::SameLine(0, kit.px(24));
    if (refusal.cause() == CsvRefusal::Cause::word) {
        const auto& columns = draft_->sketch().columns;
        const auto found = std::ranges::find(columns, refusal.column(), &CsvColumn::name);
        if (found == columns.end()) return;
        const auto c = static_cast<std::size_t>(found - columns.begin());
        const std::string name = fitted(kit, found->name, kit.px(160));
        if (button(kit, "data.mend.names", "Take " + name + " as names")) {
            draft_->set_text(c, true);
            look_again(ui);
            return;
        }
        if (draft_->role(c) != CsvDraft::Role::input) return;
        ImGui::SameLine();
        if (!button(kit, "data.mend.without", "Do without it")) return;
        draft_->set_role(c, CsvDraft::Role::none);
        look_again(ui);
        return;
    }
    if (!button(kit, "data.mend.drop", "Leave these rows out")) return;
    if (refusal.cause() == CsvRefusal::Cause::missing)
        next.missing = CsvMissing::drop;
    else
        next.ragged = CsvRagged::drop;
    draft_->choose(next);
    look_again(ui);
}

void DataDialog::buttons(UiState& ui) {
    Kit& kit = ui.kit;
    const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    const bool anew = request_.purpose == For::anew;
    // What failed in taking it may be tried again; a table that is refused has to be mended first.
    const bool refused = !draft_->trouble().empty() || (look_ && !look_->trouble.empty());
    if (button(kit, "data.take", anew ? "Open" : "Use this data", ButtonKind::primary, 0.0f,
               refused ? refusal() : std::string(), !refused))
        take(ui);
    ImGui::SameLine();
    if (button(kit, "data.cancel", "Cancel")) close();
    if (!draft_) return;
    const float y = ImGui::GetItemRectMin().y;
    remedies(ui);
    if (request_.purpose == For::change) return;
    constexpr Segment kUse[] = {{"New experiment", Icon::close,
                                 "Begins an experiment with a model and a loss that suit these points"},
                                {"This experiment", Icon::close,
                                 "Puts these points in place of the present ones: model and runs stay"}};
    const float wide = segmented_width(kit, kUse);
    ImGui::SetCursorScreenPos(ImVec2(std::round(end - wide), y + kit.px(1)));
    int use = anew ? 0 : 1;
    if (segmented(kit, "data.use", kUse, use)) request_.purpose = use == 0 ? For::anew : For::present;
}

void DataDialog::forget() {
    worker_.give_up();
    draft_.reset();
    look_.reset();
    survey_.reset();
    taking_ = waiting_ = false;
}

void DataDialog::close() {
    forget();
    ImGui::CloseCurrentPopup();
}

void DataDialog::draw(UiState& ui, const std::function<void()>& over) {
    if (!draft_) return;
    if (waiting_ && ui.intent == Intent::none && ui.dialog == Dialog::none) {
        waiting_ = false;
        if (!ui.taken) {  // carried out
            forget();
            return;
        }
        ui.taken.reset();
        ui.taken_file.reset();
        wanted_ = true;
    }
    if (waiting_) return;
    Kit& kit = ui.kit;
    const std::string title = request_.text                     ? "Paste data"
                              : request_.purpose == For::change ? "How the file is read"
                                                                : "Open data";
    if (!begin_dialog(kit, "##data", title, 1040, std::exchange(wanted_, false))) {
        forget();  // left with Esc
        return;
    }
    hear(ui);
    if (draft_ && !waiting_) {
        top_line(ui);
        if (dialect_fields(kit, *draft_)) look_again(ui);
        ImGui::Dummy(ImVec2(0, kit.px(4)));
        const float tall = dialog_room(kit, std::max(below_, kit.px(160)) + kit.px(12));
        if (data_grid(kit, *draft_, survey_, std::clamp(tall, kit.px(120), grid_height(kit, *draft_))))
            look_again(ui);
        const float grid_end = ImGui::GetCursorPosY();
        role_row(ui);
        cell_rows(ui);
        verdict(ui, kit.px(56));
        buttons(ui);
        below_ = ImGui::GetCursorPosY() - grid_end;
        if (draft_ && over) over();
    }
    end_dialog(kit);
}

}  // namespace talweg
