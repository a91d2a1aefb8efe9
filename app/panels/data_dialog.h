// The dialog in which one looks at a table before it is taken: what was found out about it, its first rows,
// which columns serve, what is done about missing cells.
#pragma once

#include "app/panels/csv_edit.h"
#include "app/panels/ui_state.h"
#include "core/worker/csv_worker.h"

#include <functional>
#include <optional>

namespace talweg {

class DataDialog {
  public:
    /// Opens it in its next draw. A file that cannot be read is said in the banner.
    void open(UiState& ui, DataRequest request);
    /// Draws it while it is open. What is wrong stands in it; nothing changes before it is taken. `over`:
    /// draws a dialog that stands on top of it.
    void draw(UiState& ui, const std::function<void()>& over);
    /// The file was picked that pasted points are to be kept in.
    void save_to(UiState& ui, const std::filesystem::path& path);
    /// Something is read or counted: the picture will change by itself.
    bool busy() const { return draft_.has_value() && worker_.busy(); }
    /// Why the table cannot be taken, whole sentences as they stand in the dialog; empty: it can, or nothing
    /// is known yet, or it is not open.
    std::string refusal() const;

  private:
    void look_again(UiState& ui);
    bool has_changed(UiState& ui);
    void hear(UiState& ui);
    void top_line(UiState& ui);
    void role_row(UiState& ui);
    void cell_rows(UiState& ui);
    void verdict(UiState& ui, float height);
    void remedies(UiState& ui);
    void buttons(UiState& ui);
    void take(UiState& ui);
    void take_into(UiState& ui, const TakenData& taken);
    void close();
    void forget();

    std::optional<CsvDraft> draft_;
    DataRequest request_;
    CsvWorker worker_;
    std::uint64_t asked_ = 0;      ///< the worker's number of the look that is waited for
    std::optional<CsvLook> look_;  ///< at the draft as it stands
    std::optional<CsvSurvey> survey_;
    std::uint64_t seen_reading_ = 0;  ///< of the draft when the survey was asked for
    std::string trouble_;             ///< of taking it, besides what the look says
    std::string notice_;              ///< what happened to the file meanwhile
    std::string changed_from_;        ///< the checksum before it was read anew; empty: it was not
    bool wanted_ = false;
    bool taking_ = false;   ///< as soon as it is read
    bool waiting_ = false;  ///< the question about unsaved changes stands in front
    float below_ = 0.0f;    ///< px under the grid in the last frame
};

}  // namespace talweg
