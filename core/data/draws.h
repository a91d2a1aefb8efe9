// Which random numbers a generator uses for what, so that one knob leaves the draws of the others alone.
#pragma once

#include "core/base/part.h"
#include "core/base/random.h"

namespace talweg {

/// What is drawn for each point, in the order of points: more points leave the earlier ones where they are.
enum class Draw : std::uint64_t { noise = 0, places = 1, outliers = 2 };

/// The draws of a generator whose settings have a seed.
inline Random draws(const Settings& settings, Draw what) {
    return {static_cast<std::uint64_t>(settings.integer("seed")), Stream::data,
            static_cast<std::uint64_t>(what)};
}

}  // namespace talweg
