// The model section of the side panel: model, loss, penalties, start, seed and where to stop.
#include "app/panels/model_panel.h"

#include "app/panels/actions.h"
#include "app/panels/edits.h"
#include "app/panels/knob_control.h"
#include "app/panels/start_control.h"
#include "app/panels/stop_rows.h"
#include "core/base/text.h"
#include "core/train/catalogue.h"

namespace talweg {
namespace {

// "Neural network (MLP)" without what stands in brackets: a summary has little room.
std::string_view short_title(std::string_view title) { return title.substr(0, title.find(" (")); }

// A menu of one shelf and the knobs of what is chosen.
void part_rows(UiState& ui, std::string_view id, std::string_view title, std::string_view shelf_name,
               PartChoice Experiment::*where) {
    const Experiment& experiment = ui.document.experiment();
    const auto parts = shelf(shelf_name);
    int chosen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i]->id == (experiment.*where).kind) chosen = static_cast<int>(i);
    const float width = form_row(ui.kit, title);
    const PartInfo& shown = *parts[static_cast<std::size_t>(chosen)];
    const std::string tip = std::string(shown.sentence) + "\n" + std::string(shown.rule);
    if (choice(ui.kit, std::string(id) + ".kind", choice_items(parts), chosen, width, tip)) {
        Experiment next = experiment;
        next.*where = {std::string(parts[static_cast<std::size_t>(chosen)]->id), {}};
        fit_starts(experiment, next);
        ui.edit(std::move(next), "Change " + std::string(id));
        return;
    }
    // The experiment may hold a large table: it is copied when something was changed, not in every frame.
    KnobMap knobs = (experiment.*where).knobs;
    if (const auto change = knob_controls(ui, id, shown, knobs)) {
        Experiment next = experiment;
        (next.*where).knobs = std::move(knobs);
        fit_starts(experiment, next);
        ui.edit(std::move(next), "Change " + std::string(id), change->gesture);
    }
}

void penalty_row(UiState& ui, std::string_view id, std::string_view title, std::string_view symbol,
                 double Penalty::*where, std::string_view tip) {
    double strength = ui.document.experiment().penalty.*where;
    const float width = form_row(ui.kit, title, symbol);
    if (!number_field(ui.kit, id, strength, {0.0, 1e300, false, false, false}, width, tip, ui.error)) return;
    Experiment next = ui.document.experiment();
    next.penalty.*where = strength;
    ui.edit(std::move(next), "Change penalty");
}

void biases_row(UiState& ui) {
    bool biases = ui.document.experiment().penalty.biases;
    form_row(ui.kit, "Bias penalty");
    if (!toggle(ui.kit, "penalty.biases", {}, biases, "Pulls biases towards 0 as well, not only weights"))
        return;
    Experiment next = ui.document.experiment();
    next.penalty.biases = biases;
    ui.edit(std::move(next), "Change penalty");
}

void seed_row(const Snapshot& now, UiState& ui, Commands& commands) {
    Kit& kit = ui.kit;
    const float width = form_row(kit, "Seed");
    auto seed = static_cast<double>(ui.document.experiment().seed);
    const NumberFormat whole{0.0, 9007199254740992.0, false, false, true};
    if (number_field(kit, "seed", seed, whole, width - kit.px(36),
                     "Decides all random numbers: the same seed gives the same run on every machine",
                     ui.error)) {
        Experiment next = ui.document.experiment();
        next.seed = static_cast<std::uint64_t>(seed);
        ui.edit(std::move(next), "Change seed");
    }
    ImGui::SameLine(0, kit.px(8));
    if (icon_button(kit, "seed.new", Icon::dice, action_tip(ActionId::new_seed)))
        perform(ActionId::new_seed, ui, now, commands);
}

}  // namespace

void ModelPanel::draw(const Snapshot& now, UiState& ui, Commands& commands) {
    const Experiment& experiment = ui.document.experiment();
    const std::string said =
        experiment.function ? std::string(function_part(experiment.function->kind).info.title)
                            : std::string(short_title(model_part(experiment.model.kind).info.title)) + " · " +
                                  std::string(short_title(loss_part(experiment.loss.kind).info.title));
    if (!section(ui.kit, "section.model", "Model and loss", said, ui.model_open)) return;
    if (!experiment.function) {
        part_rows(ui, "model", "Model", "models", &Experiment::model);
        part_rows(ui, "loss", "Loss", "losses", &Experiment::loss);
        penalty_row(ui, "penalty.l1", "Penalty", "λ Σ |w|", &Penalty::l1,
                    "Pulls weights towards 0 by their size (L1); 0: none");
        penalty_row(ui, "penalty.l2", "Penalty", "λ Σ w²", &Penalty::l2,
                    "Pulls weights towards 0 by their square (L2); 0: none");
        const Penalty& penalty = ui.document.experiment().penalty;
        if (penalty.l1 > 0.0 || penalty.l2 > 0.0) biases_row(ui);
    }
    if (auto init = start_control(ui, "model", ui.document.experiment().init, now.parameter_names)) {
        Experiment next = ui.document.experiment();
        next.init = std::move(*init);
        ui.edit(std::move(next), "Move start");
    }
    seed_row(now, ui, commands);
    stop_rows(ui);
}

}  // namespace talweg
