// Another kind of data, and what has to change with it.
#include "app/panels/data_kind.h"

#include "app/panels/edits.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/class_targets.h"

namespace talweg {
namespace {

/// The loss's id that these points want in place of `now`; empty: that one will do.
std::string_view loss_for(const Dataset& data, Task now) {
    if (!data.of_classes()) return now == Task::regression ? "" : "mse";
    if (now == Task::classes) return "";
    if (data.classes.size() > 2) return "cross_entropy";
    return now == Task::binary || now == Task::margin ? "" : "bce_with_logits";
}

std::unique_ptr<Loss> loss_of(const Experiment& experiment) {
    const LossPart& part = loss_part(experiment.loss.kind);
    return part.make(Settings(part.info, experiment.loss.knobs));
}

/// Whether these points are of more classes than the loss can tell apart.
bool too_many_classes(const Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    if (part.make == nullptr) return false;
    return !class_trouble(*loss_of(experiment), few_points(part, experiment.data.part.knobs)).empty();
}

/// Changes the loss where a generator's points want another; what to say of it, or empty.
std::string fit_loss(Experiment& experiment) {
    const DatasetPart& part = dataset_part(experiment.data.part.kind);
    if (part.make == nullptr) return {};
    const Dataset data = few_points(part, experiment.data.part.knobs);
    const std::string_view wanted = loss_for(data, loss_of(experiment)->task());
    if (wanted.empty()) return {};
    experiment.loss = {std::string(wanted), {}};
    return "Loss set to " + std::string(loss_part(wanted).info.title) +
           (data.classes.size() > 2
                ? ": these points are of " + grouped_text(data.classes.size()) + " classes"
            : data.of_classes() ? ": these points are of classes"
                                : ": these targets are numbers");
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

void set_data_part(UiState& ui, PartChoice part, std::uint64_t gesture) {
    const Experiment& before = ui.document.experiment();
    Experiment next = before;
    next.data.part = std::move(part);
    std::string said;
    try {
        if (too_many_classes(next)) said = fit_loss(next);
    } catch (const Error&) {
        // Settings that are not possible together: the edit says so.
    }
    fit_starts(before, next);
    if (ui.edit(std::move(next), "Change data", gesture) && !said.empty()) ui.say(said);
}

}  // namespace talweg
