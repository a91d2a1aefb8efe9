// What all panels share.
#include "app/panels/ui_state.h"

#include "core/base/error.h"

namespace talweg {

bool UiState::edit(Experiment next, std::string_view label, std::uint64_t gesture) {
    try {
        document.edit(std::move(next), label, gesture);
        error.clear();
        return true;
    } catch (const Error& problem) {
        complain(problem.what());
        return false;
    }
}

void UiState::say(std::string_view text) {
    info = text;
    info_until = ImGui::GetTime() + 6.0;
}

Theme UiState::theme_at(double content_scale) const {
    Theme theme = settings.theme == "dark" ? dark_theme() : light_theme();
    theme.scale = content_scale * settings.zoom * (settings.projector ? 1.6 : 1.0);
    return theme;
}

RunSpec* run_with_id(Experiment& experiment, std::uint64_t id) {
    for (RunSpec& run : experiment.runs)
        if (run.id == id) return &run;
    return nullptr;
}

}  // namespace talweg
