// The notes section of the side panel: what the experiment is called and what its author wants said.
#include "app/panels/notes_panel.h"

#include "app/panels/widgets.h"

namespace talweg {

void NotesPanel::draw(UiState& ui) {
    const Experiment& experiment = ui.document.experiment();
    const std::string said = experiment.title.empty() ? "untitled" : experiment.title;
    if (!section(ui.kit, "section.notes", "Title and notes", said, ui.notes_open)) return;
    std::string title = experiment.title;
    const float width = form_row(ui.kit, "Title");
    if (text_field(ui.kit, "notes.title", title, width, "untitled", "Heads every exported figure")) {
        Experiment next = ui.document.experiment();
        next.title = std::move(title);
        ui.edit(std::move(next), "Change title");
    }
    std::string notes = ui.document.experiment().notes;
    if (notes_.draw(ui.kit, "notes.text", notes, 160.0,
                    "What to look at and why: saved with the experiment, shown in Help, About Talweg")) {
        Experiment next = ui.document.experiment();
        next.notes = std::move(notes);
        ui.edit(std::move(next), "Change notes");
    }
}

}  // namespace talweg
