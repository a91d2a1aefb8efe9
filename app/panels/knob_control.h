// A control for one knob of the catalogue.
#pragma once

#include "app/panels/ui_state.h"
#include "app/panels/widgets.h"
#include "core/base/part.h"

#include <optional>

namespace talweg {

struct KnobChange {
    KnobValue value;
    std::uint64_t gesture = 0;  ///< other than 0 while a slider is dragged
};

/// A row: the knob's words and symbol at the left; at the right a slider with a number, a switch, a menu or a
/// field of numbers with commas between them, as its type asks. `items`: of the list that choices go with.
/// Returns the new value when it was changed.
std::optional<KnobChange> knob_control(UiState& ui, std::string_view id, const Knob& knob,
                                       const KnobValue& value, std::span<const double> notches = {},
                                       std::size_t items = 1);

/// All knobs of a part that have an effect as the others stand, but for the one named `without`; what was
/// changed is in `knobs` afterwards (a default is left out of the map).
std::optional<KnobChange> knob_controls(UiState& ui, std::string_view id, const PartInfo& part,
                                        KnobMap& knobs, std::string_view without = {});

/// Choices from a shelf of the catalogue.
std::vector<ChoiceItem> choice_items(const std::vector<const PartInfo*>& parts);

}  // namespace talweg
