// Where the program writes; tests hand in their own.
#pragma once

#include <iosfwd>

namespace talweg {

struct Streams {
    std::ostream& out;
    std::ostream& err;
    bool err_is_terminal = false;
};

}  // namespace talweg
