// Guards the TOML library against keys of a depth that would exhaust the stack.
#pragma once

#include <cstddef>
#include <string_view>

namespace talweg {

inline constexpr std::size_t kDeepestKey = 64;

/// The line of the first dotted key of more than kDeepestKey parts, or 0. Looks at dots between words outside
/// of strings and comments; what else the text says does not matter.
std::size_t line_of_deep_key(std::string_view toml);

}  // namespace talweg
