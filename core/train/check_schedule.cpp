// Checks of schedules, alone and with the optimizer that they move.
#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"

namespace talweg {

void check_schedule(const PartChoice& schedule) { make_schedule(schedule); }

namespace {

/// The schedule, or the one inside it, that cycles the momentum; nullptr: none does.
const PartChoice* momentum_cycler(const PartChoice& choice) {
    for (const PartChoice& each : choice.parts) {
        if (const PartChoice* inside = momentum_cycler(each)) return inside;
    }
    return choice.parts.empty() && make_schedule(choice)->cycles_momentum() ? &choice : nullptr;
}

}  // namespace

void check_momentum(const PartChoice& optimizer, const PartChoice& schedule) {
    const PartChoice* cycler = momentum_cycler(schedule);
    if (cycler == nullptr) return;
    const OptimizerPart& part = optimizer_part(optimizer.kind);
    const auto made = part.make(Settings(part.info, optimizer.knobs), Parameters::vector(0));
    if (made->set_momentum(make_schedule(*cycler)->momentum(0))) return;
    throw Error("'" + cycler->kind + "' cycles the momentum, and '" + optimizer.kind +
                "' has none: set 'cycle_momentum' to false");
}

}  // namespace talweg
