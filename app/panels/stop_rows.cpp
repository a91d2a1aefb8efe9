// The rows that say where runs stop: limits, and rules that few need folded away until one is set.
#include "app/panels/stop_rows.h"

#include "app/panels/widgets.h"
#include "core/base/text.h"

#include <cmath>

namespace talweg {
namespace {

void edit_stop(UiState& ui, const StopRules& stop) {
    Experiment next = ui.document.experiment();
    next.stop = stop;
    ui.edit(std::move(next), "Change where to stop");
}

void count_row(UiState& ui, std::string_view id, std::string_view title,
               std::optional<std::uint64_t> StopRules::*where, std::string_view hint, std::string_view tip) {
    StopRules stop = ui.document.experiment().stop;
    const float width = form_row(ui.kit, title);
    std::string text = stop.*where ? std::to_string(*(stop.*where)) : "";
    const bool changed = text_field(ui.kit, id, text, width, hint, tip);
    refusal_line(ui.kit, id);
    if (!changed) return;
    const auto typed = parse_double(text);
    if (text.empty()) {
        (stop.*where).reset();
        if (!stop.patience) {  // which these go with
            stop.min_delta = 0.0;
            stop.restore_best = false;
        }
    } else if (typed && *typed >= 1.0 && *typed <= 1e15 && *typed == std::floor(*typed))
        stop.*where = static_cast<std::uint64_t>(*typed);
    else {
        refuse(ui.kit, id, text,
               std::string(title) + " must be a whole number from 1 up, or nothing, not '" + text + "'.");
        return;
    }
    edit_stop(ui, stop);
}

/// low: what a number must at least be.
void number_row(UiState& ui, std::string_view id, std::string_view title, std::string_view symbol,
                std::optional<double> StopRules::*where, double low, std::string_view tip) {
    StopRules stop = ui.document.experiment().stop;
    const float width = form_row(ui.kit, title, symbol);
    std::string text = stop.*where ? exact_text(*(stop.*where)) : "";
    const bool changed = text_field(ui.kit, id, text, width, "no limit", tip);
    refusal_line(ui.kit, id);
    if (!changed) return;
    const auto typed = parse_double(text);
    if (text.empty())
        (stop.*where).reset();
    else if (typed && std::isfinite(*typed) && *typed >= low)
        stop.*where = *typed;
    else {
        refuse(ui.kit, id, text,
               std::string(title) + " must be a number" + (std::isfinite(low) ? " from 0 up" : "") +
                   ", or nothing, not '" + text + "'.");
        return;
    }
    edit_stop(ui, stop);
}

void window_row(UiState& ui) {
    StopRules stop = ui.document.experiment().stop;
    if (!stop.loss_change) return;
    auto steps = static_cast<double>(stop.loss_change_steps);
    const float width = form_row(ui.kit, "Over steps");
    if (!number_field(ui.kit, "stop.loss_change_steps", steps, {1.0, 100000.0, false, false, true}, width,
                      "The loss now is compared with that so many steps ago", ui.error))
        return;
    stop.loss_change_steps = static_cast<std::uint64_t>(steps);
    edit_stop(ui, stop);
}

void early_rows(UiState& ui) {
    const bool validates = ui.document.experiment().data.validation > 0.0;
    count_row(
        ui, "stop.patience", "Patience", &StopRules::patience,
        validates ? "no early stop" : "needs validation points",
        "Early stopping: runs end after so many looks at the validation loss (every step at full batch, "
        "else every epoch) without a better one; the data section holds points back for it");
    StopRules stop = ui.document.experiment().stop;
    if (!stop.patience) return;
    float width = form_row(ui.kit, "Least fall");
    if (number_field(ui.kit, "stop.min_delta", stop.min_delta, {0.0, 1e300, false, false, false}, width,
                     "A validation loss counts as better when it is lower by more than this", ui.error))
        edit_stop(ui, stop);
    width = form_row(ui.kit, "Restore best");
    if (toggle(ui.kit, "stop.restore_best", {}, stop.restore_best,
               "On: a run ends, by whatever rule, with the parameters of the lowest validation loss"))
        edit_stop(ui, stop);
}

}  // namespace

void stop_rows(UiState& ui) {
    count_row(ui, "stop.max_steps", "Last step", &StopRules::max_steps, "no limit",
              "Runs end at this step; empty: they go on until you pause");
    const bool function = ui.document.experiment().function.has_value();
    if (!function)
        count_row(ui, "stop.max_epochs", "Last epoch", &StopRules::max_epochs, "no limit",
                  "Runs end after so many passes over the data; empty: no limit");
    const StopRules& stop = ui.document.experiment().stop;
    const bool used =
        stop.loss || stop.grad_norm || stop.parameter_change || stop.loss_change || stop.patience;
    if (!used) {
        form_row(ui.kit, "Other rules");
        toggle(ui.kit, "stop.more", {}, ui.stop_more,
               "Shows rules that end a run by its loss, gradient or steps, and early stopping");
        if (!ui.stop_more) return;
    }
    number_row(ui, "stop.loss", "Loss at most", "", &StopRules::loss, -INFINITY,
               "A run ends when its loss over all points to train on is at most this");
    number_row(ui, "stop.grad_norm", "Gradient", "|g| ≤", &StopRules::grad_norm, 0.0,
               "A run ends when the length of its gradient is at most this");
    number_row(ui, "stop.parameter_change", "Step", "|Δθ| ≤", &StopRules::parameter_change, 0.0,
               "A run ends when a step moves the parameters by at most this");
    number_row(ui, "stop.loss_change", "Change", "|ΔL| ≤", &StopRules::loss_change, 0.0,
               "A run ends when its loss has changed by at most this over some steps");
    window_row(ui);
    if (!function) early_rows(ui);
}

}  // namespace talweg
