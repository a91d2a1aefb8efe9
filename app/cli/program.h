// The whole program behind main: arguments in, exit status out.
#pragma once

#include "app/cli/streams.h"
#include "app/shell/shell.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace talweg {

/// What opens a window, or nothing in a build that has none.
struct WindowEntry {
    std::function<int(const WindowOptions&)> open;
    std::span<const std::string_view> tabs;
};

/// Exit status: 0 done, 1 failed, 2 the arguments or the file are wrong, 3 no display (with the hint to use
/// `talweg run`), 128 + n ended by signal n. Errors go to streams.err as "talweg: …"; nothing is thrown.
int run_program(std::span<const std::string> arguments, const Streams& streams, const WindowEntry& window);

}  // namespace talweg
