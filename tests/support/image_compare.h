// Comparing pictures with references: both the picture and the difference are written when they are not
// alike.
#pragma once

#include <string>
#include <string_view>

namespace talweg {

/// Empty when `png` looks like the reference of that name, else what differs and where the files are.
/// Alike: the same size, no channel of a pixel off by more than 40, at most one pixel in a thousand off by
/// more than 8. TALWEG_UPDATE_GOLDEN=1 in the environment writes the reference instead, where `may_update`.
std::string compare_with_reference(std::string_view name, const std::string& png, bool may_update = true);

}  // namespace talweg
