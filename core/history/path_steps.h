// Which steps of a path are kept: the beginning whole, then ever fewer, as one looks at it in the logarithm
// of time.
#pragma once

#include "core/base/types.h"

#include <bit>
#include <cstddef>

namespace talweg {

/// Descent moves most at first. So all of the first 4,096 steps are kept, and 256 of each later doubling
/// (4,096 to 8,191, 8,192 to 16,383, …): 8,703 points for 10^9 steps. Which ones is a function of the step
/// alone: nothing is ever thinned afterwards, and a history cut short is as one that never went further.
inline constexpr Step kWholePath = 4096;
inline constexpr Step kPathPerDoubling = 256;

/// How many: `whole` at the beginning, `later` of each doubling. Powers of two, 2 later <= whole.
struct PathSteps {
    Step whole = kWholePath;
    Step later = kPathPerDoubling;
    bool operator==(const PathSteps&) const = default;

    /// Steps between kept ones at `step`, a power of two.
    constexpr Step spacing(Step step) const { return step < whole ? 1 : std::bit_floor(step) / later; }

    /// The index-th kept step. Every second one is a step late, so that a zigzag of two steps shows both its
    /// sides.
    constexpr Step kept(std::size_t index) const {
        if (index < whole) return index;
        const Step after = index - whole;
        const Step begin = whole << (after / later);
        const Step place = after % later;
        return begin + place * spacing(begin) + (place & 1);
    }

    /// How many kept steps there are below `step`; thus the index of the first kept one from `step` on.
    constexpr std::size_t below(Step step) const {
        if (step <= whole) return step;
        const Step begin = std::bit_floor(step);
        const Step doublings = static_cast<Step>(std::bit_width(begin / whole)) - 1;
        const Step between = spacing(step);
        const Step place = (step - begin) / between;
        const Step passed = (step - begin) % between > (place & 1) ? 1 : 0;
        return whole + doublings * later + place + passed;
    }
};

constexpr Step path_spacing(Step step) { return PathSteps{}.spacing(step); }
constexpr Step kept_step(std::size_t index) { return PathSteps{}.kept(index); }
constexpr std::size_t kept_below(Step step) { return PathSteps{}.below(step); }

}  // namespace talweg
