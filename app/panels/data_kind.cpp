// Another kind of data, and what has to change with it.
#include "app/panels/data_kind.h"

#include "app/panels/edits.h"
#include "core/train/catalogue.h"

namespace talweg {
namespace {

/// The loss's id that these points want in place of `now`; empty: that one will do.
std::string_view loss_for(const Dataset& data, Task now) {
    if (!data.of_classes()) return now == Task::regression ? "" : "mse";
    if (now == Task::classes) return "";
    if (data.classes.size() > 2) return "cross_entropy";
    return now == Task::binary ? "" : "bce_with_logits";
}

/// Changes the loss where a generator's points want another; what to say of it, or empty.
std::string fit_loss(Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    if (part.make == nullptr) return {};
    const Dataset data = part.make(Settings(part.info, experiment.data.part.knobs));
    const LossPart& loss = loss_part(experiment.loss.kind);
    const Task now = loss.make(Settings(loss.info, experiment.loss.knobs))->task();
    const std::string_view wanted = loss_for(data, now);
    if (wanted.empty()) return {};
    experiment.loss = {std::string(wanted), {}};
    return "Loss set to " + std::string(loss_part(wanted).info.title) +
           (data.of_classes() ? ": these points are of classes" : ": these targets are numbers");
}

}  // namespace

void set_data_kind(UiState& ui, std::string_view kind, const Dataset& shown) {
    if (kind == "csv") {  // without a file there is nothing to choose
        ui.complain("Open a CSV file as an experiment is opened, or drop it onto the window");
        return;
    }
    const Experiment before = ui.document.experiment();
    Experiment next = before;
    if (kind == "table" && can_edit_points(before, shown))
        next = with_table(before, shown);
    else
        next.data.part = {std::string(kind), {}};
    const std::string said = fit_loss(next);
    fit_batches(next);
    fit_starts(before, next);
    if (ui.edit(std::move(next), "Change data") && !said.empty()) ui.say(said);
}

}  // namespace talweg
